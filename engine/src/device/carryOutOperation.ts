// An accepted Exec carried out: downloaded by the Download User Agent, installed by the Firmware Update Client, or both.
import { runDownload } from '../download/downloadAgent';
import { statusAfterInstalling } from '../download/installationReport';
import type { StateEvent } from '../fumo/transitions';
import type { Tree } from '../tree/tree';
import type { DevicePorts, DeviceSetup, PendingOperation, PendingReport } from './deviceSetup';
import { packageOf, packageUrlOf } from './firmwareObjects';
import { install } from './firmwareUpdateClient';

/** What an operation uses of its device. What is kept outlasts a power cycle. */
export interface OperationHost {
  readonly setup: DeviceSetup;
  readonly ports: DevicePorts;
  tree(): Tree;
  keepTree(tree: Tree): void;
  /** The package that was downloaded for the object. */
  downloaded(): Uint8Array | undefined;
  keepPackage(bytes: Uint8Array): void;
  /** Moves the object's State. */
  moveOn(event: StateEvent): void;
}

/** Resolves with the report that is due. The State is then that of the outcome. [FUMO 6.1] */
export async function carryOutOperation(operation: PendingOperation, host: OperationHost): Promise<PendingReport> {
  if (operation.operation !== 'update') return download(operation, operation.operation, host);
  await host.ports.gate.pass({ actor: 'client', kind: 'hand-over', to: 'update-client', operation });
  return { ...operation, ...(await update(operation, host)) };
}

async function download(operation: PendingOperation, kind: 'download' | 'downloadandupdate', host: OperationHost): Promise<PendingReport> {
  const { ports, setup } = host;
  await ports.gate.pass({ actor: 'client', kind: 'hand-over', to: 'download-agent', operation });
  const packageUrl = packageUrlOf(host.tree(), operation.object, kind);
  const downloaded = await runDownload({ ...setup.download, packageUrl }, ports);
  ports.tell({ kind: 'download-ended', text: downloaded.reason });
  const notice = downloaded.report;
  const due = notice === undefined ? {} : { notice };
  if (downloaded.object === undefined) {
    host.moveOn('download-failed');
    return { ...operation, result: downloaded.result, attempted: false, ...due };
  }
  host.moveOn('download-complete');
  host.keepPackage(downloaded.object.bytes);
  host.moveOn('package-ready');
  if (kind === 'download') return { ...operation, result: downloaded.result, attempted: false, ...due };
  await ports.gate.pass({ actor: 'download-agent', kind: 'hand-over', to: 'update-client', operation });
  // [FUMO 6.1.3] The update follows the download without another order of the server.
  host.moveOn('update-ordered');
  const updated = await update(operation, host);
  return {
    ...operation,
    ...updated,
    // The notice comes after the installation here, so that it tells what came of it.
    ...(notice !== undefined && { notice: { ...notice, code: statusAfterInstalling(updated.result) } }),
  };
}

async function update(operation: PendingOperation, host: OperationHost): Promise<{ readonly result: number; readonly attempted: true }> {
  const content = host.downloaded() ?? packageOf(host.tree(), operation.object);
  const { result, installed, tree } = await install(operation, content, () => host.tree(), host.setup, host.ports);
  host.keepTree(tree);
  host.moveOn(installed ? 'update-successful' : 'update-failed');
  return { result, attempted: true };
}
