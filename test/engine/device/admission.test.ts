// Which Exec is accepted in which State: a table over all of them, strict and lenient.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { utf8 } from '#engine/base/bytes';
import { readDdf } from '#engine/ddf/readDdf';
import { readTnds } from '#engine/ddf/readTnds';
import { admit } from '#engine/device/admission';
import type { DeviceMemory } from '#engine/device/deviceMemory';
import { packageOf, stateOf } from '#engine/device/firmwareObjects';
import { firmwareNodes, operations } from '#engine/fumo/firmwareObject';
import { firmwareStates, type State } from '#engine/fumo/states';
import type { Strictness } from '#engine/fumo/transitions';
import { plant } from '#engine/tree/plant';
import { withValue } from '#engine/tree/tree';
import { parseXml } from '#engine/xml/parse';

const template = (name: string): string => readFileSync(join(process.cwd(), 'client/templates/firmware-update', name), 'utf8');
const object = './FwUpdate/Pkg1';

/** A device with both addresses and a package. */
function memoryIn(state: number, changes: Readonly<Record<string, string>> = {}): DeviceMemory {
  const { description } = readDdf(parseXml(template('device.ddf')).document);
  assert.ok(description);
  const { tree } = plant(description, readTnds(parseXml(template('device.tnds.xml')).document).nodes, { standard: true });
  const values = { 'Download/PkgURL': 'http://a/', 'DownloadAndUpdate/PkgURL': 'http://a/', State: String(state), ...changes };
  const filled = Object.entries(values).reduce((all, [name, value]) => withValue(all, `${object}/${name}`, value), withValue(tree, `${object}/Update/PkgData`, utf8('package')));
  return { tree: filled, reports: [], packages: {}, settling: [], followed: [] };
}

function exec(path: string, memory: DeviceMemory, setup: { readonly strictness: Strictness; readonly refusalStatus?: number } = { strictness: 'strict' }): ReturnType<typeof admit> {
  return admit({ verb: 'Exec', item: { target: `${object}/${path}` }, serverId: 's', correlator: 'c' }, { object, path }, memory, setup);
}

/** The State that an accepted Exec leads to, or the status that it is refused with. */
function resultOf(path: string, memory: DeviceMemory, setup?: Parameters<typeof exec>[2]): string {
  const admission = exec(path, memory, setup);
  return 'accepted' in admission ? `-> ${String(stateOf(admission.accepted.tree, object))}` : String(admission.refused.status);
}

const { download, update, downloadAndUpdate } = firmwareNodes;

/** Where an Exec is accepted; everywhere else it is refused. [FUMO 6, figure] */
const accepted: Readonly<Record<Strictness, Readonly<Record<string, readonly State[]>>>> = {
  strict: { [download]: [10], [update]: [50], [downloadAndUpdate]: [10] },
  lenient: { [download]: [10, 20, 50, 70, 80, 90, 100], [update]: [50, 70, 90], [downloadAndUpdate]: [10, 20, 50, 70, 80, 90, 100] },
};

for (const strictness of ['strict', 'lenient'] as const) {
  for (const path of Object.keys(operations)) {
    test(`Exec ${path} in every State, ${strictness}`, () => {
      const lead = path === update ? '-> 60' : '-> 30';
      for (const { value } of firmwareStates) {
        const wanted = accepted[strictness][path]?.includes(value as State) === true ? lead : '405';
        assert.equal(resultOf(path, memoryIn(value), { strictness }), wanted, String(value));
      }
    });
  }
}

test('what an accepted Exec leaves: who asked for what, with its correlator', () => {
  const admission = exec(downloadAndUpdate, memoryIn(10));
  assert.ok('accepted' in admission);
  assert.deepEqual(admission.accepted.operation, { operation: 'downloadandupdate', object, serverId: 's', correlator: 'c' });
});

test('a new download takes the place of the package that is there', () => {
  const admission = exec(download, { ...memoryIn(50), packages: { [object]: utf8('old'), './Other': utf8('other') } }, { strictness: 'lenient' });
  assert.ok('accepted' in admission);
  assert.deepEqual(Object.keys(admission.accepted.packages), ['./Other']);
  assert.equal(packageOf(admission.accepted.tree, object).length, 0);
});

test('an Exec that lacks what it needs, or comes while another is carried out, is refused', () => {
  assert.equal(resultOf(download, memoryIn(10, { 'Download/PkgURL': ' ' })), '405');
  assert.equal(resultOf(downloadAndUpdate, memoryIn(10, { 'DownloadAndUpdate/PkgURL': '' })), '405');
  assert.equal(resultOf(update, memoryIn(70, { 'Update/PkgData': '' }), { strictness: 'lenient' }), '405');
  assert.equal(resultOf(download, { ...memoryIn(10), operation: { operation: 'update', object: './Other', serverId: 's' } }), '405');
});

// [FUMO 6.1, DM-REP 10]
test('the status of a refusal is set; 403 says why in an Item', () => {
  for (const refusalStatus of [403, 405, 406, 500]) assert.equal(resultOf(update, memoryIn(10), { strictness: 'strict', refusalStatus }), String(refusalStatus));
  const admission = exec(update, memoryIn(10), { strictness: 'strict', refusalStatus: 403 });
  assert.deepEqual(admission, { refused: { status: 403, items: [{ data: 'State is 10 (Idle / Start).' }] } });
});

// [DM-REP 6.6.6]
test('nothing else in the object can be executed, whatever refusals are set to', () => {
  assert.equal(resultOf('State', memoryIn(10), { strictness: 'lenient', refusalStatus: 403 }), '406');
});
