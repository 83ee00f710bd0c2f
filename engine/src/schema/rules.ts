// How the tables of elements are written down.
import type { AttributeRule, Content, ElementRule } from './schema';
import { model } from './model';

export const textContent: Content = { kind: 'text' };
export const emptyContent: Content = { kind: 'empty' };
export const anyContent: Content = { kind: 'any' };

/** Content whose order matters: `CmdID, NoResp?, Item+`. */
export function ordered(notation: string): Content {
  return { kind: 'elements', model: model(notation) };
}

/** Content in any order: each of the names, with `?`, `*` or `+` as in a DTD, one after another: `Get? Replace? EMI*`. */
export function unordered(notation: string): Content {
  const members = new Map<string, { min: number; max: number }>();
  for (const word of notation.trim().split(/\s+/)) {
    const suffix = word.charAt(word.length - 1);
    const name = /[?*+]$/.test(word) ? word.slice(0, -1) : word;
    members.set(name, {
      min: suffix === '?' || suffix === '*' ? 0 : 1,
      max: suffix === '*' || suffix === '+' ? Infinity : 1,
    });
  }
  return { kind: 'unordered', members };
}

type Extras = Omit<ElementRule, 'name' | 'content' | 'doc' | 'clause' | 'attributes'> & { readonly attributes?: readonly AttributeRule[] };

/** One row of a table. An empty clause stands for none. */
export function row(name: string, content: Content, clause: string, doc: string, extras: Extras = {}): ElementRule {
  return { name, content, doc, attributes: [], ...(clause === '' ? {} : { clause }), ...extras };
}

export function table(...rows: readonly ElementRule[]): ReadonlyMap<string, ElementRule> {
  return new Map(rows.map((rule) => [rule.name, rule]));
}

export function required(name: string, doc: string, values: readonly string[] = []): AttributeRule {
  return { name, required: true, values, doc };
}

export function optional(name: string, doc: string, values: readonly string[] = []): AttributeRule {
  return { name, required: false, values, doc };
}
