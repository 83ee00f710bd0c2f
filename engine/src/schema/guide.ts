// The ContentGuide that a schema gives the tolerant parser.
import type { ContentGuide } from '../xml/contentGuide';
import { namesOf } from './model';
import type { Content, Schema } from './schema';

const guides = new WeakMap<Schema, ContentGuide>();

/** Made once for each schema. */
export function guideOf(schema: Schema): ContentGuide {
  let guide = guides.get(schema);
  if (guide === undefined) guides.set(schema, (guide = makeGuide(schema)));
  return guide;
}

function makeGuide(schema: Schema): ContentGuide {
  const rules = new Map<string, ReadonlySet<string> | 'any'>();
  for (const { name, content } of schema.elements.values()) rules.set(name, childrenOf(content) ?? 'any');
  // A guide knows no namespaces: where an element means several things, it may hold what either may.
  for (const { elements } of schema.embedded ?? []) {
    for (const { name, content } of elements.values()) {
      const known = rules.get(name) ?? new Set<string>();
      if (known !== 'any') rules.set(name, new Set([...known, ...(childrenOf(content) ?? [])]));
    }
  }
  return {
    mayContain(parent, child) {
      const allowed = rules.get(parent);
      // Where anything may stand, what does is mark-up of another kind: the schema's own elements don't.
      if (allowed === 'any') return schema.elements.has(child) ? false : undefined;
      return allowed?.has(child);
    },
  };
}

const children = new WeakMap<Content, ReadonlySet<string>>();

/** The names that may stand in such content; undefined where anything may. */
export function childrenOf(content: Content): ReadonlySet<string> | undefined {
  let names = children.get(content);
  if (names === undefined) {
    names = namesIn(content);
    if (names !== undefined) children.set(content, names);
  }
  return names;
}

function namesIn(content: Content): ReadonlySet<string> | undefined {
  switch (content.kind) {
    case 'any':
      return undefined;
    case 'elements':
      return namesOf(content.model);
    case 'unordered':
      return new Set(content.members.keys());
    default:
      return new Set();
  }
}
