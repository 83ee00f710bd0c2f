// The Firmware Update Client: takes over when an Exec was accepted, checks the package, installs it in its time.
import { sleep } from '../base/clock';
import { fromUtf8 } from '../base/bytes';
import { objectionTo, readPackage } from '../fumo/package';
import { isSuccess } from '../fumo/resultCodes';
import { nodeAt, withValue, type Tree } from '../tree/tree';
import { goodCircumstances, type DevicePorts, type DeviceSetup, type PendingOperation } from './deviceSetup';

/** What came of an installation: the version that has been written and has yet to start, or the result of a failure. */
export type Installation = { readonly installed: true; readonly version: string; readonly result: number } | { readonly installed: false; readonly result: number };

const version = './DevDetail/FwV';
const model = './DevInfo/Mod';
/** Below this share of its charge nothing is written to a device's flash. */
const leastBattery = 0.3;

/** Installs a package on the device that `tree()` describes. Takes the set-up's time. */
export async function install(
  operation: PendingOperation,
  content: Uint8Array,
  tree: () => Tree,
  setup: DeviceSetup,
  ports: DevicePorts,
): Promise<Installation> {
  await ports.gate.pass({ actor: 'update-client', kind: 'install', operation });
  const before = firmwareVersion(tree());
  const firmware = readPackage(content);
  const { workMemory, battery, failsWith, trustedKey = setup.trustedKey } = (ports.circumstances ?? (() => goodCircumstances))();
  const fail = (result: number, text: string): Installation => {
    ports.tell({ kind: 'install-failed', text });
    return { installed: false, result };
  };
  const objection = objectionTo(firmware, { model: leaf(tree(), model), version: before, ...(trustedKey !== undefined && { trustedKey }) }, ports.hasher);
  if (objection !== undefined) return fail(objection.result, objection.reason);
  ports.tell({ kind: 'package-checked', text: 'The package is meant for this device.' });
  // [FUMO 6.2.4] 400: the device stands in the way; 502: there is no room to install.
  if (battery < leastBattery) return fail(400, `The battery is at ${Math.round(battery * 100)} %, too low to install.`);
  if (content.length > workMemory) return fail(502, `The installation takes ${content.length} octets; there is room for ${workMemory}.`);
  await sleep(ports.clock, setup.installTime);
  const result = failsWith ?? setup.results?.update ?? 200;
  // [FUMO 6.2.4] 250 to 299 are successes too.
  if (!isSuccess(result)) return fail(result, `The installation fails with ${result}.`);
  return { installed: true, version: firmware.header?.to ?? setup.packageVersion ?? before, result };
}

export function firmwareVersion(tree: Tree): string {
  return leaf(tree, version);
}

export function withFirmwareVersion(tree: Tree, installed: string): Tree {
  return withValue(tree, version, installed);
}

function leaf(tree: Tree, uri: string): string {
  const value = nodeAt(tree, uri)?.value;
  return value instanceof Uint8Array ? fromUtf8(value) : (value ?? '');
}
