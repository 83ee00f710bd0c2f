// Both ends of a session for tests: a server and a client over memory, each led by a script, with everything that
// crosses between them kept.
import { fromUtf8, toHex, utf8 } from '#engine/base/bytes';
import { openGate, type Gate } from '#engine/base/gate';
import type { Random } from '#engine/base/random';
import { VirtualClock } from '#engine/base/virtualClock';
import type { Exchange, HttpRequest, HttpResponse } from '#engine/net/exchange';
import type { Account } from '#engine/session/account';
import { runClientSession } from '#engine/session/clientSession';
import type { ClientPorts, ClientSetup, SessionEnd } from '#engine/session/clientSetup';
import type { CommandTarget, DueAlert, Order, Outcome, Undertaking } from '#engine/session/commandTarget';
import type { Conductor, PeerLimits } from '#engine/session/conductor';
import { dmServer } from '#engine/session/serverSessions';
import type { ServerPorts, ServerSetup } from '#engine/session/serverSetup';
import type { CommandAct } from '#engine/session/sessionAct';
import type { TracedMessage } from '#engine/session/trace';
import type { Alert, Command, Item, ItemCommand, Results, Status, Unnumbered } from '#engine/syncml/message';
import { Refusal } from '#engine/syncml/refusal';
import { nodeHasher } from '#server/node/nodeHasher';

export const deviceId = 'IMEI:493005100592800';
export const serverUrl = 'https://dm.example.com/dm';

export function nonceFrom(first: number): Uint8Array {
  return Uint8Array.from({ length: 16 }, (_, i) => first + i);
}

/** Gives nonces that begin at each of the numbers in turn, then counts on. */
export function nonces(...firsts: readonly number[]): Random {
  const left = [...firsts];
  let more = 0x90;
  return { bytes: (count) => Uint8Array.from({ length: count }, ((first) => (_: unknown, i: number) => (first + i) & 0xff)(left.shift() ?? more++)) };
}

export const account: Account = {
  serverId: 'dm.example.com',
  auth: 'md5',
  client: { name: 'device-user', secret: 'device-pass', nonce: nonceFrom(0x10) },
  server: { name: 'dm.example.com', secret: 'srv-secret', nonce: nonceFrom(0x10) },
};

export function leaf(uri: string, data: string, format = 'chr'): Item {
  return { source: uri, meta: { format, type: 'text/plain' }, data };
}

/** A device that is nothing but a table of leaves, and a log. */
export class ScriptedTarget implements CommandTarget {
  readonly orders: string[] = [];
  readonly answered: string[] = [];
  readonly written = new Map<string, Item>();
  due: DueAlert[] = [];
  answer: (alert: Alert) => Outcome = () => ({ status: 200 });
  execute: (order: Order) => Outcome = () => ({ status: 202 });
  /** The status of an order that would change something; undefined where it is carried out. */
  refuse: (order: Order) => number | undefined = () => undefined;
  /** Where it is there, the device can undo. */
  begin?: () => Undertaking;

  constructor(readonly leaves: Map<string, Item> = new Map<string, Item>()) {}

  perform(order: Order): Promise<Outcome> {
    const uri = order.item.target ?? '';
    this.orders.push(`${order.verb} ${uri}`);
    if (order.verb === 'Exec') return Promise.resolve(this.execute(order));
    if (order.verb === 'Get') {
      const item = this.leaves.get(uri);
      if (item === undefined) return Promise.reject(new Refusal(404, `There is no ${uri}.`));
      return Promise.resolve({ status: 200, results: [item] });
    }
    const refused = this.refuse(order);
    if (refused !== undefined) return Promise.resolve({ status: refused });
    this.written.set(uri, order.item);
    return Promise.resolve({ status: 200 });
  }

  interact(alert: Alert): Promise<Outcome> {
    this.orders.push(`Alert ${alert.data ?? ''}`);
    return Promise.resolve(this.answer(alert));
  }

  deviceInfo(): readonly Item[] {
    return [
      leaf('./DevInfo/DevId', deviceId),
      leaf('./DevInfo/Man', 'Example Devices'),
      leaf('./DevInfo/Mod', 'EX-1'),
      leaf('./DevInfo/DmV', '1.2.0'),
      leaf('./DevInfo/Lang', 'en-US'),
    ];
  }

  dueAlerts(): readonly DueAlert[] {
    return this.due;
  }

  alertAnswered(id: string, status: number): void {
    this.answered.push(`${id} ${status}`);
    this.due = this.due.filter((alert) => alert.id !== id);
  }
}

/** Sends its batches one after the other and notes what comes back. */
export class ScriptedConductor implements Conductor {
  readonly log: string[] = [];
  readonly results_: Results[] = [];
  readonly ends: SessionEnd[] = [];
  takeStatus: (command: Alert | ItemCommand) => number = () => 200;
  limits: PeerLimits = {};

  constructor(readonly batches: (readonly Unnumbered<Command>[])[] = []) {}

  take(command: Alert | ItemCommand): Promise<{ readonly status: number }> {
    this.log.push(`take ${command.name}${command.name === 'Alert' ? ` ${command.data ?? ''}` : ''}`);
    return Promise.resolve().then(() => ({ status: this.takeStatus(command) }));
  }

  answered(sent: Unnumbered<Command>, status: Status): Promise<void> {
    this.log.push(`${sent.name} ${[...status.targetRefs, status.data].join(' ')}`);
    return Promise.resolve();
  }

  results(_sent: Unnumbered<Command>, results: Results): Promise<void> {
    this.results_.push(results);
    for (const item of results.items) this.log.push(`${item.source ?? ''} = ${typeof item.data === 'string' ? item.data.slice(0, 40) : ''}`);
    return Promise.resolve();
  }

  next(_session: unknown, limits: PeerLimits): Promise<readonly Unnumbered<Command>[]> {
    this.limits = limits;
    return Promise.resolve(this.batches.shift() ?? []);
  }

  ended(_session: unknown, end: SessionEnd): void {
    this.ends.push(end);
    this.log.push(`ended ${end.how}`);
  }
}

export function get(...uris: readonly string[]): Unnumbered<Command> {
  return { name: 'Get', items: uris.map((target) => ({ target })) };
}

export function replace(target: string, data: string | Uint8Array, meta: Item['meta'] = { format: 'chr', type: 'text/plain' }): Unnumbered<Command> {
  return { name: 'Replace', items: [{ target, meta, data }] };
}

export function alert(code: string, ...items: readonly Item[]): Unnumbered<Alert> {
  return { name: 'Alert', data: code, items };
}

export interface PairOptions {
  readonly account?: Account;
  /** What the server believes, where it isn't what the device believes. */
  readonly serverAccount?: Account | undefined;
  readonly setup?: Partial<ClientSetup>;
  readonly serverSetup?: Partial<ServerSetup>;
  readonly ports?: Partial<ClientPorts>;
  readonly serverPorts?: Partial<ServerPorts>;
  readonly target?: ScriptedTarget;
  readonly conductor?: ScriptedConductor;
  readonly clientRandom?: Random;
  readonly serverRandom?: Random;
  /** Stands between the two. */
  readonly between?: (request: HttpRequest, server: Exchange) => Promise<HttpResponse>;
}

/** One device and one server. Nonces that are kept change the accounts for the next session. */
export class Pair {
  readonly clock = new VirtualClock();
  readonly target: ScriptedTarget;
  readonly conductor: ScriptedConductor;
  readonly acts: string[] = [];
  readonly kept: string[] = [];
  readonly clientTrace: TracedMessage[] = [];
  readonly serverTrace: TracedMessage[] = [];
  readonly server: { handle: Exchange; close(): void };
  readonly requests: HttpRequest[] = [];
  clientAccount: Account;
  serverAccount: Account | undefined;

  constructor(private readonly options: PairOptions = {}) {
    this.target = options.target ?? new ScriptedTarget();
    this.conductor = options.conductor ?? new ScriptedConductor();
    this.clientAccount = options.account ?? account;
    this.serverAccount = 'serverAccount' in options ? options.serverAccount : this.clientAccount;
    this.server = dmServer(
      { url: serverUrl, path: '/dm', maxMsgSize: 65536, maxObjSize: 1048576, sessionWithin: 60_000, ...options.serverSetup },
      {
        accountOf: (id) => (id === deviceId ? this.serverAccount : undefined),
        keepNonce: (_id, which, nonce) => {
          this.kept.push(`server keeps ${which} ${toHex(nonce.subarray(0, 1))}`);
          if (this.serverAccount !== undefined) this.serverAccount = withNonce(this.serverAccount, which, nonce);
        },
        conductorOf: () => this.conductor,
        gate: this.gate,
        clock: this.clock,
        random: options.serverRandom ?? nonces(0x20, 0x40),
        hasher: nodeHasher,
        trace: (entry) => this.serverTrace.push(entry),
        ...options.serverPorts,
      },
    );
  }

  private readonly gate: Gate<CommandAct> = {
    pass: (act) => {
      this.acts.push(`${act.actor} ${act.kind} ${act.command.name}`);
      return openGate.pass(act);
    },
  };

  readonly exchange: Exchange = async (request) => {
    this.requests.push(request);
    const handle: Exchange = (given) => this.server.handle({ ...given, url: new URL(given.url).pathname });
    return this.options.between === undefined ? handle(request) : this.options.between(request, handle);
  };

  run(setup: Partial<ClientSetup> = {}): Promise<SessionEnd> {
    return runClientSession(
      {
        account: this.clientAccount,
        url: serverUrl,
        deviceId,
        sessionId: 'AB',
        opening: '1201',
        maxMsgSize: 4096,
        maxObjSize: 1048576,
        answerWithin: 30_000,
        ...this.options.setup,
        ...setup,
      },
      {
        exchange: this.exchange,
        target: this.target,
        gate: this.gate,
        clock: this.clock,
        random: this.options.clientRandom ?? nonces(0x30, 0x50),
        hasher: nodeHasher,
        trace: (entry) => this.clientTrace.push(entry),
        keepNonce: (which, nonce) => {
          this.kept.push(`client keeps ${which} ${toHex(nonce.subarray(0, 1))}`);
          this.clientAccount = withNonce(this.clientAccount, which, nonce);
        },
        ...this.options.ports,
      },
    );
  }

  /** Every message as one line, as the client sent and received them. */
  get lines(): readonly string[] {
    return this.clientTrace.map(line);
  }

  /** The same as the server received and sent them. */
  get serverLines(): readonly string[] {
    return this.serverTrace.map(line);
  }

  /** The messages of the client's trace as texts. */
  get texts(): readonly string[] {
    return this.clientTrace.map((entry) => fromUtf8(entry.bytes));
  }

  remarks(): readonly string[] {
    return [...this.clientTrace, ...this.serverTrace].flatMap((entry) => entry.remarks);
  }
}

function withNonce(of: Account, which: 'client' | 'server', nonce: Uint8Array): Account {
  return { ...of, [which]: { ...of[which], nonce } };
}

/** `1> hdr:200 Alert:1222` or `<2 hdr:212+Chal Alert=200 Get Final`: package number, direction, commands in order. */
export function line(entry: TracedMessage): string {
  const arrow = entry.direction === 'to-server' ? `${entry.packageNumber ?? '?'}>` : `<${entry.packageNumber ?? '?'}`;
  if (entry.message === undefined) return `${arrow} unreadable`;
  const { header, commands, final } = entry.message;
  const words = [...(header.cred === undefined ? [] : ['Cred']), ...commands.map(word), ...(final ? ['Final'] : [])];
  return [arrow, ...words].join(' ');
}

function word(command: Command): string {
  const more = 'items' in command && command.items.some((item) => item.moreData === true) ? '+more' : '';
  switch (command.name) {
    case 'Status': {
      const of = command.cmdRef === '0' ? 'hdr' : `${command.cmd}${command.cmdRef}`;
      return `${of}=${command.data}${command.chal === undefined ? '' : '+Chal'}${command.targetRefs.length > 0 && command.cmdRef !== '0' ? `@${command.targetRefs.join(',')}` : ''}`;
    }
    case 'Alert':
      return `Alert:${command.data ?? ''}`;
    case 'Sequence':
    case 'Atomic':
      return `${command.name}(${command.commands.map(word).join(' ')})`;
    case 'other':
      return command.element.local;
    default:
      return command.name + more;
  }
}

/** A request with a body of one's own. */
export function request(body: string | Uint8Array, more: Partial<HttpRequest> = {}): HttpRequest {
  return {
    method: 'POST',
    url: '/dm',
    headers: { 'content-type': 'application/vnd.syncml.dm+xml' },
    body: typeof body === 'string' ? utf8(body) : body,
    ...more,
  };
}
