// Outline of a SyncML message: its header and its commands, each in one line: `Exec #3 ./FwUpdate/Pkg1/Update`.
import { readCommand } from '#engine/syncml/readCommand';
import { summariseCommand } from '#engine/syncml/summary';
import { child, childElements, type Element } from '#engine/xml/element';
import { symbolOf, type OutlineSymbol } from './outlineSymbol';
import { childText } from './place';

/** Commands inside commands that are shown. */
const maxNesting = 16;

export function messageSymbols(root: Element): readonly OutlineSymbol[] {
  return childElements(root).flatMap((part) => {
    if (part.local === 'SyncHdr') return [headerSymbol(part)];
    // A body that was closed too early leaves its commands behind.
    return part.local === 'SyncBody' ? commandSymbols(part) : /^[A-Z]/.test(part.local) ? [commandSymbol(part)] : [];
  });
}

function headerSymbol(header: Element): OutlineSymbol {
  const [from, to] = ['Source', 'Target'].map((side) => childText(child(header, side), 'LocURI'));
  return symbolOf(header, 'header', `Header: session ${childText(header, 'SessionID')}, message ${childText(header, 'MsgID')}`, `${from ?? ''} → ${to ?? ''}`);
}

function commandSymbols(body: Element, nesting = 0): readonly OutlineSymbol[] {
  return childElements(body)
    .filter(({ local }) => local !== 'Final')
    .map((element) => commandSymbol(element, nesting));
}

const notCommands: ReadonlySet<string> = new Set(['CmdID', 'NoResp', 'Meta']);

export function commandSymbol(element: Element, nesting = 0): OutlineSymbol {
  const id = childText(element, 'CmdID');
  const number = id === '' ? '' : ` #${id}`;
  if (element.local === 'Sequence' || element.local === 'Atomic') {
    const inner = nesting < maxNesting ? childElements(element).filter(({ local }) => !notCommands.has(local)) : [];
    return symbolOf(element, 'command', `${element.local}${number}`, `${inner.length} commands`, inner.map((command) => commandSymbol(command, nesting + 1)));
  }
  const command = readCommand(element, { problems: [], maxNesting });
  const summary = command.name === 'other' ? '' : summariseCommand(command).replace(/^\w+/, '');
  return symbolOf(element, 'command', `${element.local}${number}${summary}`, command.name === 'Status' && command.cmdRef !== '' ? `to #${command.cmdRef}` : '');
}
