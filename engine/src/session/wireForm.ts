// The form that commands have in a message: what octets become, what Meta is inherited, how data is counted.
import { utf8Length } from '../base/bytes';
import { carriedAs } from '../base/carriedOctets';
import type { Command, Data, Item, Meta, Unnumbered } from '../syncml/message';
import type { Encoding } from './encoding';

/** Octets can't stand in XML: they become base64 text. WBXML carries them as they are. The format says which. [TND 7.7.2] */
export function toWireItem(item: Item, encoding: Encoding): Item {
  if (!(item.data instanceof Uint8Array)) return item;
  if (encoding === 'wbxml') return { ...item, meta: { ...item.meta, format: 'bin' } };
  return { ...item, meta: { ...item.meta, format: 'b64' }, data: carriedAs(item.data) };
}

/** A command whose octets are all as the encoding carries them. */
export function toWire<C extends Unnumbered<Command>>(command: C, encoding: Encoding): C {
  if ('commands' in command) return { ...command, commands: command.commands.map((inner) => toWire(inner, encoding)) };
  if (!('items' in command) || !command.items.some((item) => item.data instanceof Uint8Array)) return command;
  return { ...command, items: command.items.map((item) => toWireItem(item, encoding)) };
}

/** An Item with the Meta of what it stands in applied: the inner word wins. [RepPro 6.3.3] */
export function inheritMeta(item: Item, outer: Meta | undefined): Item {
  if (outer === undefined || Object.keys(outer).length === 0) return item;
  return { ...item, meta: { ...outer, ...item.meta } };
}

/** Octets of data as it stands in the messages: base64 counts as the text that it is. [DM-PRO 7] */
export function dataOctets(data: Data | undefined): number {
  if (data === undefined) return 0;
  if (typeof data === 'string') return utf8Length(data);
  if (data instanceof Uint8Array) return data.length;
  return data.reduce((sum, node) => sum + (node.kind === 'text' ? utf8Length(node.value) : node.range.end - node.range.start), 0);
}
