// The header of a WBXML document: version, public id, character set, string table. [WBXML 5.4, 5.5]
import type { Problem, Range } from '../base/problem';
import type { ProblemSink } from '../xml/problems';
import { typeOfFirstTag, typeOfPublicId, typeOfTextualId, type DocumentType } from './documentTypes';
import { charsets, unitOf, unknownPublicId, utf8Charset } from './globalTokens';
import { readMultiByte, stringEnd, type WbxmlHeader } from './header';
import { unheard, wbxmlProblem, type WbxmlProblemCode } from './problems';
import { TokenReader } from './readTokens';

/** Reads the header of the document that `bytes` holds from `start` to `limit`; the body begins at `stringTable.end`. */
export function readHeader(bytes: Uint8Array, start: number, limit: number, problems: ProblemSink): WbxmlHeader {
  let truncated = false;
  // What is missing because the document ends isn't told again for every field.
  const note = (code: WbxmlProblemCode, message: string, from: number, to: number, severity?: Problem['severity']): void => {
    if (!truncated) problems.push(wbxmlProblem(code, message, from, to, severity));
    if (code === 'wbxml-truncated') truncated = true;
  };
  let at = start;
  const field = (name: string): { value: number; range: Range } => {
    const { value, end, fault } = readMultiByte(bytes, at, limit);
    const range = { start: at, end };
    if (fault === 'overflow') note('wbxml-integer-overflow', `The ${name} doesn't fit 32 bits.`, at, end);
    if (fault === 'truncated') note('wbxml-truncated', `The document ends in its header: the ${name} is missing.`, at, end);
    at = end;
    return { value, range };
  };

  const versionByte = bytes[at] ?? 0;
  const version = `${(versionByte >> 4) + 1}.${versionByte & 0x0f}`;
  const versionRange = { start: at, end: Math.min(at + 1, limit) };
  if (at >= limit) note('wbxml-truncated', 'The document is empty.', at, limit);
  else if (versionByte > 3 || versionByte === 0) {
    // [DM-REP 5] Any WBXML 1.x is to be accepted.
    note('wbxml-version', `WBXML ${version}: SyncML is sent in 1.1, 1.2 or 1.3.`, at, at + 1, versionByte === 0 ? 'warning' : 'error');
  }
  at = versionRange.end;
  const publicId = field('public id');
  const index = publicId.value === 0 ? field('index of the public id') : undefined;
  // WBXML 1.0 says nothing of the character set.
  const charset = versionByte === 0 ? { value: utf8Charset, range: { start: at, end: at } } : field('character set');
  const tableLength = field('length of the string table');
  const tableEnd = Math.min(limit, at + tableLength.value);
  if (at + tableLength.value > limit) {
    note('wbxml-truncated', `The string table is to have ${tableLength.value} octets; ${limit - at} are left.`, tableLength.range.start, limit);
  }
  const stringTable = { start: at, end: tableEnd };

  if (charset.value !== utf8Charset) {
    const label = charsets.get(charset.value);
    const what = charset.value === 0 ? 'No character set is said; it is read as UTF-8.' : `The character set is ${label ?? `number ${charset.value}, which isn't known; it is read as UTF-8`}.`;
    note('wbxml-charset', `${what} SyncML is sent in UTF-8.`, charset.range.start, charset.range.end, label === undefined && charset.value !== 0 ? 'error' : 'warning');
  }
  const unit = unitOf(charset.value);
  const idRange = { start: publicId.range.start, end: index?.range.end ?? publicId.range.end };
  let text: string | undefined;
  if (index !== undefined) {
    const textStart = stringTable.start + index.value;
    if (textStart >= stringTable.end) {
      note('wbxml-string-index', `The public id is to stand at ${index.value} of the string table, which has ${stringTable.end - stringTable.start} octets.`, idRange.start, idRange.end);
    } else {
      // Samples of several makers leave the zero out where the table holds nothing else.
      text = asciiText(bytes, textStart, stringEnd(bytes, textStart, stringTable.end, unit), charset.value);
    }
  }
  const declared = text === undefined ? typeOfPublicId(publicId.value) : typeOfTextualId(text);
  const guessed = declared ?? typeOfBody(bytes, stringTable, limit, unit);
  if (declared === undefined) {
    const what = text === undefined ? (index === undefined && publicId.value !== unknownPublicId ? `The public id 0x${publicId.value.toString(16).toUpperCase()} isn't one of SyncML` : 'The document type isn\'t declared') : `The public id "${text.slice(0, 60)}" isn't known`;
    note('wbxml-public-id', `${what}; ${guessed === undefined ? 'no table names its tags' : `it begins like ${guessed.name}`}.`, idRange.start, idRange.end, 'warning');
  }
  return {
    version,
    publicId: { numeric: publicId.value, ...(index !== undefined && { index: index.value }), ...(text !== undefined && { text }) },
    ...(guessed !== undefined && { type: guessed }),
    charset: charset.value,
    stringTable,
    fields: { version: versionRange, publicId: idRange, charset: charset.range, tableLength: tableLength.range },
  };
}

function asciiText(bytes: Uint8Array, start: number, end: number, charset: number): string {
  const unit = unitOf(charset);
  const octets = bytes.subarray(start, Math.min(end, start + 200 * unit));
  if (unit === 1) return String.fromCharCode(...octets);
  const low = charsets.get(charset) === 'utf-16le' ? 0 : 1;
  let text = '';
  for (let at = 0; at + 1 < octets.length; at += 2) text += String.fromCharCode(((octets[at + 1 - low] ?? 0) << 8) | (octets[at + low] ?? 0));
  return text;
}

/** By the first tag, whatever nonsense may stand before it. */
function typeOfBody(bytes: Uint8Array, stringTable: Range, limit: number, unit: 1 | 2): DocumentType | undefined {
  const tokens = new TokenReader(bytes, stringTable.end, limit, unheard, unit);
  while (tokens.next()) {
    if (tokens.kind === 'tag') return typeOfFirstTag(tokens.page, tokens.number);
    if (tokens.kind === 'literal') return undefined;
  }
  return undefined;
}

/** Whether octets look like a WBXML document that SyncML has a use for: by their header alone. */
export function looksLikeWbxml(bytes: Uint8Array, start = 0, limit: number = bytes.length): boolean {
  const version = bytes[start];
  if (version === undefined || version > 3 || limit - start < 5) return false;
  const problems: Problem[] = [];
  const { type, stringTable } = readHeader(bytes, start, limit, problems);
  return type !== undefined && stringTable.end < limit && problems.every(({ severity }) => severity !== 'error');
}
