// How many octets the data of an Item has.
import { utf8 } from '../../base/bytes';
import { textOf } from '../../xml/element';
import type { ItemFacts } from '../messageFacts';

/**
 * The ways in which Size may count, always the same ones in the same order: the data as it stands; without the white
 * space that a log's lay-out has put around it; base64 without any; and, as some peers count, the octets that base64
 * stands for. [DM-PRO 7, TND 7.7.4]
 */
export function lengthsOf({ data, format }: ItemFacts): readonly number[] {
  if (data === undefined) return [0, 0, 0, 0];
  let octets = 0;
  for (const node of data.children) if (node.kind === 'opaque') octets += node.value.length;
  const text = textOf(data);
  const whole = octets + utf8(text).length;
  const trimmed = octets + utf8(text.trim()).length;
  if (format === undefined || textOf(format).trim() !== 'b64') return [whole, trimmed, trimmed, trimmed];
  const packed = text.replace(/\s+/g, '');
  const padding = packed.endsWith('==') ? 2 : packed.endsWith('=') ? 1 : 0;
  return [whole, trimmed, octets + packed.length, octets + (packed.length * 3) / 4 - padding];
}

/** The same of an object in pieces. */
export function lengthsOfAll(items: readonly ItemFacts[]): readonly number[] {
  const sums = [0, 0, 0, 0];
  for (const item of items) lengthsOf(item).forEach((length, way) => (sums[way] = (sums[way] ?? 0) + length));
  return sums;
}
