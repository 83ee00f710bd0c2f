import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stranger, withPastReports, withReport, withValueOf, type Report } from '#engine/management/knownDevice';

const report: Omit<Report, 'sessions'> = { type: 'org.openmobilealliance.dm.firmwareupdate.update', source: './FwUpdate/Pkg1', correlator: 'job-42', result: '200', sessionId: 'AC' };

// [FUMO 6.2.3]
test('a report that is repeated counts once, by its correlator', () => {
  const first = withReport(stranger('IMEI:1'), report);
  const again = withReport(first.device, { ...report, sessionId: 'AD' });
  assert.equal(first.fresh, true);
  assert.equal(again.fresh, false);
  assert.equal(again.device.reports.length, 1);
  assert.equal(withReport(first.device, { ...report, correlator: 'job-43' }).fresh, true);
});

test('without a correlator a report is known by its source and type', () => {
  const { correlator: _, ...bare } = report;
  const { device } = withReport(stranger('IMEI:1'), bare);
  assert.equal(withReport(device, bare).fresh, false);
  assert.equal(withReport(device, { ...bare, source: './FwUpdate/Pkg2' }).fresh, true);
  assert.equal(withReport(device, { ...bare, type: 'org.openmobilealliance.dm.firmwareupdate.download' }).fresh, true);
  assert.equal(withReport(device, report).fresh, true, 'one with a correlator is another');
});

test('values are known by their newest, and told in their order', () => {
  const first = withValueOf(stranger('IMEI:1'), { uri: './DevDetail/FwV', value: '1.0.3', sessionId: 'AB' });
  const second = withValueOf(first, { uri: './DevDetail/FwV', value: '1.1.0', sessionId: 'AC' });
  assert.equal(second.values['./DevDetail/FwV'], '1.1.0');
  assert.deepEqual(second.told.map((entry) => entry.value), ['1.0.3', '1.1.0']);
  assert.equal(first.values['./DevDetail/FwV'], '1.0.3', 'the earlier value is untouched');
});

test('a report that comes again is known in each of its sessions', () => {
  const { device } = withReport(withReport(stranger('IMEI:1'), report).device, { ...report, sessionId: 'AD' });
  assert.deepEqual(device.reports.map(({ sessionId, sessions }) => [sessionId, sessions]), [['AC', ['AC', 'AD']]]);
});

test('the prefix of the type makes no other report of it', () => {
  const { device } = withReport(stranger('IMEI:1'), report);
  assert.equal(withReport(device, { ...report, type: `Reversed-Domain-Name: ${report.type}` }).fresh, false);
});

test('two Execs with one correlator have a report each', () => {
  const { device } = withReport(stranger('IMEI:1'), { ...report, type: 'org.openmobilealliance.dm.firmwareupdate.download' });
  assert.equal(withReport(device, report).fresh, true);
});

test('without a correlator, what comes after another Exec is another report; with one it is not', () => {
  const { correlator: _, ...bare } = report;
  const known = withPastReports(withReport(withReport(stranger('IMEI:1'), bare).device, report).device);
  assert.equal(withReport(known, bare).fresh, true);
  assert.equal(withReport(known, report).fresh, false);
});
