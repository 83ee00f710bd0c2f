// What is fuzzed: for each kind, where its cases come from and what must hold of every one of them.
import assert from 'node:assert/strict';
import type { Problem } from '#engine/base/problem';
import { toHex, utf8 } from '#engine/base/bytes';
import { readDdf } from '#engine/ddf/readDdf';
import { readTnds } from '#engine/ddf/readTnds';
import { readDescriptorText } from '#engine/download/readDescriptor';
import { readStatusReport } from '#engine/download/statusReport';
import { readFlowText } from '#engine/flow/readFlow';
import { guideOf } from '#engine/schema/guide';
import { recognise } from '#engine/schema/recognise';
import { validate } from '#engine/schema/validate';
import { readNotification, unwrapPush } from '#engine/session/notification';
import { readNotificationForm, writeNotificationForm } from '#engine/session/notificationForm';
import { readMessage } from '#engine/syncml/readMessage';
import { writeMessage } from '#engine/syncml/writeMessage';
import { decodeWbxml, openEmbedded } from '#engine/wbxml/decode';
import { encodeWbxml, writtenCharset } from '#engine/wbxml/encode';
import { readHex } from '#engine/wbxml/octetText';
import { decodeText, encodeText } from '#engine/xml/encoding';
import { parseXml } from '#engine/xml/parse';
import { readStrictly } from '#engine/xml/strict';
import { writeXml } from '#engine/xml/write';
import { writeAsRead } from '#engine/xml/writeAsRead';
import type { Chance } from './chance';
import { mutateBytes, mutateText } from './mutate';
import type { Seeds } from './seeds';
import { checkRanges, shapeOf, type Sameness } from './treeChecks';

export type Input = string | Uint8Array;

export interface Target {
  /** Of what the cases are made. */
  readonly make: (seeds: Seeds, chance: Chance) => Input;
  /** Throws where something doesn't hold. */
  readonly check: (input: Input) => void | Promise<void>;
}

export const kinds = ['parser', 'encoding', 'strict', 'wbxml', 'notification', 'descriptor', 'message', 'tree', 'flow'] as const;
export type Kind = (typeof kinds)[number];

function damaged(from: (seeds: Seeds) => readonly string[]): Target['make'] {
  return (seeds, chance) => {
    const texts = from(seeds);
    return mutateText(chance.pick(texts), texts, chance);
  };
}

function damagedBytes(from: (seeds: Seeds) => readonly Uint8Array[]): Target['make'] {
  return (seeds, chance) => {
    const all = from(seeds);
    return mutateBytes(chance.pick(all), all, chance);
  };
}

const anyText = (seeds: Seeds): readonly string[] => [...seeds.messages, ...seeds.trees, ...seeds.descriptors, ...seeds.flows];

/** A text in one of the encodings that files really come in. */
function damagedEncodings(seeds: Seeds, chance: Chance): Uint8Array {
  const texts = seeds.messages;
  const text = chance.pick(texts).replace(/^<\?xml[^>]*\?>/, '');
  const encoding = chance.pick(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'utf-32le'] as const);
  const declaration = chance.pick(['', `<?xml version="1.0" encoding="${encoding}"?>`, '<?xml version="1.0" encoding="UTF-8"?>', '<?xml version="1.0" encoding="utf-16"?>', '<?xml version="1.0" encoding="x"?>']);
  const bytes = encodeText(declaration + text, { encoding, bom: encoding !== 'windows-1252' && chance.below(2) === 0 }) ?? utf8(declaration + text);
  return chance.below(2) === 0 ? bytes : mutateBytes(bytes, [bytes], chance);
}

export const targets: Readonly<Record<Kind, Target>> = {
  encoding: { make: damagedEncodings, check: checkEncoding },
  parser: { make: damaged(anyText), check: checkParser },
  strict: { make: damaged(anyText), check: checkStrict },
  wbxml: { make: damagedBytes(({ wbxml }) => wbxml), check: checkWbxml },
  notification: { make: damagedBytes(({ notifications }) => notifications), check: checkNotification },
  descriptor: { make: damaged(({ descriptors }) => descriptors), check: checkDescriptor },
  message: { make: damaged(({ messages }) => messages), check: checkMessage },
  tree: { make: damaged(({ trees }) => trees), check: checkTree },
  flow: { make: damaged(({ flows }) => flows), check: checkFlow },
};

function textOf(input: Input): string {
  assert.ok(typeof input === 'string');
  return input;
}

function bytesOf(input: Input): Uint8Array {
  assert.ok(typeof input !== 'string');
  return input;
}

function checkProblems(problems: readonly Problem[], length: number): void {
  for (const { range, code, message } of problems) {
    assert.match(code, /^[a-z0-9]+(-[a-z0-9]+)*$/);
    assert.ok(range.start >= 0 && range.start <= range.end && range.end <= length, `${code} [${range.start}, ${range.end}) of ${length}: ${message}`);
  }
}

function checkParser(input: Input): void {
  const text = textOf(input);
  const first = parseXml(text);
  checkRanges(first.document, first.problems, text.length);
  assert.equal(writeAsRead(first.document, text), text, 'what is untouched is written as it was read');
  const schema = recognise(first.document);
  if (schema !== undefined) {
    const { document, problems } = parseXml(text, { guide: guideOf(schema) });
    checkRanges(document, problems, text.length);
    assert.equal(writeAsRead(document, text), text, 'what is untouched is written as it was read, however it was mended');
    checkProblems(validate(document, schema), text.length);
    // A well-formed text is what it is, whatever the guide thinks of it.
    if (first.problems.length === 0) assert.deepEqual(shapeOf(document.children), shapeOf(first.document.children));
  }
  // What a person types is every prefix of what it becomes; of a long text, a few.
  const step = Math.max(1, Math.floor(text.length / 12));
  for (let end = 0; end < text.length; end += step) {
    const prefix = text.slice(0, end);
    const { document, problems } = parseXml(prefix);
    checkRanges(document, problems, prefix.length);
  }
}

function checkEncoding(input: Input): void {
  const bytes = bytesOf(input);
  const decoded = decodeText(bytes);
  checkProblems(decoded.problems, decoded.text.length);
  if (decoded.problems.some(({ severity }) => severity === 'error')) return;
  const again = encodeText(decoded.text, decoded);
  assert.ok(again !== undefined, 'a text can be written in the encoding that it was read in');
  assert.equal(toHex(again), toHex(bytes));
}

function checkStrict(input: Input): void {
  const text = textOf(input);
  const limits = { maxDepth: 128 };
  const tolerant = parseXml(text, limits);
  const faults = tolerant.problems.filter(({ severity }) => severity === 'error');
  const read = readStrictly(text, limits);
  if ('problem' in read) {
    // Two characters that a name may hold are white space to fast-xml-parser; such a name is refused.
    const blankInName = read.problem.code === 'not-well-formed' && /[\u1680\ufeff]/.test(text);
    const refusedOnPurpose = blankInName || ['entity-declaration', 'too-big'].includes(read.problem.code);
    assert.ok(refusedOnPurpose || faults.length > 0, `refused for ${read.problem.message}, though the other parser finds nothing wrong`);
    checkProblems([read.problem], text.length);
    return;
  }
  assert.deepEqual(faults, [], 'accepted, though the other parser finds it wrong');
  const inside = tolerant.document.children.filter(({ kind }) => kind !== 'text');
  assert.deepEqual(shapeOf(read.document.children), shapeOf(inside));
  const again = readStrictly(writeXml(read.document));
  assert.ok('document' in again, 'what is written is read again');
  assert.deepEqual(shapeOf(again.document.children), shapeOf(read.document.children));
}

/**
 * A document inside another may be opened or left as octets, and the media type beside it says which; SyncML's elements
 * in it have the version of whatever is around it. All that is the same document.
 */
const sameDocument: Sameness = {
  declarationsDropped: true,
  opened: (octets) => {
    const inner = openEmbedded(octets, { embedded: 'always' });
    return inner?.document.root === undefined ? undefined : inner.document.children;
  },
  namespace: (name) => name.replace(/^(SYNCML:SYNCML1)\.\d$/, '$1'),
  text: (value, of) => (of?.local === 'Type' ? value.replace(/\+wbxml$/, '+xml') : value),
};

function checkWbxml(input: Input): void {
  const bytes = bytesOf(input);
  const { document, problems, header } = decodeWbxml(bytes);
  checkProblems(problems, bytes.length);
  if (document.root === undefined) return;
  // A damaged tree may not tell its type any more; the header does.
  const charset = writtenCharset(header.charset);
  const encoded = encodeWbxml(document, { keepLayout: true, ...(header.type !== undefined && { type: header.type }), ...(charset !== undefined && { charset }) });
  const again = decodeWbxml(encoded.bytes);
  // Octets that are no text in one character set may be text in another.
  const sameness: Sameness = charset === undefined ? { ...sameDocument, octetsAsText: true } : sameDocument;
  if (header.type !== undefined) assert.equal(again.header.type?.textualId, header.type.textualId);
  assert.deepEqual(shapeOf(again.document.children, sameness), shapeOf(document.children, sameness));
}

function checkNotification(input: Input): void {
  const bytes = bytesOf(input);
  const { notification, problems } = readNotification(bytes);
  checkProblems(problems, bytes.length);
  assert.ok(notification !== undefined || problems.some(({ severity }) => severity === 'error'), 'nothing is read and nothing is said');
  const { message, offset } = unwrapPush(bytes);
  assert.ok(offset >= 0 && offset + message.length <= bytes.length);
  const whole = readNotificationForm(bytes);
  checkProblems(whole.problems, whole.octets.length);
  for (const form of ['hex', 'base64'] as const) {
    const text = writeNotificationForm(bytes, form);
    const again = readNotificationForm(text);
    // Base64 of nothing but digits up to F is taken for hexadecimal.
    if (bytes.length > 0 && (form === 'hex' || readHex(text) === undefined)) assert.deepEqual([again.form, toHex(again.octets)], [form, toHex(bytes)], 'octets come back from a text');
  }
}

function checkDescriptor(input: Input): void {
  const text = textOf(input);
  const { descriptor, refusal, problems } = readDescriptorText(text);
  checkProblems(problems, text.length);
  assert.notEqual(descriptor === undefined, refusal === undefined, 'there is either a descriptor or a refusal');
  assert.ok(descriptor !== undefined || problems.some(({ severity }) => severity === 'error'), 'a refusal has a reason');
  const body = utf8(text.slice(0, 40));
  checkProblems(readStatusReport(body).problems, body.length);
}

function checkMessage(input: Input): void {
  const text = textOf(input);
  const { document } = parseXml(text);
  const { message, problems } = readMessage(document);
  checkProblems(problems, text.length);
  if (message === undefined) return;
  const written = writeXml(writeMessage(message));
  const again = readMessage(parseXml(written).document);
  assert.ok(again.message !== undefined, 'what is written is read again');
  assert.equal(writeXml(writeMessage(again.message)), written, 'a message that was written is written the same again');
}

function checkTree(input: Input): void {
  const text = textOf(input);
  const { document } = parseXml(text);
  checkProblems(readDdf(document).problems, text.length);
  checkProblems(readTnds(document).problems, text.length);
}

async function checkFlow(input: Input): Promise<void> {
  const text = textOf(input);
  const files = { read: () => Promise.resolve(undefined), resolve: (_base: string, reference: string) => reference };
  const { problems } = await readFlowText('file:///a.flow.xml', text, files);
  checkProblems(problems.filter(({ uri }) => uri === undefined || uri === 'file:///a.flow.xml'), text.length);
}
