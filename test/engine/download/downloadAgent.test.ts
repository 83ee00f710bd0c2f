import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toBase64, utf8 } from '#engine/base/bytes';
import { Failure } from '#engine/base/failure';
import { runDownload } from '#engine/download/downloadAgent';
import type { DownloadSetup } from '#engine/download/downloadSetup';
import { DownloadWorld, descriptorXml, isObject, now, origin, packageBytes, type Bend } from './downloadWorld';

void test('a download goes from descriptor over question to package, each act announced before it is done', async () => {
  const world = new DownloadWorld();
  const result = await world.download();
  assert.deepEqual([result.status, result.result], [900, 200]);
  assert.deepEqual(result.object, { bytes: packageBytes, mediaType: 'application/octet-stream' });
  assert.deepEqual(result.report, { url: `${origin}/notify/fw`, code: 900 });
  assert.deepEqual(
    world.acts.map(({ actor, kind }) => `${actor} ${kind}`),
    [
      'download-agent request',
      'download-server respond',
      'download-agent check-descriptor',
      'download-agent ask',
      'user answer',
      'download-agent request',
      'download-server respond',
      'download-agent progress',
      'download-agent complete',
    ],
  );
  assert.deepEqual(world.asked, ['GET /fw.dd', 'GET /fw.fwp']);
  assert.equal(world.clock.now(), now);
});

void test('nothing is done before the gate opens', async () => {
  const kinds = ['request', 'check-descriptor', 'ask', 'answer', 'progress', 'complete'];
  for (const stopAt of kinds) {
    const world = new DownloadWorld();
    const ports = { ...world.ports, gate: { pass: (act: { kind: string }) => (act.kind === stopAt ? new Promise<never>(() => undefined) : Promise.resolve()) } };
    void runDownload(world.setup(), ports);
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    const done = [world.requests.length, world.states.length, world.questions.length];
    const expected: Readonly<Record<string, readonly number[]>> = {
      request: [0, 0, 0],
      'check-descriptor': [1, 1, 0],
      ask: [1, 2, 0],
      answer: [1, 2, 1],
      progress: [2, 3, 1],
      complete: [2, 4, 1],
    };
    assert.deepEqual(done, expected[stopAt], stopAt);
  }
});

void test('the agent says what it takes and that nothing may be packed', async () => {
  const world = new DownloadWorld();
  await world.download({ acceptedTypes: ['application/octet-stream'], userAgent: 'EX-1' });
  assert.deepEqual(world.requests.map(({ headers }) => headers), [
    {
      accept: 'application/vnd.oma.dd+xml, multipart/related, application/octet-stream',
      'accept-encoding': 'identity',
      'user-agent': 'EX-1',
    },
    { accept: 'application/octet-stream', 'accept-encoding': 'identity', 'user-agent': 'EX-1' },
  ]);
});

void test('the user sees name, vendor, size and description [DLOTA transaction]', async () => {
  const world = new DownloadWorld();
  world.put('fw.dd', descriptorXml({ vendor: 'Example Devices', description: 'Maintenance release', infoURL: 'http://www.example.com/notes' }));
  await world.download({ answerSeconds: 90 });
  assert.deepEqual(world.questions, [
    {
      text: 'EX-1 firmware 1.1.0 from Example Devices, 1000 octets: Maintenance release',
      seconds: 90,
      name: 'EX-1 firmware 1.1.0',
      vendor: 'Example Devices',
      description: 'Maintenance release',
      size: 1000,
      types: ['application/octet-stream'],
      infoUrl: 'http://www.example.com/notes',
    },
  ]);
});

for (const answer of ['reject', 'cancel', 'never'] as const) {
  void test(`a user who answers "${answer}" ends it with 902 and 401, and nothing is fetched [DLOTA 902]`, async () => {
    const world = new DownloadWorld();
    world.answer = answer;
    const result = await world.download();
    assert.deepEqual([result.status, result.result, result.report?.code], [902, 401, 902]);
    assert.deepEqual(world.asked, ['GET /fw.dd']);
    assert.equal(world.clock.now() - now, answer === 'never' ? 60_000 : 0);
    const given = world.acts.find(({ kind }) => kind === 'answer');
    assert.equal(given?.kind === 'answer' && given.answer, answer === 'never' ? 'silent' : answer);
  });
}

/** How each failure ends: DLOTA status, FUMO result, requests made, and whether a report is due. */
interface Case {
  readonly what: string;
  readonly descriptor?: Readonly<Record<string, string>>;
  readonly text?: string | Uint8Array;
  readonly setup?: Partial<DownloadSetup>;
  readonly bend?: Bend;
  readonly ends: readonly [status: number, result: number, requests: number, report: boolean];
}

const answering = (status: number): Bend => (response, _n, request) => (isObject(request) ? { ...response, status, headers: {}, body: new Uint8Array() } : response);
const losing =
  (code: string): Bend =>
  (response, _n, request) => {
    if (isObject(request)) throw new Failure(code, code);
    return response;
  };

const cases: readonly Case[] = [
  // What the descriptor says, in the order in which it is checked. [DLOTA transaction]
  { what: 'version 2', descriptor: { DDVersion: '2.0' }, ends: [951, 405, 1, true] },
  { what: 'version 2 without a size', descriptor: { DDVersion: '2.0', size: '' }, ends: [951, 405, 1, true] },
  { what: 'another version 1', descriptor: { DDVersion: '1.7' }, ends: [900, 200, 2, true] },
  { what: 'no version', descriptor: { DDVersion: '' }, ends: [900, 200, 2, true] },
  { what: 'no size', descriptor: { size: '' }, ends: [906, 405, 1, true] },
  { what: 'no size and a strange type', descriptor: { size: '', type: 'video/mp4' }, ends: [906, 405, 1, true] },
  { what: 'size 0', descriptor: { size: '0' }, ends: [906, 405, 1, true] },
  { what: 'no objectURI', descriptor: { objectURI: '' }, ends: [906, 405, 1, true] },
  { what: 'no type', descriptor: { type: '' }, ends: [906, 405, 1, true] },
  { what: 'no name, vendor, report', descriptor: { name: '', installNotifyURI: '' }, ends: [900, 200, 2, false] },
  { what: 'not even XML', text: 'firmware', ends: [906, 405, 1, false] },
  { what: 'cut XML', text: descriptorXml().slice(0, -10), ends: [906, 405, 1, true] },
  { what: 'an empty descriptor', text: '', ends: [906, 405, 1, false] },
  { what: 'not UTF-8', text: Uint8Array.of(0xff, 0xfe, 0x3c), ends: [906, 405, 1, false] },
  { what: 'more than the memory', descriptor: { size: '1001' }, setup: { freeMemory: 1000 }, ends: [901, 501, 1, true] },
  { what: 'more than the memory and a strange type', descriptor: { type: 'video/mp4' }, setup: { freeMemory: 999 }, ends: [901, 501, 1, true] },
  { what: 'more than a package may have', setup: { maxPackage: 999 }, ends: [901, 501, 1, true] },
  { what: 'exactly the memory', setup: { freeMemory: 1000 }, ends: [900, 200, 2, true] },
  { what: 'a strange type', descriptor: { type: 'video/mp4' }, ends: [953, 405, 1, true] },
  { what: 'a strange type inside', descriptor: { type: 'application/octet-stream</type><type>video/mp4' }, ends: [953, 405, 1, true] },
  { what: 'a report address that is none', descriptor: { installNotifyURI: 'mailto:a@example.com' }, ends: [900, 200, 2, false] },
  // Where the object is.
  { what: 'a relative objectURI', descriptor: { objectURI: 'fw.fwp' }, ends: [900, 200, 2, true] },
  { what: 'an objectURI of another scheme', descriptor: { objectURI: 'ftp://dl.example.com/fw.fwp' }, ends: [954, 411, 1, true] },
  { what: 'a file', descriptor: { objectURI: 'file:///etc/passwd' }, ends: [954, 411, 1, true] },
  { what: 'a cid without parts', descriptor: { objectURI: 'cid:object' }, ends: [954, 411, 1, true] },
  { what: 'a host that nobody knows', descriptor: { objectURI: 'http://nowhere.example/fw.fwp' }, ends: [903, 503, 6, true] },
  // What the object is. [DLOTA 905]
  { what: 'fewer octets than said', descriptor: { size: '1001' }, ends: [905, 402, 2, true] },
  { what: 'more octets than said', descriptor: { size: '999' }, ends: [905, 402, 2, true] },
  { what: 'another type than said', descriptor: { type: 'application/zip' }, ends: [905, 402, 2, true] },
  { what: 'a type in capitals', descriptor: { type: 'Application/Octet-Stream' }, ends: [900, 200, 2, true] },
  { what: 'no type said by the server', bend: (r, _n, q) => (isObject(q) ? { ...r, headers: {} } : r), ends: [900, 200, 2, true] },
  // What HTTP says. [FUMO 6.2.4]
  { what: 'HTTP 400', bend: answering(400), ends: [954, 411, 2, true] },
  { what: 'HTTP 401 without a challenge', bend: answering(401), ends: [952, 406, 2, true] },
  { what: 'HTTP 403', bend: answering(403), ends: [954, 500, 2, true] },
  { what: 'HTTP 404', bend: answering(404), ends: [954, 411, 2, true] },
  { what: 'HTTP 407', bend: answering(407), ends: [952, 406, 2, true] },
  { what: 'HTTP 408', bend: answering(408), ends: [903, 407, 6, true] },
  { what: 'HTTP 410', bend: answering(410), ends: [954, 411, 2, true] },
  { what: 'HTTP 412', bend: answering(412), ends: [954, 500, 2, true] },
  { what: 'HTTP 416', bend: answering(416), ends: [954, 500, 2, true] },
  { what: 'HTTP 429', bend: answering(429), ends: [954, 500, 6, true] },
  { what: 'HTTP 500', bend: answering(500), ends: [954, 500, 6, true] },
  { what: 'HTTP 501', bend: answering(501), ends: [954, 500, 2, true] },
  { what: 'HTTP 503', bend: answering(503), ends: [954, 412, 6, true] },
  { what: 'HTTP 504', bend: answering(504), ends: [903, 407, 6, true] },
  { what: 'HTTP 204', bend: answering(204), ends: [954, 500, 2, true] },
  { what: 'HTTP 206 unasked, without a range', bend: answering(206), ends: [954, 500, 2, true] },
  { what: 'HTTP 304', bend: answering(304), ends: [954, 500, 2, true] },
  { what: 'HTTP 302 without Location', bend: answering(302), ends: [954, 500, 2, true] },
  { what: 'a packed object', bend: (r, _n, q) => (isObject(q) ? { ...r, headers: { ...r.headers, 'content-encoding': 'gzip' } } : r), ends: [954, 500, 2, true] },
  { what: 'a connection refused', bend: losing('connection-refused'), ends: [903, 503, 6, true] },
  { what: 'a connection reset', bend: losing('connection-reset'), ends: [903, 503, 6, true] },
  { what: 'no HTTP at all', bend: losing('answer-not-http'), ends: [903, 503, 6, true] },
  { what: 'silence', bend: (r, _n, q) => (isObject(q) ? new Promise<never>(() => undefined) : r), ends: [903, 407, 6, true] },
  // The same before there is a descriptor: nobody is told.
  { what: 'PkgURL is no URL', setup: { packageUrl: 'no url' }, ends: [954, 411, 0, false] },
  { what: 'PkgURL is empty', setup: { packageUrl: '' }, ends: [954, 411, 0, false] },
  { what: 'PkgURL of another scheme', setup: { packageUrl: 'ftp://dl.example.com/fw.dd' }, ends: [954, 411, 0, false] },
  { what: 'PkgURL leads nowhere', setup: { packageUrl: `${origin}/gone.dd` }, ends: [954, 411, 1, false] },
  { what: 'no server at PkgURL', setup: { packageUrl: 'http://nowhere.example/fw.dd' }, ends: [903, 503, 5, false] },
];

for (const { what, descriptor = {}, text, setup = {}, bend, ends } of cases) {
  void test(`${what}: status ${ends[0]}, FUMO result ${ends[1]} after ${ends[2]} requests [DLOTA status codes, FUMO 6.2.4]`, async () => {
    const world = new DownloadWorld();
    world.put('fw.dd', text ?? descriptorXml(descriptor));
    if (bend !== undefined) world.bend = bend;
    const { status, result, object, report, reason } = await world.download(setup);
    assert.deepEqual([status, result, world.requests.length, report !== undefined], ends, reason);
    assert.deepEqual(object?.bytes, status === 900 ? packageBytes : undefined);
    if (report !== undefined) assert.deepEqual(report, { url: `${origin}/notify/job-43`, code: status });
    assert.ok(world.clock.now() - now < 10 * 60_000);
  });
}

void test('a descriptor of 50 MB is refused with 906, however it comes [DLOTA 906]', async () => {
  const huge = new Uint8Array(50 * 2 ** 20).fill(0x20);
  const whole = new DownloadWorld();
  whole.put('fw.dd', huge);
  assert.equal((await whole.download()).status, 906);
  const stopped = new DownloadWorld();
  let taken: number | undefined;
  stopped.bend = (response, _n, _request, watch) => {
    taken = watch?.maxBody?.(response);
    throw new Failure('response-too-large', 'Too large.');
  };
  const result = await stopped.download();
  assert.deepEqual([result.status, result.result, taken, stopped.requests.length], [906, 405, 65_536, 1]);
});

void test('an object that is larger than its descriptor says is broken off [DLOTA 905]', async () => {
  const world = new DownloadWorld();
  let taken: number | undefined;
  world.bend = (response, _n, request, watch) => {
    if (!isObject(request)) return response;
    taken = watch?.maxBody?.(response);
    throw new Failure('response-too-large', 'Too large.');
  };
  world.put('fw.dd', descriptorXml({ size: '900' }));
  const result = await world.download();
  assert.deepEqual([result.status, taken, world.requests.length], [905, 900, 2]);
});

void test('no octet of an object of another type is taken [DLOTA 905]', async () => {
  const world = new DownloadWorld();
  const taken: (number | undefined)[] = [];
  world.bend = (response, _n, _request, watch) => {
    taken.push(watch?.maxBody?.(response));
    return response;
  };
  world.put('fw.dd', descriptorXml({ type: 'application/zip' }));
  assert.equal((await world.download()).status, 905);
  assert.deepEqual(taken, [65_536, 0]);
});

void test('PkgURL may give the package straight away, told by its type [FUMO 5.1.5]', async () => {
  const world = new DownloadWorld();
  const result = await world.download({ packageUrl: `${origin}/fw.fwp` });
  assert.deepEqual([result.status, result.object?.bytes, result.descriptor, result.report], [900, packageBytes, undefined, undefined]);
  assert.deepEqual(world.questions, []);
});

const straight: readonly (readonly [what: string, setup: Partial<DownloadSetup>, status: number, result: number])[] = [
  ['is larger than the memory', { freeMemory: 999 }, 901, 501],
  ['is larger than a package may be', { maxPackage: 999 }, 901, 501],
  ['has a type that the device does not take', { acceptedTypes: ['application/zip'] }, 953, 405],
];

for (const [what, setup, status, result] of straight) {
  void test(`a package that comes straight away and ${what} ends with ${status} and ${result}`, async () => {
    const world = new DownloadWorld();
    const ended = await world.download({ packageUrl: `${origin}/fw.fwp`, ...setup });
    assert.deepEqual([ended.status, ended.result, world.requests.length], [status, result, 1]);
  });
}

void test('an error page is no package', async () => {
  const world = new DownloadWorld();
  world.put('fw.html', '<p>Sign in</p>');
  assert.equal((await world.download({ packageUrl: `${origin}/fw.html` })).status, 953);
});

void test('an empty package is none', async () => {
  const world = new DownloadWorld();
  world.put('fw.bin', '');
  assert.deepEqual((await world.download({ packageUrl: `${origin}/fw.bin` })).result, 500);
});

void test('descriptor and object may come in one response [DLOTA combined delivery]', async () => {
  const world = new DownloadWorld({ combined: 'always' });
  const result = await world.download();
  assert.deepEqual([result.status, result.object?.bytes, world.asked, world.questions.length], [900, packageBytes, ['GET /fw.dd'], 1]);
});

void test('an object that came along is checked as any other', async () => {
  for (const [descriptor, status] of [[{ size: '999' }, 905], [{ type: 'application/zip' }, 905], [{ DDVersion: '2.0' }, 951]] as const) {
    const world = new DownloadWorld({ combined: 'always' });
    world.put('fw.dd', descriptorXml(descriptor));
    const seen = await world.ask('GET', '/fw.dd');
    if (status === 905) assert.match(seen.headers['content-type'] ?? '', /^multipart/);
    assert.equal((await world.download()).status, status);
  }
});

void test('parts without a descriptor are 906', async () => {
  const world = new DownloadWorld();
  world.bend = (response) => ({ ...response, headers: { 'content-type': 'multipart/related; boundary=b' }, body: utf8('--b\r\n\r\nx\r\n--b--') });
  assert.equal((await world.download()).status, 906);
});

void test('credentials are given where they are asked for, and once only [RFC 7617 2]', async () => {
  const auth = { user: 'ex-1', password: 'secret' };
  const world = new DownloadWorld({ auth });
  const result = await world.download({ credentials: auth });
  assert.equal(result.status, 900);
  const right = `Basic ${toBase64(utf8('ex-1:secret'))}`;
  assert.deepEqual(world.requests.map(({ headers }) => headers.authorization), [undefined, right, undefined, right]);
  const wrong = new DownloadWorld({ auth });
  const refused = await wrong.download({ credentials: { ...auth, password: 'wrong' } });
  assert.deepEqual([refused.status, refused.result, wrong.requests.length], [952, 406, 2]);
});

void test('credentials never go to another origin than that of PkgURL', async () => {
  const world = new DownloadWorld();
  const told: (string | undefined)[] = [];
  const challenge = { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' }, body: new Uint8Array() };
  const ports = {
    ...world.ports,
    exchange: (request: { url: string; headers: Readonly<Record<string, string>> }) => {
      told.push(`${new URL(request.url).host} ${request.headers['authorization'] === undefined ? 'nothing' : 'credentials'}`);
      if (told.length === 2) return Promise.resolve({ status: 302, headers: { location: 'http://thief.example/fw' }, body: new Uint8Array() });
      return Promise.resolve(challenge);
    },
  };
  const result = await runDownload(world.setup({ credentials: { user: 'ex-1', password: 'secret' } }), ports);
  assert.equal(result.result, 406);
  assert.deepEqual(told, ['dl.example.com nothing', 'dl.example.com credentials', 'thief.example nothing']);
});

void test('redirects are followed, and relative addresses count from where they lead', async () => {
  const world = new DownloadWorld({ redirects: { '/latest': { status: 302, location: '/1.1.0/fw.dd' }, '/1.1.0/fw.fwp': { status: 307, location: '/fw.fwp' } } });
  world.put('1.1.0/fw.dd', descriptorXml({ objectURI: 'fw.fwp' }));
  assert.equal((await world.download({ packageUrl: `${origin}/latest#now` })).status, 900);
  assert.deepEqual(world.asked, ['GET /latest#now', 'GET /1.1.0/fw.dd', 'GET /1.1.0/fw.fwp', 'GET /fw.fwp']);
});

void test('a circle of redirects ends, and so does one to another scheme', async () => {
  const circle = new DownloadWorld({ redirects: { '/fw.dd': { status: 302, location: '/fw.dd' } } });
  const ended = await circle.download();
  assert.deepEqual([ended.status, ended.result, circle.requests.length], [954, 500, 6]);
  for (const location of ['file:///etc/passwd', 'ftp://dl.example.com/x', 'javascript:0', '//']) {
    const world = new DownloadWorld({ redirects: { '/fw.dd': { status: 302, location } } });
    const result = await world.download();
    assert.deepEqual([result.status, world.requests.length], [954, 1], location);
  }
});

void test('a run that is over is not a loss of service: the Failure goes on', async () => {
  const world = new DownloadWorld();
  world.bend = () => {
    throw new Failure('exchange-closed', 'The run is over.');
  };
  await assert.rejects(world.download(), { code: 'exchange-closed' });
  assert.equal(world.requests.length, 1);
});
