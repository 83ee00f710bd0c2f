// Linting: a call of `fumo lint` as it goes through its files.
import { sentenceOf } from '#engine/base/failure';
import type { Files } from '#engine/base/files';
import type { Finding } from '#engine/rules/finding';
import type { Fenced } from '#engine/rules/run';
import type { RuleSettings } from '#engine/rules/settings';
import { encodeText } from '#engine/xml/encoding';
import { writeFile } from 'node:fs/promises';
import { checkModel } from '../../language/check';
import { CheckMemory } from '../../language/checkMemory';
import { modelOf, type DocumentModel } from '../../language/documentModel';
import type { LintOptions } from '../../language/lintOptions';
import { mended } from '../../language/mend';
import { shortPath } from '../shortPath';
import { say, type ExitCode, type Terminal } from '../terminal';
import { write, type Format } from './formats';
import { counted, placed, placedInOctets, type LintedFile, type Report } from './linted';
import type { DigestSecrets } from './digestSecrets';
import type { Asked } from './lintSettings';
import { Project } from './project';
import { isLog, logFindings, sessionFindings, together } from './sessionLint';
import { encodingProblems, readSource, type Source } from './source';

/** A file, and what was found in it by itself. */
interface Checked {
  readonly source: Source;
  readonly options: LintOptions;
  readonly findings: readonly Finding[];
  readonly isOurs: boolean;
}

export class Linting {
  private readonly memory = new CheckMemory();
  private readonly failedRules = new Map<string, string>();
  private readonly project: Project;
  private readonly fenced: Fenced = (rule, thrown) => this.failedRules.set(rule.id, sentenceOf(thrown));

  constructor(
    private readonly asked: Asked,
    private readonly files: Files,
    private readonly terminal: Terminal,
    /** What is mended there goes to standard output. */
    private readonly stdinPath: string | undefined,
    private readonly secrets: DigestSecrets | undefined,
  ) {
    this.project = new Project(files, asked.settings);
  }

  async run(paths: readonly string[]): Promise<ExitCode> {
    const { asked, failedRules, project, terminal } = this;
    const settings = new Map<string, RuleSettings>();
    for (const path of paths) {
      const own = await project.settingsFor(path);
      if (own !== undefined) settings.set(path, own);
    }
    await project.readDescriptions([...settings.keys()]);
    const checked: Checked[] = [];
    for (const [path, own] of settings) checked.push(await this.checked(path, own));
    const ofSession = asked.session ? this.ofSession(checked) : undefined;
    const files = checked.flatMap((one) => linted(one, ofSession?.get(one.source.uri) ?? []));
    const printsText = asked.fix && this.stdinPath !== undefined;
    this.report({ files, failedRules }, asked.format, printsText);
    const { error, warning } = counted(files);
    const tooMany = asked.maxWarnings !== undefined && warning > asked.maxWarnings;
    if (tooMany) say(terminal.stderr, `${warning} warnings are more than the ${asked.maxWarnings} that are allowed.`);
    return error > 0 || tooMany || failedRules.size > 0 ? 1 : 0;
  }

  /** Where standard output holds the mended text, what is left to say goes to standard error. */
  private report(report: Report, format: Format, aside: boolean): void {
    const { terminal } = this;
    const text = write(report, format, { show: (path) => shortPath(path, terminal.directory), colour: terminal.colour === true, profile: this.asked.settings.profile ?? 'lenient' });
    if (text !== '') say(aside ? terminal.stderr : terminal.stdout, text);
  }

  private async checked(path: string, settings: RuleSettings): Promise<Checked> {
    const { asked, fenced, project } = this;
    const options: LintOptions = { settings, fenced, descriptions: await project.descriptionsFor(path) };
    const source = await readSource(path, this.files, options, this.secrets?.notifications);
    if (source.heads !== undefined) return { source, options, findings: [...source.heads, ...logFindings(source, options, fenced)], isOurs: true };
    if (asked.session && isLog(source)) return { source, options, findings: logFindings(source, options, fenced), isOurs: true };
    const { uri, text, languageId } = source;
    const model = (now: string): DocumentModel => project.takeModel(uri, now) ?? modelOf({ uri, text: now, ...(languageId !== undefined && { languageId }) });
    const check = (of: DocumentModel): Promise<readonly Finding[]> => checkModel(of, this.files, this.memory, options);
    // Octets are left as they are.
    const mends = asked.fix && source.octets === undefined;
    const current = mends ? await mended(text, model, check, options) : text;
    if (mends) await this.save(source, current);
    const parsed = model(current);
    return { source: { ...source, text: current }, options, findings: await check(parsed), isOurs: parsed.kind !== 'unknown' };
  }

  private async save({ path, text, written }: Source, current: string): Promise<void> {
    if (path === this.stdinPath) {
      this.terminal.stdout.write(current);
    } else if (current !== text && written !== undefined) {
      const encoded = encodeText(current, written);
      if (encoded !== undefined) await writeFile(path, encoded);
    }
  }

  private ofSession(checked: readonly Checked[]): ReadonlyMap<string, readonly Finding[]> {
    const options = new Map(checked.map((one) => [one.source.uri, one.options]));
    // One session has one set of weights: that of its first file.
    const settings = checked[0]?.options.settings ?? this.asked.settings;
    const logs = checked.filter(({ source }) => source.languageId === undefined || source.languageId === 'syncml');
    return sessionFindings(
      logs.map(({ source }) => source),
      (uri) => options.get(uri) ?? {},
      settings,
      this.fenced,
      this.secrets?.sessions,
    );
  }
}

/** One file; of octets these, and the decoded text where there is something to say about it. */
function linted({ source, findings: own, isOurs }: Checked, ofSession: readonly Finding[]): readonly LintedFile[] {
  const { path, uri, text, octets } = source;
  const findings = placed([...(isOurs ? encodingProblems(source) : []), ...together(source, own, ofSession)], text);
  if (octets === undefined) return [{ path, uri, text, findings }];
  const decoded: LintedFile = { path: `${path} (decoded)`, uri, text, findings, isDecoded: true };
  return [{ path, uri: octets.uri, text: '', findings: placedInOctets(octets.findings) }, ...(findings.length > 0 ? [decoded] : [])];
}
