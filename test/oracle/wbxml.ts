// The questions put to libwbxml and to us, about octets: do both decode them to the same tree, and each the other's.
import { fromUtf8 } from '#engine/base/bytes';
import { decodeWbxml } from '#engine/wbxml/decode';
import { encodeWbxml, type EncodeOptions } from '#engine/wbxml/encode';
import type { XmlDocument, XmlNode } from '#engine/xml/element';
import { decodeText } from '#engine/xml/encoding';
import { parseXml } from '#engine/xml/parse';
import type { CorpusFile } from './corpus';
import type { Difference, Row } from './difference';
import { inFolder, type Subject } from './questions';
import { wbxmlTool } from './tools';

interface Tree {
  readonly name: string;
  readonly namespace: string;
  /** Joined, however it was written: as text, as a CDATA section, as octets. */
  readonly text: string;
  readonly children: readonly Tree[];
}

/** How exactly text is compared: white space between elements is nobody's, inside text it is the sender's. */
type Spaces = 'exact' | 'trimmed' | 'ignored';

function treeOf(nodes: readonly XmlNode[], spaces: Spaces): Tree[] {
  return nodes.flatMap((node) => {
    if (node.kind !== 'element') return [];
    const children = treeOf(node.children, spaces);
    let text = '';
    for (const inner of node.children) {
      if (inner.kind === 'text') text += inner.value;
      else if (inner.kind === 'opaque') text += fromUtf8(inner.value);
    }
    // libwbxml writes a carriage return as it is, which every XML parser turns into a line feed. [XML 1.0 2.11]
    text = text.replace(/\r\n?/g, '\n');
    if (spaces === 'ignored') text = text.replace(/\s+/g, '');
    else if (spaces === 'trimmed' || children.length > 0) text = text.trim();
    return [{ name: node.local, namespace: node.namespace.toLowerCase(), text, children }];
  });
}

/** Differences of one document that are told; after so many, the rest follows from them. */
const mostOfOne = 20;

interface Pair {
  readonly ours: string;
  readonly theirs: string;
}

/** Every place where two trees differ; where their elements do, nothing below it. */
function differences(ours: readonly Tree[], theirs: readonly Tree[], path = '', found: Pair[] = []): Pair[] {
  for (let i = 0; i < Math.max(ours.length, theirs.length) && found.length < mostOfOne; i++) {
    const a = ours[i];
    const b = theirs[i];
    const at = `${path}/${(a ?? b)?.name ?? ''}`;
    if (a?.name !== b?.name || a === undefined || b === undefined) {
      found.push({ ours: `${path}: element ${a?.name ?? 'none'}`, theirs: `${path}: element ${b?.name ?? 'none'}` });
      return found;
    }
    if (a.namespace !== b.namespace) found.push({ ours: `${at}: namespace "${a.namespace}"`, theirs: `${at}: namespace "${b.namespace}"` });
    if (a.text !== b.text) found.push({ ours: `${at}: text ${JSON.stringify(a.text.slice(0, 80))}`, theirs: `${at}: text ${JSON.stringify(b.text.slice(0, 80))}` });
    differences(a.children, b.children, at, found);
  }
  return found;
}

interface Decoded {
  readonly document?: XmlDocument;
  readonly refusal?: string;
}

/** What libwbxml makes of each. */
async function decodedByThem(contents: readonly Uint8Array[]): Promise<Decoded[]> {
  const answers = await inFolder(contents, (folder, names) => wbxmlTool('wbxml2xml', '-k -m 0', folder, names));
  return answers.map((answer) => ('refusal' in answer ? answer : { document: parseXml(fromUtf8(answer.bytes)).document }));
}

/** Every binary of the corpus that libwbxml decodes: the same tree by us. */
export async function askCorpusDecoding(files: readonly CorpusFile[]): Promise<Row> {
  const theirs = await decodedByThem(files.map(({ bytes }) => bytes));
  const found: Difference[] = [];
  let asked = 0;
  files.forEach(({ file, bytes }, i) => {
    const other = theirs[i]?.document;
    if (other === undefined) return;
    asked++;
    const { document } = decodeWbxml(bytes, { embedded: 'always' });
    for (const pair of differences(treeOf(document.children, 'exact'), treeOf(other.children, 'exact'))) {
      found.push({ question: 'wbxml-decode', subject: file, ...pair });
    }
  });
  return { what: 'corpus, binaries that libwbxml decodes: the same tree', subjects: asked, differences: found };
}

/** Every binary that has a twin in XML. */
export function askTwins(files: readonly CorpusFile[], all: readonly CorpusFile[]): Row {
  const found: Difference[] = [];
  let asked = 0;
  for (const { file, bytes, listed } of files) {
    const twin = all.find((other) => other.file === listed['twin']);
    if (twin === undefined) continue;
    asked++;
    const ours = decodeWbxml(bytes, { embedded: 'always' }).document;
    const { document } = parseXml(decodeText(twin.bytes).text);
    for (const pair of differences(withoutNamespaces(treeOf(ours.children, 'ignored')), withoutNamespaces(treeOf(document.children, 'ignored')))) {
      found.push({ question: 'wbxml-twin', subject: file, ...pair });
    }
  }
  return { what: 'corpus, binaries with a twin in XML: the same elements and text', subjects: asked, differences: found };
}

/** Many twins were written without namespaces. */
function withoutNamespaces(trees: readonly Tree[]): Tree[] {
  return trees.map((tree) => ({ ...tree, namespace: '', children: withoutNamespaces(tree.children) }));
}

const forms: readonly EncodeOptions[] = [{}, { stringTable: true }, { version: '1.1' }, { version: '1.3', publicId: 'textual' }, { publicId: 'string-table' }];

/** Messages that we encode, in all the ways that we can: libwbxml decodes them to what they were. */
export async function askOurEncoding(what: string, messages: readonly Subject[]): Promise<Row> {
  const documents = messages.map(({ name, text }) => ({ name, document: parseXml(text).document }));
  const encoded = documents.map(({ document }, i) => encodeWbxml(document, forms[i % forms.length]).bytes);
  const theirs = await decodedByThem(encoded);
  const found: Difference[] = [];
  documents.forEach(({ name, document }, i) => {
    const other = theirs[i];
    const form = JSON.stringify(forms[i % forms.length]);
    if (other?.document === undefined) {
      found.push({ question: 'wbxml-encode', subject: `${name}, ${form}`, ours: 'encoded', theirs: other?.refusal ?? '' });
      return;
    }
    for (const pair of differences(treeOf(document.children, 'exact'), treeOf(other.document.children, 'exact'))) {
      found.push({ question: 'wbxml-encode', subject: `${name}, ${form}`, ...pair });
    }
  });
  return { what: `${what}: encoded by us, decoded by libwbxml`, subjects: documents.length, differences: found };
}

/** Messages that libwbxml encodes, with and without its string table: we decode them to what they were. */
export async function askTheirEncoding(what: string, messages: readonly Subject[]): Promise<Row> {
  const found: Difference[] = [];
  let asked = 0;
  const encoded = await inFolder(
    messages.map(({ text }) => declared(text)),
    async (folder, names) => {
      const half = names.length >> 1;
      const bare = await wbxmlTool('xml2wbxml', '-n -k -v 1.2', folder, names.slice(0, half));
      return [...bare, ...(await wbxmlTool('xml2wbxml', '-k -v 1.3', folder, names.slice(half)))];
    },
  );
  messages.forEach(({ name, text }, i) => {
    const other = encoded[i];
    if (other === undefined || 'refusal' in other) {
      found.push({ question: 'wbxml-decode', subject: name, ours: 'not asked', theirs: other?.refusal ?? '' });
      return;
    }
    asked++;
    const ours = decodeWbxml(other.bytes, { embedded: 'always' }).document;
    for (const pair of differences(treeOf(ours.children, 'exact'), treeOf(parseXml(text).document.children, 'exact'))) {
      found.push({ question: 'wbxml-decode', subject: name, ...pair });
    }
  });
  return { what: `${what}: encoded by libwbxml, decoded by us`, subjects: asked, differences: found };
}

/** By its DOCTYPE alone libwbxml knows what a document is. */
function declared(text: string): string {
  const version = text.includes('SYNCML:SYNCML1.1') ? '1.1' : '1.2';
  const doctype = `<!DOCTYPE SyncML PUBLIC "-//SYNCML//DTD SyncML ${version}//EN" "http://www.openmobilealliance.org/tech/DTD/OMA-TS-SyncML_RepPro_DTD-V${version}.dtd">`;
  return text.includes('?>') ? text.replace('?>', `?>${doctype}`) : doctype + text;
}
