// The texts of a document: octets in its character set, and the strings of its table.
import type { ProblemSink } from '../xml/problems';
import { charsets, unitOf, utf8Charset } from './globalTokens';
import { stringEnd, type WbxmlHeader } from './header';
import { wbxmlProblem } from './problems';

/** What a TextDecoder can do for us. */
interface Decoder {
  readonly decode: (octets: Uint8Array) => string;
}

const utf8Decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const latin1Decoder = new TextDecoder('iso-8859-1');

/** Octets as one text, each a character, made when it is first asked for. */
export class FlatText {
  private made: string | undefined;

  constructor(private readonly bytes: Uint8Array) {}

  get text(): string {
    this.made ??= flatten(this.bytes);
    return this.made;
  }
}

/** Reads texts; what isn't text becomes U+FFFD and is noted. */
export class CharacterReader {
  private readonly decoder: Decoder;
  private readonly unit: 1 | 2;
  private readonly table = new Map<number, string>();
  private fromTable = 0;
  /** Throws where `decoder` puts U+FFFD. */
  private exact: Decoder | undefined;

  /** `maxTableText` bounds what references to the string table may grow into, in UTF-16 units. */
  constructor(
    private readonly bytes: Uint8Array,
    private readonly header: WbxmlHeader,
    /** Of `bytes`: texts in ASCII are parts of it. */
    private readonly flat: FlatText,
    private readonly problems: ProblemSink,
    private readonly maxTableText: number,
  ) {
    this.decoder = decoderOf(header.charset);
    this.unit = unitOf(header.charset);
  }

  /** The text of the octets from `start` to `end`. */
  text(start: number, end: number): string {
    const { bytes } = this;
    if (this.unit === 2) return this.beyondAscii(start, end);
    for (let at = start; at < end; at++) {
      if ((bytes[at] ?? 0) >= 0x80) return this.beyondAscii(start, end);
    }
    return this.flat.text.slice(start, end);
  }

  /** The same, but undefined, and not noted, where the octets aren't text in the document's character set. */
  textOrNothing(start: number, end: number): string | undefined {
    const octets = this.bytes.subarray(start, end);
    const text = this.decoder.decode(octets);
    return this.isBroken(text, octets) ? undefined : text;
  }

  /** The string at an offset of the string table; undefined, and noted for the token at `start`, where there is none. */
  tableText(index: number, start: number, end: number): string | undefined {
    const { stringTable } = this.header;
    const at = stringTable.start + index;
    if (at >= stringTable.end) {
      const message = `The string table has ${stringTable.end - stringTable.start} octets; none is at ${index}.`;
      this.problems.push(wbxmlProblem('wbxml-string-index', message, start, end));
      return undefined;
    }
    const known = this.table.get(index);
    const text = known ?? this.readTableText(at);
    if (known === undefined) this.table.set(index, text);
    this.fromTable += text.length;
    return text;
  }

  private readTableText(at: number): string {
    if (this.fromTable > this.maxTableText) return '';
    const { end } = this.header.stringTable;
    const zero = stringEnd(this.bytes, at, end, this.unit);
    if (zero === end) {
      // Where the public id is all that the table holds, many leave the zero out.
      const message = 'No zero ends the last string of the string table.';
      this.problems.push(wbxmlProblem('wbxml-string-unterminated', message, at, end, 'warning'));
    }
    return this.text(at, zero);
  }

  /** More has been read from the table than is allowed: what follows comes out empty. */
  get exhausted(): boolean {
    return this.fromTable > this.maxTableText;
  }

  private beyondAscii(start: number, end: number): string {
    const octets = this.bytes.subarray(start, end);
    const text = this.decoder.decode(octets);
    if (this.isBroken(text, octets)) {
      this.problems.push(wbxmlProblem('wbxml-not-text', `The octets aren't ${charsets.get(this.header.charset) ?? 'utf-8'}.`, start, end));
    }
    return text;
  }

  /** U+FFFD stands for octets that are no text, but it is a character too, which a text may hold. */
  private isBroken(text: string, octets: Uint8Array): boolean {
    if (!text.includes('\ufffd')) return false;
    try {
      (this.exact ??= decoderOf(this.header.charset, true)).decode(octets);
      return false;
    } catch {
      return true;
    }
  }
}

function decoderOf(charset: number, fatal = false): Decoder {
  const label = charsets.get(charset);
  if ((label === undefined || charset === utf8Charset) && !fatal) return utf8Decoder;
  try {
    return new TextDecoder(label === undefined || label === 'us-ascii' ? 'utf-8' : label, { ignoreBOM: true, fatal });
  } catch {
    // Not every machine knows every character set.
    return utf8Decoder;
  }
}

/** No octet gives more than one unit of UTF-16: where there are as many units as octets, each has its own. */
function flatten(bytes: Uint8Array): string {
  const text = utf8Decoder.decode(bytes);
  return text.length === bytes.length ? text : latin1Decoder.decode(bytes);
}
