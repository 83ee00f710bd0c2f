import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { describedNodes, type Description } from '#engine/ddf/description';
import { readDdf } from '#engine/ddf/readDdf';
import { readTnds } from '#engine/ddf/readTnds';
import { parseXml } from '#engine/xml/parse';

const folder = '../shared/corpus/ddf';
const skip = existsSync(folder) ? false : 'no corpus';

test('descriptions from the field are read, and found as those who counted them found them', { skip }, () => {
  const descriptions: Description[] = [];
  const codes = new Map<string, number>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const { document } = parseXml(readFileSync(join(entry.parentPath, entry.name), 'utf8'));
    const { description, problems } = readDdf(document);
    readTnds(document);
    if (description !== undefined) descriptions.push(description);
    for (const problem of problems) codes.set(problem.code, (codes.get(problem.code) ?? 0) + 1);
  }
  const nodes = descriptions.flatMap((description) => [...describedNodes(description)]).filter(({ node }) => node.implied !== true);
  // 7,044 Node elements, four of which go on with another.
  assert.ok(descriptions.length >= 270 && nodes.length >= 7_000, `${descriptions.length} descriptions, ${nodes.length} nodes`);
  assert.equal(codes.get('ddf-dftype-interior'), 356);
  assert.equal(codes.get('ddf-path-form'), 4);
  assert.equal(codes.get('ddf-access-unknown'), 2);
  assert.equal(codes.get('ddf-occurrence-n'), 1);
  assert.equal(codes.get('ddf-leaf-children'), 1);
  assert.equal(codes.get('ddf-path-conflict'), undefined);
});
