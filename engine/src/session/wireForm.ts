// The form that commands have in a message: what octets become, what Meta is inherited, how data is counted.
import { toBase64, utf8 } from '../base/bytes';
import type { Command, Data, Item, Meta, Unnumbered } from '../syncml/message';
import type { Encoding } from './encoding';

/** Octets can't stand in XML: they become base64 text. WBXML carries them as they are. The format says which. [TND 7.7.2] */
export function toWireItem(item: Item, encoding: Encoding): Item {
  if (!(item.data instanceof Uint8Array)) return item;
  if (encoding === 'wbxml') return { ...item, meta: { ...item.meta, format: 'bin' } };
  return { ...item, meta: { ...item.meta, format: 'b64' }, data: base64Of(item.data) };
}

/** One package goes to many devices. */
const known = new WeakMap<Uint8Array, string>();
/** Octets from which on it is worth remembering what they are written as. */
const large = 1024;

function base64Of(data: Uint8Array): string {
  let text = known.get(data);
  if (text === undefined) {
    text = toBase64(data);
    if (data.length >= large) known.set(data, text);
  }
  return text;
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
  if (typeof data === 'string') return utf8(data).length;
  if (data instanceof Uint8Array) return data.length;
  return data.reduce((sum, node) => sum + (node.kind === 'text' ? utf8(node.value).length : node.range.end - node.range.start), 0);
}
