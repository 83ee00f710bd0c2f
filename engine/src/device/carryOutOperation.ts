// An accepted Exec carried out: downloaded by the Download User Agent, installed by the Firmware Update Client, or both;
// gone on with where the power went in between.
import { runDownload } from '../download/downloadAgent';
import { statusAfterInstalling } from '../download/installationReport';
import { isSuccess } from '../fumo/resultCodes';
import type { StateEvent } from '../fumo/transitions';
import { goodCircumstances, type DevicePorts, type DeviceSetup, type PendingOperation, type PendingReport } from './deviceSetup';
import type { DeviceMemory } from './deviceMemory';
import { packageOf, packageUrlOf, stateOf } from './firmwareObjects';
import { firmwareVersion, install, withFirmwareVersion } from './firmwareUpdateClient';

/** What an operation uses of its device. */
export interface OperationHost {
  readonly setup: DeviceSetup;
  readonly ports: DevicePorts;
  readonly memory: () => DeviceMemory;
  /** One write: what the change holds, and the State that the event leads to. Tells the State. */
  keep(change: Partial<DeviceMemory>, event?: StateEvent): void;
  /** The operation is over, with the State that the event leads to: its report is due. One write. */
  conclude(report: PendingReport, event: StateEvent, change?: Partial<DeviceMemory>): void;
  /** Everything that isn't in the Store is lost; the device goes on with what is there. */
  powerCycle(): void;
}

/** Ends with the report due, or with a power cycle after which the firmware is started. [FUMO 6.1] */
export async function carryOutOperation(operation: PendingOperation, host: OperationHost): Promise<void> {
  const { object } = operation;
  switch (operation.phase) {
    case 'starting':
      start(operation, host);
      return;
    case 'installing':
      interrupted(operation, host);
      return;
    default:
  }
  if (operation.operation === 'update') {
    await host.ports.gate.pass({ actor: 'client', kind: 'hand-over', to: 'update-client', operation });
    await update(operation, host);
    return;
  }
  // A package that was there before the power went isn't fetched again.
  const ready = host.memory().packages[object] !== undefined && stateOf(host.memory().tree, object) >= 50;
  const fetched = ready ? operation : await download(operation, operation.operation, host);
  if (fetched === undefined) return;
  await host.ports.gate.pass({ actor: 'download-agent', kind: 'hand-over', to: 'update-client', operation: fetched });
  // [FUMO 6.1.3] The update follows the download without another order of the server.
  if (stateOf(host.memory().tree, object) === 50) host.keep({}, 'update-ordered');
  await update(fetched, host);
}

/** The operation as it goes on; undefined where it is over. */
async function download(operation: PendingOperation, kind: 'download' | 'downloadandupdate', host: OperationHost): Promise<PendingOperation | undefined> {
  const { ports, setup } = host;
  const { object } = operation;
  const circumstances = ports.circumstances ?? (() => goodCircumstances);
  await ports.gate.pass({ actor: 'client', kind: 'hand-over', to: 'download-agent', operation });
  const { tree, download: kept } = host.memory();
  const downloadSetup = {
    ...setup.download,
    packageUrl: packageUrlOf(tree, object, kind),
    get freeMemory() {
      return Math.min(setup.download.freeMemory, circumstances().freeMemory);
    },
  };
  const keep = (state: DeviceMemory['download'] & object): void => {
    host.keep({ download: state });
  };
  const { report: notice, reason, result: own, object: fetched } = await runDownload(downloadSetup, { ...ports, keep }, kept);
  // What has failed by itself can't be called a success.
  const set = setup.results?.download;
  const result = set === undefined || (fetched === undefined && isSuccess(set)) ? own : set;
  ports.tell({ kind: 'download-ended', text: reason });
  const due: PendingOperation = { ...operation, ...(notice !== undefined && { notice }) };
  if (fetched === undefined || !isSuccess(result)) {
    host.conclude(reportOf(due, result, false), 'download-failed');
    return undefined;
  }
  host.keep({}, 'download-complete');
  const packages = { ...host.memory().packages, [object]: fetched.bytes };
  if (kind === 'downloadandupdate') {
    host.keep({ packages, operation: due }, 'package-ready');
    return due;
  }
  host.conclude(reportOf(due, result, false), 'package-ready', { packages });
  return undefined;
}

async function update(operation: PendingOperation, host: OperationHost): Promise<void> {
  const { memory, setup, ports } = host;
  host.keep({ operation: { ...operation, phase: 'installing' } });
  const content = memory().packages[operation.object] ?? packageOf(memory().tree, operation.object);
  const installation = await install(operation, content, () => memory().tree, setup, ports);
  if (!installation.installed) {
    host.conclude(reportOf(operation, installation.result, true), 'update-failed');
    return;
  }
  const { tree } = memory();
  const before = firmwareVersion(tree);
  host.keep({ tree: withFirmwareVersion(tree, installation.version), operation: { ...operation, phase: 'starting', before, result: installation.result } });
  host.powerCycle();
}

/** Power has gone in the middle of an installation: the old firmware is still there, and runs on. */
function interrupted(operation: PendingOperation, host: OperationHost): void {
  host.ports.tell({ kind: 'install-failed', text: 'The power went during the installation; the old firmware runs on.' });
  // [FUMO 6.2.4] 410: the installation failed.
  host.conclude(reportOf(operation, 410, true), 'update-failed');
}

/** How often a firmware may fail to start before the one before it is put back. */
const starts = 3;

/** The first start of what has been installed. */
function start(operation: PendingOperation, host: OperationHost): void {
  const { ports } = host;
  const { before = '' } = operation;
  ports.tell({ kind: 'installed', text: `Firmware ${before} has become ${firmwareVersion(host.memory().tree)}.` });
  const how = ports.circumstances?.().start ?? 'well';
  if (how === 'well') {
    host.conclude(reportOf(operation, operation.result ?? 200, true), 'update-successful');
    ports.tell({ kind: 'power-cycle', text: 'The device has been switched off and on.' });
    return;
  }
  for (let count = 1; count <= starts; count++) ports.tell({ kind: 'start-failed', text: `The new firmware does not start, try ${count} of ${starts}.` });
  if (how === 'never') return;
  // One write: the version and the outcome never contradict each other.
  host.conclude(reportOf(operation, 410, true), 'update-failed', { tree: withFirmwareVersion(host.memory().tree, before) });
  ports.tell({ kind: 'rolled-back', text: `Firmware ${before} has been put back.` });
}

function reportOf({ phase: _phase, before: _before, result: _result, ...operation }: PendingOperation, result: number, attempted: boolean): PendingReport {
  const { notice } = operation;
  return {
    ...operation,
    result,
    attempted,
    // The notice comes after the installation here, so that it tells what came of it.
    ...(notice !== undefined && attempted && { notice: { ...notice, code: statusAfterInstalling(result) } }),
  };
}
