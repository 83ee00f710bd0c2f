// Rules of the header, where the examples in the table don't tell all.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromServer, inHeader, replacing } from '#engine/rules/examples';
import { codesIn } from './codes';

const sessionId = (value: string): readonly string[] => codesIn(replacing('<SessionID>1A</SessionID>', `<SessionID>${value}</SessionID>`));

test('a SessionID is of one to four octets, best of upper-case hexadecimal digits [RepPro 6.1.18, DM-NOTI 6.2.10]', () => {
  for (const value of ['1', 'A', 'FFFF', '10']) assert.deepEqual(sessionId(value), [], value);
  for (const value of ['a1', '01', '0', 'XYZ', '-1']) assert.deepEqual(sessionId(value), ['sessionid-hex'], value);
  for (const value of ['12345', '\u00e9\u00e9\u00e9', 'session']) assert.deepEqual(sessionId(value), ['sessionid-length'], value);
  assert.deepEqual(sessionId(''), ['empty-value']);
});

test('messages are counted from 1 in decimal digits [RepPro 6.1.12]', () => {
  const msgId = (value: string): readonly string[] => codesIn(replacing('<MsgID>1</MsgID>', `<MsgID>${value}</MsgID>`));
  for (const value of ['1', '42', '007']) assert.deepEqual(msgId(value), [], value);
  for (const value of ['0', '-1', '1.5', 'one', '0x1']) assert.deepEqual(msgId(value), ['msgid-numeric'], value);
});

test('versions are compared as they are written', () => {
  for (const value of ['1.0', '2.0', '1.2.0', 'DM/1.2']) assert.deepEqual(codesIn(replacing('<VerDTD>1.2</VerDTD>', `<VerDTD>${value}</VerDTD>`)), ['verdtd-value'], value);
  for (const value of ['dm/1.2', 'DM/2.0', '1.2']) assert.deepEqual(codesIn(replacing('<VerProto>DM/1.2</VerProto>', `<VerProto>${value}</VerProto>`)), ['verproto-value'], value);
});

test('device identifiers of a known scheme have the digits that it wants [RepPro 5.6]', () => {
  const source = (value: string): readonly string[] => codesIn(replacing('IMEI:493005100592800', value));
  for (const value of ['IMEI:493005100592800', 'imei:493005100592800', 'ESN:8050C4F1', 'MEID:A1000009296F12', 'urn:uuid:1', 'device-7']) assert.deepEqual(source(value), [], value);
  for (const value of ['IMEI:49300510059280', 'IMEI:49300510059280X', 'ESN:123', 'MEID:1', 'IMEI:']) assert.deepEqual(source(value), ['device-urn-form'], value);
});

test('addresses of servers and RespURI are absolute, whatever their scheme [RepPro 6.1.10, 6.1.17]', () => {
  const target = (value: string): readonly string[] => codesIn(replacing('http://dm.example.com/dm', value));
  for (const value of ['https://dm.example.com', 'x-wap:server']) assert.deepEqual(target(value), [], value);
  for (const value of ['/dm', 'dm.example.com', './dm']) assert.deepEqual(target(value), ['server-uri-absolute'], value);
  for (const value of ['//host/next', '?session=1']) assert.deepEqual(codesIn(inHeader(`<RespURI>${value}</RespURI>`)), ['respuri-absolute'], value);
});

const size = (name: string, value: string): string => `<${name} xmlns="syncml:metinf">${value}</${name}>`;

test('sizes are positive numbers of digits alone [METINF 5.5, DM-PRO 7]', () => {
  for (const value of ['0', '4k', '4,096', '', '-1', '1e3']) {
    assert.deepEqual(codesIn(inHeader(`<Meta>${size('MaxMsgSize', value)}</Meta>`)), ['maxmsgsize-number'], value);
    assert.deepEqual(codesIn(inHeader(`<Meta>${size('MaxObjSize', value)}</Meta>`)), ['maxobjsize-number'], value);
  }
  assert.deepEqual(codesIn(inHeader(`<Meta>${size('MaxMsgSize', '4096')}${size('MaxObjSize', '4096')}</Meta>`)), []);
  assert.deepEqual(codesIn(inHeader(`<Meta><MetInf xmlns="syncml:metinf"><MaxMsgSize>4096</MaxMsgSize><MaxObjSize>1</MaxObjSize></MetInf></Meta>`)), ['maxobjsize-smaller']);
});

test('sizes count in the header, with or without MetInf around them', () => {
  const get = (meta: string): string => `<Get><CmdID>2</CmdID>${meta}<Item><Target><LocURI>./DevInfo/Man</LocURI></Target></Item></Get>`;
  assert.deepEqual(codesIn(fromServer(get(`<Meta>${size('MaxObjSize', '1')}</Meta>`))), ['size-meta-elsewhere']);
  assert.deepEqual(codesIn(fromServer(get(`<Meta><MetInf xmlns="syncml:metinf"><MaxObjSize>1</MaxObjSize></MetInf></Meta>`))), ['size-meta-elsewhere']);
});
