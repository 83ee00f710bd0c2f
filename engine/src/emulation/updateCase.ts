// What our server's decision rests on: what the device has told it, and the package of the flow.
import { textOfValue, type Scope } from '../flow/expression';
import type { Flow } from '../flow/model';
import type { UpdateCase } from '../management/decision';
import type { KnownDevice } from '../management/knownDevice';
import { carries, type Binaries } from './stepCommands';

/** Undefined as long as the device hasn't told its firmware's version and the object's State. */
export function updateCase(
  known: KnownDevice,
  on: { readonly flow: Flow; readonly scope: Scope; readonly binaries: Binaries; readonly firmware?: string },
): UpdateCase | undefined {
  const version = known.values['./DevDetail/FwV'];
  const state = on.firmware === undefined ? undefined : known.values[`${on.firmware}/State`];
  if (version === undefined || state === undefined) return undefined;
  const largeObjects = known.values['./DevDetail/LrgObj'];
  const packageVersion = on.scope['package.version'];
  const size = on.binaries['package.bytes']?.length ?? 0;
  return {
    version,
    state,
    strictness: on.flow.emulate?.transitions ?? 'strict',
    ...known.limits,
    ...(largeObjects !== undefined && { largeObjects }),
    package: {
      ...(packageVersion !== undefined && { version: textOfValue(packageVersion) }),
      // [TND 7.7.4, DM-PRO 7] The size of the object as it stands in the messages: base64 takes four octets for three.
      ...(on.flow.steps.some((step) => carries(step, 'package.bytes')) && { sizeInMessages: 4 * Math.ceil(size / 3) }),
    },
  };
}
