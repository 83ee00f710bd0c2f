// What this product's own ends say to each other, in whole updates, is free of errors by all rules: each message alone,
// and the sessions as one log.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromBase64, fromUtf8 } from '#engine/base/bytes';
import type { Machine } from '#engine/emulation/run';
import type { Headers } from '#engine/net/exchange';
import type { Finding } from '#engine/rules/finding';
import { lint } from '#engine/rules/lint';
import { lintSession } from '#engine/rules/lintSession';
import type { LoggedNotification, SessionMessage, SessionSecrets } from '#engine/rules/sessionFacts';
import { readNotification, unwrapPush } from '#engine/session/notification';
import { nodeHasher } from '#server/node/nodeHasher';
import { preparedRun, type Changes, type RunOptions } from '../../flowFolder';
import { virtualMachine } from '../../virtualMachine';
import { transcribe } from '../emulation/transcript';
import { subjectIn } from './lintExample';

const nonce = fromBase64('EBESExQVFhcYGRobHB0eHw==') ?? new Uint8Array();

/** Those of the template's accounts. */
const secrets: SessionSecrets = {
  hasher: nodeHasher,
  of: (sender) => (sender === 'client' ? { name: 'device-user', secret: 'device-pass', nonce } : { name: 'dm.example.com', secret: 'srv-secret', nonce }),
};

function thrown(_rule: unknown, error: unknown): never {
  throw error;
}

interface OnTheWire {
  readonly text: string;
  readonly size: number;
  readonly sentTo?: string;
}

/** All that the rules find in a run, with the message that it is in: `2` is the second one. `offset` falsifies notifications. */
async function findingsOf(changes: Changes, options: RunOptions, known = secrets, offset = 0): Promise<{ readonly count: number; readonly found: readonly string[] }> {
  const machine = virtualMachine();
  const wire: OnTheWire[] = [];
  const notifications: LoggedNotification[] = [];
  const take = (body: Uint8Array, headers: Headers, sentTo?: string): void => {
    if (headers['content-type']?.includes('syncml.dm+xml') === true) wire.push({ text: fromUtf8(body), size: body.length, ...(sentTo !== undefined && { sentTo }) });
  };
  const listening: Machine = {
    ...machine,
    exchange: async (request, watch) => {
      take(request.body, request.headers, request.url);
      const response = await machine.exchange(request, watch);
      take(response.body, response.headers);
      return response;
    },
    datagrams: {
      ...machine.datagrams,
      send: (to, bytes) => {
        const { notification } = readNotification(unwrapPush(bytes).message);
        if (notification !== undefined) notifications.push({ before: wire.length, sessionId: notification.sessionId + offset });
        return machine.datagrams.send(to, bytes);
      },
    },
  };
  await transcribe(await preparedRun(listening, changes, options), machine);
  const subjects = wire.map(({ text }, at) => subjectIn(text, 'message', `${at + 1}.syncml`));
  const messages = subjects.map((subject, at): SessionMessage => {
    assert.ok(subject.message);
    const { size = 0, sentTo } = wire[at] ?? {};
    return { subject, facts: subject.message, size, ...(sentTo !== undefined && { sentTo }) };
  });
  const said = (at: number, { severity, code, message }: Finding): string => `${at + 1} ${severity} ${code}: ${message}`;
  const alone = subjects.flatMap((subject, at) => lint(subject, {}, thrown).map((finding) => said(at, finding)));
  const together = lintSession({ messages, notifications, secrets: known }, {}, thrown).flatMap((findings, at) => findings.map((finding) => said(at, finding)));
  return { count: messages.length, found: [...alone, ...together] };
}

const alternate = 'alternate-download.flow.xml';

const runs: readonly (readonly [string, RunOptions, Changes?])[] = [
  ['8.1.1', { parameters: { user: 'accept' } }],
  ['8.1.1, refused by the user', { parameters: { user: 'reject' } }],
  ['8.1.1, cancelled by the user', { parameters: { user: 'cancel' } }],
  ['8.1.1, with no answer of the user', { parameters: { user: 'silent' } }],
  ['8.1.1, up to date already', {}, { 'device.tnds.xml': (text) => text.replace('<Value>1.0.3</Value>', '<Value>1.1.0</Value>') }],
  ['8.1.1, for another model', {}, { 'device.tnds.xml': (text) => text.replace('<Value>EX-1</Value>', '<Value>EX-2</Value>') }],
  ['8.1.1, with a device that has no nonce', {}, { 'device.tnds.xml': (text) => text.replace('EBESExQVFhcYGRobHB0eHw==', '') }],
  ['8.1.2', { flow: alternate, parameters: { user: 'accept', consent: 'accept' } }],
  ['8.1.2, declined', { flow: alternate, parameters: { user: 'reject', consent: 'accept' } }],
  ['8.1.2, refused at the download', { flow: alternate, parameters: { user: 'accept', consent: 'reject' } }],
  ...['boot-loop', 'power-cut', 'server-away', 'notification-refused'].map((fault) => [`the variant ${fault}`, { flow: `faults/${fault}.flow.xml`, parameters: {} }] as const),
];

for (const [name, options, changes] of runs) {
  test(`the messages of ${name} are free of errors and warnings, alone and as sessions`, async () => {
    const { count, found } = await findingsOf(changes ?? {}, options);
    assert.ok(count >= 4, `${count} messages`);
    assert.deepEqual(
      found.filter((line) => / (?:error|warning) /.test(line)),
      [],
    );
  });
}

test('with other secrets, every digest of a run is told [DM-SEC 5.3]', async () => {
  const { found } = await findingsOf({}, { parameters: { user: 'accept' } }, { ...secrets, of: (sender, name) => ({ name: name ?? sender, secret: 'another', nonce }) });
  const told = found.filter((line) => line.includes(' s-auth-nonce: '));
  // Two sessions, in each of which either side shows its credentials once.
  assert.equal(told.length, 4);
  assert.deepEqual(
    found.filter((line) => / (?:error|warning) /.test(line)),
    told,
  );
});

test('a session that answers a notification must have its number, in a run as elsewhere [DM-PRO 8.3]', async () => {
  const { found } = await findingsOf({}, { parameters: { user: 'reject' } }, secrets, 1);
  assert.ok(found.some((line) => line.startsWith('1 error s-pkg1-1200-session: ')));
});
