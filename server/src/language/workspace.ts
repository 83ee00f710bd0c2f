// Workspace: its folders, what they and the editor set, and the index of their documents, kept as files and texts change.
import { fromUtf8 } from '#engine/base/bytes';
import type { Files } from '#engine/base/files';
import type { Fenced } from '#engine/rules/run';
import { recognise } from '#engine/schema/recognise';
import { decodeText } from '#engine/xml/encoding';
import { parseXml } from '#engine/xml/parse';
import { fileKey, nameOfUri } from '../launch/fileUri';
import { modelOf, type DocumentModel } from './documentModel';
import { factsOf } from './facts';
import { findFiles } from './findFiles';
import type { Folders } from './folders';
import { languageOf, mayBeOurs } from './languages';
import type { LintOptions } from './lintOptions';
import { describes, isCurrent, isIgnored, nearest, readProjectSettings, settingsFile, settled, type ProjectSettings } from './projectSettings';
import { WorkspaceIndex } from './workspaceIndex';

export interface WorkspacePorts {
  /** The text of an open document stands for its file. */
  readonly files: Files;
  readonly folders: Folders;
  /** Resolves when whatever has arrived meanwhile has been taken in. */
  readonly turn: () => Promise<void>;
  /** An open document; undefined for one that isn't. */
  readonly open: (uri: string) => DocumentModel | undefined;
  /** Is told, in a sentence, what a person should know who wonders why something isn't there. */
  readonly tell: (sentence: string) => void;
}

export interface BuildProgress {
  /** False once the person has had enough. */
  readonly goesOn: () => boolean;
  readonly report: (done: number, of: number) => void;
}

/** Octets; larger files are not in the index. */
const mostOctets = 30 * 2 ** 20;
/** Characters in which the root element is looked for in files whose name doesn't tell. */
const headLength = 4096;

export class Workspace {
  readonly index = new WorkspaceIndex((uri) => this.scopeOf(uri));
  private roots: readonly string[] = [];
  private editor: ProjectSettings = {};
  private editorByFolder: ReadonlyMap<string, ProjectSettings> = new Map();
  private readonly byFile = new Map<string, ProjectSettings>();
  private readonly dirty = new Set<string>();
  private settingsChanges = 0;
  private fileChanges = 0;
  private built = false;

  constructor(private readonly ports: WorkspacePorts) {}

  /** URIs, without a slash at the end. */
  get folders(): readonly string[] {
    return this.roots;
  }

  /** Grows when other settings hold somewhere. */
  get settingsRevision(): number {
    return this.settingsChanges;
  }

  /** Grows when any file or open document changes. */
  get filesRevision(): number {
    return this.fileChanges;
  }

  /** Whether every file is in the index: before that nothing is held against descriptions. */
  get isBuilt(): boolean {
    return this.built;
  }

  setFolders(uris: readonly string[]): void {
    this.roots = uris.map((uri) => uri.replace(/\/+$/, ''));
    this.rescope();
  }

  /** What the editor sets, in general and for folders. */
  setEditorSettings(settings: ProjectSettings, byFolder: ReadonlyMap<string, ProjectSettings> = new Map()): void {
    this.editor = settings;
    this.editorByFolder = new Map([...byFolder].map(([uri, one]) => [uri.replace(/\/+$/, ''), one]));
    this.rescope();
  }

  private rescope(): void {
    this.settingsChanges++;
    this.index.rescope();
  }

  /** The folder whose settings hold for a document. */
  private rootOf(uri: string): string | undefined {
    return nearest([...this.byFile.keys(), ...this.roots], uri);
  }

  settingsFor(uri: string): ProjectSettings {
    const folder = nearest(this.roots, uri);
    const root = this.rootOf(uri);
    const editor = (folder === undefined ? undefined : this.editorByFolder.get(folder)) ?? this.editor;
    return settled(editor, root === undefined ? {} : this.byFile.get(root));
  }

  private scopeOf(uri: string): { readonly key: string; readonly describes: (other: string) => boolean } {
    const root = this.rootOf(uri);
    const settings = this.settingsFor(uri);
    return { key: root ?? '', describes: (other) => describes(settings, root, other) };
  }

  /** Whether a document is to be checked: it shows what is written now, and nothing says that it is left out. */
  isChecked(uri: string): boolean {
    return isCurrent(uri) && !isIgnored(this.settingsFor(uri), this.ignoreRootOf(uri), uri);
  }

  /** What an editor ignores counts from its folder, what a file does from where it lies. */
  private ignoreRootOf(uri: string): string | undefined {
    const root = this.rootOf(uri);
    return root !== undefined && this.byFile.get(root)?.ignore !== undefined ? root : nearest(this.roots, uri);
  }

  lintOptions(uri: string, fenced: Fenced): LintOptions {
    const { profile, rules } = this.settingsFor(uri);
    return {
      settings: { ...(profile !== undefined && { profile }), ...(rules !== undefined && { rules }) },
      ...(this.built && { descriptions: this.index.descriptionsFor(uri) }),
      fenced,
    };
  }

  /** An open document has another text, or was opened. */
  touch(uri: string): void {
    this.fileChanges++;
    this.dirty.add(uri);
  }

  /** Takes in what open documents hold now, of those with at most that many characters. */
  flush(most = Infinity): void {
    for (const uri of [...this.dirty]) {
      const model = this.ports.open(uri);
      if (model !== undefined && model.text.length > most) continue;
      this.dirty.delete(uri);
      if (model !== undefined) this.takeIn(model);
    }
  }

  private takeIn(model: DocumentModel): void {
    const { uri } = model;
    if (model.kind === 'unknown' || !isCurrent(uri)) this.index.drop(uri, true);
    else this.index.put(factsOf(model, (reference) => this.resolved(uri, reference)));
  }

  private resolved(uri: string, reference: string): string {
    try {
      return this.ports.files.resolve(uri, reference);
    } catch {
      return reference;
    }
  }

  /** Looks through all folders. Returns false where it was broken off. */
  async build({ goesOn, report }: BuildProgress): Promise<boolean> {
    const { turn } = this.ports;
    const isWanted = async (): Promise<boolean> => {
      await turn();
      return goesOn();
    };
    const found = await findFiles(this.roots, this.ports.folders, isWanted);
    const own = found.filter(({ name, size }) => (name === settingsFile || mayBeOurs(name)) && size <= mostOctets).sort((a, b) => rank(a.name) - rank(b.name));
    for (const { uri } of found) this.index.note(uri);
    let done = 0;
    for (const { uri } of own) {
      if (!(await isWanted())) return false;
      await this.read(uri);
      report(++done, own.length);
    }
    this.flush();
    this.built = goesOn();
    // What waited for the descriptions is held against them now.
    this.rescope();
    return this.built;
  }

  /** Files and folders were made, changed or taken away, or a document was closed. */
  async changed(uris: readonly string[]): Promise<void> {
    this.fileChanges++;
    for (const uri of uris) {
      await this.ports.turn();
      await this.read(uri);
    }
  }

  /**
   * A document was opened. Where its file wasn't known, its neighbours may not be either: watchers miss what comes along
   * with a new folder. Returns whether there was anything new.
   */
  async opened(uri: string): Promise<boolean> {
    if (!this.built || this.index.exists(uri) || nearest(this.roots, uri) === undefined) return false;
    const folder = uri.slice(0, uri.lastIndexOf('/'));
    const found = await findFiles([folder], this.ports.folders, () => Promise.resolve(true), { depth: 0 });
    const missed = found.flatMap((file) => (this.index.exists(file.uri) ? [] : [file.uri]));
    await this.changed(missed);
    return missed.length > 0;
  }

  private async read(uri: string): Promise<void> {
    const name = nameOfUri(uri);
    // While it is open, its text wins.
    if (this.ports.open(uri) !== undefined && name !== settingsFile) return;
    if (name !== settingsFile && !mayBeOurs(name)) return this.readName(uri, name);
    let bytes: Uint8Array | undefined;
    try {
      bytes = await this.ports.files.read(uri);
    } catch {
      // Too large, not a file, or not to be read: as if it weren't there.
    }
    if (name === settingsFile) this.readSettings(uri, bytes);
    else if (bytes === undefined) this.index.drop(uri);
    else if (bytes.length > mostOctets) this.index.drop(uri, true);
    else this.readDocument(uri, decodeText(bytes).text);
    if (bytes !== undefined) this.index.note(uri);
  }

  /** A package, a folder: that it is there is all that counts. */
  private async readName(uri: string, name: string): Promise<void> {
    const siblings = await this.ports.folders.list(uri.slice(0, uri.lastIndexOf('/')));
    const entry = siblings.find((one) => one.name === name);
    if (entry === undefined) this.index.drop(uri);
    else if (entry.kind === 'file') this.index.note(uri);
  }

  private readDocument(uri: string, text: string): void {
    const languageId = languageOf(nameOfUri(uri));
    if (languageId === undefined && recognise(parseXml(text.slice(0, headLength), { mends: false }).document) === undefined) this.index.drop(uri, true);
    else this.takeIn(modelOf({ uri, text, ...(languageId !== undefined && { languageId }) }));
  }

  private readSettings(uri: string, bytes: Uint8Array | undefined): void {
    const folder = uri.slice(0, uri.lastIndexOf('/'));
    const before = JSON.stringify(this.byFile.get(folder));
    if (bytes === undefined) this.byFile.delete(folder);
    else {
      const { settings, problems } = readProjectSettings(fromUtf8(bytes));
      for (const problem of problems) this.ports.tell(`${uri}: ${problem}`);
      this.byFile.set(folder, settings);
    }
    if (JSON.stringify(this.byFile.get(folder)) !== before) this.rescope();
  }

  /** A folder is no longer part of the workspace. */
  forget(folder: string): void {
    const below = `${fileKey(folder).replace(/\/+$/, '')}/`;
    for (const one of [...this.byFile.keys()]) if (`${fileKey(one)}/`.startsWith(below)) this.byFile.delete(one);
    this.index.drop(folder.replace(/\/+$/, ''));
    this.rescope();
  }
}

/** Settings first, then descriptions, which the rest is held against. */
function rank(name: string): number {
  return name === settingsFile ? 0 : /\.ddf$/i.test(name) ? 1 : 2;
}
