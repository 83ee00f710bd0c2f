// Golden transcripts of 8.1.1, in memory and virtual time: whatever changes on the wire or in the order of steps is seen.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { utf8 } from '#engine/base/bytes';
import type { Verdict } from '#engine/emulation/runEvent';
import { preparedRun, type Changes, type RunOptions } from '../../flowFolder';
import { expectGolden } from '../../golden';
import { virtualMachine } from '../../virtualMachine';
import { transcribe } from './transcript';

interface Case {
  readonly name: string;
  readonly changes?: Changes;
  readonly options?: RunOptions;
  readonly verdict: Partial<Verdict>;
}

const flowFile = 'dm-download.flow.xml';
const updated = { verdict: 'success', result: 200, versionBefore: '1.0.3', versionAfter: '1.1.0' };

const cases: readonly Case[] = [
  { name: 'accepted', verdict: updated },
  // [DM-REP 6.2.1] The same over WBXML: the messages are shown as XML, their sizes are those of the octets.
  { name: 'wbxml-accepted', options: { encoding: 'wbxml' }, verdict: updated },
  // [DM-SEC 5.4] A digest over the octets of each message, beside it.
  {
    name: 'hmac',
    changes: {
      'accounts.xml': (text) => text.replace('auth="md5"', 'auth="hmac"'),
      'device.tnds.xml': (text) => text.replace('<Value>DIGEST</Value>', '<Value>HMAC</Value>'),
    },
    verdict: updated,
  },
  // [DM-PRO 10.2.2]
  { name: 'rejected', options: { parameters: { user: 'reject' } }, verdict: { verdict: 'declined', versionBefore: '1.0.3' } },
  { name: 'cancelled', options: { parameters: { user: 'cancel' } }, verdict: { verdict: 'declined', versionBefore: '1.0.3' } },
  { name: 'user-silent', options: { parameters: { user: 'silent' } }, verdict: { verdict: 'declined', versionBefore: '1.0.3' } },
  {
    name: 'up-to-date',
    changes: { 'device.tnds.xml': (text) => text.replace('<Value>1.0.3</Value>', '<Value>1.1.0</Value>') },
    verdict: { verdict: 'up-to-date', versionBefore: '1.1.0' },
  },
  // [FUMO 6.2.4]
  {
    name: 'corrupted-package',
    changes: { 'ex-1-1.1.0.fwp': readFileSync(join(process.cwd(), 'client/templates/firmware-update/ex-1-1.1.0.fwp')).map((octet, at, all) => (at === all.length - 1 ? octet ^ 1 : octet)) },
    verdict: { verdict: 'failed', result: 402, versionBefore: '1.0.3', versionAfter: '1.0.3' },
  },
  {
    name: 'wrong-model',
    changes: { 'device.tnds.xml': (text) => text.replace('<Value>EX-1</Value>', '<Value>EX-2</Value>') },
    verdict: { verdict: 'failed', result: 403, versionBefore: '1.0.3', versionAfter: '1.0.3' },
  },
  // [DM-PRO 9.1] A device that was never given a nonce has no credentials to show: 407 and a challenge, then all again.
  {
    name: 'credentials-missing-first',
    changes: { 'device.tnds.xml': (text) => text.replace('EBESExQVFhcYGRobHB0eHw==', '') },
    verdict: updated,
  },
  // A nonce that only one side remembers: 401, a fresh one, and all again.
  {
    name: 'stale-nonce',
    changes: { 'accounts.xml': (text) => text.replace(/(<client [^>]*nonce=")[^"]*/, '$1ICEiIyQlJicoKSorLC0uLw==') },
    verdict: updated,
  },
];

const alternate = 'alternate-download.flow.xml';

const alternateCases: readonly Case[] = [
  { name: 'wbxml-alternate-accepted', options: { flow: alternate, encoding: 'wbxml', parameters: { user: 'accept', consent: 'accept' } }, verdict: updated },
  { name: 'alternate-accepted', options: { flow: alternate, parameters: { user: 'accept', consent: 'accept' } }, verdict: updated },
  // [DLOTA status 902, FUMO 6.2.4 result 401]
  { name: 'alternate-refused', options: { flow: alternate, parameters: { user: 'accept', consent: 'reject' } }, verdict: { verdict: 'failed', result: 401, versionBefore: '1.0.3', versionAfter: '1.0.3' } },
  { name: 'alternate-silent', options: { flow: alternate, parameters: { user: 'accept', consent: 'silent' } }, verdict: { verdict: 'failed', result: 401 } },
  { name: 'alternate-declined', options: { flow: alternate, parameters: { user: 'reject', consent: 'accept' } }, verdict: { verdict: 'declined' } },
  {
    name: 'alternate-wrong-model',
    options: { flow: alternate, parameters: { user: 'accept', consent: 'accept' } },
    changes: { 'device.tnds.xml': (text) => text.replace('<Value>EX-1</Value>', '<Value>EX-2</Value>') },
    verdict: { verdict: 'failed', result: 403, versionAfter: '1.0.3' },
  },
];

const otherCases: readonly Case[] = [
  // [FUMO 6.1.1, 6.1.2] An alert for each Exec.
  { name: 'download-then-update', options: { flow: 'download-then-update.flow.xml', parameters: { user: 'accept', consent: 'accept' } }, verdict: updated },
  { name: 'download-then-update-refused', options: { flow: 'download-then-update.flow.xml', parameters: { user: 'accept', consent: 'reject' } }, verdict: { verdict: 'declined', result: 401 } },
  // [FUMO 7]
  { name: 'user-initiated', options: { flow: 'user-initiated.flow.xml' }, verdict: updated },
  { name: 'device-initiated', options: { flow: 'device-initiated.flow.xml', parameters: {} }, verdict: updated },
];

for (const { name, changes, options, verdict } of [...cases, ...alternateCases, ...otherCases]) {
  test(`${name}: the transcript is as it was`, async () => {
    const machine = virtualMachine();
    const run = await preparedRun(machine, changes, options);
    const transcript = await transcribe(run, machine);
    assert.deepEqual({ ...transcript.verdict, ...verdict }, transcript.verdict);
    expectGolden(`test/engine/emulation/golden/${name}.txt`, transcript.text);
  });
}

const variants = readdirSync(join(process.cwd(), 'client/templates/firmware-update/faults')).filter((name) => name.endsWith('.flow.xml'));

for (const name of variants) {
  test(`the variant ${name}: the transcript is as it was`, async () => {
    const machine = virtualMachine();
    const transcript = await transcribe(await preparedRun(machine, {}, { flow: `faults/${name}`, parameters: {} }), machine);
    expectGolden(`test/engine/emulation/golden/faults/${name.replace('.flow.xml', '.txt')}`, transcript.text);
  });
}

test('a package of whatever octets, without our header, takes its version from the flow', async () => {
  const machine = virtualMachine();
  const run = await preparedRun(machine, {
    'ex-1-1.1.0.fwp': utf8('any octets will do').subarray(),
    [flowFile]: (text) => text.replace('<package file="ex-1-1.1.0.fwp"/>', '<package file="ex-1-1.1.0.fwp" version="7.7"/>'),
  });
  const { verdict } = await transcribe(run, machine);
  assert.deepEqual(verdict, { verdict: 'success', result: 200, versionBefore: '1.0.3', versionAfter: '7.7' });
});
