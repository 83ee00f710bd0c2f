// Checking as a command does it: a large description by content models and rules, and a whole folder of real files,
// each against xmllint, which knows the DTDs alone.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Failure } from '#engine/base/failure';
import { lint, subjectOf } from '#engine/rules/lint';
import { ddf12 } from '#engine/schema/ddf';
import { guideOf } from '#engine/schema/guide';
import { parseXml } from '#engine/xml/parse';
import { ddfOf } from './xmlInputs';
import { compared, medians, tell, withoutPeer, type XmlRow } from './xmlRow';

const corpus = resolve('..', 'shared', 'corpus');
const descriptionDtd = join(corpus, 'dtd', 'greearb-hostap-ct', 'dm_ddf-v1_2.dtd');
const messageDtd = join(corpus, 'dtd', 'rickyepoderi-wbxml-stream', 'OMA-SUP-DTD_SyncML_RepPro-V1_2-20070221-A.dtd');
const commandLine = resolve('dist', 'commandLine.js');

function missingPeer(...files: readonly string[]): string | undefined {
  const lacking = files.find((file) => !existsSync(file));
  if (lacking !== undefined) return `${lacking} is not there`;
  return spawnSync('xmllint', ['--version']).error === undefined ? undefined : 'xmllint is not there: apt-get install libxml2-utils';
}

function description(): XmlRow {
  const name = 'parse, validate and all rules on a DDF of 3 MB';
  const text = ddfOf(3_000_000);
  const ours = (): undefined => {
    const { document, problems: faults } = parseXml(text, { guide: guideOf(ddf12) });
    const found = lint(subjectOf({ uri: 'bench:big.ddf', kind: 'description', text, document, faults, schema: ddf12 }), {}, (rule, thrown) => {
      throw new Failure('bench', `The rule ${rule.id} failed.`, thrown);
    });
    if (found.length > 0) throw new Failure('bench', 'The description is not sound.');
    return undefined;
  };
  const missing = missingPeer(descriptionDtd);
  if (missing !== undefined) return withoutPeer(name, missing, medians(ours)[0] ?? NaN, 3);
  const folder = mkdtempSync(join(tmpdir(), 'fumo-bench-'));
  try {
    const file = join(folder, 'big.ddf');
    writeFileSync(file, text);
    const [own = NaN, peer = NaN] = medians(ours, () => {
      const { stderr, status } = spawnSync('xmllint', ['--noout', '--timing', '--dtdvalid', descriptionDtd, file], { encoding: 'utf8' });
      if (status !== 0) throw new Failure('bench', stderr);
      return Number(/Validating against DTD took (\d+) ms/.exec(stderr)?.[1]);
    });
    return compared(name, 'xmllint --dtdvalid, its own figure for validating alone', own, peer, 3);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The files of the collection that xmllint can read, by the DTD of their kind; descriptors have none. */
function corpusByDtd(): readonly { readonly dtd?: string; readonly files: readonly string[] }[] {
  const [head = '', ...rows] = readFileSync(join(corpus, 'MANIFEST.tsv'), 'utf8').trimEnd().split('\n');
  const columns = head.split('\t');
  const entries = rows.map((row) => row.split('\t')).map((cells) => ({ file: cells[columns.indexOf('file')] ?? '', kind: cells[columns.indexOf('kind')] }));
  const of = (kind: string): readonly string[] => entries.filter((entry) => entry.kind === kind).map(({ file }) => join(corpus, file)).filter((file) => existsSync(file));
  return [
    { dtd: descriptionDtd, files: of('ddf') },
    { dtd: messageDtd, files: of('messages') },
    { files: of('dd') },
  ];
}

function wholeCorpus(): XmlRow {
  const name = 'fumo lint on the corpus';
  const missing = missingPeer(descriptionDtd, messageDtd, commandLine);
  if (missing !== undefined) return withoutPeer(name, missing, NaN, 3);
  const kinds = corpusByDtd();
  const files = kinds.flatMap((kind) => kind.files);
  const size = { maxBuffer: 2 ** 28 };
  const [own = NaN, peer = NaN] = medians(
    () => {
      const { status, stderr } = spawnSync(process.execPath, [commandLine, 'lint', ...files], { encoding: 'utf8', ...size });
      if (status !== 0 && status !== 1) throw new Failure('bench', stderr);
      return undefined;
    },
    () => {
      for (const { dtd, files: some } of kinds) spawnSync('xmllint', ['--noout', '--nonet', ...(dtd === undefined ? [] : ['--dtdvalid', dtd]), ...some], size);
      return undefined;
    },
  );
  return compared(`${name}, ${files.length} files`, 'xmllint --noout --dtdvalid, started once per kind', own, peer, 3);
}

tell(description());
tell(wholeCorpus());
