// Everything that goes wrong in a run because its flow says so: each seam of the run is given out with its faults.
import type { Clock } from '../../base/clock';
import type { Datagrams } from '../../net/datagrams';
import type { Exchange } from '../../net/exchange';
import type { Hasher } from '../../base/hasher';
import type { Store } from '../../base/store';
import { goodCircumstances, type Circumstances, type User } from '../../device/deviceSetup';
import { accountOf, withNonce, withSecret } from '../../device/dmAccount';
import type { Conductor } from '../../session/conductor';
import type { CommandTarget } from '../../session/commandTarget';
import type { Tree } from '../../tree/tree';
import type { MessageBook } from '../messageBook';
import type { RunLog } from '../runLog';
import type { StepRecord, StepRecords } from '../stepRecords';
import type { Variables } from '../variables';
import { NetworkState } from './exchangeActs';
import { FaultBoard } from './faultBoard';
import { faultyDescriptor, faultyPackage } from './faultyContent';
import { faultyExchange } from './faultyExchange';
import { FaultyClock, faultyDatagrams, faultyStore, faultyUser } from './faultyParts';
import { faultyConductor, faultyTarget } from './faultyWork';

export interface FlowFaultsPorts {
  readonly records: StepRecords;
  readonly variables: Variables;
  readonly log: RunLog;
  readonly messages: MessageBook;
  readonly clock: Clock;
  readonly hasher: Hasher;
  readonly serverId: string;
  /** Milliseconds that an installation takes. */
  readonly installTime: number;
  isManagement(url: string): boolean;
  /** Takes the device's power away for so many milliseconds. */
  cutPower(off: number): void;
  restartServer(keepsMemory: boolean): void;
  changeTree(change: (tree: Tree) => Tree): void;
}

export class FlowFaults {
  readonly board: FaultBoard;
  private readonly network = new NetworkState();
  private readonly deviceClock: FaultyClock;
  private readonly packages = new WeakMap<Uint8Array, { readonly changed: boolean; readonly bytes: Uint8Array }>();

  constructor(private readonly ports: FlowFaultsPorts) {
    this.board = new FaultBoard(ports);
    this.deviceClock = new FaultyClock(ports.clock);
  }

  /** The device's clock. */
  get clock(): Clock {
    return this.deviceClock;
  }

  exchange(inner: Exchange): Exchange {
    return faultyExchange(inner, { ...this.ports, board: this.board, network: this.network, isManagement: (url) => this.ports.isManagement(url) });
  }

  datagrams(inner: Datagrams): Datagrams {
    return this.board.isEmpty ? inner : faultyDatagrams(inner, this.board, this.ports.clock, this.ports.hasher);
  }

  store(inner: Store): Store {
    return this.board.isEmpty ? inner : faultyStore(inner, this.board, (off) => {
      this.ports.cutPower(off);
    });
  }

  user(inner: User): User {
    return this.board.isEmpty ? inner : faultyUser(inner, this.board, this.ports.clock);
  }

  target(inner: CommandTarget): CommandTarget {
    return faultyTarget(inner, this.board);
  }

  conductor(inner: Conductor): Conductor {
    return faultyConductor(inner, this.board);
  }

  /** The package as it is given out; the same object for the same octets. */
  package(bytes: Uint8Array): Uint8Array {
    const { entityChanged } = this.network;
    const known = this.packages.get(bytes);
    if (known?.changed === entityChanged) return known.bytes;
    const given = faultyPackage(bytes, this.board, entityChanged);
    // A fault may yet come into force: only what has been changed is kept.
    if (given !== bytes) this.packages.set(bytes, { changed: entityChanged, bytes: given });
    return given;
  }

  descriptor(bytes: Uint8Array): Uint8Array {
    return faultyDescriptor(bytes, this.board);
  }

  circumstances(): Circumstances {
    const { board } = this;
    if (board.isEmpty) return goodCircumstances;
    const failure = board.inForce('install-fails');
    return {
      freeMemory: board.inForce('memory-full') === undefined ? Infinity : 0,
      workMemory: board.inForce('memory-full-update') === undefined ? Infinity : 0,
      battery: board.inForce('battery-low') === undefined ? 1 : 0.1,
      start: board.inForce('bricked') !== undefined ? 'never' : board.inForce('boot-loop') === undefined ? 'well' : 'rolled-back',
      ...(failure !== undefined && { failsWith: failure.settings.number('result') }),
      ...(board.inForce('package-unsigned') !== undefined && { trustedKey: new Uint8Array(32) }),
    };
  }

  /** A step has begun. */
  begun(record: StepRecord): void {
    const { board, ports } = this;
    if (board.isEmpty) return;
    const here = new Set([record.step]);
    const cut = board.strike(powerCuts, here);
    if (cut !== undefined) {
      const off = cut.settings.number('for');
      const share = cut.places.includes('install') ? cut.settings.share('at') : 0;
      if (share === 0) ports.cutPower(off);
      else ports.clock.after(ports.installTime * share, () => { ports.cutPower(off); });
    }
    const jump = board.strike(clockJumps, here);
    if (jump !== undefined) this.deviceClock.jump(jump.settings.number('for') * (jump.preset.name === 'clock-back' ? -1 : 1));
    const restart = board.strike(restarts, here);
    if (restart !== undefined) ports.restartServer(restart.preset.name === 'server-restarts');
    this.turned();
  }

  /** The turn of a step has come: what must be so before it begins is made so. */
  turned(): void {
    const fault = this.board.strikeFrom('turn', accountFaults);
    if (fault === undefined) return;
    this.ports.changeTree((tree) => {
      const account = accountOf(tree, this.ports.serverId);
      if (account === undefined) return tree;
      if (fault.preset.name === 'stale-nonce') return withNonce(tree, account, 'client', new Uint8Array(16));
      return withSecret(tree, account, fault.preset.name === 'wrong-secret' ? 'client' : 'server', 'another secret');
    });
  }
}

const powerCuts: ReadonlySet<string> = new Set(['power-cut']);
const clockJumps: ReadonlySet<string> = new Set(['clock-forward', 'clock-back']);
const restarts: ReadonlySet<string> = new Set(['server-restarts', 'server-forgets']);
const accountFaults: ReadonlySet<string> = new Set(['stale-nonce', 'wrong-secret', 'wrong-server-secret']);
