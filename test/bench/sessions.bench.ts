// Whole updates of scenario 8.1.1 against bare node:http: as many servers opened, as many exchanges, bodies of the same
// sizes, in the same process and in turns.
import { Agent, createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { openRun } from '#server/launch/openRun';
import { uriOfPath } from '#server/launch/fileUri';
import { nodeFiles } from '#server/node/nodeFiles';
import { nodeMachine } from '#server/node/nodeMachine';
import { inTurns, tell } from './measure';

const turns = 20;
const flow = uriOfPath(resolve('client', 'templates', 'firmware-update', 'dm-download.flow.xml'));

interface Sizes {
  readonly sent: number;
  readonly received: number;
}

/** One update; what crosses the wire is noted in `exchanges`. */
async function update(exchanges: Sizes[]): Promise<void> {
  const files = nodeFiles();
  const openMachine = (): ReturnType<typeof nodeMachine> => {
    const machine = nodeMachine();
    return {
      ...machine,
      async exchange(sent) {
        const received = await machine.exchange(sent);
        exchanges.push({ sent: sent.body.length, received: received.body.length });
        return received;
      },
    };
  };
  const { run, release, problems } = await openRun({ uri: flow, parameters: { user: 'accept' }, installTime: 0 }, { files, openMachine });
  if (run === undefined) throw new Error(`The flow can't be run: ${problems[0]?.problem.message ?? ''}`);
  const verdict = await run.start();
  await release();
  if (verdict.verdict !== 'success') throw new Error(verdict.reason ?? verdict.verdict);
}

/** The same exchanges with nothing behind them. */
async function bare(exchanges: readonly Sizes[]): Promise<void> {
  let next = 0;
  const server = createServer((incoming, response) => {
    incoming.on('data', () => undefined);
    incoming.on('end', () => {
      response.end(Buffer.alloc(exchanges[next++]?.received ?? 0));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const agent = new Agent({ keepAlive: true });
  for (const { sent } of exchanges) await post(server, agent, Buffer.alloc(sent));
  agent.destroy();
  await new Promise((closed) => server.close(closed));
}

function post(server: Server, agent: Agent, body: Buffer): Promise<void> {
  return new Promise((done, failed) => {
    const { port } = server.address() as AddressInfo;
    const outgoing = request({ host: '127.0.0.1', port, method: 'POST', agent }, (response) => {
      response.on('data', () => undefined).on('end', done);
    });
    outgoing.on('error', failed).end(body);
  });
}

async function main(): Promise<void> {
  const exchanges: Sizes[] = [];
  await update(exchanges);
  const [whole = 0, plain = 0] = await inTurns(
    turns,
    () => update([]),
    () => bare(exchanges),
  );
  const value = 1 / whole;
  const against = { name: `bare node:http with the same ${exchanges.length} exchanges`, value: 1 / plain };
  tell({ name: 'whole 8.1.1 updates', value, unit: 'per second', against, ratio: value / against.value });
}

void main();
