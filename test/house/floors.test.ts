// The floors table (scripts/floors.mjs) is what ARCHITECTURE.md says, and what stands in engine/src.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { pathToFileURL } from 'node:url';

const root = process.cwd();
const architecture = join(root, 'ARCHITECTURE.md');

let floors: readonly (readonly string[])[];

before(async () => {
  const table = (await import(pathToFileURL(join(root, 'scripts', 'floors.mjs')).href)) as { readonly floors: typeof floors };
  floors = table.floors;
});

test('every room of the engine stands on one floor of the table, and on one only', () => {
  const rooms = readdirSync(join(root, 'engine', 'src'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  const planned = floors.flat();
  assert.deepEqual([...new Set(planned)], planned);
  assert.deepEqual(
    rooms.filter((room) => !planned.includes(room)),
    [],
  );
});

test('ARCHITECTURE.md names every room on its floor', { skip: !existsSync(architecture) }, () => {
  const rows = [...readFileSync(architecture, 'utf8').matchAll(/^\|\s*(\d+)\s*\|([^|]*)\|/gm)];
  const written = rows.map(([, floor, rooms]) => [Number(floor), [...(rooms ?? '').matchAll(/[a-z]+/g)].map(([room]) => room).sort()]);
  const meant = floors.map((rooms, index) => [index + 1, [...rooms].sort()]);
  assert.deepEqual(written.sort(), meant);
});
