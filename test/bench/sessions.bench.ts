// Whole updates of scenario 8.1.1 a second, many devices against one Management Server: over HTTP between two processes,
// beside bare node:http with the same exchanges, and in memory.
import { memoryNet } from '#engine/net/memoryNet';
import type { Encoding } from '#engine/session/encoding';
import { nodeClock } from '#server/node/nodeClock';
import { nodeMachine } from '#server/node/nodeMachine';
import { bareClient } from './bareClient';
import { openSlots } from './deviceSlots';
import { fleetOf } from './fleet';
import { managementEnd } from './managementEnd';
import { mediansInTurns, tell } from './measure';
import { isServerProcess, serve, startServer, type Sizes } from './serverProcess';

const turns = 9;
/** Updates of a turn, and how many of them go on at the same time. */
const updates = 80;
const lanes = 8;
/** A server runs for long: so many updates go before what is measured. */
const before = 600;
/** Bare exchanges are so much quicker that a turn of as many would be over at once. */
const bareTimes = 4;
/** All updates of a bench; one turn is not counted. */
const devices = before + updates * (turns + 1);

interface Measured {
  readonly perSecond: number;
  readonly bare: number;
  readonly exchanges: number;
}

async function overHttp(encoding: Encoding): Promise<Measured> {
  const server = startServer();
  const machine = nodeMachine();
  const url = await server.manage({ devices });
  const seen: Sizes[] = [];
  let watching = true;
  const exchange: typeof machine.exchange = async (sent, watch) => {
    const received = await machine.exchange(sent, watch);
    if (watching) seen.push({ sent: sent.body.length, received: received.body.length });
    return received;
  };
  const slots = await openSlots(lanes, fleetOf(url, encoding, { ...machine, exchange }), machine.datagrams);
  let next = 0;
  const update = async (count: number): Promise<void> => {
    const from = next;
    next += count;
    await slots.update(from, next, (device, at) => {
      server.update(device, at);
    });
  };
  await update(1);
  watching = false;
  await update(before - 1);
  const bare = bareClient(await server.bare(seen), seen, lanes);
  const [ours = NaN, plain = NaN] = await mediansInTurns(
    turns,
    () => update(updates),
    () => bare(updates * bareTimes),
  );
  const { updated, wrong } = await server.outcome();
  if (updated !== next) throw new Error(`${updated} of ${next} devices are updated. ${wrong ?? ''}`);
  await slots.close();
  await machine.close();
  server.close();
  return { perSecond: updates / ours, bare: (updates * bareTimes) / plain, exchanges: seen.length };
}

async function inMemory(encoding: Encoding): Promise<number> {
  const { host, exchange, datagrams } = memoryNet();
  const clock = nodeClock();
  const { url } = await host.listen((request) => server.handle(request), { port: 0, maxBody: 2 ** 20 });
  const server = managementEnd(`${url}/dm`, { devices }, { clock, datagrams });
  const slots = await openSlots(lanes, fleetOf(`${url}/dm`, encoding, { exchange, clock }), datagrams);
  let next = 0;
  const update = async (count: number): Promise<void> => {
    const from = next;
    next += count;
    await slots.update(from, next, (device, at) => {
      void server.update(device, at);
    });
  };
  await update(before);
  const [seconds = NaN] = await mediansInTurns(turns, () => update(updates));
  const { updated, wrong } = server.outcome();
  if (updated !== next) throw new Error(`${updated} of ${next} devices are updated. ${wrong ?? ''}`);
  await slots.close();
  server.close();
  clock.clear();
  return updates / seconds;
}

async function main(): Promise<void> {
  const unit = 'per second';
  for (const encoding of ['xml', 'wbxml'] as const) {
    const name = `whole 8.1.1 updates over ${encoding === 'xml' ? 'XML' : 'WBXML'}`;
    const { perSecond: value, bare, exchanges } = await overHttp(encoding);
    const ratio = value / bare;
    tell({ name: `${name}, two processes over HTTP`, value, unit, against: { name: `bare node:http with the same ${exchanges} exchanges`, value: bare }, ratio, goal: 'ratio >= 0.3', met: ratio >= 0.3 });
    const memory = await inMemory(encoding);
    const gain = memory / value;
    tell({ name: `${name}, in memory`, value: memory, unit, against: { name: 'over HTTP', value }, ratio: gain, goal: 'ratio >= 3', met: gain >= 3 });
  }
}

if (isServerProcess()) serve();
else void main();
