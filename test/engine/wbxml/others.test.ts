// Agreement with what others made: the reference vectors, files from the field, and libwbxml's tools.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import type { Message } from '#engine/syncml/message';
import { writeMessage } from '#engine/syncml/writeMessage';
import { decodeWbxml } from '#engine/wbxml/decode';
import { encodeWbxml } from '#engine/wbxml/encode';
import type { XmlDocument, XmlNode } from '#engine/xml/element';
import { parseXml } from '#engine/xml/parse';
import { messageArbitrary } from '../syncml/messageArbitrary';
import { bare, hexOf } from './trees';

const vectors = '../shared/reference/vectors';
const corpus = '../shared/corpus/wbxml';
const messages = '../shared/corpus/messages';
const noTools = spawnSync('wbxml2xml', ['--help']).error === undefined && spawnSync('xml2wbxml', ['--help']).error === undefined ? false : 'libwbxml2-utils isn\'t installed';

const files = existsSync(corpus)
  ? readdirSync(corpus, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.wbxml'))
      .map((entry) => join(entry.parentPath, entry.name))
  : [];
const noCorpus = files.length > 0 ? false : 'no corpus';
const scratch = mkdtempSync(join(tmpdir(), 'fumo-wbxml-'));
after(() => rmSync(scratch, { recursive: true }));

void test('the reference vectors, byte for byte in both directions', { skip: existsSync(vectors) ? false : 'no vectors' }, () => {
  for (const name of ['v-msg1', 'v-msg2', 'v-msg2dpi', 'v-ddf', 'v-bin']) {
    const octets = readFileSync(join(vectors, `${name}.wbxml`));
    const form = { publicId: name === 'v-msg2dpi' ? 'textual' : 'numeric' } as const;
    const { document, problems } = decodeWbxml(octets);
    assert.deepEqual(problems, [], name);
    assert.equal(hexOf(encodeWbxml(document, form).bytes), hexOf(octets), name);
    const twin = join(vectors, `${name}.xml`);
    if (!existsSync(twin)) continue;
    const { document: source } = parseXml(readFileSync(twin, 'utf8'));
    assert.equal(hexOf(encodeWbxml(source, form).bytes), hexOf(octets), name);
    assert.deepEqual(elements(bare(document, { withoutDeclarations: true })), elements(bare(source, { withoutDeclarations: true })), name);
  }
});

/** Without DOCTYPE and declaration. */
function elements(nodes: unknown): unknown {
  return (nodes as readonly object[]).filter((node) => 'name' in node);
}

/** What isn't SyncML: the tables of others would be needed to read it. */
const foreign = /customization|devdetail_uri|provisioning|emn-001|wv-069|conml-001/;

void test('every file from the field decodes, and what it decodes to survives', { skip: noCorpus }, () => {
  assert.ok(files.length >= 45);
  for (const file of files) {
    const { document, problems, header } = decodeWbxml(readFileSync(file));
    if (!foreign.test(file)) {
      assert.deepEqual(problems.filter(({ severity }) => severity === 'error'), [], file);
      assert.ok(header.type !== undefined && document.root?.local === header.type.root, file);
    }
    const again = encodeWbxml(document, { keepLayout: true, ...(header.type !== undefined && { type: header.type }) });
    assert.deepEqual(bare(decodeWbxml(again.bytes).document), bare(document), file);
  }
});

void test('files from the field decode to what libwbxml decodes them to', { skip: noCorpus || noTools }, () => {
  let compared = 0;
  for (const file of files) {
    if (foreign.test(file)) continue;
    const theirs = throughLibwbxml(file);
    assert.ok(theirs !== undefined, file);
    assertSame(leaves(decodeWbxml(readFileSync(file), { embedded: 'always' }).document, 'ours'), leaves(theirs, 'theirs'), file);
    compared++;
  }
  assert.ok(compared >= 40, String(compared));
});

function throughLibwbxml(file: string): XmlDocument | undefined {
  const output = join(scratch, 'decoded.xml');
  rmSync(output, { force: true });
  spawnSync('wbxml2xml', ['-m', '0', '-o', output, file]);
  // Octets come out as they are: read one by one.
  return existsSync(output) ? parseXml(readFileSync(output, 'latin1')).document : undefined;
}

/** Where two lists part, told without the rest of them. */
function assertSame(actual: readonly string[], expected: readonly string[], what: string): void {
  const at = actual.findIndex((line, i) => line !== expected[i]);
  if (at >= 0) assert.equal(actual[at], expected[at], what);
  assert.equal(actual.length, expected.length, what);
}

/**
 * Names and the octets of what stands in elements, white space around it taken off: libwbxml lays embedded documents
 * out, and its text is octets here.
 */
function leaves(document: XmlDocument, side: 'ours' | 'theirs'): readonly string[] {
  const out: string[] = [];
  const visit = (nodes: readonly XmlNode[], path: string): void => {
    let value = '';
    for (const node of nodes) {
      if (node.kind === 'element') visit(node.children, `${path}/${node.namespace}:${node.name}`);
      else if (node.kind === 'opaque') value += Buffer.from(node.value).toString('latin1');
      else if (node.kind === 'text') value += side === 'ours' ? Buffer.from(node.value, 'utf8').toString('latin1') : node.value;
    }
    // libwbxml changes the Type of whatever names a tree or device information; we where there is one.
    const type = path.endsWith(':Type') ? value.replace(/\+wbxml$/, '+xml') : value;
    out.push(`${path} ${type.replace(/\r\n?/g, '\n').trim()}`);
  };
  visit(document.children.filter((node) => node.kind === 'element'), '');
  return out;
}

/** libwbxml opens a tree in Data only where Type says that there is one. */
function withTreeTypes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withTreeTypes);
  if (value === null || typeof value !== 'object') return value;
  const inner = Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withTreeTypes(part)]));
  return Array.isArray(inner.data) ? { ...inner, meta: { format: 'xml', type: 'application/vnd.syncml.dmtnds+xml' } } : inner;
}

void test('messages that we encode are decoded by libwbxml to the same', { skip: noTools }, () => {
  fc.assert(
    fc.property(messageArbitrary({ octets: false, odd: false }), fc.boolean(), (message, stringTable) => {
      // SyncML 1.1 has no Correlator: libwbxml calls it unknown there.
      const root = writeMessage({ ...(withTreeTypes(message) as Message), header: { ...message.header, verDtd: '1.2' } });
      const document: XmlDocument = { children: [root], root };
      const { bytes } = encodeWbxml(document, { stringTable });
      const file = join(scratch, 'ours.wbxml');
      writeFileSync(file, bytes);
      const theirs = throughLibwbxml(file);
      assert.ok(theirs !== undefined, hexOf(bytes));
      assertSame(leaves(theirs, 'theirs'), leaves(document, 'ours'), hexOf(bytes));
    }),
    { numRuns: 60 },
  );
});

void test('XML files from the field: ours is decoded by libwbxml to what its own encoding is decoded to', { skip: noTools || (existsSync(messages) ? false : 'no corpus') }, () => {
  let compared = 0;
  for (const entry of readdirSync(messages, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.xml') || compared >= 80) continue;
    const file = join(entry.parentPath, entry.name);
    const { document, problems } = parseXml(readFileSync(file, 'utf8'));
    if (problems.length > 0 || document.root?.local !== 'SyncML' || !/^SYNCML:SYNCML1\.[12]$/.test(document.root.namespace)) continue;
    const encoded = join(scratch, 'theirs.wbxml');
    rmSync(encoded, { force: true });
    spawnSync('xml2wbxml', ['-n', '-v', '1.2', '-o', encoded, file]);
    if (!existsSync(encoded)) continue;
    const ours = encodeWbxml(document).bytes;
    compared++;
    assertSame(leaves(decodeWbxml(readFileSync(encoded)).document, 'ours'), leaves(decodeWbxml(ours).document, 'ours'), file);
  }
  assert.ok(compared > 0);
});
