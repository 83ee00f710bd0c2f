import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fileNameOf, pathOf } from '#engine/download/fileName';

const names: readonly (readonly [path: string, name: string])[] = [
  ['/fw.fwp', 'fw.fwp'],
  ['/ex-1/1.1.0/fw.fwp', 'ex-1/1.1.0/fw.fwp'],
  ['/a%20b.fwp', 'a b.fwp'],
  ['/f%C3%BCr.fwp', 'für.fwp'],
  ['/a..b', 'a..b'],
  ['/constant.bin', 'constant.bin'],
  ['/100%25.bin', '100%.bin'],
];

for (const [path, name] of names) {
  void test(`${path} asks for ${name}`, () => {
    assert.equal(fileNameOf(path), name);
  });
}

const refused: readonly string[] = [
  '', '/', '//', '/a/', '//etc/passwd', '/a//b', 'a', 'a/b', '..',
  '/..', '/../secret', '/a/../../secret', '/a/..', '/.', '/./a', '/.git/config', '/a/.hidden',
  '/%2e%2e/secret', '/%2E%2E/secret', '/%2e./secret', '/.%2e/secret', '/a/%2e%2e/%2e%2e/secret',
  '/..%2fsecret', '/a%2fb', '/a%2Fb', '/%2fetc%2fpasswd', '/a%5cb', '/a\\b', '/..\\secret', '/..%5csecret',
  '/C:/windows/win.ini', '/c:secret', '/C%3A/secret', '/file%3a%24DATA', '/fw.fwp::$DATA', '/fw.fwp%3A%3A$DATA',
  '/fw.fwp%00', '/fw%00.fwp', '/%00', '/a%0ab', '/a%0d%0aSet-Cookie', '/a%7f', '/a\u0000b',
  '/%', '/%2', '/%zz', '/%ff', '/%c0%ae%c0%ae/secret', '/%c0%af', '/%e0%80%ae',
  '/fw.fwp.', '/fw.fwp ', '/fw.fwp%20', '/a%2e', '/.../a',
  '/con', '/CON', '/nul.fwp', '/a/AUX', '/com1', '/lpt9.bin', '/a*b', '/a?b', '/a%3fb', '/a%22b', '/a|b', '/a<b',
  `/${'a'.repeat(2000)}`,
];

for (const path of refused) {
  void test(`${JSON.stringify(path.slice(0, 60))} asks for no file`, () => {
    assert.equal(fileNameOf(path), undefined);
  });
}

void test('encoding twice leads nowhere else: what is decoded once is a name', () => {
  assert.equal(fileNameOf('/%252e%252e%252fsecret'), '%2e%2e%2fsecret');
});

void test('whatever is asked, a name has no segment that leads anywhere', () => {
  const piece = fc.constantFrom('..', '.', '/', '%2e', '%2f', '%5c', '\\', 'a', 'b.fwp', '%00', ':', '%', '%c0%ae', ' ', '%252e');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const name = fileNameOf(`/${pieces.join('')}`);
      if (name === undefined) return;
      assert.doesNotMatch(name, /[\\:\0]/);
      for (const segment of name.split('/')) assert.ok(segment !== '' && !segment.startsWith('.'), name);
    }),
  );
});

void test('a name that may be asked for is asked for by its path', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 4 }), (segments) => {
      const name = segments.join('/');
      const found = fileNameOf(pathOf(name));
      if (found !== undefined) assert.equal(found, name);
    }),
  );
});
