// What the documents of a flow come to: all that a run is started with.
import type { Files } from '../base/files';
import type { DeviceSetup } from '../device/deviceSetup';
import type { Scope } from '../flow/expression';
import type { Flow } from '../flow/model';
import type { DeviceAccount } from '../management/accounts';
import type { DatagramAddress } from '../net/datagrams';
import type { Machine } from './run';
import type { Ends } from './runEnds';
import type { Binaries } from './stepCommands';

/** Made by `prepareRun`. */
export interface PreparedRun {
  readonly flow: Flow;
  readonly files: Files;
  readonly machine: Machine;
  readonly ends: Ends;
  readonly device: DeviceSetup;
  /** The device that is updated, as the server knows it. */
  readonly deviceId: string;
  readonly serverId: string;
  readonly accounts: readonly DeviceAccount[];
  readonly scope: Scope;
  readonly binaries: Binaries;
  /** The URI of the FUMO object that the flow is about. */
  readonly firmware?: string;
  /** Ports of ours, 0 where the system chooses, and the interface. */
  readonly listening: { readonly serverPort: number; readonly devicePort: number; readonly downloadPort: number; readonly host?: string };
  /** What people see holds secrets as they are. */
  readonly showSecrets: boolean;
  /** Where somebody else's Management Server is. */
  readonly serverUrl?: string;
  /** Where somebody else's device takes notifications. */
  readonly notify?: DatagramAddress;
}
