// Which characters XML 1.0 allows, and where.

export function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 9 || code === 13;
}

/** What a name may begin with. Both halves of a pair count: they stand for U+10000 and up. */
export function isNameStart(code: number): boolean {
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code === 58;
  return (
    (code >= 0xc0 && code <= 0x2ff && code !== 0xd7 && code !== 0xf7) ||
    (code >= 0x370 && code <= 0x1fff && code !== 0x37e) ||
    code === 0x200c ||
    code === 0x200d ||
    (code >= 0x2070 && code <= 0x218f) ||
    (code >= 0x2c00 && code <= 0x2fef) ||
    (code >= 0x3001 && code <= 0xdfff) ||
    (code >= 0xf900 && code <= 0xfdcf) ||
    (code >= 0xfdf0 && code <= 0xfffd)
  );
}

/** By code below 128: whether it may stand in a name. */
const asciiNameParts = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  asciiNameParts[code] = isNameStart(code) || (code >= 48 && code <= 57) || code === 45 || code === 46 ? 1 : 0;
}

export function isNamePart(code: number): boolean {
  if (code < 128) return asciiNameParts[code] === 1;
  return (
    isNameStart(code) ||
    code === 0xb7 ||
    (code >= 0x300 && code <= 0x36f) ||
    code === 0x203f ||
    code === 0x2040
  );
}

/** Where the name that starts at `at` ends; `at` itself where none does. */
export function nameEnd(text: string, at: number): number {
  if (!isNameStart(text.charCodeAt(at))) return at;
  let end = at + 1;
  while (end < text.length && isNamePart(text.charCodeAt(end))) end++;
  return end;
}

export function skipSpace(text: string, at: number): number {
  let next = at;
  while (isSpace(text.charCodeAt(next))) next++;
  return next;
}

/** How many blanks and tabs stand before `at` on its line; undefined where something else does. */
export function indentAt(text: string, at: number): number | undefined {
  let start = at - 1;
  // A line that is blank for longer than this isn't indented, it is an attack on linear time.
  while (start >= 0 && at - start < 512) {
    const code = text.charCodeAt(start);
    if (code === 10 || code === 13) break;
    if (code !== 32 && code !== 9) return undefined;
    start--;
  }
  return at - start - 1;
}

/** True for a code point that may stand in a document, written out or as a reference. */
export function isXmlCodePoint(code: number): boolean {
  return (
    (code >= 0x20 && code <= 0xd7ff) ||
    code === 9 ||
    code === 10 ||
    code === 13 ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff)
  );
}

/** The offset of the first character from `from` to `to` that may not stand in a document, or -1. */
export function illegalCharacterIn(text: string, from: number, to: number): number {
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code >= 0x20 && code < 0xd800) continue;
    if (code >= 0xd800 && code <= 0xdbff) {
      const low = text.charCodeAt(at + 1);
      if (low >= 0xdc00 && low <= 0xdfff) at++;
      else return at;
    } else if (!isXmlCodePoint(code)) {
      return at;
    }
  }
  return -1;
}
