// One response that carries a descriptor and its object. [DLOTA combined delivery]
import { combinedMediaTypes, isDescriptorType } from './descriptor';
import { mediaTypeOf, parameterOf } from './headerFields';
import { readMultipart, type Part } from './multipart';

export interface CombinedDelivery {
  readonly descriptor: Uint8Array;
  /** The part that a `cid:` address names. [RFC 2392 2] */
  partOf(uri: string): { readonly bytes: Uint8Array; readonly contentType?: string } | undefined;
}

export function isCombined(contentType: string | undefined): boolean {
  return combinedMediaTypes.includes(mediaTypeOf(contentType) ?? '');
}

/** Undefined where the body has no parts, or none of them is a descriptor. Never throws. */
export function readCombined(contentType: string, body: Uint8Array): CombinedDelivery | undefined {
  const parts = readMultipart(body, parameterOf(contentType, 'boundary') ?? '');
  const start = parameterOf(contentType, 'start');
  const descriptor = parts?.find((part) => isDescriptorType(part.headers['content-type']) && (start === undefined || idOf(part) === bare(start)));
  if (parts === undefined || descriptor === undefined) return undefined;
  return {
    descriptor: descriptor.body,
    partOf: (uri) => {
      const id = cidOf(uri);
      const part = id === undefined ? undefined : parts.find((candidate) => candidate !== descriptor && idOf(candidate) === id);
      const type = part?.headers['content-type'];
      return part && { bytes: part.body, ...(type === undefined ? {} : { contentType: type }) };
    },
  };
}

function idOf({ headers }: Part): string | undefined {
  const id = headers['content-id'];
  return id === undefined ? undefined : bare(id);
}

function bare(id: string): string {
  return id.trim().replace(/^<(.*)>$/s, '$1');
}

function cidOf(uri: string): string | undefined {
  const written = /^cid:(.+)$/is.exec(uri.trim())?.[1];
  try {
    return written === undefined ? undefined : decodeURIComponent(written);
  } catch {
    return undefined;
  }
}
