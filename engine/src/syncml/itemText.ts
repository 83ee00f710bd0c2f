// The Data of an Item as text, whatever form it came in.
import { fromUtf8 } from '../base/bytes';
import { textOf } from '../xml/element';
import type { Item } from './message';

/** Empty where there is no Data; octets as UTF-8; of mark-up the character data. */
export function itemText(item: Item): string {
  const { data } = item;
  if (data === undefined) return '';
  if (typeof data === 'string') return data;
  if (data instanceof Uint8Array) return fromUtf8(data);
  return data.map((node) => (node.kind === 'element' ? textOf(node) : node.kind === 'text' ? node.value : '')).join('');
}
