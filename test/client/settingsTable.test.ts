// README's table of settings says what package.json says. UPDATE_GOLDEN=1 writes it anew.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import words from '../../package.nls.json';
import { contributes } from '../../package.json';

interface Setting {
  readonly default: unknown;
  readonly order: number;
  readonly scope: string;
  readonly description?: string;
  readonly markdownDescription?: string;
}

const begin = '<!-- settings -->\n';
const end = '<!-- /settings -->';

function table(): string {
  const settings = Object.entries(contributes.configuration.properties as Readonly<Record<string, Setting>>).sort(([, a], [, b]) => a.order - b.order);
  const rows = settings.map(([name, { description, markdownDescription, scope, default: standard }]) => {
    const key = /^%(.*)%$/.exec(markdownDescription ?? description ?? '')?.[1] ?? '';
    const told = (words as Readonly<Record<string, string>>)[key] ?? assert.fail(`${name} is described`);
    return `| \`${name}\` | \`${JSON.stringify(standard).replace(/^"(.*)"$/, '$1')}\` | ${scope} | ${told.replaceAll('\n', ' ').replaceAll('|', '\\|')} |`;
  });
  return ['| setting | default | scope | |', '|---|---|---|---|', ...rows, ''].join('\n');
}

test('README lists every setting as package.json describes it', () => {
  const readme = readFileSync('README.md', 'utf8').replaceAll('\r\n', '\n');
  const from = readme.indexOf(begin) + begin.length;
  const to = readme.indexOf(end);
  assert.ok(from >= begin.length && to >= from, 'README has a place for them');
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync('README.md', readme.slice(0, from) + table() + readme.slice(to));
  assert.equal(process.env['UPDATE_GOLDEN'] === '1' ? table() : readme.slice(from, to), table());
});
