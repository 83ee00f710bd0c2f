// `fumo lint` with a check made up for the test: which files it takes, what it prints, how it ends.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { lintCommand, type CheckDocument } from '#server/cli/lint';
import { terminalInMemory } from './terminalInMemory';

const folder = mkdtempSync(join(tmpdir(), 'fumo-lint-'));
mkdirSync(join(folder, 'inner', 'node_modules'), { recursive: true });
for (const name of ['b.flow.xml', 'a.ddf', 'other.xml', 'inner/c.syncml', 'inner/node_modules/d.ddf']) writeFileSync(join(folder, name), 'line one\nbad here\n');
writeFileSync(join(folder, 'latin.dd'), Buffer.from([0x3c, 0xe9, 0x3e]));
after(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Every `bad` is a problem of the document in hand. */
function finding(severity: 'error' | 'warning'): CheckDocument {
  return (_uri, text) => {
    const start = text.indexOf('bad');
    return Promise.resolve(start < 0 ? [] : [{ code: 'bad-word', severity, message: 'Bad.', range: { start, end: start + 3 }, clause: 'DM-REP 6' }]);
  };
}

async function lint(check: CheckDocument, ...words: string[]): Promise<{ readonly code: unknown; readonly lines: string[] }> {
  const { terminal, out } = terminalInMemory({ directory: folder });
  const code = await lintCommand(check).run(words, terminal);
  return { code, lines: out().split('\n').filter((line) => line !== '') };
}

test('a folder gives the files of our languages, whatever lies deeper included', async () => {
  const { code, lines } = await lint(finding('error'), '.');
  assert.deepEqual(lines, [
    'a.ddf:2:1 error bad-word Bad. [DM-REP 6]',
    'b.flow.xml:2:1 error bad-word Bad. [DM-REP 6]',
    `${join('inner', 'c.syncml')}:2:1 error bad-word Bad. [DM-REP 6]`,
    'latin.dd:1:1 error not-utf8 The file is not UTF-8 text.',
  ]);
  assert.equal(code, 1);
});

test('a file that is named is checked whatever its name, and warnings alone do not fail', async () => {
  assert.deepEqual(await lint(finding('warning'), 'other.xml'), { code: 0, lines: ['other.xml:2:1 warning bad-word Bad. [DM-REP 6]'] });
});

test('the same problem is told once, however often its document is met', async () => {
  assert.equal((await lint(finding('error'), 'a.ddf', 'a.ddf')).lines.length, 1);
});

test('with --json each line is an object', async () => {
  const { lines } = await lint(finding('error'), 'a.ddf', '--json');
  const { line, column, code } = JSON.parse(lines[0] ?? '') as Record<string, unknown>;
  assert.deepEqual([line, column, code], [2, 1, 'bad-word']);
});

test('no path, or one where nothing is, is a wrong call', async () => {
  await assert.rejects(lint(finding('error')), /At least one/);
  await assert.rejects(lint(finding('error'), 'none'), /nothing at/);
});
