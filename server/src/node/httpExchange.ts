// Requests over HTTP: node:http's client behind the Exchange port, connections kept alive.
import { Failure } from '#engine/base/failure';
import type { Exchange, HttpRequest, HttpResponse } from '#engine/net/exchange';
import { Agent, request as httpRequest, type ClientRequest } from 'node:http';
import { headersOf } from './httpHost';
import { socketFailure } from './socketFailure';

export interface NodeExchange {
  readonly exchange: Exchange;
  /** Ends what is under way with a Failure `exchange-closed` and gives up every connection. */
  close(): void;
}

/** `maxResponse`: octets of a body; more is a Failure `response-too-large`. Default 64 MiB. */
export function nodeExchange(options: { readonly maxResponse?: number } = {}): NodeExchange {
  const agent = new Agent({ keepAlive: true });
  const underWay = new Set<ClientRequest>();
  const maxResponse = options.maxResponse ?? 64 * 2 ** 20;
  let closed = false;
  return {
    async exchange(request) {
      if (closed) throw new Failure('exchange-closed', 'Nothing is sent any more: the run has ended.');
      return exchangeOnce(request, agent, underWay, maxResponse);
    },
    close() {
      closed = true;
      for (const sent of underWay) sent.destroy(new Failure('exchange-closed', 'The run has ended before the answer came.'));
      agent.destroy();
    },
  };
}

function exchangeOnce(request: HttpRequest, agent: Agent, underWay: Set<ClientRequest>, maxResponse: number): Promise<HttpResponse> {
  const url = URL.canParse(request.url) ? new URL(request.url) : undefined;
  if (url?.protocol !== 'http:') throw new Failure('bad-url', `${request.url} is not an http URL.`);
  return new Promise((resolve, reject) => {
    const fail = (thrown: unknown): void => {
      reject(socketFailure(thrown, url.host, 'exchange-failed'));
    };
    const headers = { ...request.headers, 'content-length': String(request.body.length) };
    const sent = httpRequest(url, { method: request.method, headers, agent }, (response) => {
      const parts: Buffer[] = [];
      let size = 0;
      response.on('data', (part: Buffer) => {
        size += part.length;
        parts.push(part);
        if (size > maxResponse) {
          response.destroy(new Failure('response-too-large', `${url.host} answered with more than ${maxResponse} octets.`));
        }
      });
      response.on('error', fail);
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: headersOf(response.headers), body: new Uint8Array(Buffer.concat(parts)) });
        // An answer that comes before the request is through (413) ends the request.
        if (!sent.writableFinished) sent.destroy();
      });
    });
    underWay.add(sent);
    sent.on('error', fail);
    sent.on('close', () => {
      underWay.delete(sent);
    });
    sent.end(request.body);
  });
}
