import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Failure } from '#engine/base/failure';
import { readDownloadState, writeDownloadState, type DownloadState } from '#engine/download/downloadState';
import type { DownloadServerSetup } from '#engine/download/downloadServerSetup';
import type { DownloadSetup } from '#engine/download/downloadSetup';
import { BrokenBody } from '#engine/net/brokenBody';
import type { HttpResponse } from '#engine/net/exchange';
import { cut, descriptorXml, DownloadWorld, isObject, now, packageBytes, type Bend } from './downloadWorld';

/** A world whose descriptor is known already: only the object is asked for. */
function objectWorld(bend: Bend, server: Partial<DownloadServerSetup> = {}): DownloadWorld {
  const world = new DownloadWorld(server);
  world.put('fw.dd', descriptorXml());
  let n = 0;
  world.bend = (response, _n, request, watch) => (isObject(request) ? bend(response, ++n, request, watch) : response);
  return world;
}

function rangesOf(world: DownloadWorld): string[] {
  return world.requests.filter(isObject).map(({ headers: { range } }) => range ?? 'all');
}

/** Breaks the first answers after so many octets each. */
const breaking =
  (...after: readonly number[]): Bend =>
  (response, n) => {
    const at = after[n - 1];
    return at === undefined ? response : cut(response, at);
  };

for (const at of [1, 2, 499, 500, 998, 999]) {
  void test(`a download that breaks after octet ${at} goes on from there [RFC 9110 13.1.5, 14.2]`, async () => {
    const world = objectWorld(breaking(at));
    const { status, object } = await world.download();
    assert.equal(status, 900);
    assert.deepEqual(object?.bytes, packageBytes);
    assert.deepEqual(rangesOf(world), ['all', `bytes=${at}-`]);
    assert.match(world.requests[2]?.headers['if-range'] ?? '', /^"[0-9a-f]{32}"$/);
    assert.equal(world.responses[1]?.body.length, 1000 - at);
  });
}

void test('a break before the first octet begins anew', async () => {
  const world = objectWorld(breaking(0));
  assert.equal((await world.download()).status, 900);
  assert.deepEqual(rangesOf(world), ['all', 'all']);
});

void test('a break after the last octet is none', async () => {
  const world = objectWorld(breaking(1000));
  assert.equal((await world.download()).status, 900);
});

void test('each break goes on from where the last has come to, after a pause', async () => {
  const world = objectWorld(breaking(100, 250, 50, 100));
  assert.deepEqual((await world.download()).object?.bytes, packageBytes);
  assert.deepEqual(rangesOf(world), ['all', 'bytes=100-', 'bytes=350-', 'bytes=400-', 'bytes=500-']);
  assert.equal(world.clock.now() - now, 4000);
});

void test('a body that is shorter than its Content-Length is a break', async () => {
  const world = objectWorld((response, n) => (n === 1 ? { ...response, body: response.body.slice(0, 300) } : response));
  assert.deepEqual((await world.download()).object?.bytes, packageBytes);
  assert.deepEqual(rangesOf(world), ['all', 'bytes=300-']);
});

void test('a server that gives less of a range than was asked for is asked for the rest', async () => {
  const world = objectWorld((response, n, request) => {
    if (n === 1) return cut(response, 100);
    const first = Number(/\d+/.exec(request.headers['range'] ?? '')?.[0]);
    const last = Math.min(first + 299, 999);
    return { status: 206, headers: { ...response.headers, 'content-range': `bytes ${first}-${last}/1000`, 'content-length': String(last - first + 1) }, body: packageBytes.slice(first, last + 1) };
  });
  assert.deepEqual((await world.download()).object?.bytes, packageBytes);
  assert.deepEqual(rangesOf(world), ['all', 'bytes=100-', 'bytes=400-', 'bytes=700-']);
});

void test('a date long enough ago serves where there is no ETag [RFC 9110 8.8.2.2]', async () => {
  const world = objectWorld(breaking(400), { validators: ['last-modified'] });
  assert.equal((await world.download()).status, 900);
  assert.deepEqual(rangesOf(world), ['all', 'bytes=400-']);
  assert.equal(world.requests[2]?.headers['if-range'], 'Thu, 01 Jan 2026 00:00:00 GMT');
});

const notStrong: readonly (readonly [what: string, headers: (headers: HttpResponse['headers']) => HttpResponse['headers']])[] = [
  ['no validator', ({ etag: _, 'last-modified': __, ...rest }) => rest],
  ['a weak ETag', (headers) => ({ ...headers, etag: `W/${headers.etag ?? ''}` })],
  ['a date of this second', ({ etag: _, ...rest }) => ({ ...rest, 'last-modified': rest['date'] ?? '' })],
  ['a date but none of the answer', ({ etag: _, date: __, ...rest }) => rest],
  ['Accept-Ranges: none', (headers) => ({ ...headers, 'accept-ranges': 'none' })],
];

for (const [what, headers] of notStrong) {
  void test(`with ${what} a broken download begins anew`, async () => {
    const world = objectWorld((response, n) => {
      const bent = { ...response, headers: headers(response.headers) };
      return n === 1 ? cut(bent, 400) : bent;
    });
    assert.deepEqual((await world.download()).object?.bytes, packageBytes);
    assert.deepEqual(rangesOf(world), ['all', 'all']);
  });
}

void test('an entity that has changed is taken anew from the answer to the range', async () => {
  const other = packageBytes.map((byte) => byte ^ 0xff);
  const world = objectWorld((response, n) => {
    if (n > 1) return response;
    world.put('fw.fwp', other);
    return cut(response, 400);
  });
  const { object } = await world.download();
  assert.deepEqual(object?.bytes, other);
  assert.deepEqual(rangesOf(world), ['all', 'bytes=400-']);
});

void test('an entity that has changed its length no longer is what the descriptor says [DLOTA 905]', async () => {
  const world = objectWorld((response, n) => {
    if (n > 1) return response;
    world.put('fw.fwp', packageBytes.slice(0, 700));
    return cut(response, 400);
  });
  assert.equal((await world.download()).status, 905);
});

void test('ranges that are refused by 200 cost no request more', async () => {
  const world = objectWorld(breaking(400), { ranges: false });
  const bend = world.bend;
  world.bend = (response, n, request, watch) => bend({ ...response, headers: { ...response.headers, 'accept-ranges': 'bytes' } }, n, request, watch);
  assert.deepEqual((await world.download()).object?.bytes, packageBytes);
  assert.deepEqual(rangesOf(world), ['all', 'bytes=400-']);
});

const overlooking: readonly (readonly [what: string, bend: (response: HttpResponse) => HttpResponse])[] = [
  ['412', (response) => ({ ...response, status: 412, body: new Uint8Array() })],
  ['416', (response) => ({ ...response, status: 416, headers: { 'content-range': 'bytes */300' }, body: new Uint8Array() })],
  ['a part that begins elsewhere', (response) => ({ ...response, headers: { ...response.headers, 'content-range': 'bytes 0-599/1000' } })],
  ['a part of something longer', (response) => ({ ...response, headers: { ...response.headers, 'content-range': 'bytes 400-999/2000' } })],
  ['a part longer than it says', (response) => ({ ...response, headers: { ...response.headers, 'content-range': 'bytes 400-500/1000' } })],
  ['a part without Content-Range', ({ headers: { 'content-range': _, ...headers }, ...response }) => ({ ...response, headers })],
  ['a part of an entity with another ETag', (response) => ({ ...response, headers: { ...response.headers, etag: '"other"' } })],
  ['a packed part', (response) => ({ ...response, headers: { ...response.headers, 'content-encoding': 'gzip' } })],
];

for (const [what, bend] of overlooking) {
  void test(`${what} in answer to a range makes the agent begin anew, once`, async () => {
    const world = objectWorld((response, n) => (n === 1 ? cut(response, 400) : n === 2 ? bend(response) : response));
    assert.deepEqual((await world.download()).object?.bytes, packageBytes);
    assert.deepEqual(rangesOf(world), ['all', 'bytes=400-', 'all']);
  });

  void test(`${what} in answer to every range ends in bounded requests`, async () => {
    const world = objectWorld((response, _n, request) => (request.headers['range'] === undefined ? cut(response, 400) : bend(response)));
    const { status, result } = await world.download();
    assert.ok([954, 903].includes(status) && [500, 503].includes(result), `${status} ${result}`);
    assert.ok(rangesOf(world).length <= 12, String(rangesOf(world).length));
  });
}

void test('416 for an object of which all is there completes it [RFC 9110 15.5.17]', async () => {
  const world = objectWorld((response, n) => {
    if (n > 1) return response;
    const { 'content-length': _, ...headers } = response.headers;
    return cut({ ...response, headers }, 1000);
  });
  assert.deepEqual((await world.download()).object?.bytes, packageBytes);
  assert.deepEqual(rangesOf(world), ['all', 'bytes=1000-']);
});

void test('a connection that always breaks without bringing anything is given up', async () => {
  const world = objectWorld((response, n) => cut(response, n === 1 ? 400 : 0));
  const { status, result } = await world.download();
  assert.deepEqual([status, result], [903, 503]);
  // The first brought something; then come as many in a row as may fail, and one more.
  assert.equal(rangesOf(world).length, 6);
});

void test('progress wins new tries, but not without end', async () => {
  const one = objectWorld((response) => cut(response, 20));
  assert.equal((await one.download()).status, 900);
  assert.equal(rangesOf(one).length, 50);
  const slow = objectWorld((response) => cut(response, 1));
  const { status, result } = await slow.download();
  assert.deepEqual([status, result, rangesOf(slow).length], [903, 503, 64]);
});

const waits: readonly (readonly [retryAfter: string | undefined, requests: number, seconds: number])[] = [
  [undefined, 5, 1 + 2 + 4 + 8],
  ['30', 5, 4 * 30],
  ['0', 5, 1 + 2 + 4 + 8],
  ['61', 1, 0],
  ['86400', 1, 0],
  ['Fri, 02 Jan 2026 00:00:40 GMT', 5, 40 + 2 + 4 + 8],
  ['Sat, 03 Jan 2026 00:00:00 GMT', 1, 0],
  ['soon', 5, 1 + 2 + 4 + 8],
];

for (const [retryAfter, requests, seconds] of waits) {
  void test(`503 with Retry-After: ${retryAfter ?? 'nothing'} is asked ${requests} times in ${seconds} s [RFC 9110 10.2.3]`, async () => {
    const world = objectWorld(() => ({ status: 503, headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter }, body: new Uint8Array() }));
    const { status, result } = await world.download();
    assert.deepEqual([status, result], [954, 412]);
    assert.equal(rangesOf(world).length, requests);
    assert.equal(world.clock.now() - now, seconds * 1000);
  });
}

void test('a server that is busy in mid-download keeps what has come', async () => {
  const world = objectWorld((response, n) => (n === 1 ? cut(response, 400) : n === 2 ? { status: 503, headers: {}, body: new Uint8Array() } : response));
  assert.deepEqual((await world.download()).object?.bytes, packageBytes);
  assert.deepEqual(rangesOf(world), ['all', 'bytes=400-', 'bytes=400-']);
});

void test('an exchange that stalls is broken off, and what has come of it is kept', async () => {
  const world = objectWorld((response, n, _request, watch) => {
    if (n > 1) return response;
    return new Promise<never>((_, reject) => {
      watch?.started?.(() => {
        reject(new BrokenBody(response.status, response.headers, response.body.slice(0, 300), 'Broken off.'));
      });
      watch?.maxBody?.(response);
      world.clock.after(20_000, () => watch?.arrived?.(150));
      world.clock.after(40_000, () => watch?.arrived?.(300));
    });
  });
  assert.deepEqual((await world.download()).object?.bytes, packageBytes);
  assert.deepEqual(rangesOf(world), ['all', 'bytes=300-']);
  // Octets push the end of the time out: 40 s, then 30 s without any, then the pause.
  assert.equal(world.clock.now() - now, 71_000);
  assert.deepEqual(world.seen, ['150/1000', '300/1000']);
});

void test('an exchange that nothing can break off is left behind', async () => {
  const world = objectWorld((response, n, _request, watch) => {
    watch?.started?.(() => undefined);
    return n === 1 ? new Promise<never>(() => undefined) : response;
  });
  assert.equal((await world.download()).status, 900);
  assert.equal(world.clock.now() - now, 61_000);
});

void test('a trickle that never ends is ended by the time for the whole', async () => {
  const world = objectWorld((_response, _n, _request, watch) => {
    let octets = 0;
    const drip = (): void => {
      watch?.arrived?.(++octets);
      world.clock.after(1000, drip);
    };
    drip();
    return new Promise<never>(() => undefined);
  });
  const { status, result } = await world.download({ wholeWithin: 120_000 });
  assert.deepEqual([status, result], [903, 407]);
  assert.ok(world.clock.now() - now <= 125_000);
});

void test('of a resumed object only what is missing is taken, of one begun anew all', async () => {
  const taken: (number | undefined)[] = [];
  const world = objectWorld((response, n, _request, watch) => {
    taken.push(watch?.maxBody?.(response), watch?.maxBody?.({ ...response, status: 200 }));
    return n === 1 ? cut(response, 400) : response;
  });
  assert.equal((await world.download()).status, 900);
  assert.deepEqual(taken, [1000, 1000, 600, 1000]);
});

void test('progress counts from what is there already', async () => {
  const world = objectWorld((response, n, _request, watch) => {
    watch?.maxBody?.(response);
    watch?.arrived?.(10);
    return n === 1 ? cut(response, 400) : response;
  });
  await world.download();
  assert.deepEqual(world.seen, ['10/1000', '410/1000']);
});

void test('a state that was kept is gone on from after a power cut, at every point', async () => {
  const first = objectWorld(breaking(400));
  await first.download();
  const points = first.states.map((state) => readDownloadState(writeDownloadState(state)));
  assert.deepEqual(points, first.states);
  const seen: string[] = [];
  for (const kept of points) {
    assert.ok(kept);
    const world = objectWorld((response) => response);
    const { status, object, report } = await world.download({}, kept);
    assert.deepEqual([status, object?.bytes, report?.code], [900, packageBytes, 900]);
    seen.push(`${world.asked.join(', ')}; asked ${world.questions.length}`);
  }
  assert.deepEqual(seen, [
    // The descriptor had come, but wasn't checked: it is checked without being fetched again.
    'GET /fw.fwp; asked 1',
    'GET /fw.fwp; asked 1',
    'GET /fw.fwp; asked 0',
    'GET /fw.fwp bytes=400-; asked 0',
    '; asked 0',
  ]);
});

void test('the state of another download is left aside', async () => {
  const world = objectWorld((response) => response);
  const other: DownloadState = { packageUrl: 'http://other.example/', accepted: true, partial: { received: Uint8Array.of(1), total: 1 } };
  assert.deepEqual((await world.download({}, other)).object?.bytes, packageBytes);
});

void test('what no state is, is read as none', () => {
  for (const text of ['', 'null', '[]', '{', '{}', '{"packageUrl":1,"accepted":true}', '{"packageUrl":"a","accepted":true,"partial":{}}', '{"packageUrl":"a","accepted":true,"partial":{"received":"!"}}', '{"packageUrl":"a","accepted":true,"descriptor":{"url":"b"}}', '{"packageUrl":"a","accepted":true,"descriptor":{"content":{}}}']) {
    assert.equal(readDownloadState(text), undefined, text);
  }
});

/** What may happen to one exchange. */
const mishap = fc.oneof(
  { weight: 6, arbitrary: fc.nat(1000).map((after) => ({ kind: 'cut' as const, after })) },
  { weight: 2, arbitrary: fc.nat(1000).map((after) => ({ kind: 'short' as const, after })) },
  { weight: 2, arbitrary: fc.constantFrom(408, 412, 416, 429, 500, 503).map((status) => ({ kind: 'status' as const, status })) },
  { weight: 2, arbitrary: fc.constant({ kind: 'lost' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'silent' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'whole' as const }) },
);

void test('whatever sequence of connections breaks, it ends with exactly the package or a bounded failure', async () => {
  const setups: fc.Arbitrary<Partial<DownloadServerSetup>> = fc.constantFrom<Partial<DownloadServerSetup>>({}, { ranges: false }, { validators: [] }, { validators: ['last-modified'] });
  const limits: fc.Arbitrary<Partial<DownloadSetup>> = fc.record({ retries: fc.nat(4), maxRequests: fc.integer({ min: 1, max: 30 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(mishap, { maxLength: 30 }), setups, limits, fc.boolean(), async (mishaps, server, setup, forever) => {
      const world = objectWorld((response, n) => {
        const met = mishaps[forever && mishaps.length > 0 ? (n - 1) % mishaps.length : n - 1];
        switch (met?.kind) {
          case 'cut':
            return cut(response, met.after);
          case 'short':
            return { ...response, body: response.body.slice(0, met.after) };
          case 'status':
            return { status: met.status, headers: {}, body: new Uint8Array() };
          case 'lost':
            throw new Failure('connection-refused', 'Nothing listens.');
          case 'silent':
            return new Promise<never>(() => undefined);
          default:
            return response;
        }
      }, server);
      const { status, object, result } = await world.download(setup);
      assert.ok(rangesOf(world).length <= (setup.maxRequests ?? 64));
      assert.ok(world.clock.now() - now <= 3_700_000);
      if (status === 900) {
        assert.deepEqual(object?.bytes, packageBytes);
      } else {
        assert.equal(object, undefined);
        assert.ok(result >= 400);
      }
    }),
    { numRuns: 150 },
  );
});
