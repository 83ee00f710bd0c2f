import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeText, encodeText } from '#engine/xml/encoding';
import { corpusFiles, hasCorpus, isXml } from '#test/oracle/corpus';

const declaration = (name: string): string => `<?xml version="1.0" encoding="${name}"?><a>Gr\u00f6\u00dfe</a>`;

function wide(text: string, width: 2 | 4, little: boolean): Uint8Array {
  const codes = width === 4 ? Array.from(text, (one) => one.codePointAt(0) ?? 0) : text.split('').map((one) => one.charCodeAt(0));
  return Uint8Array.from(
    codes.flatMap((code) => {
      const octets = Array.from({ length: width }, (_, i) => (code >>> (8 * i)) & 255);
      return little ? octets : octets.reverse();
    }),
  );
}
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const latin1 = (text: string): Uint8Array => Uint8Array.from(text.split('').map((one) => one.charCodeAt(0)));

const cases: readonly (readonly [what: string, bytes: Uint8Array, text: string, encoding: string, codes: readonly string[]])[] = [
  ['nothing', Uint8Array.of(), '', 'utf-8', []],
  ['UTF-8 without declaration', utf8('<a>\u00f6</a>'), '<a>\u00f6</a>', 'utf-8', []],
  ['UTF-8 with a mark', utf8(`\ufeff${declaration('utf-8')}`), declaration('utf-8'), 'utf-8', []],
  ['ASCII by declaration', utf8('<?xml version="1.0" encoding="us-ascii"?><a/>'), '<?xml version="1.0" encoding="us-ascii"?><a/>', 'utf-8', []],
  ['UTF-16 LE with a mark', wide(`\ufeff${declaration('UTF-16')}`, 2, true), declaration('UTF-16'), 'utf-16le', []],
  ['UTF-16 BE with a mark', wide(`\ufeff${declaration('utf-16')}`, 2, false), declaration('utf-16'), 'utf-16be', []],
  ['UTF-16 LE by its zeros', wide(declaration('UTF-16LE'), 2, true), declaration('UTF-16LE'), 'utf-16le', []],
  ['UTF-16 BE by its zeros, without declaration', wide('<a>\u{1f600}</a>', 2, false), '<a>\u{1f600}</a>', 'utf-16be', []],
  ['UTF-32 BE with a mark', wide('\ufeff<a>\u{1f600}</a>', 4, false), '<a>\u{1f600}</a>', 'utf-32be', []],
  ['UTF-32 LE with a mark', wide('\ufeff<a>\u{1f600}</a>', 4, true), '<a>\u{1f600}</a>', 'utf-32le', []],
  ['Latin-1 by declaration', latin1(declaration('ISO-8859-1')), declaration('ISO-8859-1'), 'windows-1252', []],
  ['half of a surrogate pair in UTF-16', wide('\ufeff<a>\ud800</a>', 2, true), '<a>\ud800</a>', 'utf-16le', []],
  ['Latin-1 that says UTF-8', latin1(declaration('UTF-8')), declaration('UTF-8'), 'windows-1252', ['error encoding-mismatch UTF-8']],
  ['Latin-1 that says nothing', latin1('<a>\u00f6</a>'), '<a>\u00f6</a>', 'windows-1252', ['error encoding-mismatch ']],
  ['UTF-8 that says UTF-16', utf8(declaration('utf-16')), declaration('utf-16'), 'utf-8', ['error encoding-mismatch utf-16']],
  ['UTF-16 that says UTF-8', wide(`\ufeff${declaration('utf-8')}`, 2, true), declaration('utf-8'), 'utf-16le', ['error encoding-mismatch utf-8']],
  ['UTF-16 BE that says LE', wide(`\ufeff${declaration('utf-16le')}`, 2, false), declaration('utf-16le'), 'utf-16be', ['error encoding-mismatch utf-16le']],
  ['UTF-8 with a mark that says Latin-1', utf8(`\ufeff${declaration('latin1')}`), declaration('latin1'), 'utf-8', ['error encoding-mismatch latin1']],
  ['UTF-8 that says Latin-1', utf8(declaration('latin1')), declaration('latin1').replace('\u00f6', '\u00c3\u00b6').replace('\u00df', '\u00c3\u0178'), 'windows-1252', ['warning encoding-mismatch latin1']],
  ['an encoding that nobody knows', utf8(declaration('x-none')), declaration('x-none'), 'utf-8', ['error unknown-encoding x-none']],
  ['half a character', Uint8Array.of(...wide('\ufeff<a/>', 2, true), 0x20), '<a/>', 'utf-16le', ['error incomplete-character ']],
];

for (const [what, bytes, text, encoding, codes] of cases) {
  void test(`octets: ${what} is read as ${encoding}${codes.length === 0 ? '' : `, with ${codes.join(', ')}`}`, () => {
    const read = decodeText(bytes);
    assert.equal(read.text, text);
    assert.equal(read.encoding, encoding);
    assert.deepEqual(read.problems.map(({ severity, code, range }) => `${severity} ${code} ${text.slice(range.start, range.end)}`), codes);
    if (codes.every((code) => !code.includes('incomplete'))) assert.deepEqual(encodeText(read.text, read), bytes);
  });
}

void test('octets: whatever they are, they come back from their text, half characters apart', () => {
  fc.assert(
    fc.property(fc.constantFrom('', '<?xml version="1.0"?>', '<?xml version="1.0" encoding="iso-8859-15"?>', '<?xml version="1.0" encoding="utf-8"?>'), fc.uint8Array({ maxLength: 40 }), (head, tail) => {
      const bytes = Uint8Array.from([...utf8(head), ...tail]);
      const read = decodeText(bytes);
      if (read.problems.some(({ code }) => code === 'incomplete-character') || read.encoding.startsWith('utf-32')) return;
      assert.deepEqual(encodeText(read.text, read), bytes);
    }),
    { numRuns: 2000 },
  );
});

void test('octets: every file of the corpus comes back from its text', { skip: !hasCorpus() }, () => {
  for (const { file, bytes } of corpusFiles().filter(isXml)) {
    const read = decodeText(bytes);
    assert.deepEqual(encodeText(read.text, read), new Uint8Array(bytes), file);
  }
});

void test('octets: a character that the encoding lacks can\u2019t be written', () => {
  assert.equal(encodeText('\u4e2d', { encoding: 'iso-8859-15', bom: false }), undefined);
  assert.equal(encodeText('a', { encoding: 'shift_jis', bom: false }), undefined);
  assert.equal(encodeText('\ud800', { encoding: 'utf-8', bom: false }), undefined);
});
