// Whether an Exec on a FUMO object is accepted, by the object's State and what the operation needs. [FUMO 6.1]
import type { Order, Outcome } from '../session/commandTarget';
import { stateName } from '../fumo/states';
import type { DeviceMemory } from './deviceMemory';
import type { DeviceSetup } from './deviceSetup';
import { afterEvent, operationOf, packageOf, packageUrlOf, stateOf, withoutPackage } from './firmwareObjects';

/** What the device refuses an Exec with where nothing else is set: command not allowed. */
const defaultRefusal = 405;

/** The memory with the operation pending, or what the Exec is refused with: then nothing has changed. */
export function admit(
  order: Order,
  place: { readonly object: string; readonly path: string },
  memory: DeviceMemory,
  setup: Pick<DeviceSetup, 'strictness' | 'refusalStatus'>,
): { readonly accepted: DeviceMemory } | { readonly refused: Outcome } {
  const { object, path } = place;
  const operation = operationOf(path);
  // [DM-REP 6.6.6] Nothing else on this device can be executed.
  if (operation === undefined) return { refused: { status: 406 } };
  const refuse = (reason: string): { readonly refused: Outcome } => {
    const status = setup.refusalStatus ?? defaultRefusal;
    // [DM-REP 10] 403 says why in an Item of the Status.
    return { refused: status === 403 ? { status, items: [{ data: reason }] } : { status } };
  };
  if (memory.operation !== undefined) return refuse('Another update is under way.');
  const isUpdate = operation === 'update';
  if (!isUpdate && packageUrlOf(memory.tree, object, operation) === '') return refuse('There is no PkgURL.');
  if (isUpdate && memory.packages[object] === undefined && packageOf(memory.tree, object).length === 0) return refuse('There is no package.');
  const moved = afterEvent(memory.tree, object, isUpdate ? 'update-ordered' : 'download-ordered', setup.strictness);
  if (moved === undefined) return refuse(`State is ${stateOf(memory.tree, object)} (${stateName(stateOf(memory.tree, object)) ?? ''}).`);
  const pending = { operation, object, serverId: order.serverId, ...(order.correlator !== undefined && { correlator: order.correlator }) };
  // A new download takes the place of whatever package is there.
  const { [object]: _replaced, ...others } = memory.packages;
  return {
    accepted: {
      ...memory,
      operation: pending,
      ...(isUpdate ? { tree: moved } : { tree: withoutPackage(moved, object), packages: others }),
    },
  };
}
