// Schema: which elements a kind of document has, what each may hold, and what each means.
import type { Severity } from '../base/problem';
import { child, textOf, type Element } from '../xml/element';
import type { Particle } from './model';

/**
 * What may stand in an element. `text`: character data alone, one of `values` where they are given. `empty`: nothing. `any`: whatever there is. `elements`:
 * elements in the order of the model. `unordered`: each name between `min` and `max` times, in any order.
 */
export type Content =
  | { readonly kind: 'text'; readonly values?: readonly string[] }
  | { readonly kind: 'empty' }
  | { readonly kind: 'any' }
  | { readonly kind: 'elements'; readonly model: Particle }
  | { readonly kind: 'unordered'; readonly members: ReadonlyMap<string, { readonly min: number; readonly max: number }> };

export interface AttributeRule {
  readonly name: string;
  readonly required: boolean;
  /** The values that it may take; empty where any will do. */
  readonly values: readonly string[];
  /** One sentence. */
  readonly doc: string;
}

export interface ElementRule {
  readonly name: string;
  readonly content: Content;
  readonly attributes: readonly AttributeRule[];
  /** One sentence. */
  readonly doc: string;
  /** Like `DM-REP 6.6.2`. */
  readonly clause?: string;
  /** How bad it is where the children break the model's order. Default warning: the specifications' own examples do. */
  readonly order?: Severity;
  /** How bad it is where a required child is missing, by name. Default error. */
  readonly missing?: Readonly<Record<string, Severity>>;
  /** How bad it is where a child comes more often than it may, by name. Default error. */
  readonly repeated?: Readonly<Record<string, Severity>>;
  /** How bad it is where children stand together of which the model allows only one or the other. Default error. */
  readonly beside?: Severity;
  /** How bad it is where an element stands inside that the schema doesn't have at all. Default error. */
  readonly unknown?: Severity;
  /** Elements of other namespaces may stand among the children, and are left alone. */
  readonly foreign?: boolean;
}

export interface Schema {
  /** Like `syncml-1.2`. */
  readonly id: string;
  readonly title: string;
  /** What VerDTD says in its documents, where another schema has the same root. */
  readonly version?: string;
  /** The namespaces that its elements come in; those without a namespace always count as its own. */
  readonly namespaces: readonly string[];
  /** Local names of the elements that a document may begin with. */
  readonly roots: readonly string[];
  /** By local name. */
  readonly elements: ReadonlyMap<string, ElementRule>;
  /** The worst that anything wrong with its elements is, where that isn't an error. */
  readonly atWorst?: Severity;
  /** Schemas of other namespaces that are looked after where `foreign` lets their elements stand. */
  readonly extensions?: readonly Extension[];
  /** Kinds of documents that are looked after where anything may stand. */
  readonly embedded?: readonly Schema[];
}

/** A vendor's elements among those of a schema: what is wrong with them is a warning at most. */
export interface Extension {
  readonly schema: Schema;
  /** Which of them may stand in an element, by its name. */
  readonly inside: ReadonlyMap<string, readonly string[]>;
}

/** Whether an element is one that the schema speaks of: elements of other namespaces are not. */
export function speaksOf(schema: Schema, namespace: string): boolean {
  return namespace === '' || schema.namespaces.includes(namespace);
}

/** Of schemas with one root, the one whose version the document says it has; the first where none is. */
export function byVersion(schemas: readonly Schema[], root: Element): Schema | undefined {
  if (schemas.length < 2) return schemas[0];
  const version = child(child(root, 'SyncHdr') ?? root, 'VerDTD');
  const said = version === undefined ? undefined : textOf(version).trim();
  return schemas.find((schema) => schema.version !== undefined && schema.version === said) ?? schemas[0];
}
