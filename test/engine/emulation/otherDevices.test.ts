// Another device, another package, other credentials: documents change, code doesn't.
import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Verdict } from '#engine/emulation/runEvent';
import { preparedRun, type Changes } from '../../flowFolder';
import { virtualMachine } from '../../virtualMachine';
import { transcribe } from './transcript';

async function verdictOf(changes: Changes): Promise<Verdict> {
  const machine = virtualMachine();
  return (await transcribe(await preparedRun(machine, changes), machine)).verdict;
}

const updated = { verdict: 'success', result: 200, versionBefore: '1.0.3', versionAfter: '1.1.0' };

/** The template's values with the firmware object at another place. */
const moved = (text: string): string => text.replace('<NodeName>FwUpdate</NodeName>', '<NodeName>Firmware</NodeName>').replace('<NodeName>Pkg1</NodeName>', '<NodeName>Slot7</NodeName>');

/** A description that says nothing of the standard objects. */
const bare = '<MgmtTree><VerDTD>1.2</VerDTD><Node><NodeName>Vendor</NodeName><Path>.</Path><DFProperties><AccessType><Get/></AccessType><DFFormat><node/></DFFormat><DFType><DDFName/></DFType></DFProperties></Node></MgmtTree>';

// [FUMO 5] Found by its MO identifier, never by a fixed path.
test('the firmware object stands elsewhere under another name', async () => {
  assert.deepEqual(await verdictOf({ 'device.tnds.xml': moved, 'device.ddf': (text) => text.replace('<NodeName>FwUpdate</NodeName>', '<NodeName>Firmware</NodeName>') }), updated);
});

test('a description without the standard objects is completed by them', async () => {
  assert.deepEqual(await verdictOf({ 'device.ddf': bare, 'device.tnds.xml': moved }), updated);
});

test('an older identifier marks a firmware object too', async () => {
  const older = (text: string): string => text.replaceAll('urn:oma:mo:oma-fumo:1.0', 'org.openmobilealliance/1.0/FirmwareUpdateManagementObject');
  assert.deepEqual(
    await verdictOf({ 'device.tnds.xml': older, 'device.ddf': older, 'dm-download.flow.xml': (text) => text.replace(' find="urn:oma:mo:oma-fumo:1.0"', ' find="org.openmobilealliance/1.0/FirmwareUpdateManagementObject"') }),
    updated,
  );
});

test('other versions, another model, another device and other secrets', async () => {
  const other = (text: string): string =>
    text.replaceAll('IMEI:493005100592800', 'IMEI:004999010640000').replaceAll('device-pass', 'an other & <secret>'.replace('&', '&amp;').replace('<', '&lt;')).replaceAll('device-user', 'u');
  assert.deepEqual(
    await verdictOf({
      'device.tnds.xml': (text) => other(text).replace('<Value>1.0.3</Value>', '<Value>9.8</Value>'),
      'accounts.xml': other,
      'dm-download.flow.xml': (text) => other(text).replace('<package file="ex-1-1.1.0.fwp"/>', '<package file="other.bin" version="9.9"/>'),
      'other.bin': new Uint8Array(50_000).map((_, i) => (i * 7919) & 0xff),
    }),
    { verdict: 'success', result: 200, versionBefore: '9.8', versionAfter: '9.9' },
  );
});

test('basic authentication on both ends', async () => {
  assert.deepEqual(
    await verdictOf({
      'device.tnds.xml': (text) => text.replace('<Value>DIGEST</Value>', '<Value>BASIC</Value>').replaceAll('<Value>DIGEST</Value>', '<Value>BASIC</Value>'),
      'accounts.xml': (text) => text.replace('auth="md5"', 'auth="basic"'),
    }),
    updated,
  );
});

// [FUMO 6.2.4] 404, failed validation
test('a device that trusts a key installs what is signed by it, and nothing else', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const key = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
  const flow = (text: string): string => text.replace('<emulate ', `<emulate trusted-key="${key}" `);
  assert.deepEqual(await verdictOf({ 'dm-download.flow.xml': flow }).then(({ verdict, result }) => [verdict, result]), ['failed', 404]);
  const whole = readFileSync(join(process.cwd(), 'client/templates/firmware-update/ex-1-1.1.0.fwp'));
  const end = whole.indexOf('\n\n') + 1;
  const header = whole.subarray(0, end);
  const signature = `signature: ${sign(null, header, privateKey).toString('base64')}\n`;
  const signed = new Uint8Array(Buffer.concat([header, Buffer.from(signature), whole.subarray(end)]));
  assert.deepEqual(await verdictOf({ 'dm-download.flow.xml': flow, 'ex-1-1.1.0.fwp': signed }), updated);
});

// A deployed client's description, with the template's values planted into it.
const deployed = join(process.cwd(), '../shared/corpus/ddf/CyanogenMod-android_packages_apps_OMA-DM/syncmldm.ddf');

test('a deployed description with a firmware object grafted in at another path', { skip: !existsSync(deployed) }, async () => {
  assert.deepEqual(await verdictOf({ 'device.ddf': readFileSync(deployed, 'utf8'), 'device.tnds.xml': moved }), updated);
});
