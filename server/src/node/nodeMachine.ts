// What a run uses of this machine: real time, real randomness, real sockets on loopback.
import type { Machine } from '#engine/emulation/run';
import { downloadFolder } from './downloadFolder';
import { nodeExchange } from './httpExchange';
import { nodeHttpHost } from './httpHost';
import { nodeClock } from './nodeClock';
import { nodeHasher } from './nodeHasher';
import { nodeRandom } from './nodeRandom';
import { reportLog } from './reportLog';
import { nodeDatagrams } from './udpDatagrams';

/** A machine whose every socket and timer can be given back. */
export interface ClosableMachine extends Machine {
  close(): Promise<void>;
}

/** `failed` is told what an HTTP handler threw. */
export function nodeMachine(failed?: (thrown: unknown) => void): ClosableMachine {
  const clock = nodeClock();
  const host = nodeHttpHost(failed);
  const outgoing = nodeExchange();
  const datagrams = nodeDatagrams();
  return {
    clock,
    random: nodeRandom,
    hasher: nodeHasher,
    host,
    exchange: outgoing.exchange,
    datagrams,
    downloads: (folder) => downloadFolder(folder),
    reportLog: (folder) => reportLog(folder),
    async close() {
      clock.clear();
      outgoing.close();
      await Promise.all([host.close(), datagrams.close()]);
    },
  };
}
