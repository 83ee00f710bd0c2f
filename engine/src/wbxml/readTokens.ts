// The one token stream: the body of a WBXML document, token by token, each with its place. Decoder, annotator and
// whatever else looks at the bytes read it.
import type { ProblemSink } from '../xml/problems';
import { attributesBit, contentBit, firstAttributeValue, firstTag, globalTokens, tagMask } from './globalTokens';
import { readMultiByte, stringEnd } from './header';
import { wbxmlProblem } from './problems';

export type TokenKind =
  /** A tag of the code page `page`, numbered `number`. */
  | 'tag'
  /** A tag whose name stands in the string table at `value`. */
  | 'literal'
  /** Closes the content of the innermost open element. */
  | 'end'
  /** Has nothing to close. */
  | 'stray-end'
  /** Closes a list of attributes, or a processing instruction. */
  | 'attributes-end'
  /** `page` is the new one, of tags or, inside attributes, of attributes. */
  | 'switch-page'
  /** Characters from `contentStart` to `contentEnd`. */
  | 'string'
  /** Characters in the string table, from `value` on. */
  | 'table-string'
  /** Octets from `contentStart` to `contentEnd`. */
  | 'opaque'
  /** The character with the number `value`. */
  | 'entity'
  /** `number` is the token; EXT_I has characters as `string` has, EXT_T an integer in `value`. */
  | 'extension'
  /** A processing instruction: an attribute and its values follow. */
  | 'instruction'
  /** Begins an attribute: `number` on the attribute page `page`. */
  | 'attribute'
  /** Begins an attribute whose name stands in the string table at `value`. */
  | 'literal-attribute'
  /** A part of an attribute's value: `number` on the attribute page `page`. */
  | 'attribute-value';

/**
 * Goes through the body of a document; its fields describe the token last read, in offsets of `bytes`. Total and
 * linear: every octet belongs to exactly one token, any octets will do, and what is wrong goes to `problems`.
 */
export class TokenReader {
  kind: TokenKind = 'end';
  start: number;
  end: number;
  page = 0;
  number = 0;
  hasContent = false;
  hasAttributes = false;
  /** The token stands in a list of attributes or in a processing instruction. */
  inAttributes = false;
  contentStart = 0;
  contentEnd = 0;
  value = 0;
  /** Elements open around the token; of an `end`, around the element that it closes. */
  depth = 0;

  private tagPage = 0;
  private attributePage = 0;
  private listing = false;
  private pendingContent = false;
  private open = 0;

  constructor(
    readonly bytes: Uint8Array,
    /** Where the body begins: behind the string table. */
    bodyStart: number,
    readonly limit: number,
    private readonly problems: ProblemSink,
    /** Octets of a character in the document's character set, as `unitOf` tells. */
    private readonly unit: 1 | 2 = 1,
  ) {
    this.start = bodyStart;
    this.end = bodyStart;
  }

  /** Reads the next token; false at the end of the document. */
  next(): boolean {
    const { bytes, limit } = this;
    const start = this.end;
    if (start >= limit) return false;
    this.start = start;
    this.depth = this.open;
    this.inAttributes = this.listing;
    const byte = bytes[start] ?? 0;
    this.number = byte;
    this.end = start + 1;
    switch (byte) {
      case globalTokens.switchPage:
        this.readSwitch();
        return true;
      case globalTokens.end:
        this.readEnd();
        return true;
      case globalTokens.entity:
        this.kind = 'entity';
        this.readInteger();
        return true;
      case globalTokens.inlineString:
        this.kind = 'string';
        this.readString();
        return true;
      case globalTokens.tableString:
        this.kind = 'table-string';
        this.readInteger();
        return true;
      case globalTokens.opaque:
        this.kind = 'opaque';
        this.readOpaque();
        return true;
      default:
        if (isExtension(byte)) this.readExtension(byte);
        else if (this.listing) this.readInAttributes(byte);
        else if (byte === globalTokens.instruction) {
          this.kind = 'instruction';
          this.listing = true;
          this.pendingContent = false;
        } else this.readTag(byte);
        return true;
    }
  }

  private readTag(byte: number): void {
    this.page = this.tagPage;
    this.number = byte & tagMask;
    this.hasContent = (byte & contentBit) !== 0;
    this.hasAttributes = (byte & attributesBit) !== 0;
    if (this.number < firstTag) {
      this.kind = 'literal';
      this.readInteger();
    } else {
      this.kind = 'tag';
    }
    if (this.hasAttributes) {
      this.listing = true;
      this.pendingContent = this.hasContent;
    } else if (this.hasContent) {
      this.open++;
    }
  }

  private readInAttributes(byte: number): void {
    this.page = this.attributePage;
    if (byte === globalTokens.literal) {
      this.kind = 'literal-attribute';
      this.readInteger();
    } else {
      this.kind = byte >= firstAttributeValue ? 'attribute-value' : 'attribute';
    }
  }

  private readEnd(): void {
    if (this.listing) {
      this.kind = 'attributes-end';
      this.listing = false;
      if (this.pendingContent) this.open++;
      this.pendingContent = false;
    } else if (this.open > 0) {
      this.kind = 'end';
      this.depth = --this.open;
    } else {
      this.kind = 'stray-end';
    }
  }

  private readSwitch(): void {
    this.kind = 'switch-page';
    if (this.end >= this.limit) {
      this.problems.push(wbxmlProblem('wbxml-truncated', 'The document ends where the number of a code page should stand.', this.start, this.limit));
      return;
    }
    this.page = this.bytes[this.end++] ?? 0;
    if (this.listing) this.attributePage = this.page;
    else this.tagPage = this.page;
  }

  private readInteger(): void {
    const { value, end, fault } = readMultiByte(this.bytes, this.end, this.limit);
    this.value = value;
    this.end = end;
    if (fault === 'overflow') this.problems.push(wbxmlProblem('wbxml-integer-overflow', 'The integer doesn\'t fit 32 bits.', this.start, end));
    if (fault === 'truncated') this.problems.push(wbxmlProblem('wbxml-truncated', 'The document ends within an integer.', this.start, end));
  }

  private readString(): void {
    this.contentStart = this.end;
    this.contentEnd = stringEnd(this.bytes, this.end, this.limit, this.unit);
    this.end = Math.min(this.contentEnd + this.unit, this.limit);
    if (this.contentEnd >= this.limit) {
      this.problems.push(wbxmlProblem('wbxml-string-unterminated', 'No zero ends the string.', this.start, this.limit));
    }
  }

  private readOpaque(): void {
    this.readInteger();
    this.contentStart = this.end;
    this.contentEnd = Math.min(this.end + this.value, this.limit);
    if (this.end + this.value > this.limit) {
      const message = `OPAQUE is to have ${this.value} octets; ${this.limit - this.end} are left.`;
      this.problems.push(wbxmlProblem('wbxml-opaque-length', message, this.start, this.limit));
    }
    this.end = this.contentEnd;
  }

  private readExtension(byte: number): void {
    this.kind = 'extension';
    this.contentStart = this.end;
    this.contentEnd = this.end;
    if (byte <= globalTokens.extensionInline2) this.readString();
    else if (byte <= globalTokens.extensionTable2) this.readInteger();
  }
}

function isExtension(byte: number): boolean {
  return (byte & tagMask) <= 2 && byte >= globalTokens.extensionInline0;
}
