// What a device remembers: a value, and the part of it that is written to the Store and outlasts a power cycle.
import { carriedAs, octetsCarried } from '../base/carriedOctets';
import { Failure } from '../base/failure';
import type { Store } from '../base/store';
import { readDownloadState, writeDownloadState, type DownloadState } from '../download/downloadState';
import type { Tree } from '../tree/tree';
import { readTreeContent, writeTree } from '../tree/serialise';
import type { PendingOperation, PendingReport } from './deviceSetup';
import type { UpdateRequest } from './request';

export interface DeviceMemory {
  readonly tree: Tree;
  readonly operation?: PendingOperation;
  readonly reports: readonly PendingReport[];
  /** Packages that were downloaded, by the URI of their FUMO object. */
  readonly packages: Readonly<Record<string, Uint8Array>>;
  /** How far the download of the pending operation has come. */
  readonly download?: DownloadState;
  /** Objects whose report has been acknowledged and whose State is still to become Idle. [FUMO 6, figure] */
  readonly settling: readonly string[];
  /** Session ids of notifications that were followed, by server: lost with the power. */
  readonly followed: readonly string[];
  /** Requests for an update that are being sent: lost with the power. */
  readonly requests?: readonly UpdateRequest[];
}

const key = 'device';

interface Written {
  readonly tree: unknown;
  readonly operation?: PendingOperation;
  readonly reports: readonly PendingReport[];
  /** Base64. */
  readonly packages: Readonly<Record<string, string>>;
  readonly download?: string;
  readonly settling?: readonly string[];
}

/** One write for everything, so that a power cut leaves the device wholly before or wholly after a change. */
export function writeMemory(store: Store, memory: DeviceMemory): void {
  const rest: Omit<Written, 'tree' | 'packages'> = {
    reports: memory.reports,
    ...(memory.operation !== undefined && { operation: memory.operation }),
    ...(memory.download !== undefined && { download: writeDownloadState(memory.download) }),
    ...(memory.settling.length > 0 && { settling: memory.settling }),
  };
  const packages = Object.entries(memory.packages).map(([object, bytes]) => `${JSON.stringify(object)}:"${carriedAs(bytes)}"`);
  // The tree is JSON already: as a text within a text it would be escaped at every write. Base64 needs no escapes.
  store.set(key, `{"tree":${writeTree(memory.tree)},"packages":{${packages.join(',')}},${JSON.stringify(rest).slice(1)}`);
}

/** What a device knows after it is switched on: what the Store holds, or its factory state where that is empty. */
export function readMemory(store: Store, factory: Tree): DeviceMemory {
  const text = store.get(key);
  if (text === undefined) return { tree: factory, reports: [], packages: {}, settling: [], followed: [] };
  try {
    const written = JSON.parse(text) as Written;
    const download = written.download === undefined ? undefined : readDownloadState(written.download);
    return {
      tree: readTreeContent(written.tree, factory.description),
      reports: written.reports,
      packages: Object.fromEntries(Object.entries(written.packages).map(([object, text]) => [object, octetsCarried(text) ?? new Uint8Array()])),
      followed: [],
      settling: written.settling ?? [],
      ...(download !== undefined && { download }),
      ...(written.operation !== undefined && { operation: written.operation }),
    };
  } catch (cause) {
    throw new Failure('store-unreadable', "The device's Store doesn't hold what a device has written.", cause);
  }
}
