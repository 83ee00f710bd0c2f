// What is shown of a described node: its path, format, access, occurrence, default, and which file describes it.
import type { DescribedNode } from '#engine/ddf/description';
import type { DescribedPlace } from '#engine/rules/descriptions';
import { nameOfUri } from '../launch/fileUri';

/** Nodes of several descriptions that are shown under each other. */
const most = 3;

/** One card for all that an address means; undefined where nothing describes it. */
export function addressCard(path: readonly string[], places: readonly DescribedPlace[]): string | undefined {
  if (places.length === 0) return undefined;
  // What a person describes says it all; the standard speaks where nobody else does.
  const own = places.filter(({ source }) => source.standard !== true);
  const shown = own.length > 0 ? own : places;
  return shown.slice(0, most).map((place) => nodeCard(path, place.node, sourceOf(place))).join('\n\n---\n\n');
}

export function sourceOf({ source: { uri, standard } }: DescribedPlace): string {
  const name = nameOfUri(uri);
  return standard === true ? `the standard object ${name.replace(/\.ddf$/, '')}` : name;
}

/** `path` names the node as it is addressed; `source` says what describes it, in words. */
export function nodeCard(path: readonly string[], node: DescribedNode, source: string): string {
  const { title, description, defaultValue, types, ddfName, scope, value } = node;
  const parts = [
    `**${addressOf(path)}** (${node.format})`,
    [title, description].filter((one) => one !== undefined).join('. '),
    node.implied === true ? 'Not described itself; something below it is.' : facts(node),
    defaultValue === undefined ? '' : `Default: \`${shortValue(defaultValue)}\`.`,
    value === undefined ? '' : `Value of a new instance: \`${shortValue(value)}\`.`,
    node.format === 'node' ? (ddfName === undefined ? '' : `Management object \`${ddfName}\`.`) : types.length === 0 ? '' : `Type ${types.map((type) => `\`${type}\``).join(', ')}.`,
    `*${scope === 'Permanent' ? 'Permanent; described' : 'Described'} by ${source}*`,
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function facts({ access, occurrence, name }: DescribedNode): string {
  const naming = name === '' ? ' Its name is given at run time.' : '';
  return `Access: ${access.size === 0 ? 'none' : [...access].join(', ')}. Occurrence: ${occurrence.name}${occurrence.most !== undefined && occurrence.most > 1 ? ` (${occurrence.most})` : ''}.${naming}`;
}

/** `int, Get Replace`. */
export function nodeDetail({ format, access }: DescribedNode): string {
  return access.size === 0 ? format : `${format}, ${[...access].join(' ')}`;
}

export function addressOf(path: readonly string[]): string {
  return path.length === 0 ? '.' : `./${path.join('/')}`;
}

function shortValue(value: string): string {
  const flat = value.replace(/\s+/g, ' ').replaceAll('`', 'ʼ');
  return flat.length > 80 ? `${flat.slice(0, 79)}…` : flat;
}
