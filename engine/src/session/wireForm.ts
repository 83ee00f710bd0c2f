// The form that commands have in an XML message: octets become base64, Meta is inherited, data is counted.
import { toBase64, utf8 } from '../base/bytes';
import type { Command, Data, Item, Meta, Unnumbered } from '../syncml/message';

/** Octets can't stand in XML: they become base64 text and the format says so. [TND 7.7.2] */
export function toWireItem(item: Item): Item {
  if (!(item.data instanceof Uint8Array)) return item;
  return { ...item, meta: { ...item.meta, format: 'b64' }, data: toBase64(item.data) };
}

/** A command whose octets have all become base64. */
export function toWire<C extends Unnumbered<Command>>(command: C): C {
  if ('commands' in command) return { ...command, commands: command.commands.map(toWire) };
  if (!('items' in command) || !command.items.some((item) => item.data instanceof Uint8Array)) return command;
  return { ...command, items: command.items.map(toWireItem) };
}

/** An Item with the Meta of what it stands in applied: the inner word wins. [RepPro 6.3.3] */
export function inheritMeta(item: Item, outer: Meta | undefined): Item {
  if (outer === undefined || Object.keys(outer).length === 0) return item;
  return { ...item, meta: { ...outer, ...item.meta } };
}

/** Octets of data as it stands in the messages: base64 counts as the text that it is. [DM-PRO 7] */
export function dataOctets(data: Data | undefined): number {
  if (data === undefined) return 0;
  if (typeof data === 'string') return utf8(data).length;
  if (data instanceof Uint8Array) return data.length;
  return data.reduce((sum, node) => sum + (node.kind === 'text' ? utf8(node.value).length : node.range.end - node.range.start), 0);
}
