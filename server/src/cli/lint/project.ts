// Project: what the fumo.json of a folder says about its files, and the descriptions that their messages are held
// against: those among the files that are looked at, and those of the folder.
import { fromUtf8 } from '#engine/base/bytes';
import type { Files } from '#engine/base/files';
import type { Descriptions } from '#engine/rules/descriptions';
import { descriptionsOf } from '#engine/rules/descriptionsOf';
import type { RuleSettings } from '#engine/rules/settings';
import { decodeText } from '#engine/xml/encoding';
import { dirname, join } from 'node:path';
import { modelOf, type DocumentModel } from '../../language/documentModel';
import { factsOf, type FileFacts } from '../../language/facts';
import { describes, isIgnored, readProjectSettings, settingsFile, type ProjectSettings } from '../../language/projectSettings';
import { uriOfPath } from '../../launch/fileUri';
import { WrongCall } from '../terminal';
import { filesAt, languageOf } from './lintFiles';

interface Root {
  /** Absent where no folder above has a fumo.json. */
  readonly folder?: string;
  readonly settings: ProjectSettings;
}

/** What descriptions are made of. */
type Describing = Pick<FileFacts, 'uri' | 'description' | 'objects'>;

export class Project {
  private readonly roots = new Map<string, Promise<Root>>();
  private readonly facts = new Map<string, Describing | undefined>();
  private readonly byRoot = new Map<string, Descriptions>();
  /** Of descriptions, which are looked at again as documents: parsed once. */
  private readonly models = new Map<string, DocumentModel>();

  /** `asked` goes before what a fumo.json says. */
  constructor(
    private readonly files: Files,
    private readonly asked: RuleSettings,
  ) {}

  /** The settings by which a file is checked; undefined where it is left out. */
  async settingsFor(path: string): Promise<RuleSettings | undefined> {
    const { folder, settings } = await this.rootOf(dirname(path));
    if (isIgnored(settings, folder === undefined ? undefined : uriOfPath(folder), uriOfPath(path))) return undefined;
    const profile = this.asked.profile ?? settings.profile;
    const rules = { ...settings.rules, ...this.asked.rules };
    return { ...(profile !== undefined && { profile }), ...(Object.keys(rules).length > 0 && { rules }) };
  }

  /** Reads the descriptions among the files, and those of the folders that they are in. */
  async readDescriptions(paths: readonly string[]): Promise<void> {
    const all = new Set(paths);
    const folders = new Set<string>();
    for (const path of paths) {
      const { folder } = await this.rootOf(dirname(path));
      if (folder !== undefined) folders.add(folder);
    }
    for (const folder of folders) for (const path of await filesAt(folder)) if (mayDescribe(path)) all.add(path);
    for (const path of all) await this.readFacts(path);
  }

  /** Those that hold for a file. */
  async descriptionsFor(path: string): Promise<Descriptions> {
    const { folder, settings } = await this.rootOf(dirname(path));
    const key = folder ?? '';
    const known = this.byRoot.get(key);
    if (known !== undefined) return known;
    const root = folder === undefined ? undefined : uriOfPath(folder);
    const facts = [...this.facts.values()].flatMap((one) => (one !== undefined && describes(settings, root, one.uri) ? [one] : []));
    const sources = facts.flatMap(({ uri, description }) => (description === undefined ? [] : [{ uri, description }]));
    const made = descriptionsOf(sources, facts.flatMap(({ objects }) => objects));
    this.byRoot.set(key, made);
    return made;
  }

  /** What was parsed already; once. */
  takeModel(uri: string, text: string): DocumentModel | undefined {
    const model = this.models.get(uri);
    this.models.delete(uri);
    return model?.text === text ? model : undefined;
  }

  private async readFacts(path: string): Promise<void> {
    const uri = uriOfPath(path);
    if (this.facts.has(uri) || !mayDescribe(path)) return;
    const octets = await this.files.read(uri);
    const text = octets === undefined ? '' : decodeText(octets).text;
    if (!text.includes('MgmtTree')) return;
    const languageId = languageOf(path);
    const model = modelOf({ uri, text, ...(languageId !== undefined && { languageId }) });
    if (model.kind !== 'description' && model.kind !== 'tree') return;
    const { description, objects } = factsOf(model, (reference) => reference);
    this.facts.set(uri, { uri, objects, ...(description !== undefined && { description }) });
    this.models.set(uri, model);
  }

  /** The nearest folder, going up, with a fumo.json. */
  private rootOf(folder: string): Promise<Root> {
    const known = this.roots.get(folder);
    if (known !== undefined) return known;
    const found = this.readRoot(folder);
    this.roots.set(folder, found);
    return found;
  }

  private async readRoot(folder: string): Promise<Root> {
    const path = join(folder, settingsFile);
    const octets = await this.files.read(uriOfPath(path));
    if (octets === undefined) {
      const above = dirname(folder);
      return above === folder ? { settings: {} } : this.rootOf(above);
    }
    const { settings, problems } = readProjectSettings(fromUtf8(octets));
    if (problems.length > 0) throw new WrongCall(problems.map((problem) => `${path}: ${problem}`).join('\n'));
    return { folder, settings };
  }
}

function mayDescribe(path: string): boolean {
  const language = languageOf(path);
  return language === 'dm-ddf' || (language === undefined && path.endsWith('.xml'));
}
