// Calls of the command line, in this process, over real sockets.
import assert from 'node:assert/strict';
import { createServer, type AddressInfo } from 'node:net';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fumo } from './terminalInMemory';

const templates = join('client', 'templates', 'firmware-update');
const flow = join(templates, 'dm-download.flow.xml');
const quick = ['--install-time', '1'];

const folder = mkdtempSync(join(tmpdir(), 'fumo-cli-'));
cpSync(templates, folder, { recursive: true });
after(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The flow with something changed in its text, in a folder of its own. */
function changedFlow(name: string, from: string | RegExp, to: string): string {
  const text = readFileSync(join(folder, 'dm-download.flow.xml'), 'utf8');
  const changed = text.replace(from, to);
  assert.notEqual(changed, text);
  writeFileSync(join(folder, name), changed);
  return name;
}

function objects(out: string): Record<string, unknown>[] {
  return out.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('run --json gives one object for each of the fifteen steps, in order, then the verdict', async () => {
  const { code, out, err } = await fumo(['run', flow, '--json', '--user', 'accept', ...quick]);
  const lines = objects(out);
  assert.deepEqual(lines.slice(0, -1).map((line) => line['step']), Array.from({ length: 15 }, (_, n) => `8.1.1/${n}`));
  const [, , , third] = lines;
  assert.deepEqual([third?.['from'], third?.['to'], typeof third?.['title'], typeof third?.['message']], ['client', 'server', 'string', 'string']);
  assert.deepEqual(lines.at(-1), { verdict: 'success', result: 200, versionBefore: '1.0.3', versionAfter: '1.1.0' });
  assert.deepEqual([code, err], [0, '']);
});

test('run prints who does what to whom, the commands that carried it, and the verdict', async () => {
  const { code, out } = await fumo(['run', flow, '--param', 'user=accept', ...quick]);
  assert.match(out, /^8\.1\.1\/10 +Management Server -> Management Client: /m);
  assert.match(out, /^ +.*Exec .*\(correlator .*octets\)$/m);
  assert.match(out, /\nsuccess: result code 200, firmware 1\.0\.3 -> 1\.1\.0\n$/);
  assert.equal(code, 0);
});

// [DM-REP 6.2.1, SyncML HTTP 5.3.3]
test('either scenario runs over WBXML and real HTTP to the same end, in fewer octets', async () => {
  const messages = (out: string): readonly number[] => [...out.matchAll(/^ +(?:\S+: )?#?\d? ?(?:Status|Alert) .*\((\d+) octets\)$/gm)].map(([, size]) => Number(size));
  for (const [name, steps, more] of [
    ['dm-download.flow.xml', 15, []],
    ['alternate-download.flow.xml', 25, ['--param', 'consent=accept']],
  ] as const) {
    const words = ['run', join(folder, name), '--user', 'accept', ...more, ...quick];
    const { code, out, err } = await fumo([...words, '--json', '--encoding', 'wbxml']);
    assert.deepEqual(objects(out).at(-1), { verdict: 'success', result: 200, versionBefore: '1.0.3', versionAfter: '1.1.0' }, out);
    assert.deepEqual([objects(out).length, code, err], [steps + 1, 0, '']);
    const [asXml, asTokens] = [await fumo(words), await fumo([...words, '--encoding', 'wbxml'])].map(({ out: text }) => messages(text));
    assert.ok((asXml?.length ?? 0) > 8 && (asTokens?.length ?? 0) > 8);
    assert.ok((asTokens?.[0] ?? 0) < 0.5 * (asXml?.[0] ?? 0), `${asTokens?.join(' ')} / ${asXml?.join(' ')}`);
  }
});

test('an update that the user rejects ends with another verdict and code 1', async () => {
  const { code, out } = await fumo(['run', flow, '--json', '--user', 'reject', ...quick]);
  assert.equal(objects(out).at(-1)?.['verdict'], 'declined');
  assert.equal(code, 1);
});

test('a person at the terminal is asked, and asked again where the answer means nothing', async () => {
  const types = { 'Update?': 'perhaps', 'Please answer': 'Yes' };
  const { code, err } = await fumo(['run', flow, '--user', 'ask', ...quick], { interactive: true, types });
  assert.match(err, /Update\? \[accept, reject, cancel; \d+ s\]\nPlease answer/);
  assert.equal(code, 0);
});

test('nobody is waited for where nobody sits', async () => {
  const { code, out, err } = await fumo(['run', flow, '--user', 'ask']);
  assert.deepEqual([code, out], [2, '']);
  assert.match(err, /nobody sits at this terminal: give --user/);
});

test('whoever interrupts gets a verdict, and everything is released', async () => {
  const { code, out } = await fumo(['run', flow, '--user', 'accept'], { interruptsAt: '8.1.1/4' });
  assert.match(out, /\nstopped.*\n$/);
  assert.equal(code, 1);
});

test('a port in use fails the run with a sentence that names it', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  const { code, out } = await fumo(['run', flow, '--json', '--user', 'accept', '--server-port', String(port)]);
  await new Promise((resolve) => other.close(resolve));
  const verdict = objects(out).at(-1);
  assert.equal(verdict?.['verdict'], 'failed');
  assert.match(String(verdict['reason']), new RegExp(`127\\.0\\.0\\.1:${port} is in use`));
  assert.equal(code, 1);
});

test('what is wrong with a flow is told with place and code, before anything starts', async () => {
  const cases: readonly (readonly [name: string, from: RegExp, to: string, expected: RegExp])[] = [
    ['open.flow.xml', /<\/step>/, '', /^open\.flow\.xml:\d+:\d+ error \S+ /m],
    ['file.flow.xml', /accounts\.xml/, 'none.xml', /^file\.flow\.xml:\d+:\d+ error \S+ .*none\.xml/m],
    ['actor.flow.xml', /from="authority"/, 'from="autority"', /^actor\.flow\.xml:\d+:\d+ error \S+ .*autority/m],
  ];
  for (const [name, from, to, expected] of cases) {
    const { code, out, err } = await fumo(['run', changedFlow(name, from, to), '--user', 'accept'], { directory: folder });
    assert.deepEqual([code, out], [2, ''], name);
    assert.match(err, expected);
  }
});

test('a flow that is not there is told, and the exit code is 2', async () => {
  const { code, err } = await fumo(['run', 'none.flow.xml'], { directory: folder });
  assert.equal(code, 2);
  assert.match(err, /none\.flow\.xml:1:1 error \S+ /);
});

test('a wrong call is told with the usage, and the exit code is 2', async () => {
  const calls: readonly (readonly [words: readonly string[], expected: RegExp])[] = [
    [[], /^Usage: fumo COMMAND/],
    [['rum'], /no command "rum"/],
    [['run'], /One flow .*\nUsage: fumo run FLOW/],
    [['run', 'a', 'b'], /One flow/],
    [['run', 'a', '--jsn'], /--jsn.*\nUsage:/],
    [['run', 'a', '--param', 'user'], /NAME=VALUE/],
    [['run', 'a', '--server-port', '70000'], /--server-port takes .* 65535/],
    [['run', 'a', '--install-time', '-1'], /./],
    [['run', 'a', '--encoding', 'json'], /--encoding takes xml or wbxml, not "json"/],
    [['demo', '--encoding', 'json'], /--encoding takes xml or wbxml/],
    [['demo', 'a'], /takes no flow/],
    [['help', 'rum'], /no command "rum"/],
  ];
  for (const [words, expected] of calls) {
    const { code, out, err } = await fumo(words);
    assert.deepEqual([code, out], [2, ''], words.join(' '));
    assert.match(err, expected);
  }
});

test('an unknown parameter, or a value that it may not have, is a problem of the call', async () => {
  for (const words of [['--param', 'colour=red'], ['--user', 'perhaps']]) {
    const { code, err } = await fumo(['run', flow, ...words]);
    assert.equal(code, 2);
    assert.match(err, /dm-download\.flow\.xml:\d+:\d+ error parameter-/);
  }
});

test('help and version go to stdout', async () => {
  assert.match((await fumo(['--version'])).out, /^\d+\.\d+\.\d+\n$/);
  for (const words of [['--help'], ['help'], ['run', '--help'], ['help', 'run'], ['run', flow, '-h']]) {
    const { code, out, err } = await fumo(words);
    assert.deepEqual([code, err], [0, '']);
    assert.match(out, /^Usage: fumo /);
  }
});
