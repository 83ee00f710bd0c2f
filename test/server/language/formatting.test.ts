// Formatting: what a text becomes, and that no value does.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { applyEdits } from '#engine/xml/edit';
import type { XmlDocument, XmlNode } from '#engine/xml/element';
import { modelOf, type DocumentModel } from '#server/language/documentModel';
import { formattingEdits, isElementContent, type FormattingOptions } from '#server/language/formatting';
import { reindentEdits } from '#server/language/reindent';
import { wellFormed } from '#test/engine/xml/arbitrary';
import { atCursor } from './cursor';

const spaces: FormattingOptions = { tabSize: 2, insertSpaces: true };

function formatted(text: string, options = spaces): string {
  const model = modelOf({ uri: 'memory:/a.syncml', text, languageId: 'syncml' });
  return applyEdits(text, formattingEdits(model, options));
}

function assertFormatted(text: string, expected: string, options = spaces): void {
  assert.equal(formatted(text, options), expected);
  assert.equal(formatted(expected, options), expected);
}

/** Everything that a document says, without the white space that stands between elements. */
function valuesOf(model: DocumentModel, document: XmlDocument = model.document): unknown {
  const say = (node: XmlNode, path: readonly Extract<XmlNode, { kind: 'element' }>[]): unknown => {
    if (node.kind === 'opaque') return node.value;
    if (node.kind !== 'element') return [node.kind, node.value, node.kind === 'text' && node.cdata];
    const inner = [...path, node];
    const told = isElementContent(model, inner) ? node.children.filter(({ kind }) => kind !== 'text') : node.children;
    return [node.name, node.namespace, node.selfClosing, node.attributes.map(({ name, value }) => [name, value]), told.map((one) => say(one, inner))];
  };
  return document.children.filter(({ kind }) => kind !== 'text').map((node) => say(node, []));
}

test('elements get lines of their own, values stay as they are', () => {
  assertFormatted(
    '<SyncML xmlns="SYNCML:SYNCML1.2"   a = "x  y" ><SyncHdr ><VerDTD>1.2 </VerDTD><MsgID>\n 1</MsgID></SyncHdr >\n\n\n\n<SyncBody><Get><CmdID>1</CmdID>\n<Item><Target><LocURI> ./A\n  </LocURI></Target></Item></Get><Final  /></SyncBody></SyncML>\n',
    `<SyncML xmlns="SYNCML:SYNCML1.2" a="x  y">
  <SyncHdr>
    <VerDTD>1.2 </VerDTD>
    <MsgID>
 1</MsgID>
  </SyncHdr>

  <SyncBody>
    <Get>
      <CmdID>1</CmdID>
      <Item>
        <Target>
          <LocURI> ./A
  </LocURI>
        </Target>
      </Item>
    </Get>
    <Final/>
  </SyncBody>
</SyncML>
`,
  );
});

test('what stands on one line and holds one thing stays there; comments stay beside what they are about', () => {
  assertFormatted(
    '<SyncML><SyncBody>\n<Get><CmdID>1</CmdID> <!-- fumo-disable-line a -->\n<Item><Target><LocURI>./A</LocURI></Target></Item>\n<!-- b -->\n<Item/></Get></SyncBody></SyncML>',
    '<SyncML>\n\t<SyncBody>\n\t\t<Get>\n\t\t\t<CmdID>1</CmdID> <!-- fumo-disable-line a -->\n\t\t\t<Item><Target><LocURI>./A</LocURI></Target></Item>\n\t\t\t<!-- b -->\n\t\t\t<Item/>\n\t\t</Get>\n\t</SyncBody>\n</SyncML>',
    { tabSize: 4, insertSpaces: false },
  );
});

test('xml:space, mixed content, CDATA and mark-up that is a value are left alone; line ends stay', () => {
  assertFormatted(
    '<SyncML>\r\n<SyncBody xml:space="preserve"> <Get/> </SyncBody><Replace><CmdID/><Item><Data> <x:p xmlns:x="urn:x"> <x:q/></x:p></Data></Item></Replace></SyncML>\r\n',
    '<SyncML>\r\n  <SyncBody xml:space="preserve"> <Get/> </SyncBody>\r\n  <Replace>\r\n    <CmdID/>\r\n    <Item><Data> <x:p xmlns:x="urn:x"> <x:q/></x:p></Data></Item>\r\n  </Replace>\r\n</SyncML>\r\n',
  );
  assertFormatted('<SyncML><Get>a <Item/></Get></SyncML>', '<SyncML><Get>a <Item/></Get></SyncML>');
});

test('attributes stay on their lines, and the end of the file as one likes it', () => {
  assertFormatted('<SyncML\n   a="1"  b="2"\n>\n  <SyncBody/>\n</SyncML>\n\n\n', '<SyncML\n    a="1" b="2">\n  <SyncBody/>\n</SyncML>\n', { ...spaces, trimFinalNewlines: true });
  assertFormatted('<SyncML/>', '<SyncML/>\n', { ...spaces, insertFinalNewline: true });
});

test('a text that is not well-formed, and a document that is none of ours, are left alone', () => {
  assert.equal(formatted('<SyncML> <SyncBody></SyncML>'), '<SyncML> <SyncBody></SyncML>');
  assert.deepEqual(formattingEdits(modelOf({ uri: 'memory:/a.xml', text: '<project> <a/></project>' }), spaces), []);
});

test('of a range only what it touches is laid out', () => {
  const text = '<SyncML>\n<SyncHdr/>\n<SyncBody/>\n</SyncML>';
  const model = modelOf({ uri: 'memory:/a.xml', text });
  const start = text.indexOf('<SyncBody');
  assert.equal(applyEdits(text, formattingEdits(model, spaces, [{ start, end: start + 3 }])), '<SyncML>\n<SyncHdr/>\n  <SyncBody/>\n</SyncML>');
});

test('property: values are the same before and after, and formatting twice is formatting once', () => {
  fc.assert(
    fc.property(wellFormed, fc.constantFrom<FormattingOptions>(spaces, { tabSize: 4, insertSpaces: false, trimFinalNewlines: true, insertFinalNewline: true }), (text, options) => {
      const source = text.replaceAll('Root', 'SyncML');
      const before = modelOf({ uri: 'memory:/a.syncml', text: source, languageId: 'syncml' });
      const once = applyEdits(source, formattingEdits(before, options));
      const after = modelOf({ uri: 'memory:/a.syncml', text: once, languageId: 'syncml' });
      assert.deepEqual(valuesOf(after), valuesOf(before));
      assert.equal(applyEdits(once, formattingEdits(after, options)), once);
    }),
    { numRuns: 300 },
  );
});

const corpus = join(process.cwd(), '..', 'shared', 'corpus');

test('real files keep their values', { skip: !existsSync(corpus) }, () => {
  const names = readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(?:xml|ddf|syncml)$/.test(name)).slice(0, 60);
  for (const name of names) {
    const text = readFileSync(join(corpus, name), 'utf8');
    if (text.length > 200_000) continue;
    const before = modelOf({ uri: `memory:/${name}`, text });
    const once = applyEdits(text, formattingEdits(before, spaces));
    const after = modelOf({ uri: `memory:/${name}`, text: once });
    assert.deepEqual(valuesOf(after), valuesOf(before), name);
    assert.equal(applyEdits(once, formattingEdits(after, spaces)), once, name);
  }
});

function assertReindented(marked: string, expected: string): void {
  const { model, offset } = atCursor(marked, 'memory:/a.syncml', 'syncml');
  assert.equal(applyEdits(model.text, reindentEdits(model, offset, spaces)), expected);
}

test('while typing, a line is indented below what it belongs to; a value is not', () => {
  assertReindented('<SyncML>\n  <SyncBody>\n|\n  </SyncBody>\n</SyncML>', '<SyncML>\n  <SyncBody>\n    \n  </SyncBody>\n</SyncML>');
  assertReindented('<SyncML>\n  <SyncBody>\n      </SyncBody>|\n</SyncML>', '<SyncML>\n  <SyncBody>\n  </SyncBody>\n</SyncML>');
  assertReindented('<SyncML>\n  <SyncBody>\n<Final/>|\n  </SyncBody>\n</SyncML>', '<SyncML>\n  <SyncBody>\n    <Final/>\n  </SyncBody>\n</SyncML>');
  assertReindented('<SyncML>\n  <SyncBody>\n  <Get><Item><Target><LocURI>\n|</LocURI>', '<SyncML>\n  <SyncBody>\n  <Get><Item><Target><LocURI>\n</LocURI>');
  assertReindented('<SyncML>\n  <SyncBody><!-- a\n|b --></SyncBody></SyncML>', '<SyncML>\n  <SyncBody><!-- a\nb --></SyncBody></SyncML>');
});
