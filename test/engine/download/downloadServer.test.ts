import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromUtf8, toBase64, utf8 } from '#engine/base/bytes';
import type { RespondAct } from '#engine/download/downloadAct';
import { isCombined, readCombined } from '#engine/download/combinedDelivery';
import { parameterOf } from '#engine/download/headerFields';
import { readMultipart } from '#engine/download/multipart';
import { readDescriptorText } from '#engine/download/readDescriptor';
import { DownloadWorld, descriptorXml, origin, packageBytes } from './downloadWorld';

const day = 'Thu, 01 Jan 2026 00:00:00 GMT';

void test('a file is given whole, with what is known of it', async () => {
  const { status, headers, body } = await new DownloadWorld().ask('GET', '/fw.fwp');
  assert.equal(status, 200);
  assert.deepEqual(body, packageBytes);
  assert.equal(headers['content-type'], 'application/octet-stream');
  assert.equal(headers['content-length'], '1000');
  assert.equal(headers['last-modified'], day);
  assert.equal(headers['accept-ranges'], 'bytes');
  assert.equal(headers.date, 'Fri, 02 Jan 2026 00:00:00 GMT');
  assert.match(headers.etag ?? '', /^"[0-9a-f]{32}"$/);
});

void test('nothing is packed, whatever the peer accepts', async () => {
  const { headers, body } = await new DownloadWorld().ask('GET', '/fw.fwp', { 'accept-encoding': 'gzip, br' });
  assert.equal(headers['content-encoding'], undefined);
  assert.equal(headers['cache-control'], 'no-transform');
  assert.equal(body.length, 1000);
});

void test('a HEAD says what a GET would, and gives no body [RFC 9110 9.3.2]', async () => {
  const world = new DownloadWorld();
  for (const path of ['/fw.fwp', '/fw.dd', '/nothing.fwp', '/..']) {
    const get = await world.ask('GET', path);
    const head = await world.ask('HEAD', path);
    assert.deepEqual([head.status, head.headers, head.body.length], [get.status, get.headers, 0], path);
  }
});

void test('the same octets have the same ETag, others another', async () => {
  const world = new DownloadWorld();
  const tagOf = async (): Promise<string | undefined> => (await world.ask('GET', '/fw.fwp')).headers.etag;
  const first = await tagOf();
  world.put('fw.fwp', packageBytes.slice());
  assert.equal(await tagOf(), first);
  world.put('fw.fwp', packageBytes.slice(1));
  assert.notEqual(await tagOf(), first);
});

const ranges: readonly (readonly [range: string, status: number, contentRange: string | undefined, first: number, length: number])[] = [
  ['bytes=0-99', 206, 'bytes 0-99/1000', 0, 100],
  ['bytes=400-', 206, 'bytes 400-999/1000', 400, 600],
  ['bytes=-1', 206, 'bytes 999-999/1000', 999, 1],
  ['bytes=999-5000', 206, 'bytes 999-999/1000', 999, 1],
  ['bytes=1000-', 416, 'bytes */1000', 0, 0],
  ['bytes=oops', 200, undefined, 0, 1000],
  ['items=0-1', 200, undefined, 0, 1000],
];

for (const [range, status, contentRange, first, length] of ranges) {
  void test(`Range: ${range} is answered ${status} [RFC 9110 14.2]`, async () => {
    const response = await new DownloadWorld().ask('GET', '/fw.fwp', { range });
    assert.equal(response.status, status);
    assert.equal(response.headers['content-range'], contentRange);
    assert.equal(response.headers['content-length'], String(length));
    assert.deepEqual(response.body, packageBytes.slice(first, first + length));
  });
}

void test('several ranges come as parts [RFC 9110 14.6]', async () => {
  const { status, headers, body } = await new DownloadWorld().ask('GET', '/fw.fwp', { range: 'bytes=0-9,500-509' });
  assert.equal(status, 206);
  assert.equal(headers['content-length'], String(body.length));
  assert.equal(headers['content-range'], undefined);
  const parts = readMultipart(body, parameterOf(headers['content-type'] ?? '', 'boundary') ?? '');
  assert.deepEqual(
    parts?.map((part) => [part.headers['content-range'], part.headers['content-type'], [...part.body]]),
    [
      ['bytes 0-9/1000', 'application/octet-stream', [...packageBytes.slice(0, 10)]],
      ['bytes 500-509/1000', 'application/octet-stream', [...packageBytes.slice(500, 510)]],
    ],
  );
});

void test('a range means nothing to a HEAD, nor where ranges are switched off', async () => {
  assert.equal((await new DownloadWorld().ask('HEAD', '/fw.fwp', { range: 'bytes=1-2' })).status, 200);
  const { status, headers } = await new DownloadWorld({ ranges: false }).ask('GET', '/fw.fwp', { range: 'bytes=1-2' });
  assert.deepEqual([status, headers['accept-ranges']], [200, 'none']);
});

void test('conditions decide before ranges do [RFC 9110 13.2.2]', async () => {
  const world = new DownloadWorld();
  const etag = (await world.ask('GET', '/fw.fwp')).headers.etag ?? '';
  const before = 'Wed, 31 Dec 2025 23:59:59 GMT';
  const after = 'Thu, 01 Jan 2026 00:00:01 GMT';
  const cases: readonly (readonly [headers: Readonly<Record<string, string>>, status: number])[] = [
    [{ 'if-none-match': etag }, 304],
    [{ 'if-none-match': `"other", W/${etag}` }, 304],
    [{ 'if-none-match': '*' }, 304],
    [{ 'if-none-match': '"other"' }, 200],
    [{ 'if-none-match': '"other"', 'if-modified-since': after }, 200],
    [{ 'if-modified-since': day }, 304],
    [{ 'if-modified-since': 'Thursday, 01-Jan-26 00:00:00 GMT' }, 304],
    [{ 'if-modified-since': 'Thu Jan  1 00:00:00 2026' }, 304],
    [{ 'if-modified-since': before }, 200],
    [{ 'if-modified-since': 'yesterday' }, 200],
    [{ 'if-match': etag }, 200],
    [{ 'if-match': '*' }, 200],
    [{ 'if-match': `W/${etag}` }, 412],
    [{ 'if-match': '"other"' }, 412],
    [{ 'if-match': '"other"', range: 'bytes=0-1' }, 412],
    [{ 'if-unmodified-since': before }, 412],
    [{ 'if-unmodified-since': day }, 200],
    [{ range: 'bytes=0-1', 'if-range': etag }, 206],
    [{ range: 'bytes=0-1', 'if-range': `W/${etag}` }, 200],
    [{ range: 'bytes=0-1', 'if-range': '"other"' }, 200],
    [{ range: 'bytes=5000-', 'if-range': '"other"' }, 200],
    [{ range: 'bytes=5000-', 'if-range': etag }, 416],
    [{ range: 'bytes=0-1', 'if-range': day }, 206],
    [{ range: 'bytes=0-1', 'if-range': after }, 200],
    [{ range: 'bytes=0-1', 'if-none-match': etag }, 304],
  ];
  for (const [headers, status] of cases) {
    const response = await world.ask('GET', '/fw.fwp', headers);
    assert.equal(response.status, status, JSON.stringify(headers));
    assert.equal(response.headers.etag, etag);
    if (status === 304 || status === 412) assert.equal(response.body.length, 0);
  }
});

void test('validators are left out as the setup says', async () => {
  const only = await new DownloadWorld({ validators: ['last-modified'] }).ask('GET', '/fw.fwp', { range: 'bytes=0-1', 'if-range': '"x"' });
  assert.deepEqual([only.status, only.headers.etag, only.headers['last-modified']], [200, undefined, day]);
  const none = await new DownloadWorld({ validators: [] }).ask('GET', '/fw.fwp', { 'if-match': '"x"' });
  assert.deepEqual([none.status, none.headers.etag, none.headers['last-modified']], [412, undefined, undefined]);
});

void test('an empty file has no range', async () => {
  const world = new DownloadWorld();
  world.put('empty.bin', '');
  assert.deepEqual((await world.ask('GET', '/empty.bin')).headers['content-length'], '0');
  assert.equal((await world.ask('GET', '/empty.bin', { range: 'bytes=0-' })).status, 416);
});

void test('what is asked otherwise is refused', async () => {
  const world = new DownloadWorld({ prefix: '/dl' });
  world.put('accounts.xml', '<secret/>');
  const cases: readonly (readonly [method: string, url: string, status: number])[] = [
    ['GET', '/dl/fw.fwp', 200],
    ['GET', '/dl/fw.fwp?x=../..', 200],
    ['GET', `${origin}/dl/fw.fwp`, 200],
    ['GET', '/fw.fwp', 404],
    ['GET', '/dlfw.fwp', 404],
    ['GET', '/dl', 404],
    ['GET', '/dl/', 400],
    ['GET', '/dl/missing.fwp', 404],
    ['GET', '/dl/missing.dd', 404],
    ['GET', '/dl/accounts.xml', 404],
    ['GET', '/dl/accounts', 404],
    ['GET', '/dl/../fw.fwp', 400],
    ['GET', '/dl/%2e%2e%2ffw.fwp', 400],
    ['GET', '*', 404],
    ['GET', '', 404],
    ['PUT', '/dl/fw.fwp', 405],
    ['DELETE', '/dl/fw.fwp', 405],
    ['OPTIONS', '/dl/fw.fwp', 405],
    ['POST', '/dl/fw.fwp', 405],
    ['GET', '/dl/notify/job', 405],
    ['GET', '/dl/constructor', 404],
    ['GET', '/dl/__proto__', 404],
  ];
  for (const [method, url, status] of cases) {
    const response = await world.ask(method, url);
    assert.equal(response.status, status, `${method} ${url}`);
    assert.equal(response.headers['content-length'], String(response.body.length), url);
    if (status === 405) assert.equal(response.headers.allow, url.includes('notify') ? 'POST' : 'GET, HEAD');
  }
});

void test('a type table of its own says what is given', async () => {
  const world = new DownloadWorld({ types: { '.xml': 'text/xml', '*': 'application/x-anything' } });
  world.put('a.xml', '<a/>');
  assert.equal((await world.ask('GET', '/a.xml')).headers['content-type'], 'text/xml');
  assert.equal((await world.ask('GET', '/fw.fwp')).headers['content-type'], 'application/x-anything');
});

void test('with credentials, nothing is answered without them [RFC 7617 2]', async () => {
  const world = new DownloadWorld({ auth: { user: 'ex-1', password: 'pä:ss', realm: 'Firm"ware' } });
  const right = `Basic ${toBase64(utf8('ex-1:pä:ss'))}`;
  for (const authorization of ['', 'Basic', 'Basic !', `Basic ${toBase64(utf8('ex-1:pass'))}`, 'Bearer x', `Basic ${toBase64(utf8('ex-1'))}`]) {
    for (const url of ['/fw.fwp', '/missing', '/..', '/notify/job']) {
      const { status, headers } = await world.ask('GET', url, { authorization });
      assert.deepEqual([status, headers['www-authenticate']], [401, 'Basic realm="Firmware", charset="UTF-8"']);
    }
  }
  assert.equal((await world.ask('GET', '/fw.fwp', { authorization: right })).status, 200);
  assert.equal((await world.ask('GET', '/fw.fwp', { authorization: right.replace('Basic', 'basic') })).status, 200);
});

void test('redirects lead where the table says', async () => {
  const world = new DownloadWorld({ redirects: { '/old.dd': { status: 301, location: '/fw.dd' }, '/away': { status: 307, location: 'https://cdn.example.com/' } } });
  const old = await world.ask('GET', '/old.dd');
  assert.deepEqual([old.status, old.headers.location], [301, '/fw.dd']);
  assert.equal((await world.ask('HEAD', '/away')).headers.location, 'https://cdn.example.com/');
});

void test('the descriptor of a package is made when it is asked for [DLOTA objectURI, size, type]', async () => {
  const world = new DownloadWorld({ prefix: '/dl' });
  world.put('ex 1/big.fwp', 'FUMO-PACKAGE/1\nmodel: EX-1\nto: 1.1.0\n\nfirmware');
  const response = await world.ask('GET', '/dl/ex%201/big.dd');
  assert.equal(response.headers['content-type'], 'application/vnd.oma.dd+xml');
  const { descriptor, problems } = readDescriptorText(fromUtf8(response.body));
  assert.deepEqual(problems, []);
  assert.deepEqual(descriptor, {
    version: '1.0',
    name: 'EX-1 firmware 1.1.0',
    types: ['application/octet-stream'],
    size: 46,
    objectUri: `${origin}/dl/ex%201/big.fwp`,
    installNotifyUri: `${origin}/dl/notify/big`,
  });
  assert.deepEqual((await world.ask('GET', '/dl/ex%201/big.fwp.dd')).body, response.body);
});

void test('a descriptor of one\u2019s own goes before one that is made, and what is made can be changed', async () => {
  const world = new DownloadWorld({ descriptors: { suffixes: ['.fwp'], adapt: (made, name) => ({ ...made, description: `for ${name}` }) } });
  assert.match(fromUtf8((await world.ask('GET', '/fw.dd')).body), /<description>for fw\.fwp</);
  world.put('fw.dd', descriptorXml());
  assert.equal(fromUtf8((await world.ask('GET', '/fw.dd')).body), descriptorXml());
});

void test('descriptors are made of packages with the named suffixes only', async () => {
  const world = new DownloadWorld({ descriptors: { suffixes: ['.img'] } });
  assert.equal((await world.ask('GET', '/fw.dd')).status, 404);
});

void test('descriptor and object go out together where that is asked for [DLOTA combined delivery]', async () => {
  const world = new DownloadWorld({ combined: 'when-asked' });
  world.put('own.dd', descriptorXml({ objectURI: 'fw.fwp' }));
  assert.equal((await world.ask('GET', '/own.dd')).headers['content-type'], 'application/vnd.oma.dd+xml');
  for (const name of ['own', 'fw']) {
    const { headers, body } = await world.ask('GET', `/${name}.dd?delivery=combined`);
    assert.ok(isCombined(headers['content-type']));
    const combined = readCombined(headers['content-type'] ?? '', body);
    const { descriptor } = readDescriptorText(fromUtf8(combined?.descriptor ?? new Uint8Array()));
    assert.equal(descriptor?.objectUri, 'cid:object@download');
    assert.deepEqual(combined?.partOf('cid:object@download'), { bytes: packageBytes, contentType: 'application/octet-stream' });
  }
});

void test('a descriptor of what lies elsewhere goes out alone', async () => {
  const world = new DownloadWorld({ combined: 'always' });
  for (const objectURI of ['https://cdn.example.com/fw.fwp', `${origin}/../fw.fwpx`, `${origin}.evil.example/fw.fwp`, '/missing.fwp']) {
    world.put('own.dd', descriptorXml({ objectURI }));
    assert.equal((await world.ask('GET', '/own.dd')).headers['content-type'], 'application/vnd.oma.dd+xml', objectURI);
  }
});

void test('a status report is logged with its job and sender [DLOTA status report]', async () => {
  const world = new DownloadWorld();
  const { status } = await world.ask('POST', '/notify/job-43', { 'user-agent': 'EX-1' }, '900 Success \n\r');
  assert.equal(status, 200);
  const [{ at, problems, ...report } = assert.fail()] = world.reports;
  assert.deepEqual(report, { url: '/notify/job-43', job: 'job-43', code: 900, message: 'Success', from: 'EX-1' });
  assert.equal(at, world.clock.now());
  assert.deepEqual(problems, []);
});

void test('what is no report is refused and not logged', async () => {
  const world = new DownloadWorld();
  assert.equal((await world.ask('POST', '/notify/job', {}, 'Success')).status, 400);
  assert.equal((await world.ask('POST', '/notify/job', {}, '900 '.padEnd(5000, 'x'))).status, 413);
  assert.equal((await world.ask('POST', '/notifyx', {}, '900 Success')).status, 405);
  assert.deepEqual(world.reports, []);
});

void test('a receiver can refuse reports', async () => {
  const world = new DownloadWorld({ reports: { path: '/notify', status: 503, received: () => undefined } });
  assert.equal((await world.ask('POST', '/notify/job', {}, '900 Success')).status, 503);
});

void test('each answer passes the gate before it is given', async () => {
  const order: string[] = [];
  let open = (): void => undefined;
  const gate = {
    pass: (act: RespondAct) => {
      order.push(`${act.method} ${act.url} ${act.response.status}`);
      return new Promise<void>((resolve) => {
        open = resolve;
      });
    },
  };
  const world = new DownloadWorld({ gate });
  const asked = world.ask('GET', '/fw.fwp').then(() => order.push('answered'));
  await new Promise(setImmediate);
  assert.deepEqual(order, ['GET /fw.fwp 200']);
  open();
  await asked;
  assert.deepEqual(order, ['GET /fw.fwp 200', 'answered']);
});
