// Firmware update in messages: which addresses and alerts count as such, and how much is told of each mistake.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { descriptionsOf } from '#engine/rules/descriptionsOf';
import { firstFromClient, fromClient, fromServer, type Example } from '#engine/rules/examples';
import { isFumoAlertType, meantType } from '#engine/rules/fumoAlertTypes';
import { alert, alerted, exec, packageUrl, replace, types, x } from '#engine/rules/fumoMessage/exampleParts';
import { fumoPlace } from '#engine/rules/fumoMessage/fumoPlace';
import { applyEdits } from '#engine/xml/edit';
import { ruleOf } from '#engine/rules/table';
import { lintExample, subjectIn } from './lintExample';

function codes(example: Example): readonly string[] {
  return lintExample(example).map(({ code, severity }) => `${severity} ${code}`);
}

const none = new Set<string>();

test('some names are those of no other object; others count where the object is known or called like one [FUMO 5]', () => {
  assert.deepEqual(fumoPlace('./Vendor/Any/DownloadAndUpdate/PkgURL', none, undefined), { x: './Vendor/Any', node: 'DownloadAndUpdate/PkgURL' });
  assert.deepEqual(fumoPlace('FwUpdate/Pkg1/Update', none, undefined), { x: './FwUpdate/Pkg1', node: 'Update' });
  assert.equal(fumoPlace('./Vendor/MSFT/Update', none, undefined), undefined);
  assert.deepEqual(fumoPlace('./Vendor/MSFT/Update', new Set(['./Vendor/MSFT']), undefined), { x: './Vendor/MSFT', node: 'Update' });
  assert.equal(fumoPlace('./FwUpdate/Pkg1/Ext/Vendor/State', none, undefined), undefined);
  assert.equal(fumoPlace('./FwUpdate/Pkg1/State?prop=ACL', none, undefined), undefined);
});

test('an Exec elsewhere is none of firmware update', () => {
  const elsewhere = (example: Example): Example => ({ ...example, documents: example.documents.map(({ name, text = '' }) => ({ name, text: text.replaceAll(x, './Vendor/Reboot') })) });
  assert.deepEqual(codes(elsewhere(fromServer(exec('State')))), []);
  assert.deepEqual(codes(elsewhere(fromServer(exec('Update', 2, '')))), []);
});

test('an Exec on the object itself is told where something else in the message shows what it is [FUMO 6.1]', () => {
  assert.deepEqual(codes(fromServer(`<Sequence><CmdID>2</CmdID>${replace('Download/PkgURL', packageUrl, 3)}${exec('', 4)}</Sequence>`)), ['error fumo-exec-target']);
});

test('a misspelt type is told once, with the name that was meant; the types of others are left alone [FUMO 6.2.2]', () => {
  for (const [type, meant] of [
    ['org.openmobilealliance.firmwareupdate.download', types.download],
    ['org.openmobilealliance.dm.firmwareupdate.DownloadAnd Update', types.downloadAndUpdate],
    ['Reversed-Domain-Name: org.openmobilealliance.dm.firmware.update', types.update],
    ['org.openmobilealliance.dm.firmwareupdate.done', undefined],
  ] as const) {
    assert.deepEqual(codes(firstFromClient(alert({ type, bare: true }))), ['error fumo-alert-type'], type);
    assert.equal(meantType(type), meant);
  }
  assert.ok(isFumoAlertType(types.update) && isFumoAlertType(`reversed-domain-name:${types.update}`));
  for (const type of ['com.example.firmwareupdate.update', 'org.openmobilealliance.dm.lawmo', 'com.microsoft:mdm.unenrollment.userrequest']) assert.ok(!isFumoAlertType(type), type);
});

test('a bare type is one mistake, whoever else could tell it [DM-PRO 8.7.1.6]', () => {
  assert.deepEqual(codes(alerted({ bare: true })), ['information fumo-alert-prefix']);
});

test('where a rule is switched off, the less exact one that it goes before tells the mistake', () => {
  const settings = { rules: { 'fumo-alert-integer': 'off' } } as const;
  assert.deepEqual(
    lintExample(alerted({ data: 'OK' }), settings).map(({ code }) => code),
    ['int-value'],
  );
});

test('a result with Format chr is noted only; codes of the vendor are codes [FUMO 6.2.4]', () => {
  assert.deepEqual(codes(alerted({ format: 'chr' })), ['information fumo-alert-format']);
  for (const data of ['250', '299']) assert.deepEqual(codes(alerted({ data })), [], data);
  for (const data of ['450', '499']) assert.deepEqual(codes(alerted({ data, mark: 'warning' })), [], data);
  for (const data of ['100', '249', '300', '413', '449', '504', '600']) assert.deepEqual(codes(alerted({ data, mark: 'warning' })), ['error fumo-alert-code'], data);
  for (const data of ['', '200 OK', '-1', '2.0']) assert.deepEqual(codes(alerted({ data })), ['error fumo-alert-integer'], data);
});

test('State is held against the ten values; those of vendors are noted [FUMO 5.1.10]', () => {
  const read = (value: string): readonly string[] =>
    codes(
      fromClient(
        `<Status><CmdID>2</CmdID><MsgRef>1</MsgRef><CmdRef>2</CmdRef><Cmd>Get</Cmd><TargetRef>${x}/State</TargetRef><Data>200</Data></Status><Results><CmdID>3</CmdID><MsgRef>1</MsgRef><CmdRef>2</CmdRef><Item><Source><LocURI>${x}/State</LocURI></Source><Meta><Format xmlns="syncml:metinf">int</Format><Type xmlns="syncml:metinf">text/plain</Type></Meta><Data>${value}</Data></Item></Results>`,
      ),
    );
  for (const value of ['10', '60', '100']) assert.deepEqual(read(value), [], value);
  assert.deepEqual(read('110'), ['information fumo-state-value']);
  for (const value of ['0', '15', '200']) assert.deepEqual(read(value), ['error fumo-state-value'], value);
  assert.deepEqual(read('idle'), ['error int-value']);
});

test('with a description at hand, an access that the object excludes is told once, by the rule that knows the object', () => {
  const descriptions = descriptionsOf([], [{ segments: ['FwUpdate', 'Pkg1'], identifier: 'urn:oma:mo:oma-fumo:1.0' }]);
  const told = (example: Example): readonly string[] => lintExample(example, {}, descriptions).map(({ code }) => code);
  assert.deepEqual(told(fromServer(`<Get><CmdID>2</CmdID><Item><Target><LocURI>${x}/Update/PkgData</LocURI></Target></Item></Get>`)), ['fumo-pkgdata-get']);
  assert.deepEqual(told(fromServer(replace('State', '10', 2, 'int'))), ['fumo-state-replace']);
  assert.deepEqual(told(fromServer(exec('State'))), ['fumo-exec-target']);
});

test('the Format of PkgData is mended only where what stands there is base64', () => {
  const rule = ruleOf('fumo-pkgdata-format');
  const mended = (data: string): string | undefined => {
    const [{ name, text = '' } = { name: '' }] = fromServer(replace('Update/PkgData', data, 2, 'chr', 'application/octet-stream')).documents;
    const subject = subjectIn(text, 'message', name);
    const [found] = lintExample(fromServer(replace('Update/PkgData', data, 2, 'chr', 'application/octet-stream')));
    assert.ok(found);
    const fix = rule?.fix?.(found, subject);
    return fix === undefined ? undefined : applyEdits(text, fix.edits);
  };
  assert.match(mended('RlVNTw==') ?? '', /<Format xmlns="syncml:metinf">b64<\/Format>/);
  assert.equal(mended('not base64!'), undefined);
});
