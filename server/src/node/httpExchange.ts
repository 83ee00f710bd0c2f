// Requests over HTTP: Node's clients for http and https behind the Exchange port, connections kept alive.
import { Failure } from '#engine/base/failure';
import { readLength } from '#engine/download/headerFields';
import { BrokenBody } from '#engine/net/brokenBody';
import type { Exchange, ExchangeWatch, HttpRequest, HttpResponse, ResponseHead } from '#engine/net/exchange';
import { Agent, request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { Agent as SecureAgent, request as httpsRequest } from 'node:https';
import { headersOf } from './httpHost';
import { ReceivedBody } from './receivedBody';
import { socketFailure } from './socketFailure';

export interface NodeExchange {
  readonly exchange: Exchange;
  /** Ends what is under way with a Failure `exchange-closed` and gives up every connection. */
  close(): void;
}

/** What all exchanges of a client share. */
interface Outgoing {
  readonly agent: Agent;
  readonly secureAgent: SecureAgent;
  readonly maxResponse: number;
  /** Each ends one exchange that is under way. */
  readonly endings: Set<(why: Failure) => void>;
}

/**
 * `maxResponse`: octets of a body where whoever sends the request doesn't say how many; more is a Failure
 * `response-too-large`. Default 64 MiB.
 */
export function nodeExchange(options: { readonly maxResponse?: number } = {}): NodeExchange {
  const outgoing: Outgoing = {
    agent: new Agent({ keepAlive: true }),
    secureAgent: new SecureAgent({ keepAlive: true }),
    maxResponse: options.maxResponse ?? 64 * 2 ** 20,
    endings: new Set(),
  };
  let closed = false;
  return {
    async exchange(request, watch = {}) {
      if (closed) throw new Failure('exchange-closed', 'Nothing is sent any more: the run has ended.');
      return exchangeOnce(request, watch, outgoing);
    },
    close() {
      closed = true;
      for (const end of outgoing.endings) end(new Failure('exchange-closed', 'The run has ended before the answer came.'));
      outgoing.agent.destroy();
      outgoing.secureAgent.destroy();
    },
  };
}

function exchangeOnce(request: HttpRequest, watch: ExchangeWatch, outgoing: Outgoing): Promise<HttpResponse> {
  const url = readUrl(request.url);
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') throw new Failure('bad-url', `${request.url} is not an http or https URL.`);
  const place = url.host;
  return new Promise((resolve, reject) => {
    let head: ResponseHead | undefined;
    let body = new ReceivedBody(0);
    let over = false;
    const settle = (how: () => void): void => {
      if (over) return;
      over = true;
      outgoing.endings.delete(end);
      how();
    };
    const end = (why: unknown): void => {
      settle(() => {
        reject(why instanceof Error ? why : new Error(String(why)));
      });
      sent.destroy();
    };
    /** The connection is no more; what has come of a body is handed on. */
    const lose = (thrown: unknown): void => {
      settle(() => {
        const failure = socketFailure(thrown, place, 'exchange-failed');
        reject(head === undefined ? failure : new BrokenBody(head.status, head.headers, body.octets(), failure.message, thrown));
      });
    };
    const sent = opened(request, url, outgoing);
    outgoing.endings.add(end);
    sent.on('error', lose);
    sent.on('close', () => {
      // With a response it is the response that tells how it ends: its last octets may still lie unread.
      if (head === undefined) lose(closedEarly(place));
    });
    sent.on('response', (response) => {
      head = { status: response.statusCode ?? 0, headers: headersOf(response.headers) };
      const { status, headers } = head;
      response.on('error', lose);
      response.on('close', () => {
        if (!over) lose(closedEarly(place));
      });
      response.on('end', () => {
        settle(() => {
          resolve({ status, headers, body: body.octets() });
        });
        // An answer that comes before the request is through (413) ends the request.
        if (!sent.writableFinished) sent.destroy();
      });
      try {
        body = receive(response, roomFor(request.method, head, watch, outgoing.maxResponse), watch, end);
      } catch (thrown) {
        end(thrown);
      }
    });
    watch.started?.(() => {
      lose(new Failure('connection-reset', `The exchange with ${place} was broken off.`));
      sent.destroy();
    });
    sent.end(request.body);
  });
}

function readUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

function opened(request: HttpRequest, url: URL, { agent, secureAgent }: Outgoing): ClientRequest {
  const { method, body } = request;
  // [RFC 9110 8.6] A request whose method expects no content doesn't say that it has none.
  const isBare = body.length === 0 && (method === 'GET' || method === 'HEAD');
  const headers = isBare ? request.headers : { ...request.headers, 'content-length': String(body.length) };
  return url.protocol === 'https:' ? httpsRequest(url, { method, headers, agent: secureAgent }) : httpRequest(url, { method, headers, agent });
}

interface Room {
  /** Octets that are said to come, where it is said. */
  readonly announced: number | undefined;
  readonly limit: number;
}

/** Throws a Failure where more is announced than is taken. */
function roomFor(method: string, head: ResponseHead, watch: ExchangeWatch, maxResponse: number): Room {
  const limit = watch.maxBody?.(head) ?? maxResponse;
  // [RFC 9110 8.6] Here a Content-Length is that of another response.
  const isBodiless = method === 'HEAD' || head.status === 204 || head.status === 304;
  const announced = isBodiless ? 0 : readLength(head.headers['content-length']);
  if (announced !== undefined && announced > limit) throw tooLarge(limit);
  return { announced, limit };
}

/** Takes in the body of a response as it comes; `end` is told what makes an end of it. */
function receive(response: IncomingMessage, { announced, limit }: Room, watch: ExchangeWatch, end: (why: unknown) => void): ReceivedBody {
  const body = new ReceivedBody(announced);
  response.on('data', (part: Buffer) => {
    try {
      if (body.size + part.length > limit) throw tooLarge(limit);
      body.add(part);
      watch.arrived?.(body.size);
    } catch (thrown) {
      end(thrown);
    }
  });
  return body;
}

function tooLarge(limit: number): Failure {
  return new Failure('response-too-large', `The answer has more than the ${limit} octets that are taken of it.`);
}

function closedEarly(place: string): Failure {
  return new Failure('connection-reset', `The connection to ${place} was closed before the answer was complete.`);
}
