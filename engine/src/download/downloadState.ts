// DownloadState: how far a download has come. Plain data, so that it can be kept and gone on from.
import { fromBase64, toBase64 } from '../base/bytes';
import type { DownloadDescriptor } from './descriptor';

/** What has come of an object, and what it is known by. */
export interface PartialObject {
  readonly received: Uint8Array;
  /** Sent back in If-Range; without one the object is begun anew after each break. [RFC 9110 13.1.5] */
  readonly validator?: string;
  readonly total?: number;
  /** As the server said it, parameters included. */
  readonly contentType?: string;
}

export interface DownloadState {
  readonly packageUrl: string;
  /** A descriptor that has passed its checks, and where it came from. */
  readonly descriptor?: { readonly content: DownloadDescriptor; readonly url: string };
  readonly accepted: boolean;
  /** Of the object where there is a descriptor, of what is at packageUrl where there is none. */
  readonly partial?: PartialObject;
}

export function freshState(packageUrl: string): DownloadState {
  return { packageUrl, accepted: false };
}

/** A state as a text for a Store. */
export function writeDownloadState(state: DownloadState): string {
  const { partial, ...rest } = state;
  return JSON.stringify(partial === undefined ? rest : { ...rest, partial: { ...partial, received: toBase64(partial.received) } });
}

/** What `writeDownloadState` has written; undefined for anything that can't be its work. */
export function readDownloadState(text: string): DownloadState | undefined {
  let kept: unknown;
  try {
    kept = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isKept(kept)) return undefined;
  const { partial, ...rest } = kept;
  if (partial === undefined) return rest;
  const received = fromBase64(partial.received);
  return received && { ...rest, partial: { ...partial, received } };
}

interface KeptState extends Omit<DownloadState, 'partial'> {
  readonly partial?: Omit<PartialObject, 'received'> & { readonly received: string };
}

function isKept(value: unknown): value is KeptState {
  if (!isRecord(value) || typeof value['packageUrl'] !== 'string' || typeof value['accepted'] !== 'boolean') return false;
  const { descriptor, partial } = value;
  if (partial !== undefined && !(isRecord(partial) && typeof partial['received'] === 'string')) return false;
  return descriptor === undefined || (isRecord(descriptor) && typeof descriptor['url'] === 'string' && isRecord(descriptor['content']));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
