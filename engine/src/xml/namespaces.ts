// Names with prefixes, and the namespaces that they stand for.
import type { Attribute } from './element';

/** Namespaces in force by prefix; the default one under `''`. */
export type Prefixes = ReadonlyMap<string, string>;

/** What is in force before anything was declared. */
export const initialPrefixes: Prefixes = new Map([
  ['', ''],
  ['xml', 'http://www.w3.org/XML/1998/namespace'],
]);

export function localOf(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

/** `''` where there is none. */
export function prefixOf(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? '' : name.slice(0, colon);
}

/** The prefix that an attribute declares, `''` for the default namespace; undefined where it declares none. */
export function declaredPrefix(name: string): string | undefined {
  if (name === 'xmlns') return '';
  return name.startsWith('xmlns:') ? name.slice(6) : undefined;
}

/** What is in force in an element that has these attributes. */
export function withDeclarations(outer: Prefixes, attributes: readonly Pick<Attribute, 'name' | 'value'>[]): Prefixes {
  let own: Map<string, string> | undefined;
  for (const { name, value } of attributes) {
    const prefix = declaredPrefix(name);
    if (prefix === undefined) continue;
    own ??= new Map(outer);
    own.set(prefix, value);
  }
  return own ?? outer;
}
