import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { describedNodes } from '#engine/ddf/description';
import { describedAt } from '#engine/ddf/lookUp';
import { readDdf } from '#engine/ddf/readDdf';
import { moIdentifiers, standardObject, standardObjects } from '#engine/ddf/standardObjects';
import { parseXml } from '#engine/xml/parse';

const folder = 'engine/src/ddf/standard';
const files = ['devInfo.ddf', 'devDetail.ddf', 'dmAcc.ddf', 'fumo.ddf'];

for (const file of files) {
  test(`${file} is read without a problem`, () => {
    const parsed = parseXml(readFileSync(join(folder, file), 'utf8'));
    assert.deepEqual([parsed.problems, readDdf(parsed.document).problems], [[], []]);
  });
}

const dtd = '../shared/corpus/dtd/greearb-hostap-ct/dm_ddf-v1_2.dtd';
const canValidate = existsSync(dtd) && spawnSync('xmllint', ['--version']).status === 0;

test('the standard descriptions are valid by the DTD', { skip: canValidate ? false : 'no xmllint, or no DTD' }, () => {
  const scratch = mkdtempSync(join(tmpdir(), 'fumo-ddf-'));
  try {
    for (const file of files) {
      const copy = join(scratch, file);
      writeFileSync(copy, readFileSync(join(folder, file), 'utf8').replace(/<!DOCTYPE[^>]*>/, ''));
      const { status, stderr } = spawnSync('xmllint', ['--nonet', '--noout', '--dtdvalid', dtd, copy], { encoding: 'utf8' });
      assert.equal(status, 0, stderr);
    }
  } finally {
    rmSync(scratch, { recursive: true });
  }
});

test('each object is known by its MO identifier, the update object by the older one too', () => {
  assert.deepEqual(standardObjects().map((object) => [object.id, object.mo, object.node.ddfName]), [
    ['DevInfo', moIdentifiers.DevInfo, 'urn:oma:mo:oma-dm-devinfo:1.0'],
    ['DevDetail', moIdentifiers.DevDetail, 'urn:oma:mo:oma-dm-devdetail:1.0'],
    ['DMAcc', moIdentifiers.DMAcc, 'urn:oma:mo:oma-dm-dmacc:1.0'],
    ['FUMO', moIdentifiers.FUMO, 'urn:oma:mo:oma-fumo:1.0'],
  ]);
  assert.ok(standardObject('FUMO').identifiers.includes('org.openmobilealliance/1.0/FirmwareUpdateManagementObject'));
});

const access = (id: Parameters<typeof standardObject>[0], uri: string): string => {
  const node = describedAt(standardObject(id).description, uri);
  assert.ok(node, uri);
  return `${node.format} ${node.occurrence.name} ${[...node.access].join('+')}`;
};

test('DevInfo and DevDetail can only be read, and are permanent [STD 5.3.2] [STD 5.3.3]', () => {
  for (const id of ['DevInfo', 'DevDetail'] as const) {
    for (const { uri, node } of describedNodes(standardObject(id).description)) {
      assert.deepEqual([[...node.access], node.scope], [['Get'], 'Permanent'], uri);
    }
  }
  assert.equal(access('DevInfo', './DevInfo/DevId'), 'chr One Get');
  assert.equal(access('DevDetail', './DevDetail/FwV'), 'chr One Get');
  assert.equal(access('DevDetail', './DevDetail/LrgObj'), 'bool One Get');
});

test('secrets and nonces of an account can never be read [STD 5.3.1]', () => {
  for (const uri of ['./DMAcc/a/AppAuth/1/AAuthSecret', './DMAcc/a/AppAuth/1/AAuthData']) assert.doesNotMatch(access('DMAcc', uri), /Get/);
  assert.equal(access('DMAcc', './DMAcc/a/AppAuth/1/AAuthLevel'), 'chr One Get');
});

test('the firmware update object has the nodes and rights of its table [FUMO 5.1]', () => {
  const table: readonly (readonly [string, string])[] = [
    ['', 'node ZeroOrMore Get'], ['/PkgName', 'chr ZeroOrOne Get'], ['/PkgVersion', 'chr ZeroOrOne Get'],
    ['/Download', 'node ZeroOrOne Exec+Get'], ['/Download/PkgURL', 'chr One Get+Replace'],
    ['/Update', 'node ZeroOrOne Exec+Get'], ['/Update/PkgData', 'bin ZeroOrOne Replace'],
    ['/DownloadAndUpdate', 'node ZeroOrOne Exec+Get'], ['/DownloadAndUpdate/PkgURL', 'chr One Get+Replace'],
    ['/State', 'int One Get'], ['/Ext', 'node ZeroOrOne Get'],
  ];
  for (const [uri, expected] of table) assert.equal(access('FUMO', `./FwUpdate/x${uri}`), expected, uri);
});
