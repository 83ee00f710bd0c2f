// Rules of the firmware update object: what counts as one, and what is told of it once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { described, serialised, type Example } from '#engine/rules/examples';
import { download, object, pkgUrl, state, update } from '#engine/rules/fumoObject/examples';
import { describedNode, serialisedNode } from '#engine/rules/nodeExamples';
import { lintExample } from './lintExample';

function codes(example: Example): string[] {
  return lintExample(example).map(({ severity, code }) => `${severity} ${code}`);
}

const both = describedNode('DownloadAndUpdate', { access: '<Exec/><Get/>', occurrence: '<ZeroOrOne/>', format: 'node' }, pkgUrl);

const cases: readonly (readonly [what: string, example: Example, expected: readonly string[]])[] = [
  ['DownloadAndUpdate alone is enough', object([both, state]), []],
  ['Update with PkgData alone is enough', object([update(), state]), []],
  ['nothing but a State lacks what starts it', object([state]), ['error fumo-no-exec']],
  ['an identifier that is empty', object([update(), state], ''), ['error fumo-moid']],
  ['what merely has a State is none', object([state, describedNode('Other')], 'com.example/1.0/Other'), []],
  ['names in another case are there', object([update(), state.replace('>State<', '>STATE<')]), ['warning fumo-node-name-case']],
  ['a PkgURL in another case is there', object([download(pkgUrl.replace('PkgURL', 'PkgUrl')), update(), state]), ['warning fumo-node-name-case']],
  ['a State that may be missing', object([update(), state.replace('<One/>', '<ZeroOrOne/>')]), ['error fumo-state-format']],
  ['a State that cannot be read', object([update(), state.replace('<Get/>', '<Exec/>')]), ['hint ddf-exec-leaf-default', 'error fumo-state-format']],
  ['a State that begins with no number is told by its format', object([update(), state.replace('>10<', '>idle<')]), ['error ddf-default-format']],
  ['an Update of chr with nodes inside is told once', object([update(undefined, { format: 'chr' }), state]), ['warning fumo-node-format']],
  ['an Update of chr without nodes may be one', object([update('', { format: 'chr' }), download(), state]), []],
  ['a Download without address is told once', object([download(''), state]), ['error fumo-no-exec', 'error fumo-pkgurl-missing']],
  ['a State that is misspelt is told once', object([update(), state.replace('<Node>', '<Nod>').replace('</Node>', '</Nod>')]), ['error ddf-unknown-element']],
];

for (const [what, example, expected] of cases) {
  void test(`of firmware update objects: ${what}`, () => {
    assert.deepEqual(codes(example).sort(), [...expected].sort());
  });
}

void test('an object that goes on elsewhere by Path is not told what it lacks here', () => {
  const x = (inside: string): string => describedNode('Pkg', { path: './FwUpdate', format: 'node', type: '<DDFName>urn:oma:mo:oma-fumo:1.0</DDFName>' }, inside);
  assert.deepEqual(codes(described(x(update()))), ['error fumo-state-missing']);
  assert.deepEqual(codes(described(x(update()) + state.replace('</NodeName>', '</NodeName><Path>./FwUpdate/Pkg</Path>'))), []);
  assert.deepEqual(codes(described(x(''))), []);
});

void test('a serialised tree may hold a part of the object', () => {
  const x = (inside: string, id = 'urn:oma:mo:oma-fumo:1.0'): string => serialisedNode('Pkg1', undefined, 'node', inside).replace('<DDFName></DDFName>', `<DDFName>${id}</DDFName>`);
  assert.deepEqual(codes(serialised(x(serialisedNode('PkgName', 'x')))), []);
  assert.deepEqual(codes(serialised(x(serialisedNode('State', '10')))), ['error fumo-state-format']);
  assert.deepEqual(codes(serialised(x(serialisedNode('State', '10', 'int') + serialisedNode('Update'), 'urn:x-other'))), ['error fumo-moid']);
});
