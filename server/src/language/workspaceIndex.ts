// WorkspaceIndex: what is known of every document of the workspace, open or not.
import { descriptionsOf } from '#engine/rules/descriptionsOf';
import type { Descriptions } from '#engine/rules/descriptions';
import { fileKey } from '../launch/fileUri';
import type { FileFacts } from './facts';

/** Which descriptions hold for a document: those of its folder, or those that the folder's settings name. */
export interface Scope {
  /** The same for documents of the same scope. */
  readonly key: string;
  readonly describes: (uri: string) => boolean;
}

/** Files that are known by name alone; those beyond are left out. */
const mostPaths = 100_000;

export class WorkspaceIndex {
  private readonly known = new Map<string, FileFacts>();
  private readonly paths = new Map<string, string>();
  private readonly described = new Map<string, { readonly revision: number; readonly descriptions: Descriptions }>();
  private changes = 0;
  private descriptionChanges = 0;

  constructor(private readonly scopeOf: (uri: string) => Scope) {}

  /** Grows with every change. */
  get revision(): number {
    return this.changes;
  }

  /** Grows when something changes that descriptions are made of. */
  get descriptionRevision(): number {
    return this.descriptionChanges;
  }

  put(facts: FileFacts): void {
    const key = fileKey(facts.uri);
    const before = this.known.get(key);
    this.known.set(key, facts);
    this.note(facts.uri);
    this.changes++;
    if (describes(before) || describes(facts)) this.descriptionChanges++;
  }

  /** A file that is none of ours, but may be named by one that is. */
  note(uri: string): void {
    if (this.paths.size < mostPaths) this.paths.set(fileKey(uri), uri);
  }

  /** The file, or everything in the folder, isn't there any more, or is no longer ours; `uri` stays known as a name if `exists`. */
  drop(uri: string, exists = false): void {
    const key = fileKey(uri);
    for (const one of [...this.known.keys()]) if (one === key || one.startsWith(`${key}/`)) this.dropOne(one);
    if (!exists) for (const one of [...this.paths.keys()]) if (one === key || one.startsWith(`${key}/`)) this.paths.delete(one);
  }

  private dropOne(key: string): void {
    if (describes(this.known.get(key))) this.descriptionChanges++;
    this.known.delete(key);
    this.changes++;
  }

  /** What the settings say about descriptions has changed. */
  rescope(): void {
    this.described.clear();
    this.descriptionChanges++;
  }

  get(uri: string): FileFacts | undefined {
    return this.known.get(fileKey(uri));
  }

  files(): readonly FileFacts[] {
    return [...this.known.values()];
  }

  exists(uri: string): boolean {
    return this.paths.has(fileKey(uri));
  }

  /** Files of that name, those in the folder of `beside` first. */
  named(name: string, beside: string): readonly string[] {
    const folder = fileKey(beside).replace(/[^/]*$/, '');
    const wanted = `/${encodeURIComponent(name)}`;
    const found = [...this.paths].filter(([key]) => key.endsWith(wanted) || key.endsWith(`/${name}`));
    const isNear = ([key]: readonly [string, string]): boolean => key.startsWith(folder) && !key.slice(folder.length).includes('/');
    return [...found.filter(isNear), ...found.filter((one) => !isNear(one))].map(([, uri]) => uri);
  }

  /** The descriptions that hold for a document. */
  descriptionsFor(uri: string): Descriptions {
    const scope = this.scopeOf(uri);
    const made = this.described.get(scope.key);
    if (made?.revision === this.descriptionChanges) return made.descriptions;
    const inScope = this.files().filter((one) => scope.describes(one.uri));
    const sources = inScope.flatMap((one) => (one.description === undefined ? [] : [{ uri: one.uri, description: one.description }]));
    const descriptions = descriptionsOf(sources, inScope.flatMap(({ objects }) => objects));
    this.described.set(scope.key, { revision: this.descriptionChanges, descriptions });
    return descriptions;
  }
}

function describes(facts: FileFacts | undefined): boolean {
  return facts !== undefined && (facts.description !== undefined || facts.objects.length > 0);
}
