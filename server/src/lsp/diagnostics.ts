// Diagnostics of a document, open or not, with the places in other files that belong to them; what stays the same isn't
// made out again.
import { decodeText } from '#engine/xml/encoding';
import { LineIndex } from '#engine/xml/lines';
import type { Finding } from '#engine/rules/finding';
import type { Fenced } from '#engine/rules/run';
import type { Diagnostic, DiagnosticRelatedInformation } from 'vscode-languageserver';
import { nameOfUri } from '../launch/fileUri';
import { CheckMemory } from '../language/checkMemory';
import { modelOf, type DocumentModel } from '../language/documentModel';
import { languageOf } from '../language/languages';
import { toDiagnostic, toRange } from './convert';
import type { Workbench } from './workbench';

export interface Report {
  /** The same for the same diagnostics, whichever server made them out. */
  readonly resultId: string;
  readonly items: Diagnostic[];
}

interface Remembered {
  readonly stamp: string;
  readonly resultId: string;
  /** Kept for open documents only. */
  readonly items?: Diagnostic[];
}

export class Diagnoser {
  private readonly remembered = new Map<string, Remembered>();
  private readonly failed = new Set<string>();
  private readonly numbers = new WeakMap<object, number>();
  private lastNumber = 0;
  /** What was found in files that flows name, under the settings and descriptions of the stamp. */
  private memory = { stamp: '', checks: new CheckMemory() };

  /** `notice` is told once of each rule that failed, and what it threw. */
  constructor(
    private readonly desk: Workbench,
    private readonly notice: (rule: string, thrown: unknown) => void,
  ) {}

  /** Undefined where the document isn't open. */
  async ofOpen(uri: string): Promise<Report | undefined> {
    const model = this.desk.model(uri);
    if (model === undefined) return undefined;
    const stamp = this.stampOf(uri, model, model.kind === 'flow');
    const known = this.remembered.get(uri);
    if (known?.stamp === stamp && known.items !== undefined) return { resultId: known.resultId, items: known.items };
    const report = await this.check(model);
    this.remembered.set(uri, { stamp, ...report });
    return report;
  }

  /** Of any document of the index; undefined where it can't be read. `seen`: the result that the client has. */
  async ofAny(uri: string, seen: string | undefined): Promise<Report | 'unchanged' | undefined> {
    const open = await this.ofOpen(uri);
    if (open !== undefined) return open.resultId === seen ? 'unchanged' : open;
    const facts = this.desk.workspace.index.get(uri);
    if (facts === undefined) return undefined;
    const stamp = this.stampOf(uri, facts, facts.kind === 'flow');
    const known = this.remembered.get(uri);
    if (known?.stamp === stamp && known.resultId === seen) return 'unchanged';
    const model = await this.modelOfFile(uri);
    if (model === undefined) return undefined;
    const report = await this.check(model);
    this.remembered.set(uri, { stamp, resultId: report.resultId });
    return report.resultId === seen ? 'unchanged' : report;
  }

  forget(uri: string): void {
    this.remembered.delete(uri);
  }

  /** Changes with everything that the diagnostics of the document hang on. */
  private stampOf(uri: string, source: object, isFlow: boolean): string {
    const { workspace } = this.desk;
    let number = this.numbers.get(source);
    if (number === undefined) this.numbers.set(source, (number = ++this.lastNumber));
    const around = isFlow ? workspace.filesRevision : '';
    return [uri, number, this.settingStamp(), around].join(' ');
  }

  private settingStamp(): string {
    const { index, settingsRevision, isBuilt } = this.desk.workspace;
    return [index.descriptionRevision, settingsRevision, isBuilt].join(' ');
  }

  private checks(): CheckMemory {
    const stamp = this.settingStamp();
    if (this.memory.stamp !== stamp) this.memory = { stamp, checks: new CheckMemory() };
    return this.memory.checks;
  }

  private async modelOfFile(uri: string): Promise<DocumentModel | undefined> {
    try {
      const bytes = await this.desk.files.read(uri);
      const languageId = languageOf(nameOfUri(uri));
      return bytes === undefined ? undefined : modelOf({ uri, text: decodeText(bytes).text, ...(languageId !== undefined && { languageId }) });
    } catch {
      // Gone meanwhile, or not to be read: the next look at the folder tells.
      return undefined;
    }
  }

  private async check(model: DocumentModel): Promise<Report> {
    const { uri } = model;
    const { workspace } = this.desk;
    if (!workspace.isChecked(uri)) return reportOf([]);
    // Loaded with the first document: a server answers before it knows the rules.
    const { checkModel } = await import('../language/check');
    const findings = await checkModel(model, this.desk.files, this.checks(), workspace.lintOptions(uri, this.fenced));
    const indexes = new Map<string, LineIndex>([[uri, model.lines]]);
    const items: Diagnostic[] = [];
    for (const finding of findings) items.push(toDiagnostic(finding, model.lines, await this.relatedOf(finding, indexes)));
    return reportOf(items);
  }

  private readonly fenced: Fenced = ({ id }, thrown) => {
    if (this.failed.has(id)) return;
    this.failed.add(id);
    this.desk.log.error(`The rule ${id} failed; the others go on.`, thrown);
    this.notice(id, thrown);
  };

  private async relatedOf({ related = [] }: Finding, indexes: Map<string, LineIndex>): Promise<DiagnosticRelatedInformation[]> {
    const places: DiagnosticRelatedInformation[] = [];
    for (const { uri, range, message } of related) {
      const lines = indexes.get(uri) ?? new LineIndex(await this.textOf(uri));
      indexes.set(uri, lines);
      places.push({ location: { uri, range: toRange(range, lines) }, message });
    }
    return places;
  }

  private async textOf(uri: string): Promise<string> {
    try {
      return decodeText((await this.desk.files.read(uri)) ?? new Uint8Array()).text;
    } catch {
      return '';
    }
  }
}

function reportOf(items: Diagnostic[]): Report {
  return { resultId: hashOf(JSON.stringify(items)), items };
}

/** Tells contents apart, nothing more: two 32-bit FNV-1a hashes, of the units and of the same backwards. */
function hashOf(content: string): string {
  let [forwards, backwards] = [0x811c9dc5, 0x811c9dc5];
  for (let i = 0, j = content.length - 1; j >= 0; i++, j--) {
    forwards = Math.imul(forwards ^ content.charCodeAt(i), 0x01000193);
    backwards = Math.imul(backwards ^ content.charCodeAt(j), 0x01000193);
  }
  return `${content.length.toString(36)}-${(forwards >>> 0).toString(36)}-${(backwards >>> 0).toString(36)}`;
}
