// What the decoder finds in WBXML, each mistake once, under its rule's id.
import type { Problem } from '../../base/problem';
import { decodeWbxml } from '../../wbxml/decode';
import { elementAtByte } from '../../wbxml/byteMap';
import type { BytesFacts } from '../bytesFacts';

type ById = ReadonlyMap<string, readonly Problem[]>;

/** The ids of what the decoder tells; what isn't here has no id of its own. */
const idsOfCodes: ReadonlyMap<string, string> = new Map([
  ['wbxml-public-id', 'b-public-id'],
  ['wbxml-version-mismatch', 'b-public-id'],
  ['wbxml-unknown-token', 'b-unknown-token'],
  ['wbxml-unknown-page', 'b-unknown-token'],
  ['wbxml-newer-token', 'b-newer-token'],
  ['wbxml-attribute', 'b-attribute-bit'],
  ['wbxml-charset', 'b-charset'],
  ['wbxml-embedded-type', 'b-embedded'],
  ['wbxml-version', 'b-version'],
  ['wbxml-truncated', 'b-cut-off'],
  ['wbxml-unclosed', 'b-cut-off'],
  ['wbxml-no-root', 'b-cut-off'],
  ['wbxml-opaque-length', 'b-cut-off'],
  ['wbxml-string-unterminated', 'b-cut-off'],
  ['wbxml-integer-overflow', 'b-integer'],
  ['wbxml-string-index', 'b-string-index'],
  ['wbxml-not-text', 'b-text'],
  ['wbxml-entity', 'b-text'],
  ['wbxml-opaque-not-base64', 'b-opaque-base64'],
  ['wbxml-extension', 'b-foreign-token'],
  ['wbxml-instruction', 'b-foreign-token'],
  ['wbxml-literal-name', 'b-foreign-token'],
  ['wbxml-stray-end', 'b-foreign-token'],
  ['wbxml-nesting-too-deep', 'b-limit'],
  ['wbxml-too-much-text', 'b-limit'],
  ['wbxml-too-many-problems', 'b-limit'],
]);

/** What is wrong by the tables of SyncML alone. */
const ofLanguages: ReadonlySet<string> = new Set(['b-unknown-token', 'b-attribute-bit', 'b-foreign-token', 'b-text']);

const laidOut = new WeakMap<BytesFacts, ById>();

export function wbxmlProblems(facts: BytesFacts): ById {
  let read = laidOut.get(facts);
  if (read === undefined) laidOut.set(facts, (read = readingOf(facts.bytes)));
  return read;
}

function readingOf(bytes: Uint8Array): ById {
  const { document, header, problems } = decodeWbxml(bytes);
  const found = new Map<string, Problem[]>();
  const add = (id: string, problem: Problem): void => {
    const list = found.get(id);
    if (list === undefined) found.set(id, [problem]);
    else list.push(problem);
  };
  const { stringTable } = header;
  const rootEnd = document.root?.range.end ?? Infinity;
  const isHeaderWhole = !problems.some(({ code, range }) => code === 'wbxml-truncated' && range.start < stringTable.start);
  if (isHeaderWhole && stringTable.end > stringTable.start && bytes[stringTable.end - 1] !== 0) {
    const message = 'No zero ends the last string of the string table.';
    add('b-strtbl-nul', { code: 'b-strtbl-nul', severity: 'information', message, range: { start: stringTable.end - 1, end: stringTable.end } });
  }
  if (rootEnd < bytes.length) {
    const count = bytes.length - rootEnd;
    const message = `${count === 1 ? 'One octet follows' : `${count} octets follow`} the root element, where the document ends.`;
    add('b-trailing', { code: 'b-trailing', severity: 'warning', message, range: { start: rootEnd, end: bytes.length } });
  }
  const meaningless = new Set(problems.filter(isMeaningless).map(({ range }) => range.start));
  let strangePage: number | undefined;
  // Of what isn't WBXML of ours nothing more can be said.
  const unknownVersion = problems.find(({ code, severity }) => code === 'wbxml-version' && severity === 'error');
  if (unknownVersion !== undefined) return new Map([['b-version', [unknownVersion]]]);
  for (const problem of problems) {
    const { code, range } = problem;
    const id = idsOfCodes.get(code);
    // Whatever stands behind the root is told as that.
    if (id === undefined || (range.start >= rootEnd && range.start < bytes.length)) continue;
    if (code === 'wbxml-string-unterminated' && range.start < stringTable.end) continue;
    // A number that can't be read, or leads nowhere, leaves nothing to be said of what it stands for.
    if (meaningless.has(range.start) && !isMeaningless(problem)) continue;
    // What the attributes of a tag hold is unknown in any case.
    if (code === 'wbxml-attribute' && elementAtByte(document, range.start).elements.at(-1)?.nameRange.start !== range.start) continue;
    // Each tag of a page that there isn't would be told.
    if (code === 'wbxml-unknown-page') strangePage = range.start;
    else if (code === 'wbxml-unknown-token' && strangePage !== undefined) continue;
    // Another language may have them all.
    if (header.type === undefined && ofLanguages.has(id)) continue;
    // Where a document ends too early, everything that is open is cut off.
    if (id === 'b-cut-off' && found.has(id)) continue;
    add(id, id === 'b-attribute-bit' ? { ...problem, severity: 'error' } : problem);
  }
  return found;
}

function isMeaningless({ code }: Problem): boolean {
  return code === 'wbxml-integer-overflow' || code === 'wbxml-string-index';
}
