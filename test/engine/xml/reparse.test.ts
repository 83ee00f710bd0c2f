// A changed text read again in part: what comes out is what reading all of it gives.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ddf12 } from '#engine/schema/ddf';
import { guideOf } from '#engine/schema/guide';
import type { Schema } from '#engine/schema/schema';
import { syncml12 } from '#engine/schema/syncml';
import { detached, type XmlDocument } from '#engine/xml/element';
import { parseXml } from '#engine/xml/parse';
import { parseAfter } from '#engine/xml/reparse';
import { rowOf } from '#engine/xml/views';
import { wellFormed } from './arbitrary';

function plain({ children, root }: XmlDocument): unknown {
  return { children: children.map((node) => detached(node)), root: root === undefined ? -1 : children.indexOf(root) };
}

/** Returns whether something of the text before was used. */
function assertSame(before: string, after: string, schema?: Schema): boolean {
  const options = schema === undefined ? {} : { guide: guideOf(schema) };
  const old = parseXml(before, options);
  const again = parseAfter(old, after, options);
  const whole = parseXml(after, options);
  assert.deepEqual(again.problems, whole.problems, JSON.stringify([before, after]));
  assert.deepEqual(plain(again.document), plain(whole.document), JSON.stringify([before, after]));
  const names = (document: XmlDocument): unknown => document.root && rowOf(document.root)?.table.names;
  return names(old.document) === names(again.document);
}

function leaf(name: string, i: number, pad: string): string {
  return `${pad}<Node>\n${pad}  <NodeName>N${i}${name}</NodeName>\n${pad}  <DFProperties>\n${pad}    <AccessType><Get/><Replace/></AccessType>\n${pad}    <DFFormat>\n${pad}      <chr/>\n${pad}    </DFFormat>\n${pad}    <DFType><MIME>text/plain</MIME></DFType>\n${pad}  </DFProperties>\n${pad}</Node>\n`;
}

const description = `<?xml version="1.0"?>\n<MgmtTree>\n  <VerDTD>1.2</VerDTD>\n  <Node>\n    <NodeName>A</NodeName>\n${[1, 2, 3].map((i) => leaf('x', i, '    ')).join('')}    <Node>\n      <NodeName>Inner</NodeName>\n${[4, 5].map((i) => leaf('y', i, '      ')).join('')}    </Node>\n  </Node>\n</MgmtTree>\n`;
const message = `<SyncML xmlns="SYNCML:SYNCML1.2">\n  <SyncHdr>\n    <VerDTD>1.2</VerDTD>\n    <!-- who -->\n    <Target><LocURI>IMEI:1</LocURI></Target>\n  </SyncHdr>\n  <SyncBody>\n${[1, 2, 3, 4]
  .map((i) => `    <Replace>\n      <CmdID>${i}</CmdID>\n      <Item>\n        <Meta><Format xmlns="syncml:metinf">chr</Format></Meta>\n        <Data><![CDATA[a < b]]></Data>\n      </Item>\n    </Replace>\n`)
  .join('')}    <Final/>\n  </SyncBody>\n</SyncML>\n`;
const unlaid = description.replace(/\n\s*/g, '');
const scraps = ['x', ' ', '<', '>', '/', '</', '/>', '&', '"', '<!--', '-->', '<![CDATA[', ']]>', '<?', '<Node>', '</Node>', '</Item>', '<x:y>', '\n', '\n    ', '<Node', '</NodeName', 'xmlns="u"', ' a="b"', '</Node>\n    <Node>', '</DFProperties></Node>', ''];
const scrap = fc.constantFrom(...scraps);

function changed(text: string, at: number, cut: number, inserted: string): string {
  const from = at % (text.length + 1);
  return text.slice(0, from) + inserted + text.slice(from + cut);
}

void test('a description, a message and a text on one line with any one change read the same in part and as a whole', () => {
  const documents: readonly (readonly [string, Schema])[] = [[description, ddf12], [message, syncml12], [unlaid, ddf12]];
  fc.assert(
    fc.property(fc.constantFrom(...documents), fc.nat(10_000), fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat(12), fc.nat(200)), scrap, ([text, schema], at, cut, inserted) => {
      assertSame(text, changed(text, at, cut, inserted), schema);
    }),
    { numRuns: 1500 },
  );
});

void test('any well-formed text with any one change reads the same in part and as a whole', () => {
  fc.assert(
    fc.property(wellFormed, fc.nat(10_000), fc.nat(6), scrap, (text, at, cut, inserted) => {
      assertSame(text, changed(text, at, cut, inserted));
    }),
    { numRuns: 600 },
  );
});

void test('a letter more in a value, in a start tag or in an end tag leaves the rest of a description unread', () => {
  const at = description.indexOf('<NodeName>N2');
  for (const [offset, why] of [[11, 'value'], [5, 'start tag'], [18, 'end tag'], [-10, 'start tag of the Node']] as const) {
    assert.ok(assertSame(description, changed(description, at + offset, 0, 'q'), ddf12), why);
  }
});
