import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { test } from 'node:test';
import { concat, utf8 } from '#engine/base/bytes';
import { objectionTo, readPackage } from '#engine/fumo/package';
import { nodeHasher } from '#server/node/nodeHasher';

const payload = utf8('new firmware\n\nwith an empty line in it');
const sha256 = createHash('sha256').update(payload).digest('hex');
const host = { model: 'EX-1', version: '1.0.3' };

function packed(lines: readonly string[], content = payload): Uint8Array {
  return concat([utf8(`FUMO-PACKAGE/1\n${lines.join('\n')}\n\n`), content]);
}

const good = ['model: EX-1', 'from: 1.0.3', 'to: 1.1.0', `sha256: ${sha256}`];

test('a package with a header says what it is for', () => {
  const { header, payload: content } = readPackage(packed(good));
  assert.equal(header?.model, 'EX-1');
  assert.equal(header.from, '1.0.3');
  assert.equal(header.to, '1.1.0');
  assert.deepEqual(content, payload);
  assert.equal(objectionTo(readPackage(packed(good)), host, nodeHasher), undefined);
});

test('octets without the header are a payload and meet no objection', () => {
  for (const bytes of [new Uint8Array(), utf8('FUMO-PACKAGE/1'), utf8('FUMO-PACKAGE/2\n\nx'), Uint8Array.of(0xff, 0, 1)]) {
    const read = readPackage(bytes);
    assert.equal(read.header, undefined);
    assert.deepEqual(read.payload, bytes);
    assert.equal(objectionTo(read, host, nodeHasher), undefined);
  }
});

// [FUMO 6.2.4] 402 corrupted, 403 wrong device, 404 failed validation
test('a wrong or missing digest is 402', () => {
  assert.equal(objectionTo(readPackage(packed(good, utf8('something else'))), host, nodeHasher)?.result, 402);
  assert.equal(objectionTo(readPackage(packed(good.slice(0, 3))), host, nodeHasher)?.result, 402);
});

test('another model or another base version is 403', () => {
  assert.equal(objectionTo(readPackage(packed(good)), { ...host, model: 'EX-2' }, nodeHasher)?.result, 403);
  assert.equal(objectionTo(readPackage(packed(good)), { ...host, version: '1.0.4' }, nodeHasher)?.result, 403);
});

test('a device with a trusted key takes signed packages only, and a wrong signature is 404', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const trustedKey = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }).subarray(-32));
  const signed = utf8(`FUMO-PACKAGE/1\n${good.join('\n')}\n`);
  const signature = sign(null, signed, privateKey).toString('base64');
  const trusting = { ...host, trustedKey };
  assert.equal(objectionTo(readPackage(packed([...good, `signature: ${signature}`])), trusting, nodeHasher), undefined);
  assert.equal(objectionTo(readPackage(packed(good)), trusting, nodeHasher)?.result, 404);
  const forged = packed([...good.slice(0, 2), 'to: 6.6.6', ...good.slice(3), `signature: ${signature}`]);
  assert.equal(objectionTo(readPackage(forged), trusting, nodeHasher)?.result, 404);
});
