// Logs as people have them become messages, and what is found goes back to its place.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { lintSession } from '#engine/rules/lintSession';
import { answering, get, opening } from '#engine/rules/session/exampleParts';
import { inFile, leastSize, readSessionLog, splitLog } from '#engine/rules/sessionLog';
import { subjectIn } from './lintExample';

function texts(text: string): readonly string[] {
  const { messages } = splitLog({ uri: 'memory:/session.log', text });
  for (const message of messages) assert.equal(text.slice(message.start, message.start + message.text.length), message.text);
  return messages.map((message) => message.text);
}

const a = '<SyncML xmlns="SYNCML:SYNCML1.2"><SyncHdr/><SyncBody/></SyncML>';
const b = '<SyncML xmlns="SYNCML:SYNCML1.2">\n  <SyncBody/>\n</SyncML>';

test('messages one after the other are told apart, whatever stands between', () => {
  assert.deepEqual(texts(`${a}\n${b}`), [a, b]);
  assert.deepEqual(texts(`12:00:01 I/dm: sending <1597 octets>\n<?xml version="1.0"?>\n${a}\n12:00:02 I/dm: received, 3 < 4 & 5 > 2\n${b}\nbye`), [a, b]);
});

test('a root that wraps them, prefixes, and a message that closes itself', () => {
  const prefixed = '<s:SyncML xmlns:s="SYNCML:SYNCML1.2"><s:SyncBody/></s:SyncML >';
  assert.deepEqual(texts(`<log>\n<message>${a}</message>\n${prefixed}\n<SyncML/></log>`), [a, prefixed, '<SyncML/>']);
});

test('a message that is commented out is none, and one in a value belongs to the value', () => {
  const holds = a.replace('<SyncBody/>', `<SyncBody><Data><![CDATA[${b}]]></Data></SyncBody>`);
  assert.deepEqual(texts(`<!-- ${a} -->\n${holds}`), [holds]);
  assert.deepEqual(texts(`<!-- no end\n${a}`), [a]);
});

test('a message that is cut off ends where the next begins, or with the file', () => {
  const cut = '<SyncML xmlns="SYNCML:SYNCML1.2">\n<SyncHdr>';
  assert.deepEqual(texts(`${cut}\n${a}\n${cut}`), [cut, a, cut]);
});

test('elements that are merely called like it are no messages', () => {
  assert.deepEqual(texts('<SyncMLLog><SyncMLData/></SyncMLLog>'), []);
});

test('the address before a message is where it went; a notification stands before the message that follows it', () => {
  const log = `<notification version="1.2" ui-mode="background" session-id="1011"/>\nPOST http://dm.example.com/dm HTTP/1.1\n\n${a}\nHTTP/1.1 200 OK\n\n${b}\n`;
  const { messages, notifications } = splitLog({ uri: 'memory:/session.log', text: log });
  assert.deepEqual(messages.map(({ sentTo }) => sentTo), ['http://dm.example.com/dm', undefined]);
  assert.deepEqual(notifications, [{ before: 0, sessionId: 0x1011 }]);
});

test('what is found is pointed at where it stands in the file', () => {
  const file = { uri: 'memory:/session.log', text: `first\n${opening}\nthen\n${answering(get(4, './DevInfo/Man')).replace('>1A<', '>1B<')}\n` };
  const { log, messages } = readSessionLog([file], (text, uri) => subjectIn(text, 'message', uri));
  const [, [found] = []] = lintSession(log, {}, (_, error) => assert.fail(String(error)));
  const [, second] = messages;
  assert.ok(found !== undefined && second !== undefined);
  assert.equal(found.code, 's-sessionid-change');
  const { range } = inFile(found, second);
  assert.equal(file.text.slice(range.start, range.end), 'SessionID');
  assert.ok(range.start > file.text.indexOf('then'));
});

test('messages of data synchronisation are left out, and those of other files keep their order', () => {
  const synchronisation = opening.replace('<VerProto>DM/1.2<', '<VerProto>SyncML/1.2<');
  const files = [`${synchronisation}\n${opening}`, answering('')].map((text, at) => ({ uri: `memory:/${at}.syncml`, text }));
  const { messages, log } = readSessionLog(files, (text, uri) => subjectIn(text, 'message', uri));
  assert.deepEqual(messages.map(({ text }) => text), [opening, answering('').trimEnd()]);
  assert.equal(log.messages.length, 2);
});

test('of a text that is laid out, the fewest octets that it can have had are counted', () => {
  assert.equal(leastSize(b), '<SyncML xmlns="SYNCML:SYNCML1.2"><SyncBody/></SyncML>'.length);
  assert.equal(leastSize('<a>\u00e9 </a>'), 10);
});

test('messages never overlap, whatever the text, and time is linear in it', () => {
  const piece = fc.constantFrom('<SyncML', '<SyncML ', '<SyncML>', '</SyncML>', '</s:SyncML>', '<s:SyncML>', '<!--', '-->', '<![CDATA[', ']]>', '>', '/>', 'x', 'POST http://a/', '<notification session-id="1"');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join('');
      let last = 0;
      for (const message of splitLog({ uri: '', text }).messages) {
        assert.ok(message.start >= last);
        last = message.start + message.text.length;
        assert.ok(last <= text.length);
      }
    }),
    { numRuns: 300 },
  );
  for (const hostile of ['<SyncML ', '<!--', '<SyncML><![CDATA[', '</SyncML ', '<notification ', 'POST ']) {
    const begun = performance.now();
    splitLog({ uri: '', text: hostile.repeat(200_000) });
    assert.ok(performance.now() - begun < 3000, hostile);
  }
});
