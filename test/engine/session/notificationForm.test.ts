// The notification that was worked out by hand, in each form that it is handed round in. [DM-NOTI 6.2, 7.1]
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fromHex, toHex, utf8 } from '#engine/base/bytes';
import { readNotificationForm, wrapMessage, wrapSms, writeNotificationForm } from '#engine/session/notificationForm';

const hex = '07 C9 4C 56 62 B6 88 92 FD 9B FC 5A 89 BA E0 17 02 F8 00 00 00 00 AB 0E 64 6D 2E 65 78 61 6D 70 6C 65 2E 63 6F 6D';
const base64 = 'B8lMVmK2iJL9m/xaibrgFwL4AAAAAKsOZG0uZXhhbXBsZS5jb20=';
const push = '01 06 03 C4 AF 87';
const sms = '06 05 04 0B 84 C0 02';
const message = fromHex(hex) ?? assert.fail();

test('the worked example comes in octets, in hexadecimal and in base64, and goes out the same', () => {
  for (const [content, form] of [[message, 'octets'], [hex, 'hex'], [utf8(hex.toLowerCase().replaceAll(' ', '')), 'hex'], [base64, 'base64'], [utf8(`${base64}\n`), 'base64']] as const) {
    const read = readNotificationForm(content);
    assert.deepEqual([read.form, toHex(read.octets), read.problems], [form, toHex(message), []]);
    assert.deepEqual([read.notification?.serverId, read.notification?.sessionId, read.unwrapped.wrapping], ['dm.example.com', 0xab, 'none']);
  }
  assert.equal(writeNotificationForm(message, 'hex'), hex);
  assert.equal(writeNotificationForm(message, 'base64'), base64);
  assert.equal(writeNotificationForm(message, 'octets'), message);
});

test('the same in a push and in a short message, octet for octet [DM-NOTI 7.1]', () => {
  assert.equal(writeNotificationForm(wrapMessage(message, 'none'), 'hex'), hex);
  assert.equal(writeNotificationForm(wrapMessage(message, 'push'), 'hex'), `${push} ${hex}`);
  assert.equal(writeNotificationForm(wrapMessage(message, 'sms'), 'hex'), `${sms} ${push} ${hex}`);
  assert.equal(toHex(wrapSms(new Uint8Array(), 9200)), '0605040b8423f0');
  for (const [content, wrapping, offset] of [[`${push} ${hex}`, 'push', 6], [`${sms} ${push} ${hex}`, 'sms', 13]] as const) {
    const { unwrapped, notification, problems } = readNotificationForm(content);
    assert.deepEqual([unwrapped.wrapping, unwrapped.offset, toHex(unwrapped.message), notification?.sessionId, problems], [wrapping, offset, toHex(message), 0xab, []]);
  }
});

test('what is wrong behind headers has its place among all octets', () => {
  const { problems } = readNotificationForm(`${push} ${hex.replace('00 AB', '00 00')}`);
  assert.deepEqual(problems.map(({ code, range }) => [code, range.start, range.end]), [['notification-session-id', 27, 29]]);
});

test('a text that is no octets is too short a message, or an odd one', () => {
  const { form, notification, problems } = readNotificationForm('neither of them');
  assert.deepEqual([form, notification, problems.map(({ code }) => code)], ['octets', undefined, ['notification-short']]);
});

test('whatever its octets and headers, a notification comes back from each form', () => {
  const octets = fc.uint8Array({ minLength: 16, maxLength: 16 });
  fc.assert(
    fc.property(octets, fc.uint8Array({ maxLength: 30 }), fc.constantFrom('none', 'push', 'sms'), fc.constantFrom('octets', 'hex', 'base64'), (digest, tail, wrapping, form) => {
      const sent = wrapMessage(Uint8Array.of(...digest, ...message.subarray(16), ...tail), wrapping);
      const read = readNotificationForm(form === 'octets' ? writeNotificationForm(sent, 'octets') : writeNotificationForm(sent, form));
      assert.deepEqual([read.form, toHex(read.octets)], [form, toHex(sent)]);
    }),
  );
});
