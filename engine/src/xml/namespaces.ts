// Names with prefixes, and the namespaces that they stand for.
import type { Attribute } from './element';

/** Namespaces in force by prefix; the default one under `''`. */
export interface Prefixes {
  get(prefix: string): string | undefined;
}

/** What is in force before anything was declared. */
export const initialPrefixes: Prefixes = new Map([
  ['', ''],
  ['xml', 'http://www.w3.org/XML/1998/namespace'],
]);

/** Declarations on top of others: nothing is copied, so that many of them stay cheap. */
class Declared implements Prefixes {
  constructor(
    private readonly outer: Prefixes,
    private readonly own: ReadonlyMap<string, string>,
  ) {}

  get(prefix: string): string | undefined {
    return this.own.get(prefix) ?? this.outer.get(prefix);
  }
}

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

/** What is in force where these are declared on top of `outer`; of two of one prefix the last counts. */
export function withPrefixes(outer: Prefixes, own: ReadonlyMap<string, string>): Prefixes {
  return own.size === 0 ? outer : new Declared(outer, own);
}

/** What an element with these attributes declares; undefined where it declares nothing. */
export function declarationsIn(attributes: readonly Pick<Attribute, 'name' | 'value'>[]): ReadonlyMap<string, string> | undefined {
  let own: Map<string, string> | undefined;
  for (const { name, value } of attributes) {
    const prefix = declaredPrefix(name);
    if (prefix !== undefined) (own ??= new Map()).set(prefix, value);
  }
  return own;
}

/** What is in force in an element that has these attributes. */
export function withDeclarations(outer: Prefixes, attributes: readonly Pick<Attribute, 'name' | 'value'>[]): Prefixes {
  const own = declarationsIn(attributes);
  return own === undefined ? outer : withPrefixes(outer, own);
}
