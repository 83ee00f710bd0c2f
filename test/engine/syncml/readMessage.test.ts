import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Command } from '#engine/syncml/message';
import { readMessage } from '#engine/syncml/readMessage';
import { element, nowhere, text, type Element, type XmlNode } from '#engine/xml/element';
import { documentOf, header, messageTree, meta, tag } from './tree';

/** The one command of a message, and the codes of what was noted. */
function readOne(command: Element): { command: Command; codes: readonly string[] } {
  const { message, problems } = readMessage(messageTree(command));
  assert.ok(message !== undefined);
  const [only] = message.commands;
  assert.ok(only !== undefined && message.commands.length === 1);
  return { command: only, codes: problems.map((problem) => problem.code) };
}

test('a message in the order of the DTD is read without a remark', () => {
  const { message, problems } = readMessage(
    messageTree(
      tag('Status', 'CmdID=1', 'MsgRef=2', 'CmdRef=0', 'Cmd=SyncHdr', 'TargetRef=a', 'SourceRef=b', 'Data=212'),
      tag('Get', 'CmdID=2', tag('Item', tag('Target', 'LocURI=./DevDetail/FwV'))),
    ),
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(message, {
    header: {
      verDtd: '1.2',
      verProto: 'DM/1.2',
      sessionId: 'AB',
      msgId: '1',
      target: 'http://127.0.0.1:8080/dm',
      source: 'IMEI:493005100592800',
    },
    commands: [
      { name: 'Status', cmdId: '1', msgRef: '2', cmdRef: '0', cmd: 'SyncHdr', targetRefs: ['a'], sourceRefs: ['b'], data: '212', items: [] },
      { name: 'Get', cmdId: '2', items: [{ target: './DevDetail/FwV' }] },
    ],
    final: true,
  });
});

test('children in another order are read, with a warning [RepPro 6.4.1]', () => {
  const { command, codes } = readOne(tag('Status', 'MsgRef=1', 'CmdID=7', 'Data=200', 'Cmd=Alert', 'CmdRef=2'));
  assert.deepEqual(command, {
    ...{ name: 'Status', cmdId: '7', msgRef: '1', cmdRef: '2', cmd: 'Alert' },
    ...{ targetRefs: [], sourceRefs: [], data: '200', items: [] },
  });
  assert.deepEqual([...new Set(codes)], ['child-order']);
});

test('a Status without CmdRef answers the header where Cmd says so [RepPro 6.1.5]', () => {
  const { command, codes } = readOne(tag('Status', 'CmdID=1', 'MsgRef=1', 'Cmd=SyncHdr', 'Data=200'));
  assert.equal(command.name === 'Status' && command.cmdRef, '0');
  assert.deepEqual(codes, ['status-cmdref-missing']);
  const other = readOne(tag('Status', 'CmdID=1', 'MsgRef=1', 'Cmd=Get', 'Data=200'));
  assert.equal(other.command.name === 'Status' && other.command.cmdRef, '');
});

test('Results without CmdRef answers the first command [RepPro 6.5.12]', () => {
  const { command, codes } = readOne(tag('Results', 'CmdID=1', tag('Item', tag('Source', 'LocURI=./A'), 'Data=x')));
  assert.deepEqual(command, { name: 'Results', cmdId: '1', cmdRef: '1', items: [{ source: './A', data: 'x' }] });
  assert.deepEqual(codes, ['results-cmdref-missing']);
});

test('Results with a Cmd, as Windows sends it, keeps the Cmd', () => {
  const cmd = tag('Cmd', 'Get');
  const { command, codes } = readOne(tag('Results', 'CmdID=1', 'MsgRef=1', 'CmdRef=2', cmd, tag('Item', tag('Source', 'LocURI=./A'), 'Data=x')));
  assert.deepEqual(command.name === 'Results' && command.other, [cmd]);
  assert.deepEqual(codes, ['results-cmd']);
});

test('an Alert with Correlator before Data is read, with a warning [RepPro 6.5.2]', () => {
  const { command, codes } = readOne(tag('Alert', 'CmdID=1', 'Correlator=c1', 'Data=1226', tag('Item', 'Data=200')));
  assert.deepEqual(command, { name: 'Alert', cmdId: '1', data: '1226', correlator: 'c1', items: [{ data: '200' }] });
  assert.deepEqual(codes, ['child-order']);
});

test('bare text in Target or Source counts as the LocURI, and is reported [RepPro 6.1.10]', () => {
  const { command, codes } = readOne(tag('Get', 'CmdID=1', tag('Item', tag('Target', './DevInfo/Man'))));
  assert.deepEqual(command.name === 'Get' && command.items, [{ target: './DevInfo/Man' }]);
  assert.deepEqual(codes, ['locuri-bare-text']);
});

test('a command without CmdID is read and reported [RepPro 6.1.4]', () => {
  const { command, codes } = readOne(tag('Get', tag('Item', tag('Target', 'LocURI=./A'))));
  assert.equal(command.name === 'Get' && command.cmdId, '');
  assert.deepEqual(codes, ['cmdid-missing']);
});

test('white space round codes, ids and addresses is taken off, round Data it stays [RepPro 5.6]', () => {
  const { command, codes } = readOne(
    tag('Replace', 'CmdID= 3\n', tag('Item', tag('Target', 'LocURI=\n ./A \n'), 'Data= kept ')),
  );
  assert.deepEqual(command, { name: 'Replace', cmdId: '3', items: [{ target: './A', data: ' kept ' }] });
  assert.deepEqual(codes, ['whitespace-value', 'whitespace-value']);
});

test('Meta is read with its children directly inside and in a MetInf, in any order [METINF 5]', () => {
  const children = ['Type=b', 'Format=int', 'Size=12', 'Mark=critical'];
  for (const shape of [meta(...children), meta(tag('MetInf', ...children)), meta(...[...children].reverse())]) {
    const { command, codes } = readOne(tag('Add', 'CmdID=1', shape, tag('Item', tag('Target', 'LocURI=./A'))));
    assert.deepEqual(command.name === 'Add' && command.meta, { format: 'int', type: 'b', size: 12, mark: 'critical' });
    assert.deepEqual(codes, []);
  }
});

test('a size that is no number is reported and kept as it came', () => {
  const size = tag('MaxMsgSize', '4k');
  const { command, codes } = readOne(tag('Get', 'CmdID=1', meta(size), tag('Item', tag('Target', 'LocURI=./A'))));
  assert.deepEqual(command.name === 'Get' && command.meta, { other: [size] });
  assert.deepEqual(codes, ['maxmsgsize-number']);
});

test('children named like the properties of every object are children like any other', () => {
  const odd = tag('constructor', 'x');
  const { command } = readOne(tag('Get', 'CmdID=1', meta(odd), tag('toString'), tag('Item', tag('Target', 'LocURI=./A'))));
  assert.deepEqual(command.name === 'Get' && command.meta, { other: [odd] });
  assert.deepEqual(command.name === 'Get' && command.other?.map((kept) => kept.local), ['toString']);
});

test('Data is text, octets or mark-up, whichever stands in it', () => {
  const tree = element('MgmtTree', [], { namespace: 'syncml:dmddf1.2' });
  const opaque: XmlNode = { kind: 'opaque', value: Uint8Array.of(1, 0, 255), range: nowhere };
  const cases: readonly [readonly XmlNode[], unknown][] = [
    [[], ''],
    [[text('a'), text('<b>', true)], 'a<b>'],
    [[opaque], Uint8Array.of(1, 0, 255)],
    [[tree], [tree]],
  ];
  for (const [children, expected] of cases) {
    const { command } = readOne(tag('Replace', 'CmdID=1', tag('Item', tag('Target', 'LocURI=./A'), element('Data', children))));
    assert.deepEqual(command.name === 'Replace' && command.items[0]?.data, expected);
  }
});

test('codes that come as octets are texts all the same', () => {
  const opaque: XmlNode = { kind: 'opaque', value: Uint8Array.from(Buffer.from('1222')), range: nowhere };
  const { command } = readOne(tag('Alert', 'CmdID=1', element('Data', [opaque])));
  assert.equal(command.name === 'Alert' && command.data, '1222');
});

test('a command that nobody knows, or that DM has not, is kept whole [DM-REP 6.6]', () => {
  for (const [name, code] of [
    ['Frobnicate', 'unknown-element'],
    ['Put', 'command-not-in-dm'],
  ] as const) {
    const odd = tag(name, 'CmdID=4', tag('Item'));
    const { command, codes } = readOne(odd);
    assert.deepEqual(command, { name: 'other', cmdId: '4', element: odd });
    assert.deepEqual(codes, [code]);
  }
});

test('unknown children are kept in other, those without a use in DM too [DM-REP 6.1]', () => {
  const extra = element('m:Error', [], { namespace: 'http://schemas.example/MDM' });
  const { command, codes } = readOne(tag('Get', 'CmdID=1', 'Lang=en', extra, tag('Item', tag('Target', 'LocURI=./A'))));
  assert.deepEqual(command.name === 'Get' && command.other?.map((kept) => kept.local), ['Lang', 'Error']);
  assert.deepEqual(codes, ['not-used-in-dm', 'unknown-element']);
});

test('credentials in a command are reported and kept [DM-REP 6.1.6]', () => {
  const { command, codes } = readOne(
    tag('Get', 'CmdID=1', tag('Cred', meta('Type=syncml:auth-basic'), 'Data=QQ=='), tag('Item', tag('Target', 'LocURI=./A'))),
  );
  assert.deepEqual(command.name === 'Get' && command.cred, { meta: { type: 'syncml:auth-basic' }, data: 'QQ==' });
  assert.deepEqual(codes, ['cred-in-command']);
});

test('of two children where one may stand the first one counts [RepPro 6.3.2]', () => {
  const { command, codes } = readOne(tag('Replace', 'CmdID=1', 'CmdID=2', 'CmdID=3', tag('Item', tag('Target', 'LocURI=./A'), 'Data=1')));
  assert.equal(command.name === 'Replace' && command.cmdId, '1');
  assert.deepEqual(codes, ['duplicate-child']);
});

test('Exec with more than one Item is read, with a warning [DM-REP 6.6.6]', () => {
  const item = tag('Item', tag('Target', 'LocURI=./A'));
  const { command, codes } = readOne(tag('Exec', 'CmdID=1', item, item));
  assert.equal(command.name === 'Exec' && command.items.length, 2);
  assert.deepEqual(codes, ['exec-many-items']);
});

test('commands inside Sequence and Atomic keep their order and their Meta; a Status there is reported', () => {
  const { command, codes } = readOne(
    tag(
      'Sequence',
      'CmdID=1',
      meta('Format=chr'),
      tag('Replace', 'CmdID=2', tag('Item', tag('Target', 'LocURI=./A'), 'Data=1')),
      tag('Atomic', 'CmdID=3', tag('Delete', 'CmdID=4', tag('Item', tag('Target', 'LocURI=./B')))),
      tag('Status', 'CmdID=5', 'MsgRef=1', 'CmdRef=1', 'Cmd=Get', 'Data=200'),
    ),
  );
  assert.ok(command.name === 'Sequence');
  assert.deepEqual(command.meta, { format: 'chr' });
  assert.deepEqual(command.commands.map((inner) => inner.name), ['Replace', 'Atomic', 'Status']);
  assert.deepEqual(codes, ['status-in-container']);
});

test('containers nested beyond the limit are kept unread', () => {
  let nested = tag('Get', 'CmdID=9', tag('Item', tag('Target', 'LocURI=./A')));
  for (let i = 0; i < 50_000; i++) nested = tag('Atomic', 'CmdID=1', nested);
  const { message, problems } = readMessage(messageTree(nested), { maxNesting: 3 });
  let command = message?.commands[0];
  for (let i = 0; i < 3; i++) {
    assert.ok(command?.name === 'Atomic');
    command = command.commands[0];
  }
  assert.equal(command?.name, 'other');
  assert.deepEqual(problems.map((problem) => problem.code), ['nesting-limit']);
});

test('a command after Final and a Final with content are reported [RepPro 6.1.7]', () => {
  const get = tag('Get', 'CmdID=1', tag('Item', tag('Target', 'LocURI=./A')));
  const { message, problems } = readMessage(documentOf(tag('SyncML', header, tag('SyncBody', tag('Final', 'yes'), get))));
  assert.equal(message?.final, true);
  assert.deepEqual(problems.map((problem) => problem.code), ['child-order', 'empty-element-content']);
});

test('the namespace may be missing or in another case, with a warning [RepPro 6.2.1]', () => {
  const rename = (namespace: string) => readMessage(documentOf({ ...tag('SyncML', header, tag('SyncBody', tag('Final'))), namespace }));
  for (const [namespace, code, severity] of [
    ['', 'namespace-missing', 'warning'],
    ['syncml:syncml1.2', 'namespace-unknown', 'warning'],
    ['urn:other', 'namespace-unknown', 'error'],
  ] as const) {
    const { message, problems } = rename(namespace);
    assert.ok(message !== undefined);
    assert.deepEqual(problems.filter((problem) => problem.code !== 'body-empty').map((problem) => [problem.code, problem.severity]), [[code, severity]]);
  }
});

test('there is no message only where nobody could answer it', () => {
  const without = (name: string): Element => ({
    ...header,
    children: header.children.filter((child) => child.kind !== 'element' || child.local !== name),
  });
  const read = (root: Element) => readMessage(documentOf(root));
  const body = tag('SyncBody', tag('Final'));
  for (const name of ['SessionID', 'MsgID', 'Target', 'Source']) {
    const { message, problems } = read(tag('SyncML', without(name), body));
    assert.equal(message, undefined, name);
    assert.ok(problems.some((problem) => problem.severity === 'error' && problem.message.includes(name)));
  }
  for (const name of ['VerDTD', 'VerProto']) assert.ok(read(tag('SyncML', without(name), body)).message !== undefined, name);
  assert.equal(read(tag('SyncML', header)).message, undefined);
  assert.equal(read(tag('SyncML', body)).message, undefined);
  assert.equal(read(tag('html', header, body)).message, undefined);
  assert.deepEqual(readMessage({ children: [] }).problems.map((problem) => problem.code), ['root-element']);
});

test('problems and commands carry the place where they stand', () => {
  const get: Element = { ...tag('Get', tag('Item', tag('Target', 'LocURI=./A'))), range: { start: 5, end: 90 }, nameRange: { start: 6, end: 9 } };
  const { message, problems } = readMessage(messageTree(get));
  assert.deepEqual(message?.commands[0]?.at, { start: 5, end: 90 });
  assert.deepEqual(problems.map((problem) => problem.range), [{ start: 6, end: 9 }]);
});

const names = [
  ...['SyncML', 'SyncHdr', 'SyncBody', 'VerDTD', 'SessionID', 'MsgID', 'Target', 'Source', 'LocURI', 'LocName', 'Meta', 'MetInf', 'Format'],
  ...['Size', 'Cred', 'Chal', 'Data', 'CmdID', 'MsgRef', 'CmdRef', 'Cmd', 'Item', 'Status', 'Results', 'Get', 'Alert', 'Exec', 'Sequence'],
  ...['Atomic', 'Replace', 'Final', 'MoreData', 'Correlator', 'Put', 'constructor', '__proto__', 'hasOwnProperty', 'x:y'],
];
const randomTree = fc.letrec<{ node: XmlNode; element: Element }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 5 },
    fc.string().map((value) => text(value)),
    fc.uint8Array().map((value): XmlNode => ({ kind: 'opaque', value, range: nowhere })),
    fc.constant<XmlNode>({ kind: 'comment', value: 'c', range: nowhere }),
    { weight: 5, arbitrary: tie('element') },
  ),
  element: fc
    .tuple(fc.constantFrom(...names), fc.array(tie('node'), { maxLength: 6 }), fc.constantFrom('', 'SYNCML:SYNCML1.2', 'syncml:metinf', 'urn:x'))
    .map(([name, children, namespace]) => element(name, children, { namespace })),
}));

test('no tree, however mixed, makes the reader throw', () => {
  fc.assert(
    fc.property(randomTree.element, fc.array(randomTree.node), (root, extra) => {
      for (const document of [documentOf(root), messageTree(...extra), documentOf(tag('SyncML', root, header, tag('SyncBody', ...extra)))]) {
        const { problems } = readMessage(document);
        assert.ok(problems.every((problem) => problem.message !== '' && /^[a-z0-9-]+$/.test(problem.code)));
      }
    }),
    { numRuns: 400 },
  );
});
