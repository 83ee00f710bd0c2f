// One end that is somebody else's, over real sockets; and exit codes of runs that end as their flow says.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { carryOut } from '#server/cli/commands';
import { fumo, terminalInMemory } from './terminalInMemory';

const folder = mkdtempSync(join(tmpdir(), 'fumo-ends-'));
cpSync(join('client', 'templates', 'firmware-update'), folder, { recursive: true });
after(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Ports that nobody listens on. */
async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(servers.map((server) => new Promise<number>((resolve) => server.listen(0, '127.0.0.1', () => { resolve((server.address() as AddressInfo).port); }))));
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

for (const [flow, user] of [
  ['user-initiated.flow.xml', ['--user', 'accept']],
  ['dm-download.flow.xml', ['--user', 'accept']],
  ['alternate-download.flow.xml', ['--user', 'accept', '--param', 'consent=accept']],
] as const) {
  test(`${flow}: our servers and our device as two runs that know nothing of each other`, async () => {
    const [server = 0, device = 0, download = 0] = await freePorts(3);
    const words = ['run', join(folder, flow), '--install-time', '50', ...user];
    // The device that listens already is notified; one that begins by itself needs a server.
    const ofServer = [...words, '--server-port', String(server), '--download-port', String(download), '--device', `udp://127.0.0.1:${String(device)}`];
    const ofDevice = [...words, '--device-port', String(device), '--server', `http://127.0.0.1:${String(server)}/dm`];
    const [first, second] = flow === 'user-initiated.flow.xml' ? [ofServer, ofDevice] : [ofDevice, ofServer];
    const { terminal, out } = terminalInMemory();
    const begun = carryOut(first, terminal);
    while (!out().includes('The Management Server ')) await new Promise(setImmediate);
    const other = await fumo(second);
    assert.deepEqual([await begun, other.code], [0, 0], `${out()}\n${other.out}`);
    for (const text of [out(), other.out]) assert.match(text, /\nsuccess: result code 200, firmware 1\.0\.3 -> 1\.1\.0/);
  });
}

test('--expect: the exit code tells whether the run ended as its flow says', async () => {
  const code = async (flow: string, ...more: readonly string[]): Promise<number | undefined> => (await fumo(['run', join(folder, flow), '--install-time', '50', ...more])).code;
  assert.equal(await code(join('faults', 'boot-loop.flow.xml')), 1);
  assert.equal(await code(join('faults', 'boot-loop.flow.xml'), '--expect'), 0);
  assert.equal(await code('dm-download.flow.xml', '--user', 'accept', '--expect'), 0);
  assert.equal(await code('dm-download.flow.xml', '--user', 'reject', '--expect'), 1);
  const { out } = await fumo(['run', join(folder, 'faults', 'battery-low.flow.xml'), '--install-time', '50']);
  assert.match(out, /\nfailed as expected: result code 400, firmware 1\.0\.3 -> 1\.0\.3\./);
});

test('both ends somebody else’s, and addresses that are none, are a wrong call', async () => {
  for (const words of [
    ['--device', 'udp://127.0.0.1:1', '--server', 'http://127.0.0.1:1/dm'],
    ['--device', '127.0.0.1:2948'],
    ['--server', 'dm.example.com'],
    ['--download-port', '70000'],
  ]) {
    assert.equal((await fumo(['run', join(folder, 'dm-download.flow.xml'), '--user', 'accept', ...words])).code, 2, words.join(' '));
  }
  const { code, err } = await fumo(['run', join(folder, 'dm-download.flow.xml'), '--user', 'accept', '--device', 'real']);
  assert.equal(code, 2);
  assert.match(err, /nobody has said where the device takes it/);
});
