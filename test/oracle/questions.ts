// The questions put to xmllint and to us, about texts: are they well-formed, are prefixes declared, is the structure right.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { utf8 } from '#engine/base/bytes';
import type { Problem } from '#engine/base/problem';
import { ddf12 } from '#engine/schema/ddf';
import type { Schema } from '#engine/schema/schema';
import { syncml11, syncml12 } from '#engine/schema/syncml';
import { validate } from '#engine/schema/validate';
import { skipSpace } from '#engine/xml/characters';
import type { XmlDocument } from '#engine/xml/element';
import { decodeText } from '#engine/xml/encoding';
import { LineIndex } from '#engine/xml/lines';
import { pathAt } from '#engine/xml/locate';
import { parseXml } from '#engine/xml/parse';
import { dtdNames, dtdText, type DtdName } from './corpus';
import type { Difference, Question, Row } from './difference';
import { structural } from './structural';
import { xmllint, type Fault } from './tools';

export interface Subject {
  readonly name: string;
  readonly text: string;
  /** What xmllint is given; the text as UTF-8 where it is missing. */
  readonly bytes?: Uint8Array;
}

/** Puts files where xmllint can read them, by short names. */
export async function inFolder<T>(contents: readonly (string | Uint8Array)[], work: (folder: string, names: readonly string[]) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'fumo-oracle-'));
  try {
    mkdirSync(folder, { recursive: true });
    const names = contents.map((content, i) => {
      writeFileSync(join(folder, `${i}.xml`), content);
      return `${i}.xml`;
    });
    return await work(folder, names);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Where the first fault is, for a person, and every line that may be meant. */
interface Verdict {
  readonly said: string;
  readonly lines: readonly number[];
}

const fine: Verdict = { said: 'yes', lines: [] };

function compare(question: Question, subject: string, ours: Verdict, theirs: Verdict, differences: Difference[]): void {
  const agreed = ours.lines.length === 0 ? theirs.lines.length === 0 : ours.lines.some((line) => theirs.lines.includes(line));
  if (!agreed) differences.push({ question, subject, ours: ours.said, theirs: theirs.said });
}

/** Whether each is well-formed, and if not, on which line the first fault is; and whether all its prefixes are declared. */
export async function askWellFormed(what: string, subjects: readonly Subject[]): Promise<Row[]> {
  const answers = await inFolder(
    subjects.map(({ text, bytes }) => bytes ?? text),
    async (folder, names) => {
      const faults = await xmllint(folder, names);
      return names.map((name) => faults.get(name) ?? []);
    },
  );
  const wellFormed: Difference[] = [];
  const prefixes: Difference[] = [];
  let asked = 0;
  subjects.forEach(({ name, text, bytes = utf8(text) }, i) => {
    const faults = (answers[i] ?? []).filter(({ kind }) => kind !== 'namespace');
    const problems = [...decodeText(bytes).problems, ...parseXml(text).problems];
    const lines = new LineIndex(text);
    const error = problems.find(({ severity }) => severity === 'error');
    compare('well-formed', name, ourVerdict(error, text, lines), theirVerdict(faults), wellFormed);
    if (error !== undefined || faults.length > 0) return;
    asked++;
    const undeclared = problems.find(({ code }) => code === 'undeclared-prefix');
    const namespaces = (answers[i] ?? []).filter(({ kind, message }) => kind === 'namespace' && /on .* is not defined/.test(message));
    compare('prefixes', name, ourVerdict(undeclared, text, lines), theirVerdict(namespaces), prefixes);
  });
  return [
    { what: `${what}: well-formed, first fault on the same line`, subjects: subjects.length, differences: wellFormed },
    { what: `${what}: prefixes declared`, subjects: asked, differences: prefixes },
  ];
}

/** What lacks its end is noticed, by libxml2, at what stands there instead, white space passed over. */
function ourVerdict(problem: Problem | undefined, text: string, lines: LineIndex): Verdict {
  if (problem === undefined) return fine;
  const { start, end } = problem.range;
  const places = /^unterminated-|^attribute-without-value$/.test(problem.code) ? [start, end, skipSpace(text, end)] : [start, end];
  const found = places.map((place) => lines.position(place).line + 1);
  return { said: `line ${found[0] ?? 0}: ${problem.code} ${problem.message}`, lines: [...new Set(found)] };
}

/** Of tags that don't match, xmllint names the line of the start tag in its message. */
function theirVerdict(faults: readonly Fault[]): Verdict {
  const [first] = faults;
  if (first === undefined) return fine;
  const named = /(?:mismatch: .* line (\d+) and|Premature end of data in tag .* line (\d+))/.exec(first.message);
  const other = Number(named?.[1] ?? named?.[2] ?? first.line);
  return { said: `line ${first.line}: ${first.message}`, lines: other === first.line ? [first.line] : [first.line, other] };
}

export interface StructureSubject {
  readonly name: string;
  readonly text: string;
  readonly dtd: DtdName;
}

/** The elements of MetInf stand in the tables of messages. */
const schemaOf: Readonly<Record<DtdName, Schema>> = { m11: syncml11, r11: syncml11, r12: syncml12, d12: ddf12 };

/** Faults of libxml2 or of ours that are set aside before the rest is compared. */
export type Aside = (ours: string | undefined, theirs: string | undefined) => boolean;

/** Whether the structure of each, which must be well-formed, is what its DTD says, and if not, on which line it isn't. */
export async function askStructure(what: string, subjects: readonly StructureSubject[], aside: Aside): Promise<Row> {
  const differences: Difference[] = [];
  let asked = 0;
  for (const dtd of dtdNames) {
    const schema = schemaOf[dtd];
    const chosen = subjects
      .filter((subject) => subject.dtd === dtd)
      .map(({ name, text }) => ({ name, text: structural(text, parseXml(text).document, schema) }));
    if (chosen.length === 0) continue;
    asked += chosen.length;
    const answers = await inFolder(
      chosen.map(({ text }) => text),
      async (folder, names) => {
        writeFileSync(join(folder, 'rules.dtd'), dtdText(dtd), 'latin1');
        const faults = await xmllint(folder, names, ['--dtdvalid', 'rules.dtd']);
        return names.map((name) => faults.get(name) ?? []);
      },
    );
    chosen.forEach(({ name, text }, i) => {
      const { document } = parseXml(text);
      const lines = new LineIndex(text);
      // A fragment begins with an element that is no document's root.
      const roots = document.root === undefined ? schema.roots : [document.root.local];
      const problems = validate(document, { ...schema, roots }).filter(({ message }) => !aside(message, undefined));
      const faults = (answers[i] ?? []).filter(({ message }) => !aside(undefined, message));
      compare('structure', name, structureVerdict(document, problems, lines), theirVerdict(faults), differences);
    });
  }
  return { what: `${what}: structure as in the DTD, first fault on the same line`, subjects: asked, differences };
}

/** libxml2 blames the element whose content is wrong; we blame the child where there is one. The outermost comes first. */
function structureVerdict(document: XmlDocument, problems: readonly Problem[], lines: LineIndex): Verdict {
  let first: { at: number; problem: Problem } | undefined;
  for (const problem of problems) {
    const path = pathAt(document, problem.range.start);
    const own = path[path.length - 1];
    const isChild = ['misplaced-element', 'duplicate-child', 'child-order', 'unknown-element'].includes(problem.code);
    const blamed = isChild ? (path[path.length - 2] ?? own) : own;
    const at = blamed?.startTag.start ?? problem.range.start;
    if (first === undefined || at < first.at) first = { at, problem };
  }
  if (first === undefined) return fine;
  const line = lines.position(first.at).line + 1;
  return { said: `line ${line}: ${first.problem.code} ${first.problem.message}`, lines: [line] };
}
