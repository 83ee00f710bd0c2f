// What a device remembers: a value, and the part of it that is written to the Store and outlasts a power cycle.
import { Failure } from '../base/failure';
import type { Store } from '../base/store';
import type { Tree } from '../tree/tree';
import { readTree, writeTree } from '../tree/serialise';
import type { PendingOperation, PendingReport } from './deviceSetup';

export interface DeviceMemory {
  readonly tree: Tree;
  readonly operation?: PendingOperation;
  readonly reports: readonly PendingReport[];
  /** Session ids of notifications that were followed, by server: lost with the power. */
  readonly followed: readonly string[];
}

const key = 'device';

interface Written {
  readonly tree: string;
  readonly operation?: PendingOperation;
  readonly reports: readonly PendingReport[];
}

/** One write for everything, so that a power cut leaves the device wholly before or wholly after a change. */
export function writeMemory(store: Store, memory: DeviceMemory): void {
  const written: Written = {
    tree: writeTree(memory.tree),
    reports: memory.reports,
    ...(memory.operation !== undefined && { operation: memory.operation }),
  };
  store.set(key, JSON.stringify(written));
}

/** What a device knows after it is switched on: what the Store holds, or its factory state where that is empty. */
export function readMemory(store: Store, factory: Tree): DeviceMemory {
  const text = store.get(key);
  if (text === undefined) return { tree: factory, reports: [], followed: [] };
  try {
    const written = JSON.parse(text) as Written;
    return {
      tree: readTree(written.tree, factory.description),
      reports: written.reports,
      followed: [],
      ...(written.operation !== undefined && { operation: written.operation }),
    };
  } catch (cause) {
    throw new Failure('store-unreadable', "The device's Store doesn't hold what a device has written.", cause);
  }
}
