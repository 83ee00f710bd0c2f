// Octets being written: a buffer that grows, in a character set.
import { asciiCharset, globalTokens, latin1Charset, unitOf } from './globalTokens';

/** Throws nothing; what can't be said in the character set is written as what can stand for it. */
export class ByteWriter {
  private buffer: Uint8Array;
  private length = 0;
  /** The highest character that is written as itself: others become entities between strings. */
  private readonly highest: number;
  /** Octets of a character, where all have as many: UTF-8 counts as 1. */
  private readonly unit: 1 | 2;

  /** `expected` is about how many octets there will be. */
  constructor(charset: number, expected = 256) {
    this.buffer = new Uint8Array(expected);
    this.unit = unitOf(charset);
    this.highest = charset === asciiCharset ? 0x7f : charset === latin1Charset ? 0xff : this.unit === 2 ? 0xffff : 0x10ffff;
  }

  get size(): number {
    return this.length;
  }

  bytes(): Uint8Array {
    return this.buffer.slice(0, this.length);
  }

  /** What has been written so far, not copied: it holds until more is written. */
  view(): Uint8Array {
    return this.buffer.subarray(0, this.length);
  }

  byte(value: number): void {
    if (this.length === this.buffer.length) this.grow(1);
    this.buffer[this.length++] = value;
  }

  octets(octets: Uint8Array): void {
    this.grow(octets.length);
    this.buffer.set(octets, this.length);
    this.length += octets.length;
  }

  /** [WBXML 5.1] */
  multiByte(value: number): void {
    let shift = value > 0xfffffff ? 28 : value > 0x1fffff ? 21 : value > 0x3fff ? 14 : value > 0x7f ? 7 : 0;
    for (; shift > 0; shift -= 7) this.byte(((value / 2 ** shift) & 0x7f) | 0x80);
    this.byte(value & 0x7f);
  }

  /** Whether every character can be written as itself in the character set. */
  canWrite(text: string): boolean {
    // Half a pair is no character that an entity could stand for: something is written in its place.
    if (this.highest > 0xff) return this.unit === 1 || !/[\ud800-\udbff][\udc00-\udfff]/.test(text);
    for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > this.highest) return false;
    return true;
  }

  /** STR_I and, for characters that the character set lacks, ENTITY. False where a character had to be replaced. */
  inline(text: string): boolean {
    if (this.canWrite(text)) return this.string(text);
    let whole = true;
    let run = '';
    for (const character of text) {
      const code = character.codePointAt(0) ?? 0;
      if (code <= this.highest) {
        run += character;
        continue;
      }
      if (run !== '') whole = this.string(run) && whole;
      run = '';
      this.byte(globalTokens.entity);
      this.multiByte(code);
    }
    return run === '' ? whole : this.string(run) && whole;
  }

  private string(text: string): boolean {
    this.byte(globalTokens.inlineString);
    const whole = this.characters(text);
    this.zero();
    return whole;
  }

  /** What ends a string. */
  zero(): void {
    this.byte(0);
    if (this.unit === 2) this.byte(0);
  }

  /** Characters alone. A zero, which would end the string, and half a pair become U+FFFD or, in one octet, `?`: false then. */
  characters(text: string): boolean {
    if (this.unit === 2) return this.pairs(text);
    this.grow(text.length * 3);
    const { buffer } = this;
    const wide = this.highest > 0xff;
    let whole = true;
    let to = this.length;
    for (let at = 0; at < text.length; at++) {
      let code = text.charCodeAt(at);
      if (code < 0x80 && code > 0) {
        buffer[to++] = code;
        continue;
      }
      if (!wide && code > 0 && code <= this.highest) {
        buffer[to++] = code;
        continue;
      }
      if (code >= 0xd800 && code <= 0xdfff) {
        const low = text.charCodeAt(at + 1);
        if (code <= 0xdbff && isLow(low) && wide) {
          code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
          at++;
          buffer[to++] = 0xf0 | (code >> 18);
          buffer[to++] = 0x80 | ((code >> 12) & 0x3f);
          buffer[to++] = 0x80 | ((code >> 6) & 0x3f);
          buffer[to++] = 0x80 | (code & 0x3f);
          continue;
        }
        code = 0;
      }
      if (code === 0 || !wide) {
        whole = false;
        code = 0xfffd;
      }
      if (!wide) {
        buffer[to++] = 0x3f;
      } else if (code < 0x800) {
        buffer[to++] = 0xc0 | (code >> 6);
        buffer[to++] = 0x80 | (code & 0x3f);
      } else {
        buffer[to++] = 0xe0 | (code >> 12);
        buffer[to++] = 0x80 | ((code >> 6) & 0x3f);
        buffer[to++] = 0x80 | (code & 0x3f);
      }
    }
    this.length = to;
    return whole;
  }

  /** Two octets a character. */
  private pairs(text: string): boolean {
    this.grow(text.length * 2);
    let whole = true;
    for (let at = 0; at < text.length; at++) {
      let code = text.charCodeAt(at);
      if (code === 0 || (code >= 0xd800 && code <= 0xdfff)) {
        whole = false;
        code = 0xfffd;
      }
      this.buffer[this.length++] = code >> 8;
      this.buffer[this.length++] = code & 0xff;
    }
    return whole;
  }

  /** How many octets `characters` writes. */
  lengthOf(text: string): number {
    if (this.unit === 2) return 2 * text.length;
    if (this.highest <= 0xff) return text.length;
    let length = text.length;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code < 0x80 && code > 0) continue;
      if (code < 0x800 && code > 0) length += 1;
      else if (code >= 0xd800 && code <= 0xdbff && isLow(text.charCodeAt(at + 1))) {
        length += 2;
        at++;
      } else length += 2;
    }
    return length;
  }

  private grow(by: number): void {
    const needed = this.length + by;
    if (needed <= this.buffer.length) return;
    const larger = new Uint8Array(Math.max(needed, this.buffer.length * 2));
    larger.set(this.buffer.subarray(0, this.length));
    this.buffer = larger;
  }
}

function isLow(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}
