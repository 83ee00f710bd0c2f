// Everything that comes on standard input.
import type { Readable } from 'node:stream';

export async function readAll(from: Readable): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  for await (const part of from) parts.push(Buffer.from(part as Uint8Array | string));
  return Buffer.concat(parts);
}
