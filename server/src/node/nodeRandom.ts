// The machine's source of random octets.
import type { Random } from '#engine/base/random';
import { randomBytes } from 'node:crypto';

export const nodeRandom: Random = { bytes: (count) => new Uint8Array(randomBytes(count)) };
