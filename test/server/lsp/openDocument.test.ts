import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { openDocuments } from '#server/lsp/openDocument';

const position = fc.record({ line: fc.nat(4), character: fc.nat(6) });
const written = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '\r', '\r\n'), maxLength: 12 });
const edit = fc.oneof(
  fc.record({ range: fc.record({ start: position, end: position }), text: written }),
  written.map((text) => ({ text })),
);

void test('an open document becomes what every editor makes of the same edits, its lines too', () => {
  fc.assert(
    fc.property(written, fc.array(edit, { maxLength: 4 }), (text, edits) => {
      const ours = openDocuments.update(openDocuments.create('file:///a', 'syncml', 1, text), edits, 2);
      // Each edit to a document made anew: nothing is carried on from one to the next.
      const whole = edits.reduce((before, one) => TextDocument.update(TextDocument.create('file:///a', 'syncml', 1, before), [one], 1).getText(), text);
      const theirs = TextDocument.create('file:///a', 'syncml', 1, whole);
      assert.equal(ours.text, theirs.getText());
      assert.equal(ours.version, 2);
      assert.equal(ours.lines.lineCount, theirs.lineCount);
      for (let offset = 0; offset <= ours.text.length; offset++) {
        const { line, character } = ours.lines.position(offset);
        assert.equal(ours.lines.offset(line, character), theirs.offsetAt({ line, character }));
      }
    }),
    { numRuns: 1000 },
  );
});

void test('a range whose end comes first means the same', () => {
  const document = openDocuments.create('file:///a', 'syncml', 1, 'ab\ncd');
  const range = { start: { line: 1, character: 1 }, end: { line: 0, character: 1 } };
  assert.equal(openDocuments.update(document, [{ range, text: '-' }], 2).text, 'a-d');
});
