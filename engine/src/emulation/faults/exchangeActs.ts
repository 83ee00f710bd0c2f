// What a fault does to one exchange: to the request before it arrives, or to the answer before it is seen.
import { concat, utf8 } from '../../base/bytes';
import { sleep, type Clock } from '../../base/clock';
import { Failure } from '../../base/failure';
import { BrokenBody } from '../../net/brokenBody';
import { originOf } from '../../download/addresses';
import type { ExchangeWatch, HttpRequest, HttpResponse } from '../../net/exchange';
import type { Fault } from './faultBoard';

/** An exchange that something is done to. */
export interface Pair {
  readonly request: HttpRequest;
  readonly watch: ExchangeWatch | undefined;
  readonly fault: Fault;
  readonly clock: Clock;
  readonly network: NetworkState;
  /** Sends the request on. */
  readonly send: (request: HttpRequest) => Promise<HttpResponse>;
}

/** What a fault leaves behind in the network. */
export class NetworkState {
  private readonly gone = new Map<string, number>();
  /** Addresses whose Range is not passed on, and those whose parts are mixed up. */
  readonly rangeless = new Set<string>();
  readonly mixedUp = new Set<string>();
  /** The package is another one by now. */
  entityChanged = false;

  /** Nothing listens at that address until then. */
  loseServer(url: string, until: number): void {
    this.gone.set(originOf(url), until);
  }

  isGone(url: string, now: number): boolean {
    return now < (this.gone.get(originOf(url)) ?? -Infinity);
  }
}

export function refused(url: string): Failure {
  return new Failure('connection-refused', `Nothing listens at ${new URL(url).host}.`);
}

type RequestAct = (pair: Pair) => Promise<HttpResponse>;

export const requestActs: Readonly<Record<string, RequestAct>> = {
  'request-lost': () => never(),
  'request-doubled': async ({ send, request }) => {
    await send(request);
    return send(request);
  },
  'request-delayed': async ({ send, request, clock, fault }) => {
    await sleep(clock, fault.settings.number('after'));
    return send(request);
  },
  'request-truncated': ({ send, request, fault }) => send({ ...request, body: request.body.subarray(0, fault.settings.octets('at', request.body.length)) }),
  'request-garbled': ({ send, request }) => send({ ...request, body: garbled(request.body) }),
  'captive-portal': () => Promise.resolve(answer(200, { 'content-type': 'text/html' }, '<!DOCTYPE html><title>Welcome</title><p>Please log in.')),
  'http-status': ({ fault }) => Promise.resolve(answer(fault.settings.number('status'))),
  'server-busy': ({ fault }) => Promise.resolve(answer(503, { 'retry-after': String(Math.ceil(fault.settings.number('after') / 1000)) })),
  'connection-reset': () => Promise.reject(new Failure('connection-reset', 'The connection was reset.')),
  'server-gone': ({ request, network, clock, fault }) => {
    network.loseServer(request.url, clock.now() + fault.settings.number('for'));
    return Promise.reject(refused(request.url));
  },
  'server-gone-for-good': ({ request, network }) => {
    network.loseServer(request.url, Infinity);
    return Promise.reject(refused(request.url));
  },
  'not-found': () => Promise.resolve(answer(404)),
  unauthorized: () => Promise.resolve(answer(401, { 'www-authenticate': 'Basic realm="Download"' })),
  unavailable: () => Promise.resolve(answer(503)),
  'redirect-loop': ({ request }) => Promise.resolve(answer(302, { location: request.url })),
  redirected: ({ request }) => Promise.resolve(answer(302, { location: request.url })),
};

type AnswerAct = (answer: HttpResponse, pair: Pair) => Promise<HttpResponse>;

export const answerActs: Readonly<Record<string, AnswerAct>> = {
  'answer-lost': () => never(),
  'answer-delayed': async (response, { clock, fault }) => {
    await sleep(clock, fault.settings.number('after'));
    return response;
  },
  'answer-late': async (response, { clock, fault }) => {
    await sleep(clock, fault.settings.number('after'));
    return response;
  },
  'answer-slow': async (response, { clock, fault, watch }) => {
    for (let piece = 1; piece <= pieces; piece++) {
      await sleep(clock, fault.settings.number('for') / pieces);
      watch?.arrived?.(Math.floor((response.body.length * piece) / pieces));
    }
    return response;
  },
  'answer-in-pieces': async (response, { clock, watch }) => {
    for (let octets = 1, step = 1; octets < response.body.length; step = (step * 7 + 1) % 97, octets += step) {
      await sleep(clock, 1);
      watch?.arrived?.(octets);
    }
    return response;
  },
  'answer-truncated': (response, { fault }) => Promise.resolve({ ...response, body: response.body.subarray(0, fault.settings.octets('at', response.body.length)) }),
  'answer-garbled': (response) => Promise.resolve({ ...response, body: garbled(response.body) }),
  'answer-empty': (response) => Promise.resolve(withBody(response, new Uint8Array())),
  'answer-reset': (response, { fault }) => Promise.reject(brokenOff(response, fault)),
  'gone-half-way': (response, { fault, network, request }) => {
    network.loseServer(request.url, Infinity);
    return Promise.reject(brokenOff(response, fault));
  },
  'entity-changed': (response, { fault, network }) => {
    network.entityChanged = true;
    return Promise.reject(brokenOff(response, fault));
  },
  'ranges-refused': (response, { fault, network, request }) => {
    network.rangeless.add(request.url);
    return Promise.reject(brokenOff(response, fault));
  },
  'wrong-range': (response, { fault, network, request }) => {
    network.mixedUp.add(request.url);
    return Promise.reject(brokenOff(response, fault));
  },
  'package-too-long': (response) => Promise.resolve(withBody(response, concat([response.body, Uint8Array.of(0)]))),
  'package-too-short': (response) => Promise.resolve(withBody(response, response.body.subarray(0, -1))),
};

const pieces = 10;

/** A part that begins an octet later than it was asked for. */
export function mixedUp(response: HttpResponse): HttpResponse {
  const range = /^bytes (\d+)-(.*)$/.exec(response.headers['content-range'] ?? '');
  if (response.status !== 206 || range === null) return response;
  return { ...response, headers: { ...response.headers, 'content-range': `bytes ${Number(range[1]) + 1}-${range[2] ?? ''}` } };
}

function withBody(response: HttpResponse, body: Uint8Array): HttpResponse {
  const length = response.headers['content-length'] === undefined ? {} : { 'content-length': String(body.length) };
  return { ...response, headers: { ...response.headers, ...length }, body };
}

function brokenOff({ status, headers, body }: HttpResponse, fault: Fault): BrokenBody {
  return new BrokenBody(status, headers, body.subarray(0, fault.settings.octets('at', body.length)), 'The connection was reset in the middle of an answer.');
}

/** The first octet too: in WBXML the others may all lie within a value, and the message be as readable as before. */
function garbled(bytes: Uint8Array): Uint8Array {
  const changed = bytes.slice();
  for (const share of [0, 0.25, 0.5, 0.75]) changed[Math.floor(bytes.length * share)] = 0xff;
  return changed;
}

function answer(status: number, headers: HttpResponse['headers'] = {}, body = ''): HttpResponse {
  return { status, headers: { 'content-type': 'text/plain', ...headers }, body: utf8(body) };
}

function never<T>(): Promise<T> {
  return new Promise(() => undefined);
}
