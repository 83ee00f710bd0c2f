// What the index keeps of a message: who it is from, its commands, what they refer to, the nodes that they address.
import type { Range } from '#engine/base/problem';
import { summariseCommand } from '#engine/syncml/summary';
import { readCommand } from '#engine/syncml/readCommand';
import { child, childElements, textOf, type Element } from '#engine/xml/element';
import { addressOfElement, isNodeAddress, mayRefer, type AddressUse } from './address';
import { childText } from './place';

/** A value, and where it stands without the white space around it. */
export interface PlacedValue {
  readonly value: string;
  readonly range: Range;
}

export interface CommandFact {
  readonly name: string;
  readonly id: PlacedValue;
  /** The element. */
  readonly range: Range;
  readonly nameRange: Range;
  /** `Exec ./FwUpdate/Pkg1/Download`. */
  readonly summary: string;
}

/** A Status, Results or Alert that answers a command of a message. */
export interface ReferenceFact {
  readonly message?: PlacedValue;
  readonly command?: PlacedValue;
}

export interface MessageFact {
  readonly session: string;
  readonly id?: PlacedValue;
  readonly source: string;
  readonly target: string;
  readonly header?: Range;
  readonly commands: readonly CommandFact[];
  readonly references: readonly ReferenceFact[];
}

const maxDepth = 16;

export function messageFact(root: Element): MessageFact | undefined {
  const header = child(root, 'SyncHdr');
  const body = child(root, 'SyncBody');
  const commands: CommandFact[] = [];
  const references: ReferenceFact[] = [];
  const visit = (parent: Element, depth: number): void => {
    for (const element of childElements(parent)) {
      const id = placed(element, 'CmdID');
      if (id !== undefined) commands.push({ name: element.local, id, range: element.range, nameRange: element.nameRange, summary: summaryOf(element) });
      const [message, command] = [placed(element, 'MsgRef'), placed(element, 'CmdRef')];
      if (message !== undefined || command !== undefined) references.push({ ...(message !== undefined && { message }), ...(command !== undefined && { command }) });
      if (depth < maxDepth && (element.local === 'Atomic' || element.local === 'Sequence')) visit(element, depth + 1);
    }
  };
  if (body !== undefined) visit(body, 0);
  const id = header === undefined ? undefined : placed(header, 'MsgID');
  const end = (side: string): string => childText(header === undefined ? undefined : child(header, side), 'LocURI');
  return {
    session: childText(header, 'SessionID'),
    ...(id !== undefined && { id }),
    source: end('Source'),
    target: end('Target'),
    ...(header !== undefined && { header: header.nameRange }),
    commands,
    references,
  };
}

function placed(parent: Element, local: string): PlacedValue | undefined {
  const found = child(parent, local);
  const text = found?.children.find(({ kind }) => kind === 'text');
  if (text?.kind !== 'text' || text.value.trim() === '') return undefined;
  const start = text.range.start + (text.value.length - text.value.trimStart().length);
  const value = text.value.trim();
  return { value, range: { start, end: start + value.length } };
}

function summaryOf(element: Element): string {
  if (element.local === 'Atomic' || element.local === 'Sequence') return element.local;
  const command = readCommand(element, { problems: [], maxNesting: maxDepth });
  return command.name === 'other' ? element.local : summariseCommand(command);
}

/** Every address of a node that stands in commands: in messages and in flows alike. */
export function messageUses(root: Element, text: string): readonly AddressUse[] {
  const uses: AddressUse[] = [];
  const path: Element[] = [];
  const visit = (element: Element): void => {
    path.push(element);
    const role = isNodeAddress(path) ? 'uri' : mayRefer(element) && !/^\s*\$/.test(textOf(element)) ? 'value' : undefined;
    const use = role === undefined ? undefined : addressOfElement(element, text, role);
    if (use !== undefined) uses.push(use);
    if (path.length < 64) for (const inner of childElements(element)) visit(inner);
    path.pop();
  };
  visit(root);
  return uses;
}
