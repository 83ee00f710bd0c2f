import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Command, Message } from '#engine/syncml/message';
import { summarise, summariseCommand } from '#engine/syncml/summary';
import { element } from '#engine/xml/element';
import { messageArbitrary } from './messageArbitrary';

const header = { verDtd: '1.2', verProto: 'DM/1.2', sessionId: '1', msgId: '2', target: 't', source: 's' };
const ref = { msgRef: '1', cmdRef: '1', targetRefs: [], sourceRefs: [], items: [] };

test('a message is one line of its commands in order', () => {
  const message: Message = {
    header: { ...header, cred: { data: 'c2VjcmV0' } },
    final: true,
    commands: [
      { name: 'Status', cmdId: '1', ...ref, cmd: 'SyncHdr', data: '212' },
      { name: 'Status', cmdId: '2', ...ref, cmd: 'Alert', data: '200' },
      { name: 'Get', cmdId: '3', items: [{ target: './DevDetail/FwV' }, { target: './FwUpdate/Pkg1/State' }] },
    ],
  };
  assert.equal(summarise(message), 'Status SyncHdr 212, Status Alert 200, Get ./DevDetail/FwV ./FwUpdate/Pkg1/State');
});

test('each command shows what matters of it', () => {
  const x = './FwUpdate/Pkg1';
  const cases: readonly (readonly [Command, string])[] = [
    [{ name: 'Alert', cmdId: '1', data: '1200', items: [] }, 'Alert 1200'],
    [{ name: 'Alert', cmdId: '1', data: '1101', items: [{ data: 'DR=1' }, { data: 'Update now?' }] }, 'Alert 1101 Update now?'],
    [
      {
        ...{ name: 'Alert', cmdId: '1', data: '1226', correlator: 'c1' },
        items: [{ source: x, meta: { type: 'Reversed-Domain-Name: org.example.update', format: 'int' }, data: '200' }],
      },
      `Alert 1226 ${x} org.example.update 200 (correlator c1)`,
    ],
    [{ name: 'Exec', cmdId: '1', correlator: 'c1', items: [{ target: `${x}/Update` }] }, `Exec ${x}/Update (correlator c1)`],
    [{ name: 'Results', cmdId: '1', cmdRef: '3', items: [{ source: './DevDetail/FwV', data: '1.0.3' }] }, 'Results ./DevDetail/FwV=1.0.3'],
    [{ name: 'Add', cmdId: '1', items: [{ target: './A', data: Uint8Array.of(1, 2, 3), moreData: true }] }, 'Add ./A=(3 octets) (more follows)'],
    [{ name: 'Add', cmdId: '1', items: [{ target: './A', data: 'x'.repeat(100) }] }, 'Add ./A=(100 characters)'],
    [{ name: 'Add', cmdId: '1', meta: { format: 'b64' }, items: [{ target: './A', data: 'QUJD' }] }, 'Add ./A=(4 characters of base64)'],
    [{ name: 'Add', cmdId: '1', items: [{ target: './A', data: [element('MgmtTree')] }] }, 'Add ./A=(MgmtTree)'],
    [{ name: 'Copy', cmdId: '1', items: [{ source: './A', target: './B' }] }, 'Copy ./B from ./A'],
    [
      { name: 'Sequence', cmdId: '1', commands: [{ name: 'Get', cmdId: '2', items: [{ target: './A' }] }] },
      'Sequence (Get ./A)',
    ],
    [
      { name: 'Status', cmdId: '1', ...ref, cmd: 'SyncHdr', data: '407', chal: { type: 'syncml:auth-md5', format: 'b64', nextNonce: 'Tm9uY2U=' } },
      'Status SyncHdr 407 (challenge syncml:auth-md5)',
    ],
    [{ name: 'other', cmdId: '1', element: element('Put') }, 'Put'],
  ];
  for (const [command, expected] of cases) assert.equal(summariseCommand(command), expected);
});

test('many Items are counted, not listed', () => {
  const items = Array.from({ length: 15 }, (_, i) => ({ target: `./N${i}` }));
  assert.match(summariseCommand({ name: 'Get', cmdId: '1', items }), /\.\/N11 \(and 3 more\)$/);
});

test('secrets are never shown, wherever they stand', () => {
  const secret = 'hunter22';
  const nodes = ['./DMAcc/x/AppAuth/1/AAuthSecret', './DMAcc/x/AppAuth/1/AAuthData', './Wifi/Passphrase', './A/Password', './A/ApiKey'];
  const commands: readonly Command[] = [
    ...nodes.flatMap((node): readonly Command[] => [
      { name: 'Replace', cmdId: '1', items: [{ target: node, data: secret }] },
      { name: 'Replace', cmdId: '1', items: [{ target: `${node}?prop=ACL`, data: secret }] },
      { name: 'Results', cmdId: '1', cmdRef: '1', items: [{ source: node, data: secret }] },
    ]),
    { name: 'Status', cmdId: '1', ...ref, cmd: 'Alert', data: '200', items: [{ data: secret }] },
    { name: 'Status', cmdId: '1', ...ref, cmd: 'SyncHdr', data: '401', chal: { nextNonce: secret } },
    { name: 'Alert', cmdId: '1', data: '1102', items: [{ data: `ET=P&DR=${secret}` }, { data: 'Password?' }] },
    { name: 'Get', cmdId: '1', cred: { data: secret }, items: [{ target: './A' }] },
    { name: 'Replace', cmdId: '1', items: [{ target: './F/PkgURL', data: `http://me:${secret}@host/fw.bin?token=${secret}#x` }] },
  ];
  for (const command of commands) assert.ok(!summariseCommand(command).includes(secret), summariseCommand(command));
  assert.equal(
    summariseCommand({ name: 'Replace', cmdId: '1', items: [{ target: './F/PkgURL', data: 'http://127.0.0.1:8080/fw.bin' }] }),
    'Replace ./F/PkgURL=http://127.0.0.1:8080/fw.bin',
  );
});

test('whatever is in a message, its summary is one short line', () => {
  fc.assert(
    fc.property(messageArbitrary(), fc.string({ unit: 'binary' }), (message, odd) => {
      const item = { source: odd, target: odd, data: odd, meta: { type: odd } };
      const commands: readonly Command[] = [
        ...message.commands,
        { name: 'Add', cmdId: '1', items: [item] },
        { name: 'Alert', cmdId: '2', data: odd, correlator: odd, items: [item] },
        { name: 'Status', cmdId: '3', ...ref, cmd: odd, data: odd, chal: { type: odd } },
      ];
      assert.doesNotMatch(summarise({ ...message, commands }), /[\p{Cc}\n\r\u2028\u2029\u202e]/u);
    }),
  );
  assert.equal(summarise({ header, commands: [], final: true }), 'no commands');
});
