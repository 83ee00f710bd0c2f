import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { child, childElements, element, nowhere, text, textOf, type Element } from '#engine/xml/element';
import type { Message } from '#engine/syncml/message';
import { readMessage } from '#engine/syncml/readMessage';
import { writeCommand, writeMessage } from '#engine/syncml/writeMessage';
import { messageArbitrary } from './messageArbitrary';
import { documentOf } from './tree';

function outline(of: Element): string {
  const inner = childElements(of);
  return inner.length === 0 ? `${of.local}${textOf(of) === '' ? '' : `=${textOf(of)}`}` : `${of.local}(${inner.map(outline).join(' ')})`;
}

const header = { verDtd: '1.2', verProto: 'DM/1.2', sessionId: '1', msgId: '2', target: 't', source: 's' };

test('what is written is read back as it was, oddities included', () => {
  fc.assert(
    fc.property(messageArbitrary(), (message) => {
      assert.deepEqual(readMessage(documentOf(writeMessage(message))).message, message);
    }),
    { numRuns: 300 },
  );
});

test('what we write ourselves is read without a remark', () => {
  fc.assert(
    fc.property(messageArbitrary({ odd: false }), (message) => {
      assert.deepEqual(readMessage(documentOf(writeMessage(message))).problems, []);
    }),
    { numRuns: 300 },
  );
});

test('every element follows the order of the RepPro 1.2 DTD', () => {
  const meta = { maxObjSize: 5, maxMsgSize: 4, nextNonce: 'n', size: 3, mark: 'm', type: 'y', format: 'f' };
  const item = { moreData: true, data: 'd', meta: { type: 'y' }, source: 's', sourceName: 'sn', target: 't', targetName: 'tn' };
  const itemOutline = 'Item(Target(LocURI=t LocName=tn) Source(LocURI=s LocName=sn) Meta(Type=y) Data=d MoreData)';
  const message: Message = {
    final: true,
    header: { ...header, respUri: 'r', noResp: true, cred: { data: 'c', meta: { format: 'b64' } }, meta, targetName: 'tn' },
    commands: [
      {
        ...{ name: 'Status', items: [item], data: '401', chal: { type: 'y' }, sourceRefs: ['b'], targetRefs: ['a', 'a2'] },
        ...{ cmd: 'SyncHdr', cmdRef: '0', msgRef: '1', cmdId: '1' },
      },
      { name: 'Alert', items: [item], correlator: 'c', data: '1226', cmdId: '2' },
      { name: 'Exec', items: [item], correlator: 'c', meta: { format: 'f' }, cmdId: '3', noResp: true },
      { name: 'Results', items: [item], sourceRef: 'sr', targetRef: 'tr', meta: {}, cmdRef: '4', msgRef: '1', cmdId: '4' },
      { name: 'Sequence', commands: [{ name: 'Get', items: [item], cmdId: '6' }], meta: { format: 'f' }, cmdId: '5' },
    ],
  };
  assert.equal(
    outline(writeMessage(message)),
    'SyncML(SyncHdr(VerDTD=1.2 VerProto=DM/1.2 SessionID=1 MsgID=2 Target(LocURI=t LocName=tn) Source(LocURI=s) RespURI=r NoResp ' +
      'Cred(Meta(Format=b64) Data=c) Meta(Format=f Type=y Mark=m Size=3 NextNonce=n MaxMsgSize=4 MaxObjSize=5)) SyncBody(' +
      `Status(CmdID=1 MsgRef=1 CmdRef=0 Cmd=SyncHdr TargetRef=a TargetRef=a2 SourceRef=b Chal(Meta(Type=y)) Data=401 ${itemOutline}) ` +
      `Alert(CmdID=2 Data=1226 Correlator=c ${itemOutline}) ` +
      `Exec(CmdID=3 NoResp Meta(Format=f) Correlator=c ${itemOutline}) ` +
      `Results(CmdID=4 MsgRef=1 CmdRef=4 Meta TargetRef=tr SourceRef=sr ${itemOutline}) ` +
      `Sequence(CmdID=5 Meta(Format=f) Get(CmdID=6 ${itemOutline})) Final))`,
  );
});

test('kept children go back to their place in the DTD', () => {
  const lang = element('Lang', [text('en')]);
  const written = writeCommand({ name: 'Get', cmdId: '1', other: [lang], meta: {}, items: [{ target: 'a' }] });
  assert.equal(outline(written), 'Get(CmdID=1 Lang=en Meta Item(Target(LocURI=a)))');
});

test('the namespaces are those of the version and of meta-information [RepPro 5.4, 6.2.1]', () => {
  const message = (verDtd: string): Message => ({ header: { ...header, verDtd, meta: { maxMsgSize: 4096 } }, commands: [], final: true });
  for (const [verDtd, namespace] of [
    ['1.2', 'SYNCML:SYNCML1.2'],
    ['1.1', 'SYNCML:SYNCML1.1'],
  ] as const) {
    const root = writeMessage(message(verDtd));
    assert.equal(root.namespace, namespace);
    const written = child(root, 'SyncHdr');
    const meta = written && child(written, 'Meta');
    assert.equal(meta?.namespace, namespace);
    assert.deepEqual(meta && childElements(meta).map((inner) => [inner.name, inner.namespace]), [['MaxMsgSize', 'syncml:metinf']]);
  }
});

test('octets become an opaque node, mark-up stands in Data as it is', () => {
  const tree = element('MgmtTree', [], { namespace: 'syncml:dmddf1.2' });
  const data = (value: Uint8Array | readonly Element[]) => {
    const item = child(writeCommand({ name: 'Add', cmdId: '1', items: [{ target: 'a', data: value }] }), 'Item');
    return item && child(item, 'Data')?.children;
  };
  assert.deepEqual(data(Uint8Array.of(0, 1)), [{ kind: 'opaque', value: Uint8Array.of(0, 1), range: nowhere }]);
  assert.deepEqual(data([tree]), [tree]);
});

test('a command kept as it came goes out under the number it was given', () => {
  const kept = element('Put', [element('Item'), element('CmdID', [text('7')])]);
  assert.equal(outline(writeCommand({ name: 'other', cmdId: '9', element: kept })), 'Put(CmdID=9 Item)');
  assert.equal(writeCommand({ name: 'other', cmdId: '7', element: kept }), kept);
});
