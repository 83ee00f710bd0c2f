// What a Management Server remembers, given out and taken back as a value.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DeviceAccount } from '#engine/management/accounts';
import type { Job } from '#engine/management/authority';
import { stranger } from '#engine/management/knownDevice';
import { ServerMemory, type ManagementServerState } from '#engine/management/serverMemory';

const account = (deviceId: string, secret = 'secret'): DeviceAccount => ({
  deviceId,
  auth: 'md5',
  client: { name: 'user', secret, nonce: new Uint8Array() },
  server: { secret: 'srv', nonce: new Uint8Array() },
});
const job = (deviceId: string, correlator: string): Job => ({ deviceId, flow: '8.1.1', correlator, orderedAt: 0 });
const remembered = (more: Partial<ManagementServerState> = {}): ServerMemory => new ServerMemory({ accounts: [account('IMEI:1'), account('IMEI:2')], devices: {}, jobs: [], ...more });
const correlators = (jobs: readonly Job[]): readonly (string | undefined)[] => jobs.map(({ correlator }) => correlator);

test('of two accounts of one device the first counts', () => {
  const memory = remembered({ accounts: [account('IMEI:1', 'first'), account('IMEI:1', 'second')] });
  assert.equal(memory.account('IMEI:1')?.client.secret, 'first');
  assert.equal(memory.snapshot().accounts.length, 2);
  memory.addJob(job('IMEI:1', 'a'));
  assert.equal(memory.snapshot().accounts.length, 1);
});

test('the accounts of the others come one after the other, without one’s own', () => {
  assert.deepEqual([...remembered().accountsBut('IMEI:1')].map(({ deviceId }) => deviceId), ['IMEI:2']);
  assert.equal([...remembered().accountsBut('IMEI:3')].length, 2);
});

test('an account is changed where there is one, and made for nobody', () => {
  const memory = remembered();
  memory.changeAccount('IMEI:2', (known) => ({ ...known, auth: 'hmac' }));
  memory.changeAccount('IMEI:3', () => account('IMEI:3'));
  assert.deepEqual(memory.snapshot().accounts.map(({ deviceId, auth }) => `${deviceId} ${auth}`), ['IMEI:1 md5', 'IMEI:2 hmac']);
  assert.equal(memory.account('IMEI:3'), undefined);
});

test('the jobs of a device are found in the order of their coming, whatever came between', () => {
  const memory = remembered({ jobs: [job('IMEI:1', 'a'), job('IMEI:2', 'b')] });
  memory.addJob(job('IMEI:1', 'c'));
  assert.deepEqual(correlators(memory.jobsOf('IMEI:1')), ['a', 'c']);
  assert.deepEqual(memory.jobsOf('IMEI:3'), []);
  memory.changeJobs('IMEI:1', ([first, ...others]) => [...(first === undefined ? [] : [first]), ...others.map((other) => ({ ...other, correlator: 'C' }))]);
  assert.deepEqual(correlators(memory.snapshot().jobs), ['a', 'b', 'C']);
});

test('a snapshot is the same value until something changes, and stays as it is after that', () => {
  const memory = remembered();
  const before = memory.snapshot();
  memory.changeJobs('IMEI:1', (jobs) => jobs);
  memory.changeAccount('IMEI:3', (known) => known);
  assert.equal(memory.snapshot(), before);
  for (const change of [
    () => { memory.keepDevice({ ...stranger('IMEI:1'), notified: ['01'] }); },
    () => { memory.addJob(job('IMEI:1', 'a')); },
    () => { memory.changeJobs('IMEI:1', (jobs) => jobs.map((known) => ({ ...known, correlator: 'A' }))); },
    () => { memory.changeAccount('IMEI:1', (known) => ({ ...known, auth: 'basic' })); },
  ]) {
    const last = memory.snapshot();
    const copy = structuredClone(last);
    change();
    assert.notEqual(memory.snapshot(), last);
    assert.deepEqual(last, copy);
  }
});

test('what is given out makes the same memory again', () => {
  const memory = remembered();
  memory.keepDevice({ ...stranger('IMEI:1'), values: { './DevDetail/FwV': '1.0.3' } });
  for (const name of ['a', 'b']) memory.addJob(job('IMEI:1', name));
  const restored = new ServerMemory(memory.snapshot());
  assert.equal(restored.device('IMEI:1')?.values['./DevDetail/FwV'], '1.0.3');
  assert.equal(restored.device('IMEI:2'), undefined);
  assert.deepEqual(correlators(restored.jobsOf('IMEI:1')), ['a', 'b']);
  assert.deepEqual(restored.snapshot(), memory.snapshot());
});
