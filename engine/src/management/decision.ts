// The Management Server's decision before it offers an update: does this device need it, and can it take it?
import { isState, stateName } from '../fumo/states';
import { transition, type Strictness } from '../fumo/transitions';

/** What the decision rests on: what the device has said, and what there is to install. */
export interface UpdateCase {
  /** Devices that clean up by themselves take a new package at the end of an update too. Default strict. */
  readonly strictness?: Strictness;
  /** `./DevDetail/FwV` */
  readonly version?: string;
  /** x/State */
  readonly state?: string;
  /** `./DevDetail/LrgObj` */
  readonly largeObjects?: string;
  readonly maxMsgSize?: number;
  readonly maxObjSize?: number;
  readonly package: {
    readonly version?: string;
    /** Octets as they stand in the messages; undefined where the package doesn't travel in messages. */
    readonly sizeInMessages?: number;
  };
}

export type Decision =
  | { readonly update: true }
  | { readonly update: false; readonly verdict: 'up-to-date' | 'busy' | 'no-large-objects' | 'package-too-large'; readonly reason: string };

/** Room that a message needs beside its data: header, Status elements and the command round the chunk. */
const envelope = 1500;

/** Decides. What the device hasn't said doesn't stand in the way. */
export function decide(on: UpdateCase): Decision {
  if (on.version !== undefined && on.version === on.package.version) {
    return { update: false, verdict: 'up-to-date', reason: `The device runs ${on.version} already.` };
  }
  // [FUMO 6] Only an idle object takes a new package; every other state belongs to an update under way or unreported.
  const value = Number(on.state ?? 10);
  const isAtRest = (on.state ?? '10') === '10' || (on.strictness === 'lenient' && isState(value) && transition(value, 'download-ordered', 'lenient') !== undefined);
  if (!isAtRest) {
    const name = isState(value) ? ` (${stateName(value) ?? ''})` : '';
    return { update: false, verdict: 'busy', reason: `The firmware object's State is ${on.state ?? ''}${name}, not 10 (Idle / Start).` };
  }
  const size = on.package.sizeInMessages;
  if (size === undefined) return { update: true };
  // [DM-PRO 7] A client that doesn't support large objects takes only what fits into one message.
  if (on.largeObjects?.trim().toLowerCase() === 'false' && size + envelope > (on.maxMsgSize ?? Infinity)) {
    return {
      update: false,
      verdict: 'no-large-objects',
      reason: `The package takes ${size} octets, a message ${on.maxMsgSize ?? 0}, and the device's LrgObj is false.`,
    };
  }
  // [DM-PRO 7] Nothing larger than the peer's MaxObjSize may be sent.
  if (on.maxObjSize !== undefined && size > on.maxObjSize) {
    return {
      update: false,
      verdict: 'package-too-large',
      reason: `The package takes ${size} octets; the device's MaxObjSize is ${on.maxObjSize}.`,
    };
  }
  return { update: true };
}
