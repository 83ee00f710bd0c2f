// `fumo lint`: which files it takes, what it prints, how it ends.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fumo, type Called } from './terminalInMemory';

const folder = mkdtempSync(join(tmpdir(), 'fumo-lint-'));
after(() => {
  rmSync(folder, { recursive: true, force: true });
});

const broken = '<SyncML xmlns="SYNCML:SYNCML1.2">\n  <SyncHdr></Sync>\n</SyncML>\n';
mkdirSync(join(folder, 'inner', 'node_modules'), { recursive: true });
mkdirSync(join(folder, '.hidden'));
for (const name of ['b.syncml', 'inner/a.xml', 'inner/node_modules/c.syncml', '.hidden/d.syncml', 'text.txt']) writeFileSync(join(folder, name), broken);
writeFileSync(join(folder, 'foreign.xml'), '<project><unclosed></project>');
writeFileSync(join(folder, 'latin.ddf'), Buffer.from([0x3c, 0xe9, 0x3e]));

function lint(...words: string[]): Promise<Called> {
  return fumo(['lint', ...words], { directory: folder });
}

function filesIn(out: string): string[] {
  return [...new Set([...out.matchAll(/^(.*?):\d+:\d+ /gm)].map(([, file = '']) => file))];
}

test('a folder gives the documents that are ours, whatever lies deeper included', async () => {
  const { code, out, err } = await lint('.');
  assert.deepEqual(filesIn(out), ['b.syncml', join('inner', 'a.xml'), 'latin.ddf']);
  assert.match(out, /^b\.syncml:2:\d+ error \S+ /m);
  assert.match(out, /^latin\.ddf:1:1 error encoding-mismatch /m);
  assert.deepEqual([code, err], [1, '']);
});

test('a file that is named is checked whatever its name ends in', async () => {
  const { code, out } = await lint('text.txt');
  assert.match(out, /^text\.txt:2:/);
  assert.equal(code, 1);
});

test('the same problem is told once, however often its document is met', async () => {
  assert.equal((await lint('b.syncml', 'b.syncml')).out, (await lint('b.syncml')).out);
});

test('with --json each line is an object, and counts as the text does', async () => {
  const [text = ''] = (await lint('b.syncml')).out.split('\n');
  const [json = ''] = (await lint('b.syncml', '--json')).out.split('\n');
  const { line, column, severity, code } = JSON.parse(json) as Record<string, unknown>;
  assert.ok(text.startsWith(`b.syncml:${String(line)}:${String(column)} ${String(severity)} ${String(code)} `));
});

test('the templates have no errors', async () => {
  const { code, out } = await fumo(['lint', join('client', 'templates')]);
  assert.deepEqual([code, out.split('\n').filter((line) => line.includes(' error '))], [0, []]);
});

test('how many problems there are is told last, hints left out', async () => {
  const properties = '<DFProperties><AccessType><Get/></AccessType><DFFormat><int/></DFFormat><Scope><Dynamic/></Scope><Occurrence><One/></Occurrence><DFType><MIME>text/plain</MIME></DFType></DFProperties>';
  writeFileSync(join(folder, 'order.ddf'), `<MgmtTree><VerDTD>1.2</VerDTD><Node><NodeName>A</NodeName>${properties}</Node></MgmtTree>`);
  assert.deepEqual(await lint('order.ddf'), { code: 0, out: 'No problems in 1 file.\n', err: '' });
  const { out } = await lint('b.syncml', 'latin.ddf');
  assert.match(out, /\n\d+ errors in 2 files\.\n$/);
});

test('a document in UTF-16 is read, and its places count in its text', async () => {
  writeFileSync(join(folder, 'wide.syncml'), Buffer.from(`\uFEFF${broken}`, 'utf16le'));
  const places = (out: string): readonly string[] => [...out.matchAll(/:\d+:\d+ \w+ \S+/g)].map(([place]) => place);
  assert.deepEqual(places((await lint('wide.syncml')).out), places((await lint('b.syncml')).out));
});

test('no path, or one where nothing is, is a wrong call', async () => {
  for (const [words, expected] of [[[], /At least one/], [['none'], /nothing at/]] as const) {
    const { code, out, err } = await lint(...words);
    assert.deepEqual([code, out], [2, '']);
    assert.match(err, expected);
  }
});
