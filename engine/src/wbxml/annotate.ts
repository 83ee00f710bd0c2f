// A WBXML document as rows, octets and what they say: for a hex view, a listing, a disassembly.
import { CharacterReader, FlatText } from './characterReader';
import { charsets, unitOf, unknownPublicId } from './globalTokens';
import { stringEnd, type WbxmlHeader } from './header';
import { maxEmbedding } from './embedded';
import { unheard } from './problems';
import { looksLikeWbxml, readHeader } from './readHeader';
import { TokenReader } from './readTokens';
import { TagNames } from './tagNames';

/** Octets that belong together. The rows of a document cover each of its octets once, in their order. */
export interface ByteRow {
  readonly offset: number;
  readonly bytes: Uint8Array;
  /** The specification's word for the token or the field, such as `STR_I` or `CHARSET`. */
  readonly mnemonic: string;
  /** What it says: a tag as `<Get>`, a text in quotes, a number. */
  readonly meaning: string;
  /** Elements around it; a tag and its END stand at the same. */
  readonly depth: number;
}

export interface AnnotateOptions {
  /** Rows for the tokens of documents within OPAQUE, instead of one row for its octets. Default true. */
  readonly embedded?: boolean;
  /** Characters of a text or octets that a meaning quotes. Default 60. */
  readonly maxQuote?: number;
}

/** Never throws, whatever the octets. */
export function annotate(bytes: Uint8Array, options: AnnotateOptions = {}): readonly ByteRow[] {
  const rows: ByteRow[] = [];
  new Annotator(bytes, new FlatText(bytes), options, rows).document(0, bytes.length, 0, 0);
  return rows;
}

class Annotator {
  private readonly maxQuote: number;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly flat: FlatText,
    private readonly options: AnnotateOptions,
    private readonly rows: ByteRow[],
  ) {
    this.maxQuote = options.maxQuote ?? 60;
  }

  document(start: number, limit: number, depth: number, level: number): void {
    const header = readHeader(this.bytes, start, limit, unheard);
    const characters = new CharacterReader(this.bytes, header, this.flat, unheard, 1_000_000);
    this.header(header, depth, characters);
    const names = new TagNames(header.type);
    const tokens = new TokenReader(this.bytes, header.stringTable.end, limit, unheard, unitOf(header.charset));
    const open: string[] = [];
    while (tokens.next()) {
      const at = depth + tokens.depth + (tokens.inAttributes ? 1 : 0);
      const row = (mnemonic: string, meaning: string): void => this.row(tokens.start, tokens.end, mnemonic, meaning, at);
      switch (tokens.kind) {
        case 'tag':
        case 'literal': {
          const known = tokens.kind === 'tag';
          const name = known ? names.get(tokens.page, tokens.number).name : this.tableQuote(characters, tokens, '');
          const suffix = tokens.hasAttributes ? (tokens.hasContent ? 'AC' : 'A') : tokens.hasContent ? 'C' : '';
          row(known ? 'TAG' : suffix === '' ? 'LITERAL' : `LITERAL_${suffix}`, `<${name}${tokens.hasAttributes ? ' ...' : ''}${tokens.hasContent ? '' : '/'}>`);
          if (tokens.hasContent) open.push(name);
          break;
        }
        case 'end':
          row('END', `</${open.pop() ?? ''}>`);
          break;
        case 'stray-end':
          row('END', 'closes nothing');
          break;
        case 'attributes-end':
          row('END', 'of attributes');
          break;
        case 'switch-page':
          row('SWITCH_PAGE', tokens.inAttributes ? `attribute page ${tokens.page}` : `page ${tokens.page}${pageName(names, tokens.page)}`);
          break;
        case 'string':
          row('STR_I', this.quote(characters.text(tokens.contentStart, Math.min(tokens.contentEnd, tokens.contentStart + 4 * this.maxQuote))));
          break;
        case 'table-string':
          row('STR_T', `${this.tableQuote(characters, tokens, '"')}, at ${tokens.value} of the string table`);
          break;
        case 'entity':
          row('ENTITY', `character ${tokens.value}`);
          break;
        case 'opaque':
          this.opaque(tokens, characters, at, level);
          break;
        case 'extension':
          row(extensionName(tokens.number), 'not used in SyncML');
          break;
        case 'instruction':
          row('PI', 'processing instruction');
          break;
        case 'attribute':
          row('ATTRSTART', `attribute 0x${tokens.number.toString(16).toUpperCase()} of page ${tokens.page}`);
          break;
        case 'literal-attribute':
          row('LITERAL', `${this.tableQuote(characters, tokens, '')}=`);
          break;
        case 'attribute-value':
          row('ATTRVALUE', `value 0x${tokens.number.toString(16).toUpperCase()} of page ${tokens.page}`);
          break;
      }
    }
  }

  private header(header: WbxmlHeader, depth: number, characters: CharacterReader): void {
    const { fields, publicId, stringTable, charset } = header;
    const field = ({ start, end }: { readonly start: number; readonly end: number }, mnemonic: string, meaning: string): void =>
      this.row(start, end, mnemonic, meaning, depth);
    field(fields.version, 'VERSION', `WBXML ${header.version}`);
    const declared = header.type === undefined ? '' : `, ${header.type.name}`;
    const number = `0x${publicId.numeric.toString(16).toUpperCase()}`;
    if (publicId.index === undefined) field(fields.publicId, 'PUBLICID', publicId.numeric === unknownPublicId ? `unknown${declared}` : `${number}${declared}`);
    else field(fields.publicId, 'PUBLICID', `at ${publicId.index} of the string table${publicId.text === undefined ? '' : `: ${this.quote(publicId.text)}`}${declared}`);
    field(fields.charset, 'CHARSET', charset === 0 ? 'unknown' : (charsets.get(charset) ?? `number ${charset}`));
    field(fields.tableLength, 'STRTBL', `${stringTable.end - stringTable.start} octets`);
    const unit = unitOf(charset);
    for (let at = stringTable.start; at < stringTable.end; ) {
      const zero = stringEnd(this.bytes, at, stringTable.end, unit);
      const end = Math.min(zero + unit, stringTable.end);
      const text = characters.text(at, Math.min(zero, at + 4 * this.maxQuote));
      this.row(at, end, 'STRING', `${at - stringTable.start}: ${this.quote(text)}`, depth + 1);
      at = end;
    }
  }

  private opaque(tokens: TokenReader, characters: CharacterReader, depth: number, level: number): void {
    const { contentStart, contentEnd } = tokens;
    const length = contentEnd - contentStart;
    const octets = `${length} ${length === 1 ? 'octet' : 'octets'}`;
    if (this.options.embedded !== false && level < maxEmbedding && looksLikeWbxml(this.bytes, contentStart, contentEnd)) {
      this.row(tokens.start, contentStart, 'OPAQUE', `${octets}: a document`, depth);
      this.document(contentStart, contentEnd, depth + 1, level + 1);
      return;
    }
    const text = characters.textOrNothing(contentStart, Math.min(contentEnd, contentStart + 4 * this.maxQuote));
    this.row(tokens.start, tokens.end, 'OPAQUE', text === undefined || hasControls(text) ? octets : `${octets}: ${this.quote(text)}`, depth);
  }

  private tableQuote(characters: CharacterReader, tokens: TokenReader, quote: '"' | ''): string {
    const text = characters.tableText(tokens.value, tokens.start, tokens.end);
    if (text === undefined) return 'nothing';
    return quote === '' ? readable(text.slice(0, this.maxQuote)) : this.quote(text);
  }

  private quote(text: string): string {
    const short = text.length > this.maxQuote ? `${text.slice(0, this.maxQuote)}...` : text;
    return `"${readable(short)}"`;
  }

  private row(start: number, end: number, mnemonic: string, meaning: string, depth: number): void {
    if (start < end) this.rows.push({ offset: start, bytes: this.bytes.subarray(start, end), mnemonic, meaning, depth });
  }
}

function pageName(names: TagNames, pageNumber: number): string {
  const namespace = names.namespace(pageNumber);
  return namespace === '' ? '' : `, ${namespace}`;
}

function extensionName(number: number): string {
  const kind = number < 0x80 ? 'EXT_I_' : number < 0xc0 ? 'EXT_T_' : 'EXT_';
  return `${kind}${number & 3}`;
}

function isControl(code: number): boolean {
  return code < 0x20 || (code >= 0x7f && code < 0xa0) || code === 0x2028 || code === 0x2029;
}

function hasControls(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isControl(code) && code !== 9 && code !== 10 && code !== 13) return true;
  }
  return false;
}

/** On one line: characters that don't show are written as escapes. */
function readable(text: string): string {
  let out = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code === 10) out += '\\n';
    else if (code === 13) out += '\\r';
    else if (code === 9) out += '\\t';
    else out += isControl(code) ? `\\x${code.toString(16).toUpperCase().padStart(2, '0')}` : character;
  }
  return out;
}
