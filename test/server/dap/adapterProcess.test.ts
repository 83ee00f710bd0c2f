// The debug adapter as a program of its own, over stdin and stdout, with a real run behind it.
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { debugEvents } from '#server/messages';
import type { DebugProtocol as DAP } from '@vscode/debugprotocol';
import { build } from 'esbuild';
import { DapClient, initialize } from './dapClient';

const folder = mkdtempSync(join(tmpdir(), 'fumo-adapter-'));
const program = join(folder, 'debugAdapter.js');
const flow = resolve('client', 'templates', 'firmware-update', 'dm-download.flow.xml');

before(async () => {
  await build({ entryPoints: ['server/src/debugAdapter.ts'], outfile: program, bundle: true, platform: 'node', format: 'cjs', target: 'node20', loader: { '.ddf': 'text' }, logLevel: 'error' });
});
after(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Adapter {
  readonly client: DapClient;
  readonly child: ChildProcess;
  /** Its exit code. */
  readonly gone: Promise<number | null>;
  readonly stderr: () => string;
}

function start(): Adapter {
  const child = spawn(process.execPath, [program], { stdio: 'pipe' });
  let stderr = '';
  child.stderr.on('data', (part: Buffer) => (stderr += part.toString()));
  const gone = new Promise<number | null>((done) => child.on('exit', done));
  return { client: new DapClient(child.stdin, child.stdout), child, gone, stderr: () => stderr };
}

/** Stops at the first step; the port of the DM server is then open. */
async function stopped({ client }: Adapter): Promise<number> {
  await initialize(client);
  await client.request('launch', { flow, stopOnEntry: true, params: { user: 'accept' }, installTime: 1 });
  await client.request('configurationDone');
  const output = await client.event<DAP.OutputEvent>('output', (event) => /listens at/.test(event.body.output));
  await client.event('stopped');
  return Number(/127\.0\.0\.1:(\d+)/.exec(output.body.output)?.[1]);
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolveTo) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolveTo(true);
    });
    socket.on('error', () => {
      resolveTo(false);
    });
  });
}

test('a run goes from launch to its verdict, and the adapter leaves when it is let go', async () => {
  const adapter = start();
  const { client } = adapter;
  await stopped(adapter);
  await client.request('continue', { threadId: 1 });
  assert.equal(((await client.event(debugEvents.verdict)).body as { verdict: string }).verdict, 'success');
  assert.deepEqual((await client.event<DAP.ExitedEvent>('exited')).body, { exitCode: 0 });
  await client.event('terminated');
  await client.request('disconnect', {});
  assert.equal(await adapter.gone, 0);
  assert.equal(adapter.stderr(), '');
});

test('when its client goes in the middle of a run, neither process nor port is left', async () => {
  const adapter = start();
  const port = await stopped(adapter);
  assert.equal(await isOpen(port), true);
  adapter.client.hangUp();
  assert.equal(await adapter.gone, 0);
  assert.equal(await isOpen(port), false);
});

test('asked to end by a signal it releases everything as well', { skip: process.platform === 'win32' }, async () => {
  const adapter = start();
  const port = await stopped(adapter);
  adapter.child.kill('SIGTERM');
  assert.equal(await adapter.gone, 0);
  assert.equal(await isOpen(port), false);
});
