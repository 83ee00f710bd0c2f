// Recovery over real documents, with the guide of each one's kind.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ddf12 } from '#engine/schema/ddf';
import { downloadDescriptor } from '#engine/schema/downloadDescriptor';
import type { Schema } from '#engine/schema/schema';
import { syncml12 } from '#engine/schema/syncml';
import { parseXml } from '#engine/xml/parse';
import { fromUtf8Strictly } from '#engine/base/bytes';
import { corpusFiles, hasCorpus, isXml } from '../oracle/corpus';
import { measureRecovery, type Count } from './measureRecovery';

const schemas: Readonly<Record<string, Schema>> = { messages: syncml12, ddf: ddf12, dd: downloadDescriptor };
const skip = hasCorpus() ? false : 'the collection of files is not here';
const tagsOfOneFile = process.env['FUMO_TEST_SLICE'] === '1' ? 4 : 60;

void test('of the siblings after a tag that is deleted, halved or doubled, at least 97 % keep their parent', { skip }, (t) => {
  const counts = new Map<string, Count>();
  const add = (key: string, { kept, siblings }: Count): void => {
    const before = counts.get(key) ?? { kept: 0, siblings: 0 };
    counts.set(key, { kept: before.kept + kept, siblings: before.siblings + siblings });
  };
  const worst: { readonly file: string; readonly share: number }[] = [];
  for (const { file, kind, bytes } of corpusFiles().filter(isXml)) {
    const text = fromUtf8Strictly(bytes);
    if (text === undefined || parseXml(text).problems.some(({ severity }) => severity === 'error')) continue;
    let kept = 0;
    let siblings = 0;
    for (const [damage, count] of measureRecovery(text, tagsOfOneFile, schemas[kind] ?? syncml12)) {
      add(damage, count);
      add(kind, count);
      kept += count.kept;
      siblings += count.siblings;
    }
    add('all', { kept, siblings });
    if (siblings > 0) worst.push({ file, share: kept / siblings });
  }
  const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
  for (const [key, { kept, siblings }] of counts) t.diagnostic(`${key}: ${percent(kept / siblings)} of ${siblings}`);
  worst.sort((a, b) => a.share - b.share);
  for (const { file, share } of worst.slice(0, 10)) t.diagnostic(`${percent(share)} ${file}`);
  const all = counts.get('all') ?? { kept: 0, siblings: 0 };
  assert.ok(all.siblings > 1000, `${all.siblings} siblings`);
  assert.ok(all.kept / all.siblings >= 0.97, percent(all.kept / all.siblings));
});
