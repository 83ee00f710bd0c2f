// What the tags of one document are called: by its own tables, or by placeholders.
import type { DocumentType } from './documentTypes';
import { placeholderName, unknownSpace, type CodePage, type CodeSpace } from './tokens';

export interface TagName {
  readonly name: string;
  readonly namespace: string;
  /** Not in the tables. */
  readonly unknown: boolean;
}

/** The names of one document's tags. */
export class TagNames {
  private readonly space: CodeSpace;
  private readonly known = new Map<number, TagName>();

  private readonly pages = new Map<string, number>();

  constructor(private readonly type: DocumentType | undefined) {
    this.space = type?.space ?? unknownSpace;
  }

  get(pageNumber: number, number: number): TagName {
    const key = pageNumber * 64 + number;
    let named = this.known.get(key);
    if (named === undefined) {
      const name = this.space[pageNumber]?.names[number];
      named = { name: name ?? placeholderName(pageNumber, number), namespace: this.namespace(pageNumber), unknown: name === undefined };
      this.known.set(key, named);
    }
    return named;
  }

  /** `''` for a page that isn't one of the document's. */
  namespace(pageNumber: number): string {
    const page = this.space[pageNumber];
    if (page === undefined) return '';
    const { type } = this;
    return type !== undefined && type.family === 'syncml' && pageNumber === 0 ? type.namespace : page.namespace;
  }

  page(pageNumber: number): CodePage | undefined {
    return this.space[pageNumber];
  }

  /** The version that brought a tag, where it is newer than the document's own; times ten. */
  newerThanDocument(pageNumber: number, name: string): number | undefined {
    const { type } = this;
    const since = this.space[pageNumber]?.since.get(name);
    return since !== undefined && type !== undefined && type.family !== 'dmddf' && since > type.version ? since : undefined;
  }

  /**
   * The tag for an element, told by its namespace. Where the author left the declarations of MetInf or DDF out, the
   * parent tells the page.
   */
  find(namespace: string, local: string, parent: TagParent | undefined): Tag | undefined {
    const exact = this.pageOf(namespace);
    if (exact === undefined) return undefined;
    const astray = parent !== undefined && parent.page >= 0 && (namespace === '' || (parent.namespace === namespace && parent.page !== exact));
    if (astray) return this.on(parent.page, local) ?? this.on(exact, local) ?? this.onInner(local, parent);
    return this.on(exact, local) ?? (exact === 0 ? this.onInner(local, parent) : undefined);
  }

  private onInner(local: string, parent: TagParent | undefined): Tag | undefined {
    if (this.space.length === 1) return undefined;
    if (parent?.local === 'Meta' || parent?.page === 1) return this.on(1, local);
    return local === 'MgmtTree' || parent?.page === 2 ? this.on(2, local) : undefined;
  }

  private on(pageNumber: number, local: string): Tag | undefined {
    const number = this.space[pageNumber]?.numbers.get(local);
    return number === undefined ? undefined : { page: pageNumber, number };
  }

  /** The page whose namespace it is, whatever the version; that of the root for none; undefined for a foreign one. */
  private pageOf(namespace: string): number | undefined {
    let found = this.pages.get(namespace);
    if (found === undefined) {
      const kind = /^syncml:(syncml|metinf|dmddf|devinf)/i.exec(namespace)?.[1]?.toLowerCase();
      const own = this.space.findIndex((page) => page !== undefined && kind !== undefined && page.namespace.toLowerCase().startsWith(`syncml:${kind}`));
      found = namespace === '' ? (this.type?.rootPage ?? -1) : own;
      this.pages.set(namespace, found);
    }
    return found < 0 ? undefined : found;
  }
}

export interface Tag {
  readonly page: number;
  readonly number: number;
}

/** What an element stands in, as far as its own tag depends on it; `page` is -1 for a name without a number. */
export interface TagParent {
  readonly local: string;
  readonly namespace: string;
  readonly page: number;
}
