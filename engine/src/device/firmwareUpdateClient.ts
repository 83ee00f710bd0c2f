// The Firmware Update Client: takes over when an Exec was accepted, checks the package, installs it in its time.
import { sleep } from '../base/clock';
import { fromUtf8 } from '../base/bytes';
import { objectionTo, readPackage } from '../fumo/package';
import { nodeAt, withValue, type Tree } from '../tree/tree';
import type { DevicePorts, DeviceSetup, PendingOperation } from './deviceSetup';

/** What came of an installation: the result to report, and the tree after it. */
export interface Installation {
  readonly result: number;
  readonly installed: boolean;
  readonly tree: Tree;
}

const version = './DevDetail/FwV';
const model = './DevInfo/Mod';

/** Installs a package on the device that `tree()` describes. Takes the set-up's time. */
export async function install(
  operation: PendingOperation,
  content: Uint8Array,
  tree: () => Tree,
  setup: DeviceSetup,
  ports: DevicePorts,
): Promise<Installation> {
  await ports.gate.pass({ actor: 'update-client', kind: 'install', operation });
  const before = leaf(tree(), version);
  const firmware = readPackage(content);
  const objection = objectionTo(
    firmware,
    { model: leaf(tree(), model), version: before, ...(setup.trustedKey !== undefined && { trustedKey: setup.trustedKey }) },
    ports.hasher,
  );
  if (objection !== undefined) {
    ports.tell({ kind: 'install-failed', text: objection.reason });
    return { result: objection.result, installed: false, tree: tree() };
  }
  ports.tell({ kind: 'package-checked', text: 'The package is meant for this device.' });
  await sleep(ports.clock, setup.installTime);
  const after = firmware.header?.to ?? setup.packageVersion ?? before;
  ports.tell({ kind: 'installed', text: `Firmware ${before} has become ${after}.` });
  return { result: 200, installed: true, tree: withValue(tree(), version, after) };
}

function leaf(tree: Tree, uri: string): string {
  const value = nodeAt(tree, uri)?.value;
  return value instanceof Uint8Array ? fromUtf8(value) : (value ?? '');
}
