// Octets: each mistake once, at its place, with what follows from it left out.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fromHex, utf8 } from '#engine/base/bytes';
import type { BytesFacts } from '#engine/rules/bytesFacts';
import { lintBytes } from '#engine/rules/lintBytes';
import { nodeHasher } from '#server/node/nodeHasher';

function thrown(_rule: unknown, error: unknown): never {
  throw error;
}

/** `severity code start end` of each finding. */
function assertFound(kind: BytesFacts['kind'], octets: string | Uint8Array, expected: readonly string[]): void {
  const bytes = typeof octets === 'string' ? (fromHex(octets) ?? assert.fail(octets)) : octets;
  const found = lintBytes({ uri: 'memory:/octets', bytes, kind }, {}, thrown);
  assert.deepEqual(
    found.map(({ severity, code, range }) => `${severity} ${code} ${range.start} ${range.end}`),
    expected,
  );
}

const head = '02 A4 01 6A 00';

test('what is cut off is told once, whatever is open', () => {
  assertFound('wbxml', '', ['error b-cut-off 0 0']);
  assertFound('wbxml', `${head} 6D 6B 54`, ['error b-cut-off 8 8']);
  assertFound('wbxml', `${head} 6D 4F C3 05 41`, ['error b-cut-off 7 10']);
});

test('octets that are no WBXML have a strange version, and nothing more', () => {
  assertFound('wbxml', utf8('<SyncML xmlns="SYNCML:SYNCML1.2"/>'), ['error b-version 0 1']);
});

test('tags on a page that there isn\'t are told by the page', () => {
  assertFound('wbxml', `${head} 6D 00 07 05 06 01`, ['error b-unknown-token 6 8']);
});

test('all that stands behind the root is one mistake', () => {
  assertFound('wbxml', `${head} 2D 2D 03 41 00 C3 00`, ['warning b-trailing 6 12']);
});

test('attributes are told at their tag [RepPro 8.3]', () => {
  assertFound('wbxml', `${head} AD 05 03 41 00 85 01`, ['error b-attribute-bit 5 6']);
});

test('the octets of another language are judged by their form alone', () => {
  assertFound('wbxml', '02 0B 6A 00 45 C0 01', ['warning b-public-id 1 2']);
});

test('a digest is checked where the secrets are known, and the default nonce holds [DM-NOTI 5.2, 6.2.2]', () => {
  const bytes = fromHex('00000000000000000000000000000000 02D8 000000 0001 03 646D73') ?? assert.fail();
  const facts: BytesFacts = { uri: 'memory:/n', bytes, kind: 'notification' };
  const secrets = { hasher: nodeHasher, of: (serverId: string) => (serverId === 'dms' ? [{ secret: 's', nonce: new Uint8Array(4) }] : []) };
  assert.deepEqual(lintBytes(facts, {}, thrown), []);
  assert.deepEqual(lintBytes({ ...facts, secrets }, {}, thrown).map(({ code, range }) => [code, range]), [['n-digest', { start: 0, end: 16 }]]);
});

const request = (lines: readonly string[], body: string): Uint8Array => utf8(`${lines.join('\r\n')}\r\n\r\n${body}`);
const response = ['HTTP/1.1 200 OK', 'content-type: application/vnd.syncml.dm+xml', 'CACHE-CONTROL: private, no-store'];

test('of a response method and Accept aren\'t asked [DM-REP 6.2.1]', () => {
  assertFound('http', request(response, '<SyncML/>'), []);
  assertFound('http', request(response.slice(0, 1), '<SyncML/>'), ['error h-content-type 0 15', 'information h-cache 0 15']);
});

test('a body is known by its first octets, whatever stands before the root', () => {
  assertFound('http', request(response, '\uFEFF <?xml version="1.0"?><SyncML/>'), []);
  assertFound('http', request(response.map((line) => line.replace('+xml', '+wbxml')), '\uFEFF\n<SyncML/>'), ['error h-content-mismatch 100 101']);
});

test('any octets are looked at without harm, and places are within them', () => {
  fc.assert(
    fc.property(fc.constantFrom<BytesFacts['kind']>('notification', 'wbxml', 'http'), fc.uint8Array({ maxLength: 80 }), (kind, bytes) => {
      for (const { range } of lintBytes({ uri: 'memory:/any', bytes, kind }, {}, thrown)) assert.ok(range.start <= range.end && range.end <= bytes.length);
    }),
  );
});
