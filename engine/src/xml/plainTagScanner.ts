// Start tags with which nothing is wrong, read fast and without making anything of their attributes.
import { isNamePart, isNameStart, isSpace } from './characters';

/** More attributes than this are left to the thorough scanner, which doesn't compare each with every other. */
const mostAttributes = 8;

export class PlainTagScanner {
  /** What the last scan that succeeded found. */
  end = 0;
  closesItself = false;
  /** Namespaces by prefix; undefined where none is declared. */
  declared: ReadonlyMap<string, string> | undefined;
  /** Whether there are attributes, and each of them declares a namespace. */
  declaresOnly = false;
  private readonly nameStarts = new Int32Array(mostAttributes);
  private readonly nameEnds = new Int32Array(mostAttributes);

  /** Reads what comes after a tag's name. False where something is, or may be, wrong with it, or it needs decoding. */
  scan(text: string, from: number): boolean {
    let declared: Map<string, string> | undefined;
    let count = 0;
    let at = from;
    for (;;) {
      const before = at;
      while (isSpace(text.charCodeAt(at))) at++;
      const next = text.charCodeAt(at);
      if (next === 62 || (next === 47 && text.charCodeAt(at + 1) === 62)) {
        this.closesItself = next === 47;
        this.end = next === 47 ? at + 2 : at + 1;
        this.declared = declared;
        this.declaresOnly = declared !== undefined && declared.size === count;
        return true;
      }
      if (at === before || count === mostAttributes || !isNameStart(next)) return false;
      const name = at;
      do at++;
      while (isNamePart(text.charCodeAt(at)));
      const nameEnd = at;
      if (this.isKnown(text, name, nameEnd, count)) return false;
      this.nameStarts[count] = name;
      this.nameEnds[count++] = nameEnd;
      const value = openingQuote(text, at) + 1;
      const end = value > 0 ? closingQuote(text, value) : -1;
      if (end < 0) return false;
      at = end + 1;
      if (text.startsWith('xmlns', name) && (nameEnd === name + 5 || text.charCodeAt(name + 5) === 58)) {
        (declared ??= new Map()).set(nameEnd === name + 5 ? '' : text.slice(name + 6, nameEnd), text.slice(value, end));
      }
    }
  }

  private isKnown(text: string, from: number, to: number, count: number): boolean {
    for (let other = 0; other < count; other++) {
      const start = this.nameStarts[other] ?? 0;
      if ((this.nameEnds[other] ?? 0) - start !== to - from) continue;
      let at = from;
      while (at < to && text.charCodeAt(at) === text.charCodeAt(start + at - from)) at++;
      if (at === to) return true;
    }
    return false;
  }
}

/** Where the quote stands that opens the value of the attribute whose name ends at `at`, or -1. */
function openingQuote(text: string, at: number): number {
  let next = at;
  while (isSpace(text.charCodeAt(next))) next++;
  if (text.charCodeAt(next) !== 61) return -1;
  next++;
  while (isSpace(text.charCodeAt(next))) next++;
  const quote = text.charCodeAt(next);
  return quote === 34 || quote === 39 ? next : -1;
}

/** Where the value that begins at `from` ends, if nothing in it needs a second look; or -1. */
function closingQuote(text: string, from: number): number {
  const quote = text.charCodeAt(from - 1);
  for (let at = from; ; at++) {
    const code = text.charCodeAt(at);
    // A quote right after a = may be the opening one of another attribute.
    if (code === quote) return at > from && text.charCodeAt(at - 1) === 61 ? -1 : at;
    if (code === 38 || code === 60 || !(code >= 32 && code < 0xd800)) return -1;
  }
}
