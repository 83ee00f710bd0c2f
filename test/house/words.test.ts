// Words that a person reads stand in package.nls.json, not in package.json; and none stands there for nothing.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const read = (name: string): Json => JSON.parse(readFileSync(join(process.cwd(), name), 'utf8')) as Json;
const contributes = (read('package.json') as { readonly contributes: Json }).contributes;
const words = read('package.nls.json') as Readonly<Record<string, string>>;

/** The properties of package.json's contributions that VS Code shows to a person. */
const shown = new Set([
  'title',
  'shortTitle',
  'category',
  'label',
  'description',
  'markdownDescription',
  'deprecationMessage',
  'markdownDeprecationMessage',
  'enumDescriptions',
  'markdownEnumDescriptions',
  'altText',
]);

/** The same in every language: a name, nothing, a value that a snippet inserts. */
const isForAll = ([way, text]: readonly [string, string]): boolean => text === 'FUMO' || text === '' || way.includes('.defaultSnippets');

/** Every shown text with the way to it. */
function shownTexts(value: Json, way: string, isShown: boolean): [way: string, text: string][] {
  if (typeof value === 'string') return isShown ? [[way, value]] : [];
  if (value === null || typeof value !== 'object') return [];
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap((each, index) => shownTexts(each, `${way}[${index}]`, isShown));
  return Object.entries(value).flatMap(([key, each]) => shownTexts(each, `${way}.${key}`, shown.has(key)));
}

test('every title, label and description that a person sees stands in package.nls.json', () => {
  const texts = shownTexts(contributes, 'contributes', false);
  assert.ok(texts.length > 0);
  const bare = texts.filter((each) => !isForAll(each) && !/^%[^%]+%$/.test(each[1]));
  assert.deepEqual(bare, []);
});

test('every name in percent signs is in package.nls.json, and every entry there is used', () => {
  const used = new Set([...readFileSync(join(process.cwd(), 'package.json'), 'utf8').matchAll(/"%([^%"]+)%"/g)].map(([, name]) => name ?? ''));
  assert.deepEqual([...used].sort(), Object.keys(words).sort());
});
