// Octets of a file to its text and back: which encoding they really have, and whether the declaration says so.
import type { Problem } from '../base/problem';

export interface DecodedText {
  /** Without the byte order mark. */
  readonly text: string;
  /** What the octets were read as: a name of the Encoding Standard in lower case, or utf-32le or utf-32be. */
  readonly encoding: string;
  /** Whether a byte order mark stands before the text. */
  readonly bom: boolean;
  readonly problems: readonly Problem[];
}

/** The single-octet encoding that gives every octet a character: what is read as nothing else is read as this. */
const lastResort = 'windows-1252';
/** What it has for the octets from 0x80 to 0x9f; the others are their own numbers. Not every TextDecoder knows them. */
const lastResortHigh =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

/**
 * Reads octets by their byte order mark, else by the zeros in a leading `<?`, else by the XML declaration, else as
 * UTF-8. Where that can't be, they are read as windows-1252, so that nothing is lost and `encodeText` gives them back.
 * Problems: `encoding-mismatch`, `unknown-encoding`, `incomplete-character`. Never throws.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const marked = byMark(bytes);
  const wide = marked?.encoding ?? byZeros(bytes);
  if (wide !== undefined && wide !== 'utf-8') return decodeWide(bytes, wide, marked?.length ?? 0);
  const mark = marked?.length ?? 0;
  const head = decodeLastResort(bytes.subarray(mark, mark + 512));
  const declared = declaredIn(head);
  const wanted = marked === undefined && declared !== undefined && !isWide(declared.name) ? declared.name : 'utf-8';
  const body = bytes.subarray(mark);
  const label = labelOf(wanted);
  const text = decodeWith(label ?? 'utf-8', body);
  const problems: Problem[] = [];
  if (label === undefined) {
    problems.push(at(declared, 'unknown-encoding', `The encoding ${wanted} is not known; the text is read as ${text === undefined ? lastResort : 'UTF-8'}.`));
  } else if (text === undefined) {
    problems.push(at(declared, 'encoding-mismatch', `The text is not in ${wanted.toUpperCase()}; it is read as ${lastResort}.`));
  } else if (declared !== undefined && labelOf(declared.name) !== label) {
    problems.push(at(declared, 'encoding-mismatch', `The text is in ${label.toUpperCase()}, not in ${declared.name}.`));
  } else if (label !== 'utf-8' && hasHighOctet(body) && decodeWith('utf-8', body) !== undefined) {
    // Text in another encoding is hardly ever UTF-8 by chance.
    problems.push(at(declared, 'encoding-mismatch', `The text seems to be in UTF-8, not in ${wanted}.`, 'warning'));
  }
  if (text === undefined) return { text: decodeLastResort(body), encoding: lastResort, bom: mark > 0, problems };
  return { text, encoding: label ?? 'utf-8', bom: mark > 0, problems };
}

/** The octets of a text; undefined where the encoding isn't known or has no octets for one of its characters. */
export function encodeText(text: string, { encoding, bom }: Pick<DecodedText, 'encoding' | 'bom'>): Uint8Array | undefined {
  const whole = bom ? `\ufeff${text}` : text;
  if (encoding === 'utf-8') return /\p{Surrogate}/u.test(text) ? undefined : new TextEncoder().encode(whole);
  if (isWide(encoding)) return encodeWide(whole, encoding);
  const octets = octetsOf(encoding);
  if (octets === undefined) return undefined;
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const octet = octets.get(text.charAt(i));
    if (octet === undefined) return undefined;
    bytes[i] = octet;
  }
  return bytes;
}

interface Declared {
  readonly name: string;
  readonly start: number;
}

function declaredIn(head: string): Declared | undefined {
  const match = /^<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z][\w.-]*)/.exec(head);
  const name = match?.[1];
  return match === null || name === undefined ? undefined : { name, start: match[0].length - name.length };
}

function at(declared: Declared | undefined, code: string, message: string, severity: Problem['severity'] = 'error'): Problem {
  const start = declared?.start ?? 0;
  return { code, severity, message, range: { start, end: start + (declared?.name.length ?? 0) } };
}

function byMark(bytes: Uint8Array): { readonly encoding: string; readonly length: number } | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', length: 3 };
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? { encoding: 'utf-32le', length: 4 } : { encoding: 'utf-16le', length: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', length: 2 };
  return a === 0 && b === 0 && c === 0xfe && d === 0xff ? { encoding: 'utf-32be', length: 4 } : undefined;
}

/** A document begins with `<` and an ASCII character: where the zeros stand tells how wide characters are. */
function byZeros(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0x3c && b === 0 && c === 0 && d === 0) return 'utf-32le';
  if (a === 0 && b === 0 && c === 0 && d === 0x3c) return 'utf-32be';
  if (a === 0x3c && b === 0 && c !== 0 && d === 0) return 'utf-16le';
  return a === 0 && b === 0x3c && c === 0 && d !== 0 ? 'utf-16be' : undefined;
}

function isWide(name: string): boolean {
  return /^(utf-(16|32)(le|be)?|ucs-2|iso-10646-ucs-[24])$/i.test(name);
}

/** By hand, so that halves of surrogate pairs survive; the parser will tell of them. */
function decodeWide(bytes: Uint8Array, encoding: string, mark: number): DecodedText {
  const width = encoding.startsWith('utf-32') ? 4 : 2;
  const little = encoding.endsWith('le');
  const parts: string[] = [];
  let units: number[] = [];
  let length = 0;
  let beyond: number | undefined;
  let at16 = mark;
  for (; at16 + width <= bytes.length; at16 += width) {
    let code = 0;
    for (let i = 0; i < width; i++) code = code * 256 + (bytes[at16 + (little ? width - 1 - i : i)] ?? 0);
    if (code > 0xffff) {
      if (code > 0x10ffff) beyond ??= length + units.length;
      const inRange = code <= 0x10ffff ? code : 0xfffd;
      for (const unit of String.fromCodePoint(inRange).split('')) units.push(unit.charCodeAt(0));
    } else {
      units.push(code);
    }
    if (units.length >= 8192) {
      parts.push(String.fromCharCode(...units));
      length += units.length;
      units = [];
    }
  }
  const text = parts.join('') + String.fromCharCode(...units);
  const problems: Problem[] = [];
  const declared = declaredIn(text.slice(0, 512));
  if (declared !== undefined && !isWide(declared.name)) {
    problems.push(at(declared, 'encoding-mismatch', `The text is in ${encoding.toUpperCase()}, not in ${declared.name}.`));
  } else if (declared !== undefined && /(le|be)$/i.test(declared.name) && declared.name.toLowerCase() !== encoding) {
    problems.push(at(declared, 'encoding-mismatch', `The text is in ${encoding.toUpperCase()}, not in ${declared.name}.`));
  }
  if (beyond !== undefined) {
    const message = `The octets of this character are none of ${encoding.toUpperCase()}.`;
    problems.push({ code: 'encoding-mismatch', severity: 'error', message, range: { start: beyond, end: beyond + 1 } });
  }
  if (at16 < bytes.length) {
    const message = `The last character lacks ${width - (bytes.length - at16)} of its ${width} octets.`;
    problems.push({ code: 'incomplete-character', severity: 'error', message, range: { start: text.length, end: text.length } });
  }
  return { text, encoding, bom: mark > 0, problems };
}

function encodeWide(text: string, encoding: string): Uint8Array {
  const width = encoding.startsWith('utf-32') ? 4 : 2;
  const little = encoding.endsWith('le');
  const codes = width === 4 ? Array.from(text, (character) => character.codePointAt(0) ?? 0) : Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
  const bytes = new Uint8Array(codes.length * width);
  codes.forEach((code, index) => {
    for (let i = 0; i < width; i++) bytes[index * width + (little ? i : width - 1 - i)] = (code >>> (8 * i)) & 255;
  });
  return bytes;
}

/** The name by which the Encoding Standard knows it; undefined where it doesn't. ASCII is read as UTF-8. */
function labelOf(name: string): string | undefined {
  if (/^(us-)?ascii$/i.test(name)) return 'utf-8';
  try {
    return new TextDecoder(name).encoding;
  } catch {
    return undefined;
  }
}

/** Undefined where the octets aren't in that encoding. */
function decodeWith(label: string, bytes: Uint8Array): string | undefined {
  if (label === lastResort) return decodeLastResort(bytes);
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: label === 'utf-8' }).decode(bytes);
  } catch {
    return undefined;
  }
}

function decodeLastResort(bytes: Uint8Array): string {
  let text = '';
  for (const octet of bytes) text += octet >= 0x80 && octet < 0xa0 ? lastResortHigh.charAt(octet - 0x80) : String.fromCharCode(octet);
  return text;
}

function hasHighOctet(bytes: Uint8Array): boolean {
  return bytes.some((octet) => octet > 127);
}

/** The octet of each character of a single-octet encoding; undefined for others. */
function octetsOf(encoding: string): ReadonlyMap<string, number> | undefined {
  if (!/^(windows-|iso-8859-|koi8-|macintosh|x-mac-|ibm866)/.test(encoding)) return undefined;
  const octets = new Map<string, number>();
  for (let octet = 0; octet < 256; octet++) {
    const character = decodeWith(encoding, Uint8Array.of(octet));
    if (character?.length === 1) octets.set(character, octet);
  }
  return octets;
}
