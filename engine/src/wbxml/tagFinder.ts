// The tags of a document being written: most elements have stood in the same surroundings before.
import type { Element } from '../xml/element';
import { prefixOf } from '../xml/namespaces';
import type { DocumentType } from './documentTypes';
import { TagNames, type Tag, type TagParent } from './tagNames';
import { readPlaceholder } from './tokens';

/** What there is to know of an element before it is written. */
export interface FoundTag {
  /** Undefined where the name has no number. */
  readonly tag: Tag | undefined;
  /** The version that brought the tag, where it is newer than the document's own; times ten. */
  readonly newerSince: number | undefined;
}

/** Of one name, where it was met last. */
interface Met extends FoundTag {
  readonly namespace: string;
  readonly parent: TagParent | undefined;
}

export class TagFinder {
  private readonly names: TagNames;
  private readonly met = new Map<string, Met>();

  constructor(type: DocumentType | undefined) {
    this.names = new TagNames(type);
  }

  find(element: Element, local: string, namespace: string, parent: TagParent | undefined): FoundTag {
    const name = element.name;
    const known = this.met.get(name);
    if (known?.namespace === namespace && sameParent(known.parent, parent)) return known;
    const tag = this.search(name, local, namespace, parent);
    const newerSince = tag === undefined ? undefined : this.names.newerThanDocument(tag.page, local);
    const met: Met = { tag, newerSince, namespace, parent };
    this.met.set(name, met);
    return met;
  }

  private search(name: string, local: string, namespace: string, parent: TagParent | undefined): Tag | undefined {
    // A prefix that nothing declares makes a foreign name, whatever stands behind it.
    const foreign = namespace === '' && prefixOf(name) !== '';
    const tag = foreign ? undefined : this.names.find(namespace, local, parent);
    if (tag !== undefined) return tag;
    const placeholder = readPlaceholder(name);
    return placeholder !== undefined && this.names.get(placeholder.page, placeholder.number).unknown ? placeholder : undefined;
  }
}

/** As far as a tag depends on it. */
function sameParent(a: TagParent | undefined, b: TagParent | undefined): boolean {
  if (a === b) return true;
  return a !== undefined && b !== undefined && a.page === b.page && a.local === b.local && a.namespace === b.namespace;
}
