// The names of a text, each kept once and known by a number.
import { localOf, prefixOf } from './namespaces';

/** Powers of two: in a short text few names come often enough to be worth the room. */
const fewSlots = 128;
const manySlots = 1024;
const shortText = 16_384;

export class NameTable {
  private readonly names: string[] = [];
  private readonly locals: string[] = [];
  private readonly prefixes: string[] = [];
  private readonly numbers = new Map<string, number>();
  /** By hash, the number (counted from 1) that was last met there: most names need no look at the map. */
  private readonly recent: Int32Array;

  /** `textLength` is that of the text whose names they are. */
  constructor(textLength: number) {
    this.recent = new Int32Array(textLength < shortText ? fewSlots : manySlots);
  }

  get count(): number {
    return this.names.length;
  }

  name(number: number): string {
    return this.names[number] ?? '';
  }

  local(number: number): string {
    return this.locals[number] ?? '';
  }

  /** `''` where there is none. */
  prefix(number: number): string {
    return this.prefixes[number] ?? '';
  }

  /** The number of what stands from `from` to `to`. Any `hash` will do, as long as it is the same for the same name. */
  numberOf(text: string, from: number, to: number, hash: number): number {
    const slot = hash & (this.recent.length - 1);
    const recent = (this.recent[slot] ?? 0) - 1;
    if (recent >= 0 && isAt(text, from, to, this.name(recent))) return recent;
    const number = this.numberOfName(text.slice(from, to));
    this.recent[slot] = number + 1;
    return number;
  }

  numberOfName(name: string): number {
    let number = this.numbers.get(name);
    if (number === undefined) {
      number = this.names.push(name) - 1;
      this.locals.push(localOf(name));
      this.prefixes.push(prefixOf(name));
      this.numbers.set(name, number);
    }
    return number;
  }
}

function isAt(text: string, from: number, to: number, name: string): boolean {
  if (name.length !== to - from) return false;
  for (let at = 0; at < name.length; at++) if (name.charCodeAt(at) !== text.charCodeAt(from + at)) return false;
  return true;
}
