// How findings say which description they go by.
import type { RelatedPlace } from '../finding';
import type { Crossing } from './crossings';

/** Places beside a finding; more than these tell nothing new. */
const most = 3;

/** `by device.ddf`. */
export function describedBy({ places }: Crossing): string {
  return `by ${[...new Set(places.map(({ source }) => nameOf(source)))].slice(0, most).join(', ')}`;
}

export function nameOf({ uri, standard }: Crossing['places'][number]['source']): string {
  const name = decoded(uri.slice(uri.lastIndexOf('/') + 1));
  return standard === true ? `the standard object ${name.replace(/\.ddf$/, '')}` : name;
}

/** Where a person describes it. */
export function relatedOf({ places }: Pick<Crossing, 'places'>): readonly RelatedPlace[] {
  const own = places.filter(({ source }) => source.standard !== true);
  return own.slice(0, most).map(({ source, node }) => ({ uri: source.uri, range: { start: node.at.start, end: node.at.start }, message: 'It is described here.' }));
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    // A percent sign that escapes nothing stands for itself.
    return name;
  }
}
