// The two ends of a run's sessions, made with all that they use: our Management Server, and the device over its lives.
import type { Clock } from '../base/clock';
import type { Gate } from '../base/gate';
import type { Store } from '../base/store';
import type { DeviceEvent, DeviceSetup, User } from '../device/deviceSetup';
import { accountOf, withAddress } from '../device/dmAccount';
import type { DeviceAccount } from '../management/accounts';
import { ManagementServer, type Director } from '../management/managementServer';
import type { TracedMessage } from '../session/trace';
import { DeviceLife } from './deviceLife';
import type { FlowFaults } from './faults/flowFaults';
import type { Machine } from './run';
import type { RunAct } from './runAct';

export interface Parties {
  readonly machine: Machine;
  readonly serverId: string;
  /** Where the Management Server is reached. */
  readonly url: string;
  readonly clock: Clock;
  readonly gate: Gate<RunAct>;
  readonly faults: FlowFaults;
}

/** The path of the Management Server. */
export const managementPath = '/dm';

const maxMsgSize = 65536;
const maxObjSize = 16 * 1024 * 1024;
/** Milliseconds that a session may be silent before the server forgets it. */
const sessionWithin = 10 * 60 * 1000;

export function newServer(
  { machine, serverId, url, clock, gate, faults }: Parties,
  own: { readonly accounts: readonly DeviceAccount[]; readonly director: Director; traced(entry: TracedMessage): void },
): ManagementServer {
  return new ManagementServer(
    { serverId, url, path: managementPath, accounts: own.accounts, maxMsgSize, maxObjSize, sessionWithin },
    {
      gate,
      clock,
      random: machine.random,
      hasher: machine.hasher,
      datagrams: faults.datagrams(machine.datagrams),
      director: own.director,
      between: (conductor) => faults.conductor(conductor),
      trace: (entry) => {
        own.traced(entry);
      },
    },
  );
}

/** The device knows the server by the address that it has in this run. */
export function newDevice(
  { machine, serverId, url, clock, gate, faults }: Parties,
  own: { readonly setup: DeviceSetup; readonly store: Store; readonly user: User; tell(event: DeviceEvent): void; power(text: string): void; traced(entry: TracedMessage): void },
): DeviceLife {
  const { setup } = own;
  const account = accountOf(setup.tree, serverId);
  return new DeviceLife(
    { ...setup, tree: account === undefined ? setup.tree : withAddress(setup.tree, account, url) },
    {
      clock,
      say: (text) => {
        own.power(text);
      },
      device: {
        gate,
        clock: faults.clock,
        random: machine.random,
        hasher: machine.hasher,
        exchange: faults.exchange(machine.exchange),
        store: faults.store(own.store),
        user: faults.user(own.user),
        between: (target) => faults.target(target),
        circumstances: () => faults.circumstances(),
        trace: (entry) => {
          own.traced(entry);
        },
        tell: (event) => {
          own.tell(event);
        },
      },
    },
  );
}
