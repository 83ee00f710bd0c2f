import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseXml } from '#engine/xml/parse';

const cases: readonly (readonly [declaration: string, wrong: string | undefined])[] = [
  ['<?xml version="1.0"?>', undefined],
  ["<?xml version = '1.1' encoding='iso-8859-1'\n standalone=\"yes\" ?>", undefined],
  ['<?xml version="1.0" standalone="no"?>', undefined],
  ['<?xml encoding="UTF-8"?>', ' encoding="UTF-8"'],
  ['<?xml version="2.0"?>', ' version="2.0"'],
  ['<?xml version="1.0" standalone="no" encoding="UTF-8"?>', ' version="1.0" standalone="no" encoding="UTF-8"'],
  ['<?xml version="1.0"encoding="UTF-8"?>', ' version="1.0"encoding="UTF-8"'],
  ['<?xml version="1.0\'?>', ' version="1.0\''],
  ['<?xml version="1.0" standalone="maybe"?>', ' version="1.0" standalone="maybe"'],
  ['<?xml version="1.0" encoding="8"?>', ' version="1.0" encoding="8"'],
  ['<?xml?>', ''],
];

for (const [declaration, wrong] of cases) {
  void test(`${JSON.stringify(declaration)} is ${wrong === undefined ? 'sound' : 'malformed'} [XML 1.0 2.8]`, () => {
    const text = `${declaration}<a/>`;
    const said = parseXml(text).problems.map(({ code, severity, range }) => [code, severity, text.slice(range.start, range.end)]);
    assert.deepEqual(said, wrong === undefined ? [] : [['malformed-declaration', 'error', wrong]]);
  });
}

void test('a declaration that stands where none may is told of once', () => {
  assert.deepEqual(parseXml(' <?xml version="1.0"?><a/>').problems.map(({ code }) => code), ['misplaced-declaration']);
});
