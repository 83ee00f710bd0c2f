// The addresses of nodes that a message holds, and what is wrong with how one is written. [TND 5]
import { textOf, type Element } from '../../xml/element';
import type { Range } from '../../base/problem';
import { plainText, rangeInValue } from '../elementText';
import type { CommandFacts, ItemFacts, MessageFacts } from '../messageFacts';

export interface TreeUri {
  /** The LocURI. */
  readonly element: Element;
  /** Without white space around it; never empty. */
  readonly text: string;
  /** What stands before a question mark. */
  readonly address: string;
  /** What stands after it; undefined where there is none. */
  readonly query?: string;
  readonly form: AddressForm;
  readonly command: CommandFacts;
  readonly item: ItemFacts;
}

const atTarget: ReadonlySet<string> = new Set(['Add', 'Copy', 'Delete', 'Exec', 'Get', 'Replace']);
const atSource: ReadonlySet<string> = new Set(['Copy', 'Replace', 'Results']);

const laidOut = new WeakMap<MessageFacts, readonly TreeUri[]>();

/** Those of commands, Results and, where they look like one, of Alerts; devices, servers and web addresses are none. */
export function treeUris(message: MessageFacts): readonly TreeUri[] {
  const before = laidOut.get(message);
  if (before !== undefined) return before;
  const found = [...urisIn(message)];
  laidOut.set(message, found);
  return found;
}

function* urisIn(message: MessageFacts): Generator<TreeUri> {
  for (const command of message.commands) {
    if (command.container?.name === 'Sync') continue;
    for (const item of command.items) {
      const isAlert = command.name === 'Alert';
      if (atTarget.has(command.name) || isAlert) yield* treeUri(item.targetUri, command, item, isAlert);
      if (atSource.has(command.name) || isAlert) yield* treeUri(item.sourceUri, command, item, isAlert);
    }
  }
}

function* treeUri(element: Element | undefined, command: CommandFacts, item: ItemFacts, isAlert: boolean): Generator<TreeUri> {
  // An address with elements in it is broken otherwise.
  const text = element === undefined ? undefined : plainText(element)?.trim();
  if (element === undefined || text === undefined) return;
  if (text === '' || /^[A-Za-z][\w+.-]+:/.test(text) || (isAlert && !/^\.(?:\/|$)/.test(text))) return;
  const mark = text.indexOf('?');
  const address = mark < 0 ? text : text.slice(0, mark);
  yield { element, text, address, form: formOf(address), command, item, ...(mark >= 0 && { query: text.slice(mark + 1) }) };
}

/** The query, its question mark included, where it stands in the document. */
export function queryRange({ element, text, address }: TreeUri, source: string): Range {
  const before = textOf(element).indexOf(text);
  return rangeInValue(element, { start: before + address.length, end: before + text.length }, source);
}

export interface AddressForm {
  readonly leading: boolean;
  readonly trailing: boolean;
  /** `./` alone. */
  readonly dotted: boolean;
  /** What is left between slashes. */
  readonly segments: readonly string[];
}

function formOf(address: string): AddressForm {
  if (address === '.' || address === './') return { leading: false, trailing: false, dotted: address === './', segments: [] };
  const leading = address.startsWith('/');
  const body = leading ? address.replace(/^\/+/, '') : address.replace(/^\.\//, '');
  const trailing = body.endsWith('/');
  const inner = trailing ? withoutSlashes(body) : body;
  return { leading, trailing, dotted: false, segments: inner === '' ? [] : inner.split('/') };
}

/** Without those at its end. */
function withoutSlashes(text: string): string {
  let { length } = text;
  while (text[length - 1] === '/') length--;
  return text.slice(0, length);
}
