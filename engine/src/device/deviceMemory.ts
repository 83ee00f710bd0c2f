// What a device remembers: a value, and the part of it that is written to the Store and outlasts a power cycle.
import { fromBase64, toBase64 } from '../base/bytes';
import { Failure } from '../base/failure';
import type { Store } from '../base/store';
import type { Tree } from '../tree/tree';
import { readTree, writeTree } from '../tree/serialise';
import type { PendingOperation, PendingReport } from './deviceSetup';

export interface DeviceMemory {
  readonly tree: Tree;
  readonly operation?: PendingOperation;
  readonly reports: readonly PendingReport[];
  /** Packages that were downloaded, by the URI of their FUMO object. */
  readonly packages: Readonly<Record<string, Uint8Array>>;
  /** Session ids of notifications that were followed, by server: lost with the power. */
  readonly followed: readonly string[];
}

const key = 'device';

interface Written {
  readonly tree: string;
  readonly operation?: PendingOperation;
  readonly reports: readonly PendingReport[];
  /** Base64. */
  readonly packages: Readonly<Record<string, string>>;
}

/** One write for everything, so that a power cut leaves the device wholly before or wholly after a change. */
export function writeMemory(store: Store, memory: DeviceMemory): void {
  const written: Written = {
    tree: writeTree(memory.tree),
    reports: memory.reports,
    packages: Object.fromEntries(Object.entries(memory.packages).map(([object, bytes]) => [object, toBase64(bytes)])),
    ...(memory.operation !== undefined && { operation: memory.operation }),
  };
  store.set(key, JSON.stringify(written));
}

/** What a device knows after it is switched on: what the Store holds, or its factory state where that is empty. */
export function readMemory(store: Store, factory: Tree): DeviceMemory {
  const text = store.get(key);
  if (text === undefined) return { tree: factory, reports: [], packages: {}, followed: [] };
  try {
    const written = JSON.parse(text) as Written;
    return {
      tree: readTree(written.tree, factory.description),
      reports: written.reports,
      packages: Object.fromEntries(Object.entries(written.packages).map(([object, text]) => [object, fromBase64(text) ?? new Uint8Array()])),
      followed: [],
      ...(written.operation !== undefined && { operation: written.operation }),
    };
  } catch (cause) {
    throw new Failure('store-unreadable', "The device's Store doesn't hold what a device has written.", cause);
  }
}
