// Walks over the commands of a message and what they are about.
import { textOf, type Element } from '../../xml/element';
import { plainText, saysNothing } from '../elementText';
import { valueOf, type CommandFacts, type ItemFacts, type MessageFacts } from '../messageFacts';

/** What a server sends to the tree. [DM-REP 6.6] */
export const treeCommands: ReadonlySet<string> = new Set(['Add', 'Copy', 'Delete', 'Exec', 'Get', 'Replace']);

/** Each Item of the commands of those names, with its command; what data synchronisation holds in a Sync is none of ours. */
export function* itemsOf(message: MessageFacts, names: ReadonlySet<string>): Generator<readonly [ItemFacts, CommandFacts]> {
  for (const command of message.commands) {
    if (!names.has(command.name) || command.container?.name === 'Sync') continue;
    for (const item of command.items) yield [item, command];
  }
}

/** The address without white space around it; `''` where there is none. */
export function addressOf(uri: Element | undefined): string {
  return uri === undefined ? '' : textOf(uri).trim();
}

/** The node that a command is about: its Target, or the Source of what a client tells. */
export function nodeOf({ targetUri, sourceUri }: ItemFacts): Element | undefined {
  return targetUri ?? sourceUri;
}

export function isDevInfo(address: string): boolean {
  return /^(?:\.\/)?DevInfo(?:\/|$)/.test(address);
}

/** True where the Item brings a value, be it elements, octets or a text that isn't blank. */
export function hasValue(item: ItemFacts): item is ItemFacts & { readonly data: Element } {
  return item.data !== undefined && !saysNothing(item.data);
}

/** The value of Format or Type; undefined where it isn't given. */
export function said(element: Element | undefined): string | undefined {
  return element === undefined ? undefined : textOf(element).trim();
}

/** Whether the data is a serialised tree, as mark-up or as text. [TNDS 5] */
export function holdsTree({ data }: ItemFacts): boolean {
  if (data === undefined) return false;
  for (const node of data.children) if (node.kind === 'element') return node.local === 'MgmtTree';
  const text = plainText(data);
  return text !== undefined && /^\s*(?:<\?[^>]{0,200}\?>\s*)?(?:<!DOCTYPE[^>]{0,400}>\s*)?<(?:[\w.-]+:)?MgmtTree[\s/>]/.test(text.slice(0, 1000));
}

/**
 * The Item that may be a later chunk of a large object, where one message doesn't tell: the first of all, without a Size
 * of its own, and not in the first message. [DM-PRO 7]
 */
export function mayContinue(item: ItemFacts, message: MessageFacts): boolean {
  if (item.size !== undefined || valueOf(message.header, 'MsgID') === '1') return false;
  const first = message.commands.find(({ name }) => name !== 'Status' && name !== 'Alert');
  return first?.items[0] === item;
}
