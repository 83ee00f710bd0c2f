import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Account } from '#engine/session/account';
import { account, alert, get, leaf, nonceFrom, nonces, Pair, ScriptedConductor, ScriptedTarget } from './pair';
import { fromServer, ok, opened, scripted, status } from './scriptedPeer';

const fwv = './DevDetail/FwV';
const target = () => new ScriptedTarget(new Map([[fwv, leaf(fwv, '1.0.3')]]));
const asking = () => new ScriptedConductor([[get(fwv)]]);

const staleClient: Account = { ...account, client: { ...account.client, nonce: nonceFrom(0x70) } };
const staleServer: Account = { ...account, server: { ...account.server, nonce: nonceFrom(0x70) } };
const wrongClient: Account = { ...account, client: { ...account.client, secret: 'guessed' } };
const wrongServer: Account = { ...account, server: { ...account.server, secret: 'guessed' } };

const chal = (nextNonce = 'MDEyMzQ1Njc4OTo7PD0+Pw==', type = 'syncml:auth-md5') =>
  `<Chal><Meta><Type xmlns="syncml:metinf">${type}</Type><Format xmlns="syncml:metinf">b64</Format><NextNonce xmlns="syncml:metinf">${nextNonce}</NextNonce></Meta></Chal>`;

test('both ends accept each other with 212 and give the nonce of the next session [DM-PRO 9.1]', async () => {
  const pair = new Pair({ target: target(), conductor: asking() });
  assert.equal((await pair.run()).how, 'finished');
  assert.deepEqual(pair.kept, ['server keeps client 20', 'client keeps client 20', 'client keeps server 30', 'server keeps server 30']);
  pair.conductor.batches.push([get(fwv)]);
  assert.equal((await pair.run({ sessionId: 'AC' })).how, 'finished');
  // The second session needs no challenge: both have kept the same nonces.
  assert.ok(!pair.lines.some((text) => text.includes('=40')));
  assert.deepEqual(pair.clientAccount, pair.serverAccount);
});

test('missing credentials are answered with 407, wrong ones with 401, and every command gets the same [DM-PRO 9.1]', async () => {
  const nothing: Account = { ...account, client: { ...account.client, nonce: new Uint8Array() } };
  for (const [own, code] of [
    [nothing, 407],
    [staleClient, 401],
  ] as const) {
    const conductor = asking();
    const pair = new Pair({ account: own, serverAccount: account, target: target(), conductor });
    assert.equal((await pair.run()).how, 'finished');
    assert.deepEqual(pair.lines.slice(0, 4), [
      `1> ${code === 407 ? '' : 'Cred '}Alert:1201 Replace Final`,
      `<2 hdr=${code}+Chal Alert1=${code} Replace2=${code} Final`,
      '1> Cred hdr=200 Alert:1201 Replace Final',
      '<2 Cred hdr=212+Chal Alert2=200 Replace3=200 Get Final',
    ]);
    assert.deepEqual(pair.lines, pair.serverLines);
    // Nothing is taken in before it is known who speaks.
    assert.deepEqual(conductor.log.slice(0, 2), ['take Alert 1201', 'take Replace']);
    assert.deepEqual(pair.clientTrace[2]?.message?.header.msgId, '2');
    assert.deepEqual(pair.clientAccount.client.nonce, pair.serverAccount?.client.nonce);
  }
});

test('a challenge names type, format and a fresh nonce of 16 octets [DM-REP 6.1.2, DM-SEC 5.3.3]', async () => {
  const pair = new Pair({ account: wrongClient, serverAccount: account });
  await pair.run();
  const chals = pair.clientTrace.flatMap((entry) => {
    const first = entry.direction === 'to-client' ? entry.message?.commands[0] : undefined;
    return first?.name === 'Status' ? [first.chal] : [];
  });
  assert.equal(chals.length, 3);
  for (const one of chals) {
    assert.equal(one?.type, 'syncml:auth-md5');
    assert.equal(one.format, 'b64');
    assert.equal(atob(one.nextNonce ?? '').length, 16);
  }
  assert.equal(new Set(chals.map((one) => one?.nextNonce)).size, 3);
});

test('wrong credentials are challenged twice, then both ends give up [DM-SEC 5.3.3]', async () => {
  const conductor = asking();
  const pair = new Pair({ account: wrongClient, serverAccount: account, target: target(), conductor });
  const end = await pair.run();
  assert.equal(end.how, 'unauthorized');
  assert.equal(pair.requests.length, 3);
  assert.deepEqual(conductor.log, []);
  assert.deepEqual(pair.kept, []);
});

test('a stranger is challenged like anybody else and never accepted', async () => {
  const pair = new Pair({ serverAccount: undefined, target: target(), conductor: asking() });
  assert.equal((await pair.run()).how, 'unauthorized');
  assert.deepEqual(pair.conductor.log, []);
  assert.equal(pair.lines[1], '<2 hdr=401+Chal Alert1=401 Replace2=401 Final');
});

test('a server with a stale nonce is challenged, nothing of its message is done, and it says all of it again [DM-PRO 9.1]', async () => {
  const conductor = asking();
  const device = target();
  const pair = new Pair({ account, serverAccount: staleServer, target: device, conductor });
  assert.equal((await pair.run()).how, 'finished');
  assert.deepEqual(pair.lines, [
    '1> Cred Alert:1201 Replace Final',
    '<2 Cred hdr=212+Chal Alert1=200 Replace2=200 Get Final',
    '3> hdr=401+Chal Get4=401@./DevDetail/FwV Final',
    '<2 Cred hdr=200 Get Final',
    `3> hdr=212+Chal Get2=200@${fwv} Results Final`,
    '<4 hdr=200 Final',
  ]);
  assert.deepEqual(pair.lines, pair.serverLines);
  assert.deepEqual(device.orders, [`Get ${fwv}`]);
  assert.deepEqual(conductor.log.slice(2), [`Get ${fwv} 200`, `${fwv} = 1.0.3`, 'ended finished']);
  assert.deepEqual(pair.clientAccount, pair.serverAccount);
});

test('a server without a nonce shows no credentials, is told 407, and then does [DM-PRO 9.1]', async () => {
  const bare: Account = { ...account, server: { ...account.server, nonce: new Uint8Array() } };
  const pair = new Pair({ account, serverAccount: bare, target: target(), conductor: asking() });
  assert.equal((await pair.run()).how, 'finished');
  assert.equal(pair.lines[2], '3> hdr=407+Chal Get4=407@./DevDetail/FwV Final');
});

test('a server that never shows the right credentials is given up by both ends [DM-SEC 5.3.3]', async () => {
  const conductor = asking();
  const device = target();
  device.due = [{ id: 'r', alert: alert('1226', leaf('./Fw', '200')) }];
  const pair = new Pair({ account, serverAccount: wrongServer, target: device, conductor });
  const end = await pair.run();
  assert.deepEqual(end, { how: 'unauthorized', reason: "The server's credentials are wrong. [DM-PRO 9.1]" });
  assert.deepEqual(device.orders, []);
  // What a stranger says of the report doesn't count, and its nonce isn't kept. [DM-SEC 5.3.4]
  assert.deepEqual(device.answered, []);
  assert.ok(!pair.kept.some((kept) => kept.startsWith('client')));
  assert.deepEqual(conductor.ends.map(({ how }) => how), ['unauthorized']);
});

test('what a server has said of an alert counts once it has proved who it is', async () => {
  const device = target();
  device.due = [{ id: 'r', alert: alert('1226', leaf('./Fw', '200')) }];
  const pair = new Pair({ account, serverAccount: staleServer, target: device, conductor: asking() });
  await pair.run();
  assert.deepEqual(device.answered, ['r 200']);
});

test('a server that shows nothing and wants nothing is not challenged [DM-PRO 9]', async () => {
  const device = target();
  device.due = [{ id: 'r', alert: alert('1226', leaf('./Fw', '200')) }];
  const body = status(1, 1, 0, 'SyncHdr', 212) + status(2, 1, 1, 'Alert', 200) + status(3, 1, 2, 'Replace', 200) + status(4, 1, 3, 'Alert', 200);
  const pair = new Pair({ target: device, between: scripted(fromServer(body)) });
  assert.equal((await pair.run()).how, 'unauthorized');
  assert.equal(pair.requests.length, 1);
  assert.deepEqual(device.answered, []);
});

test('basic credentials are accepted for the whole session, without a nonce', async () => {
  const pair = new Pair({ account: { ...account, auth: 'basic' }, target: target(), conductor: asking() });
  assert.equal((await pair.run()).how, 'finished');
  assert.equal(pair.lines[1], '<2 Cred hdr=212 Alert1=200 Replace2=200 Get Final');
  assert.deepEqual(pair.kept, []);
  assert.match(pair.texts[0] ?? '', /<Data>ZGV2aWNlLXVzZXI6ZGV2aWNlLXBhc3M=<\/Data>/);
  assert.equal(pair.clientTrace[0]?.message?.header.sourceName, undefined);
});

test('a server that wants digests challenges basic credentials, and the device changes over', async () => {
  const pair = new Pair({ account: { ...account, auth: 'basic' }, serverAccount: account });
  await pair.run();
  assert.match(pair.lines[1] ?? '', /hdr=401\+Chal/);
  assert.match(pair.texts[2] ?? '', /syncml:auth-md5/);
});

test('an account for digests never gives its secret away to a challenge for basic [DM-SEC 5.3]', async () => {
  const pair = new Pair({ account, serverAccount: { ...account, auth: 'basic' } });
  assert.equal((await pair.run()).how, 'unauthorized');
  assert.ok(!pair.texts.some((text) => text.includes('ZGV2aWNlLXVzZXI6ZGV2aWNlLXBhc3M=')));
});

test('a challenge without Chal, or for a scheme that nobody has, ends the session [DM-PRO 9.1]', async () => {
  for (const [more, reason] of [
    ['', /without a challenge/],
    [chal('AAAA', 'syncml:auth-x509'), /auth-x509/],
  ] as const) {
    const end = await new Pair({ between: scripted(fromServer(status(1, 1, 0, 'SyncHdr', 401, more))) }).run();
    assert.equal(end.how, 'unauthorized');
    assert.match(end.how === 'unauthorized' ? end.reason : '', reason);
  }
});

test('after 200 every message needs credentials, made with the nonce that came last [DM-PRO 9.1]', async () => {
  const none: Account = { ...account, auth: 'md5' };
  const server = `<Cred><Meta><Type xmlns="syncml:metinf">syncml:auth-md5</Type></Meta><Data>jKIPLO01SSfQv1HuGAm3Ug==</Data></Cred>`;
  const pair = new Pair({
    account: none,
    target: target(),
    between: scripted(
      fromServer(status(1, 1, 0, 'SyncHdr', 200, chal('ICEiIyQlJicoKSorLC0uLw==')) + `<Get><CmdID>2</CmdID><Item><Target><LocURI>${fwv}</LocURI></Target></Item></Get>`, { more: server }),
      fromServer(status(1, 2, 0, 'SyncHdr', 200, chal('QEFCQ0RFRkdISUpLTE1OTw==')) + `<Get><CmdID>2</CmdID><Item><Target><LocURI>${fwv}</LocURI></Target></Item></Get>`, { msgId: 2 }),
      fromServer(status(1, 3, 0, 'SyncHdr', 200), { msgId: 3 }),
    ),
  });
  assert.equal((await pair.run()).how, 'finished');
  assert.match(pair.texts[2] ?? '', /WDYdJ4pZGJdqO2pClBuwMw==/);
  assert.match(pair.texts[4] ?? '', /gnvTdNWef7tM\+Hea\/8K0pQ==/);
  assert.deepEqual(pair.kept.filter((kept) => kept.includes('keeps client')), ['client keeps client 20', 'client keeps client 40']);
});

test('without authentication nobody presents anything and the header is fine with 200', async () => {
  const pair = new Pair({ account: { ...account, auth: 'none' }, target: target(), conductor: asking() });
  await pair.run();
  assert.deepEqual(pair.lines.slice(0, 2), ['1> Alert:1201 Replace Final', '<2 hdr=200 Alert1=200 Replace2=200 Get Final']);
});

test('the digests are those of the formula, with the decoded nonce [DM-SEC 5.3.2]', async () => {
  const pair = new Pair({ serverRandom: nonces(0x20), clientRandom: nonces(0x30), target: target(), conductor: asking() });
  await pair.run();
  assert.equal(pair.clientTrace[0]?.message?.header.cred?.data, 'yTmS+pu6VJgdQrSgqfv6Mg==');
  assert.equal(pair.clientTrace[0].message.header.sourceName, 'device-user');
  assert.equal(pair.clientTrace[1]?.message?.header.cred?.data, 'jKIPLO01SSfQv1HuGAm3Ug==');
  assert.equal(pair.clientTrace[1].message.header.sourceName, 'dm.example.com');
  assert.equal(pair.clientTrace[2]?.message?.header.cred, undefined);
});

test('a challenge that shows the right credentials of the server is enough for the server to be known', async () => {
  const server = `<Cred><Meta><Type xmlns="syncml:metinf">syncml:auth-md5</Type></Meta><Data>jKIPLO01SSfQv1HuGAm3Ug==</Data></Cred>`;
  const pair = new Pair({
    target: target(),
    between: scripted(
      fromServer(status(1, 1, 0, 'SyncHdr', 401, chal('ICEiIyQlJicoKSorLC0uLw==')), { more: server }),
      fromServer(status(1, 2, 0, 'SyncHdr', 212) + `<Get><CmdID>2</CmdID><Item><Target><LocURI>${fwv}</LocURI></Target></Item></Get>`, { msgId: 2 }),
      fromServer(status(1, 3, 0, 'SyncHdr', 200), { msgId: 3 }),
    ),
  });
  assert.equal((await pair.run()).how, 'finished');
  assert.equal(pair.lines[2], '1> Cred hdr=212+Chal Alert:1201 Replace Final');
});

test('a header that nobody answers is remarked upon [RepPro 6.4.1]', async () => {
  const body = opened().replace(status(1, 1, 0, 'SyncHdr', 200), '');
  const pair = new Pair({ account: { ...account, auth: 'none' }, between: () => Promise.resolve(ok(fromServer(body))) });
  await pair.run();
  assert.ok(pair.clientTrace[1]?.remarks.includes('There is no Status for the header. [RepPro 6.4.1]'));
});
