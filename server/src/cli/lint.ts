// `fumo lint`: what is wrong with flows, messages and device descriptions, as the editor underlines it.
import type { Files } from '#engine/base/files';
import { LineIndex } from '#engine/xml/lines';
import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { checkDocument } from '../language/check';
import { CheckMemory } from '../language/checkMemory';
import { readTextStrictly } from '../language/readText';
import { uriOfPath } from '../launch/fileUri';
import { problemLine, type PlacedProblem } from '../launch/placedProblem';
import { nodeFiles } from '../node/nodeFiles';
import { readWords } from './readWords';
import { shortPath } from './shortPath';
import { say, WrongCall, type CliCommand, type ExitCode, type Terminal } from './terminal';

/** What is looked for in folders, and the language that it is in; of other XML the content decides whether it is ours. */
const languages: readonly (readonly [ending: string, languageId: string | undefined])[] = [
  ['.flow.xml', 'fumo-flow'],
  ['.syncml', 'syncml'],
  ['.ddf', 'dm-ddf'],
  ['.dd', 'oma-dd'],
  ['.xml', undefined],
];

export const lintCommand: CliCommand = {
  name: 'lint',
  usage: 'lint PATH... [--json]',
  summary: 'check flows, messages and device descriptions',
  help: `Checks each file that is named, and in each folder the files whose names end in ${languages.map(([ending]) => ending).join(', ')};
what is none of ours is passed over.
Prints a line for each problem: path:line:column severity code sentence [clause]; then how many there are.

  --json  one JSON object a line instead

Exit code: 0 where no problem is an error, 1 where one is, 2 for a wrong call.`,
  async run(words, terminal) {
    const { values, positionals } = readWords(words, { json: { type: 'boolean', default: false } });
    if (positionals.length === 0) throw new WrongCall('At least one file or folder is to be named.');
    const paths: string[] = [];
    for (const path of positionals) paths.push(...(await filesAt(resolve(terminal.directory, path))));
    return lint([...new Set(paths)], values.json, terminal);
  },
};

type Show = (problem: PlacedProblem, terminal: Terminal) => string;

async function lint(paths: readonly string[], json: boolean, terminal: Terminal): Promise<ExitCode> {
  const files = nodeFiles();
  const memory = new CheckMemory();
  const show: Show = json ? asJson : asText;
  const counts = { error: 0, warning: 0, information: 0 };
  for (const path of paths) {
    for (const placed of await problemsOf(uriOfPath(path), files, memory)) {
      const { severity } = placed.problem;
      // Hints are for editors, which show them without a word.
      if (severity === 'hint') continue;
      counts[severity]++;
      say(terminal.stdout, show(placed, terminal));
    }
  }
  if (!json) say(terminal.stdout, summary(counts, paths.length));
  return counts.error > 0 ? 1 : 0;
}

async function problemsOf(uri: string, files: Files, memory: CheckMemory): Promise<readonly PlacedProblem[]> {
  const text = readTextStrictly((await files.read(uri)) ?? new Uint8Array());
  if (text === undefined) {
    const message = 'The file is not UTF-8 text, and names no other encoding that it is in.';
    return [{ problem: { code: 'not-utf8', severity: 'error', message, range: { start: 0, end: 0 } }, uri, line: 0, character: 0 }];
  }
  const languageId = languageOf(uri);
  const lines = new LineIndex(text);
  const problems = await checkDocument({ uri, text, ...(languageId !== undefined && { languageId }) }, files, memory);
  return problems.map((problem) => ({ problem, uri, ...lines.position(problem.range.start) }));
}

/** `2 errors, 1 warning in 12 files.` */
function summary(counts: Readonly<Record<'error' | 'warning' | 'information', number>>, files: number): string {
  const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;
  const found = [counts.error > 0 && counted(counts.error, 'error'), counts.warning > 0 && counted(counts.warning, 'warning'), counts.information > 0 && counted(counts.information, 'remark')];
  const told = found.filter((part) => part !== false).join(', ');
  return `${told === '' ? 'No problems' : told} in ${counted(files, 'file')}.`;
}

function languageOf(uri: string): string | undefined {
  return languages.find(([ending]) => uri.endsWith(ending))?.[1];
}

function asText(placed: PlacedProblem, terminal: Terminal): string {
  return problemLine(placed, (path) => shortPath(path, terminal.directory));
}

/** Lines and columns count from 1, as in the text. */
function asJson({ problem, uri, line, character }: PlacedProblem): string {
  const { code, severity, message, clause } = problem;
  return JSON.stringify({ uri, line: line + 1, column: character + 1, severity, code, message, ...(clause !== undefined && { clause }) });
}

/** In the order of their names; hidden folders and node_modules are left out. Throws a WrongCall where nothing is there. */
async function filesAt(path: string): Promise<readonly string[]> {
  const entry = await stat(path).catch(() => undefined);
  if (entry === undefined) throw new WrongCall(`There is nothing at ${path}.`);
  return entry.isDirectory() ? filesBelow(path) : [path];
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules') found.push(...(await filesBelow(path)));
    else if (entry.isFile() && languages.some(([ending]) => entry.name.endsWith(ending))) found.push(path);
  }
  return found;
}
