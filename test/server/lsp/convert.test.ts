// What becomes of snippets where a client knows none.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutStops } from '#server/lsp/convert';

test('places to fill in become what they propose', () => {
  assert.equal(withoutStops('<a b="${1|x,y|}" c="${2:z}">$0</a>'), '<a b="x" c="z"></a>');
  assert.equal(withoutStops('\\${name\\} costs \\$1'), '${name} costs $1');
});
