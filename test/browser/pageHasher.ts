// Digests for a page, which has none that answer at once: as their RFCs have them, for tests alone.
import { concat } from '#engine/base/bytes';
import { Failure } from '#engine/base/failure';
import type { Hasher } from '#engine/base/hasher';

/** Bears the name of the one that it stands in for. */
export const nodeHasher: Hasher = {
  md5,
  sha1,
  sha256,
  hmacSha1(key, data) {
    const block = new Uint8Array(64);
    block.set(key.length > 64 ? sha1(key) : key);
    const inner = sha1(concat([block.map((octet) => octet ^ 0x36), data]));
    return sha1(concat([block.map((octet) => octet ^ 0x5c), inner]));
  },
  verifyEd25519: () => {
    throw new Failure('page-hasher', 'The tests of a page check no signatures.');
  },
};

/** The data, a one bit, zeros, and the length in bits at the end of the last block of 64 octets. */
function padded(data: Uint8Array, littleEndian: boolean): DataView {
  const view = new DataView(new ArrayBuffer(((data.length + 8) >> 6) * 64 + 64));
  new Uint8Array(view.buffer).set(data);
  view.setUint8(data.length, 0x80);
  const end = view.byteLength - 8;
  view.setUint32(end + (littleEndian ? 0 : 4), data.length << 3, littleEndian);
  view.setUint32(end + (littleEndian ? 4 : 0), data.length >>> 29, littleEndian);
  return view;
}

function rotated(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

function octetsOf(words: readonly number[], littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(words.length * 4));
  words.forEach((word, i) => {
    view.setUint32(4 * i, word >>> 0, littleEndian);
  });
  return new Uint8Array(view.buffer);
}

const sines = Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32) | 0);
const shifts = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]] as const;

/** [RFC 1321] */
function md5(data: Uint8Array): Uint8Array {
  const view = padded(data, true);
  let [a0, b0, c0, d0] = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476];
  for (let at = 0; at < view.byteLength; at += 64) {
    let [a, b, c, d] = [a0, b0, c0, d0];
    for (let i = 0; i < 64; i++) {
      const round = i >> 4;
      const mixed = round === 0 ? (b & c) | (~b & d) : round === 1 ? (d & b) | (~d & c) : round === 2 ? b ^ c ^ d : c ^ (b | ~d);
      const word = round === 0 ? i : round === 1 ? (5 * i + 1) & 15 : round === 2 ? (3 * i + 5) & 15 : (7 * i) & 15;
      const sum = (a + mixed + (sines[i] ?? 0) + view.getInt32(at + 4 * word, true)) | 0;
      [a, d, c, b] = [d, c, b, (b + rotated(sum, shifts[round]?.[i & 3] ?? 0)) | 0];
    }
    [a0, b0, c0, d0] = [(a0 + a) | 0, (b0 + b) | 0, (c0 + c) | 0, (d0 + d) | 0];
  }
  return octetsOf([a0, b0, c0, d0], true);
}

/** [RFC 3174] */
function sha1(data: Uint8Array): Uint8Array {
  const view = padded(data, false);
  const state = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476, 0xc3d2e1f0 | 0] as [number, number, number, number, number];
  const words = new Int32Array(80);
  for (let at = 0; at < view.byteLength; at += 64) {
    for (let i = 0; i < 80; i++) {
      words[i] = i < 16 ? view.getInt32(at + 4 * i) : rotated((words[i - 3] ?? 0) ^ (words[i - 8] ?? 0) ^ (words[i - 14] ?? 0) ^ (words[i - 16] ?? 0), 1);
    }
    let [a, b, c, d, e] = state;
    for (let i = 0; i < 80; i++) {
      const round = Math.floor(i / 20);
      const mixed = round === 0 ? (b & c) | (~b & d) : round === 2 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d;
      const constant = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6][round] ?? 0;
      [a, b, c, d, e] = [(rotated(a, 5) + mixed + e + constant + (words[i] ?? 0)) | 0, a, rotated(b, 30), c, d];
    }
    [a, b, c, d, e].forEach((word, i) => {
      state[i] = ((state[i] ?? 0) + word) | 0;
    });
  }
  return octetsOf(state, false);
}

const primes = Array.from({ length: 310 }, (_, i) => i + 2).filter((n) => Array.from({ length: n - 2 }, (_, i) => i + 2).every((divisor) => n % divisor !== 0));

/** The first 32 bits of a root's fraction. */
function fraction(root: number): number {
  return ((root - Math.floor(root)) * 2 ** 32) | 0;
}

const cubes = primes.slice(0, 64).map((prime) => fraction(Math.cbrt(prime)));
const squares = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));

/** [RFC 6234] */
function sha256(data: Uint8Array): Uint8Array {
  const view = padded(data, false);
  const state = [...squares];
  const words = new Int32Array(64);
  for (let at = 0; at < view.byteLength; at += 64) {
    for (let i = 0; i < 64; i++) {
      const [before15 = 0, before2 = 0] = [words[i - 15], words[i - 2]];
      const small0 = rotated(before15, 25) ^ rotated(before15, 14) ^ (before15 >>> 3);
      const small1 = rotated(before2, 15) ^ rotated(before2, 13) ^ (before2 >>> 10);
      words[i] = i < 16 ? view.getInt32(at + 4 * i) : ((words[i - 16] ?? 0) + small0 + (words[i - 7] ?? 0) + small1) | 0;
    }
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
    for (let i = 0; i < 64; i++) {
      const first = (h + (rotated(e, 26) ^ rotated(e, 21) ^ rotated(e, 7)) + ((e & f) ^ (~e & g)) + (cubes[i] ?? 0) + (words[i] ?? 0)) | 0;
      const second = ((rotated(a, 30) ^ rotated(a, 19) ^ rotated(a, 10)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => {
      state[i] = ((state[i] ?? 0) + word) | 0;
    });
  }
  return octetsOf(state, false);
}
