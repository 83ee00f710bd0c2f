// Whether what a command brings fits the node: format, type and size. [DM-REP 6.4, TND 7.7.2, 7.7.7]
import { utf8Length } from '../base/bytes';
import { isInterior, type DescribedNode } from '../ddf/description';
import type { NodeFormat } from '../ddf/nodeFormat';
import type { Item } from '../syncml/message';
import { Refusal } from '../syncml/refusal';
import type { TreeLimits } from './order';

/** A Format that Meta says must be the node's; `b64` is how XML carries `bin`. Said nothing, the node's own counts. [TND 7.7.2] */
export function requireFormat(format: NodeFormat, item: Item): void {
  const written = item.meta?.format;
  if (written === undefined || written === format || (format === 'bin' && written === 'b64')) return;
  throw new Refusal(415, `The node's format is ${format}, not ${written}.`);
}

/** A Type that Meta says must be one of those that the description permits, if it names any. [TND 9.4.3.8] */
export function requireType(described: DescribedNode | undefined, item: Item): void {
  const written = item.meta?.type;
  if (written === undefined || described === undefined) return;
  const permitted = isInterior(described) ? (described.ddfName === undefined ? [] : [described.ddfName]) : described.types;
  if (permitted.length === 0 || permitted.some((type) => essence(type) === essence(written))) return;
  throw new Refusal(415, `The node's type is ${permitted.join(' or ')}, not ${written}.`);
}

/** A media type without its parameters. */
function essence(type: string): string {
  return (type.split(';')[0] ?? '').trim().toLowerCase();
}

export function requireSize(value: string | Uint8Array, limits: TreeLimits): void {
  if (limits.maxValue === 0) return;
  const size = typeof value === 'string' ? utf8Length(value) : value.length;
  // [DM-REP 6.6.11]
  if (size > limits.maxValue) throw new Refusal(413, `A leaf can hold ${limits.maxValue} octets, not ${size}.`);
}
