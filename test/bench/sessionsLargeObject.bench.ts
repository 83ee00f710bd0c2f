// Packages sent in messages: how time grows with their size, and what memory either end takes.
import { MemoryStore } from '#engine/base/store';
import { nodeMachine } from '#server/node/nodeMachine';
import { openSlots } from './deviceSlots';
import { fleetOf } from './fleet';
import { liveMemory } from './liveMemory';
import { tell } from './measure';
import { isServerProcess, serve, startServer } from './serverProcess';

const mib = 2 ** 20;
/** MiB. Each update is made twice, and the quicker one counts. */
const sizes = [1, 2, 4, 8];

interface Sent {
  readonly seconds: number;
  /** MiB beyond what was there before. */
  readonly device: number;
  readonly server: number;
}

/** One update with a package of so many MiB; where memory is watched, its time means nothing. */
async function send(size: number, watched: boolean): Promise<Sent> {
  const server = startServer();
  const machine = nodeMachine();
  const url = await server.manage({ devices: 1, packageSize: size * mib });
  const store = new MemoryStore();
  let most = 0;
  let mostAtServer = 0;
  let count = 0;
  const look = (): void => {
    if (watched) most = Math.max(most, liveMemory());
  };
  const watch = {
    get: (key: string) => store.get(key),
    set: (key: string, value: string) => {
      store.set(key, value);
      look();
    },
    delete: (key: string) => {
      store.delete(key);
    },
  };
  const exchange: typeof machine.exchange = async (request, how) => {
    const response = await machine.exchange(request, how);
    if (watched && ++count % 500 === 0) {
      look();
      mostAtServer = Math.max(mostAtServer, (await server.outcome()).live);
    }
    return response;
  };
  const slots = await openSlots(1, fleetOf(url, 'xml', { clock: machine.clock, exchange, store: () => watch }), machine.datagrams);
  // The package itself is the server's from the start.
  const atServer = (await server.outcome()).live - size;
  const before = liveMemory();
  const start = performance.now();
  await slots.update(0, 1, (device, at) => {
    server.update(device, at);
  });
  const seconds = (performance.now() - start) / 1000;
  const { updated, wrong } = await server.outcome();
  if (updated !== 1) throw new Error(wrong ?? 'The device is not updated.');
  await slots.close();
  await machine.close();
  server.close();
  return { seconds, device: most - before, server: mostAtServer - atServer };
}

async function main(): Promise<void> {
  const times: number[] = [];
  for (const size of sizes) times.push(Math.min((await send(size, false)).seconds, (await send(size, false)).seconds));
  const [small = NaN] = times;
  const large = times[times.length - 1] ?? NaN;
  const growth = large / small / 8;
  for (const [i, size] of sizes.entries()) tell({ name: `package of ${size} MiB by large object`, value: times[i] ?? NaN, unit: 's' });
  tell({ name: 'time an octet, 8 MiB against 1 MiB by large object', value: growth, unit: 'times', goal: '<= 1.5', met: growth <= 1.5 });
  const { device, server } = await send(8, true);
  for (const [name, most] of [['device', device], ['server', server]] as const) {
    tell({ name: `memory of the ${name}, package of 8 MiB by large object`, value: most / 8, unit: 'times the package', goal: '<= 4', met: most / 8 <= 4 });
  }
}

if (isServerProcess()) serve();
else void main();
