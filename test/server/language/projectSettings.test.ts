// Settings: what is read of a fumo.json, which one holds for a document, what is left unchecked.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { profiles } from '#engine/rules/settings';
import { fits } from '#server/language/globs';
import { describes, isCurrent, isIgnored, nearest, pathIn, readProjectSettings, settingsFile, settingsIn, settled, type ProjectSettings } from '#server/language/projectSettings';

function assertRead(text: string, settings: ProjectSettings, ...problems: RegExp[]): void {
  const read = readProjectSettings(text);
  assert.deepEqual(read.settings, settings);
  assert.equal(read.problems.length, problems.length, read.problems.join('\n'));
  problems.forEach((problem, i) => {
    assert.match(read.problems[i] ?? '', problem);
  });
}

function assertFits(pattern: string, fitting: readonly string[], others: readonly string[]): void {
  for (const path of fitting) assert.ok(fits(path, pattern), `${pattern} should fit ${path}`);
  for (const path of others) assert.ok(!fits(path, pattern), `${pattern} should not fit ${path}`);
}

test('what is right is read, what is wrong is told and left out', () => {
  assertRead('{"profile":"strict","rules":{"a-b":"off","c":"error"},"ignore":["old/**"],"ddfs":[]}', { profile: 'strict', rules: { 'a-b': 'off', c: 'error' }, ignore: ['old/**'], ddfs: [] });
  assertRead('\uFEFF{"$schema":"x"}', {});
  assertRead('{"profile":"loose","rules":{"a":"fatal","b":"hint"},"ignore":"x","more":1}', { rules: { b: 'hint' } }, /profile/, /“a”/, /“ignore”/, /“more”/);
  assertRead('[]', {}, /an object/);
  assertRead('{', {}, /isn't JSON/);
  assertRead('{"rules":[1]}', {}, /“rules”/);
});

test('the settings of an editor are read likewise; keys of others among them are nobody\'s mistake', () => {
  assert.deepEqual(settingsIn({ profile: 'windows', trace: { server: 'off' }, ignore: null }), { settings: { profile: 'windows' }, problems: [] });
});

test('what the file says goes before what the editor says, key by key', () => {
  assert.deepEqual(settled({ profile: 'strict', rules: { a: 'off' } }, { profile: 'windows', ignore: ['x'] }), { profile: 'windows', rules: { a: 'off' }, ignore: ['x'] });
});

test('globs fit paths, and what lies below a folder that fits', () => {
  assertFits('old', ['old', 'old/a.xml', 'a/old/b.xml'], ['older', 'a/b.xml']);
  assertFits('a/*.xml', ['a/b.xml'], ['a/b/c.xml', 'x/a/b.xml']);
  assertFits('**/*.{xml,ddf}', ['a.xml', 'a/b/c.ddf'], ['a.dd', 'a.xml2']);
  assertFits('/root.xml', ['root.xml'], ['a/root.xml']);
  assertFits('a/**', ['a/b', 'a/b/c'], ['ab/c']);
  assertFits('r?d(1).xml', ['red(1).xml'], ['rd(1).xml', 'red1.xml']);
  assertFits('{open', [], ['open']);
});

test('the settings of the folder that is nearest hold', () => {
  const folders = ['file:///w', 'file:///w/inner', 'file:///w/in'];
  assert.equal(nearest(folders, 'file:///w/inner/a.xml'), 'file:///w/inner');
  assert.equal(nearest(folders, 'file:///w/a.xml'), 'file:///w');
  assert.equal(nearest(folders, 'file:///other/a.xml'), undefined);
  assert.equal(pathIn('file:///w/', 'file:///w/a%20b.xml'), 'a b.xml');
  assert.ok(isIgnored({ ignore: ['a b.xml'] }, 'file:///w', 'file:///w/a%20b.xml'));
  assert.ok(!isIgnored({ ignore: ['inner'] }, 'file:///w/inner', 'file:///w/inner/a.xml'));
});

test('without a list, all descriptions of the folder hold; with one, those that it names', () => {
  assert.ok(describes({}, 'file:///w', 'file:///w/a.ddf'));
  assert.ok(!describes({}, 'file:///w', 'file:///x/a.ddf'));
  assert.ok(describes({ ddfs: ['device/*'] }, 'file:///w', 'file:///w/device/a.ddf'));
  assert.ok(!describes({ ddfs: [] }, 'file:///w', 'file:///w/a.ddf'));
});

test('views of the past and what programs put out are not checked', () => {
  assert.ok(['file:///a', 'untitled:a', 'vscode-vfs://github/a', 'fumo-wbxml:/a'].every(isCurrent));
  assert.ok(!['git:/a.xml?x', 'output:x', 'vscode-local-history:/a', 'gitlens:/a'].some(isCurrent));
});

test('the schema that editors are given knows the same keys and words', () => {
  const schema = JSON.parse(readFileSync('client/schemas/fumo.schema.json', 'utf8')) as { properties: Record<string, { enum?: string[] }> };
  assert.deepEqual(Object.keys(schema.properties), ['$schema', 'profile', 'rules', 'ignore', 'ddfs']);
  assert.deepEqual(schema.properties['profile']?.enum, [...profiles]);
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { contributes: { jsonValidation: { fileMatch: string; url: string }[]; configuration: { properties: Record<string, { enum?: string[] }> } } };
  assert.deepEqual(manifest.contributes.jsonValidation, [{ fileMatch: settingsFile, url: './client/schemas/fumo.schema.json' }]);
  assert.deepEqual(manifest.contributes.configuration.properties['fumo.profile']?.enum, [...profiles]);
});
