// The servers of the benches in a process of their own, told by messages of the parent what to do.
import { fork, type ChildProcess } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { nodeMachine } from '#server/node/nodeMachine';
import { liveMemory } from './liveMemory';
import { managementEnd, type ManagementEnd } from './managementEnd';

/** What crosses the wire in one exchange, in octets of body. */
export interface Sizes {
  readonly sent: number;
  readonly received: number;
}

type Order =
  | { readonly kind: 'manage'; readonly devices: number; readonly packageSize?: number }
  | { readonly kind: 'update'; readonly device: number; readonly to: string }
  | { readonly kind: 'outcome' }
  | { readonly kind: 'bare'; readonly exchanges: readonly Sizes[] };

type Answer =
  | { readonly kind: 'listening'; readonly url: string }
  | { readonly kind: 'outcome'; readonly updated: number; readonly wrong?: string; readonly peak: number; readonly live: number };

const role = 'as-server';

/** Whether this process is the one that serves. */
export function isServerProcess(): boolean {
  return process.argv[2] === role;
}

/** Serves until the parent goes. */
export function serve(): void {
  const machine = nodeMachine((thrown) => {
    console.error(thrown);
  });
  let management: ManagementEnd | undefined;
  let bare: Server | undefined;
  const answer = (message: Answer): void => {
    process.send?.(message);
  };
  process.on('disconnect', () => {
    process.exit(0);
  });
  process.on('message', (order: Order) => {
    switch (order.kind) {
      case 'manage':
        void machine.host.listen((request) => management?.handle(request) ?? Promise.reject(new Error('Not open yet.')), { port: 0, maxBody: 2 ** 20, patience: { clock: machine.clock, within: 60_000 } }).then(({ url }) => {
          management = managementEnd(`${url}/dm`, order, machine);
          answer({ kind: 'listening', url: `${url}/dm` });
        });
        return;
      case 'update':
        void management?.update(order.device, order.to);
        return;
      case 'outcome': {
        const { updated = 0, wrong } = management?.outcome() ?? {};
        answer({ kind: 'outcome', updated, peak: process.resourceUsage().maxRSS / 1024, live: liveMemory(), ...(wrong !== undefined && { wrong }) });
        return;
      }
      case 'bare':
        bare?.close();
        bare = bareServer(order.exchanges, (url) => {
          answer({ kind: 'listening', url });
        });
    }
  });
}

/** Takes in what is sent and answers `/N` with as many octets as the Nth exchange received. */
function bareServer(exchanges: readonly Sizes[], listening: (url: string) => void): Server {
  const bodies = exchanges.map(({ received }) => Buffer.alloc(received, 'x'));
  const server = createServer((incoming, response) => {
    incoming.on('data', () => undefined);
    incoming.on('end', () => {
      response.end(bodies[Number(incoming.url?.slice(1))]);
    });
  });
  server.listen(0, '127.0.0.1', () => {
    listening(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });
  return server;
}

/** The parent's handle on the process. */
export interface ServerProcess {
  /** Opens a Management Server; its URL. */
  manage(how: { readonly devices: number; readonly packageSize?: number }): Promise<string>;
  update(device: number, to: string): void;
  /** `peak`: MiB of the process at most; `live`: MiB that are in use now. */
  outcome(): Promise<{ readonly updated: number; readonly wrong?: string; readonly peak: number; readonly live: number }>;
  /** Opens a bare server; its URL. */
  bare(exchanges: readonly Sizes[]): Promise<string>;
  close(): void;
}

export function startServer(): ServerProcess {
  const child: ChildProcess = fork(process.argv[1] ?? '', [role]);
  const asked = <K extends Answer['kind']>(order: Order, kind: K): Promise<Extract<Answer, { readonly kind: K }>> =>
    new Promise((resolve, reject) => {
      child.once('message', (answer: Answer) => {
        if (answer.kind === kind) resolve(answer as Extract<Answer, { readonly kind: K }>);
        else reject(new Error(`The server says "${answer.kind}".`));
      });
      child.send(order);
    });
  return {
    manage: async (how) => (await asked({ kind: 'manage', ...how }, 'listening')).url,
    update(device, to) {
      child.send({ kind: 'update', device, to } satisfies Order);
    },
    outcome: () => asked({ kind: 'outcome' }, 'outcome'),
    bare: async (exchanges) => (await asked({ kind: 'bare', exchanges }, 'listening')).url,
    close() {
      child.disconnect();
    },
  };
}
