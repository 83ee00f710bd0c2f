// Datagrams over real UDP on loopback.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromHex, toHex } from '#engine/base/bytes';
import { nodeDatagrams } from '#server/node/udpDatagrams';

test('a datagram arrives at the address that the listener gave', async () => {
  const datagrams = nodeDatagrams();
  let received: (bytes: Uint8Array) => void = () => undefined;
  const arrival = new Promise<Uint8Array>((resolve) => (received = resolve));
  const listener = await datagrams.listen((bytes) => {
    received(bytes);
  }, { port: 0 });
  assert.match(listener.address, /^udp:\/\/127\.0\.0\.1:\d+$/);
  await datagrams.send(listener.address, fromHex('00ff10') ?? new Uint8Array());
  assert.equal(toHex(await arrival), '00ff10');
  await datagrams.close();
  await listener.close();
});

test('a port in use, a bad address and a datagram too large are Failures', async () => {
  const datagrams = nodeDatagrams();
  const listener = await datagrams.listen(() => undefined, { port: 0 });
  const port = Number(listener.address.split(':').pop());
  await assert.rejects(datagrams.listen(() => undefined, { port }), { code: 'port-in-use' });
  await assert.rejects(datagrams.send('127.0.0.1:99', new Uint8Array(1)), { code: 'bad-address' });
  await assert.rejects(datagrams.send('udp://127.0.0.1:70000', new Uint8Array(1)), { code: 'bad-address' });
  await assert.rejects(datagrams.send(listener.address, new Uint8Array(70_000)), { code: 'datagram-too-large' });
  await listener.close();
  await (await datagrams.listen(() => undefined, { port })).close();
});
