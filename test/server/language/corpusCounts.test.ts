// How often each rule speaks over real documents, in every profile: a change of a rule shows here, and has to be argued.
// What stands in the table was looked through; `npm run golden -- corpusCounts` writes it anew.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { test } from 'node:test';
import { profiles } from '#engine/rules/settings';
import { decodeText } from '#engine/xml/encoding';
import { checkModel } from '#server/language/check';
import { modelOf } from '#server/language/documentModel';
import { flowFolder } from '#test/flowFolder';
import { expectGolden } from '../../golden';

const corpus = join(process.cwd(), '..', 'shared', 'corpus');
const skip = existsSync(corpus) ? false : 'the corpus is not there';

/** What reads as text, by the folder that it lies in. */
const endings = /\.(xml|syncml|ddf|dd|tnds|txt)$/i;

test('each rule speaks as often as the table says', { skip }, async () => {
  const counts = new Map<string, number>();
  let documents = 0;
  for (const entry of readdirSync(corpus, { recursive: true }) as string[]) {
    if (!endings.test(entry)) continue;
    const model = modelOf({ uri: `memory:/${entry.split(sep).join('/')}`, text: decodeText(readFileSync(join(corpus, entry))).text });
    if (model.kind === 'unknown') continue;
    documents++;
    for (const profile of profiles) {
      for (const { code, severity } of await checkModel(model, flowFolder(), undefined, { settings: { profile } })) {
        const key = `${code}\t${profile}\t${severity}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
  }
  const codes = [...new Set([...counts.keys()].map((key) => key.split('\t')[0] ?? ''))].sort();
  const told = (code: string, profile: string): string =>
    (['error', 'warning', 'information', 'hint'] as const)
      .flatMap((severity) => {
        const count = counts.get(`${code}\t${profile}\t${severity}`);
        return count === undefined ? [] : [`${count} ${severity}`];
      })
      .join(', ');
  const rows = codes.map((code) => [code, ...profiles.map((profile) => told(code, profile) || '-')].join(' | '));
  expectGolden('test/server/language/corpusCounts.golden.txt', [`${documents} documents`, ['rule', ...profiles].join(' | '), ...rows, ''].join('\n'));
});
