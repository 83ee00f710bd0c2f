// The log of installation reports: lines in their order, in the flow's folder and nowhere else.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { reportLog } from '#server/node/reportLog';

const base = mkdtempSync(join(tmpdir(), 'fumo-log-'));
after(() => {
  rmSync(base, { recursive: true, force: true });
});

let count = 0;
function folder() {
  const root = join(base, `flow ${++count}`);
  mkdirSync(join(root, 'sub'), { recursive: true });
  mkdirSync(join(root, '.git'));
  const uri = (name: string): string => pathToFileURL(join(root, name)).href;
  return { root, uri, log: reportLog(pathToFileURL(root).href), text: (name: string) => readFileSync(join(root, name), 'utf8') };
}

test('each report is a line after those that are there, in the order of the calls', async () => {
  const { root, uri, log, text } = folder();
  writeFileSync(join(root, 'notify.log'), 'before\n');
  const lines = Array.from({ length: 50 }, (_, i) => `report ${i}`);
  await Promise.all(lines.map((line) => log.appendLine(uri('notify.log'), line)));
  assert.equal(text('notify.log'), ['before', ...lines, ''].join('\n'));
  await log.appendLine(uri('sub/other.log'), 'é');
  assert.equal(text('sub/other.log'), 'é\n');
});

test('what a peer says cannot begin a line of its own', async () => {
  const { uri, log, text } = folder();
  await log.appendLine(uri('notify.log'), '900 Success\r\n901 forged\u2028x\u0085y\u001b[31m\n');
  assert.equal(text('notify.log'), '900 Success 901 forged x y [31m\n');
});

test('nothing is written outside the folder, or to what is hidden in it', async () => {
  const { root, uri, log } = folder();
  const elsewhere = { code: 'log-outside-folder' };
  for (const place of [uri('../out.log'), uri('sub/../../out.log'), uri('.'), uri('.git/hook'), uri('.hidden'), 'http://example.com/x.log', 'notify.log']) {
    await assert.rejects(log.appendLine(place, 'x'), elsewhere, place);
  }
  await assert.rejects(reportLog('untitled:flow').appendLine(uri('notify.log'), 'x'), elsewhere);
  assert.ok(!existsSync(join(base, 'out.log')) && !existsSync(join(root, '.hidden')) && !existsSync(join(root, '.git', 'hook')));
});

test('no link leads out of the folder', { skip: process.platform === 'win32' ? 'links need a right of their own here' : false }, async () => {
  const { root, uri, log, text } = folder();
  writeFileSync(join(base, 'victim'), '');
  symlinkSync(join(base, 'victim'), join(root, 'file.log'));
  symlinkSync(base, join(root, 'folder'));
  symlinkSync('../.git/hook', join(root, 'sub', 'hidden.log'));
  writeFileSync(join(root, '.git', 'hook'), '');
  symlinkSync(join(base, 'not there'), join(root, 'dangling.log'));
  symlinkSync('real.log', join(root, 'inside.log'));
  writeFileSync(join(root, 'real.log'), '');
  for (const name of ['file.log', 'folder/new.log', 'sub/hidden.log']) {
    await assert.rejects(log.appendLine(uri(name), 'x'), { code: 'log-outside-folder' }, name);
  }
  await assert.rejects(log.appendLine(uri('dangling.log'), 'x'), { code: 'log-not-writable' });
  await log.appendLine(uri('inside.log'), 'x');
  assert.deepEqual([readFileSync(join(base, 'victim'), 'utf8'), text('.git/hook'), text('real.log')], ['', '', 'x\n']);
  assert.ok(!existsSync(join(base, 'not there')) && !existsSync(join(base, 'new.log')));
});

test('a line that cannot be written is a Failure, and those after it are', async () => {
  const { uri, log, text } = folder();
  const lost = [log.appendLine(uri('no folder/notify.log'), 'x'), log.appendLine(uri('sub'), 'x')];
  const kept = log.appendLine(uri('notify.log'), 'y');
  for (const each of lost) await assert.rejects(each, { code: 'log-not-writable' });
  await kept;
  assert.equal(text('notify.log'), 'y\n');
});
