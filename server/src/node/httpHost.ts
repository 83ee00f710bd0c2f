// Servers that are reached over HTTP: node:http behind the HttpHost port.
import type { Exchange, Headers, HttpHost, HttpResponse, Listening, ListenOptions } from '#engine/net/exchange';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ReceivedBody } from './receivedBody';
import { placeOf, socketFailure } from './socketFailure';

/** Milliseconds that a peer who sent too much has to read the answer before its connection is cut. */
const lingerTime = 1000;

/** Connections at the same time: each may hold a header that never ends, which Node bounds to 16 KiB. */
const mostConnections = 10_000;

/** Octets that room is made for before they have come. */
const firstRoom = 1_048_576;

export interface NodeHttpHost extends HttpHost {
  /** Closes every server that listens. */
  close(): Promise<void>;
}

/** `failed` is told what a handler threw; the peer gets 500. A peer that goes away is no failure. */
export function nodeHttpHost(failed: (thrown: unknown) => void = () => undefined): NodeHttpHost {
  const open = new Set<Listening>();
  return {
    async listen(handler, options) {
      const host = options.host ?? '127.0.0.1';
      const server = createServer({ requestTimeout: 0, headersTimeout: 0, keepAliveTimeout: 0 });
      // Whoever stands at a breakpoint must not find the connection closed: no timer but the run's clock counts.
      server.timeout = 0;
      server.maxConnections = mostConnections;
      const serve = (request: IncomingMessage, response: ServerResponse): void => {
        answer(request, response, handler, options).catch((thrown: unknown) => {
          failed(thrown);
          if (response.headersSent) response.destroy();
          else send(request, response, { status: 500, headers: {}, body: new Uint8Array() });
        });
      };
      server.on('request', serve).on('checkContinue', serve);
      await bound(server, options.port, host);
      const listening: Listening = {
        url: `http://${placeOf(host, (server.address() as AddressInfo).port)}`,
        close: () => {
          open.delete(listening);
          return closed(server);
        },
      };
      open.add(listening);
      return listening;
    },
    async close() {
      await Promise.all([...open].map((listening) => listening.close()));
    },
  };
}

function bound(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.on('error', (thrown) => {
      reject(socketFailure(thrown, placeOf(host, port), 'listening-failed'));
    });
    server.listen({ port, host, exclusive: true }, resolve);
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}

async function answer(request: IncomingMessage, response: ServerResponse, handler: Exchange, { maxBody, patience }: ListenOptions): Promise<void> {
  const announced = request.headers['content-length'];
  if (Number(announced ?? 0) > maxBody) {
    refuse(request, response, 413);
    return;
  }
  if (request.headers.expect !== undefined) response.writeContinue();
  let withdraw = (): void => undefined;
  const late = new Promise<'too late'>((resolve) => {
    withdraw = patience?.clock.after(patience.within, () => {
      resolve('too late');
    }) ?? withdraw;
  });
  const body = await Promise.race([bodyOf(request, announced === undefined ? undefined : Number(announced), maxBody), late]).finally(withdraw);
  if (body === 'cut short') return;
  if (body === 'too large' || body === 'too late') {
    refuse(request, response, body === 'too large' ? 413 : 408);
    return;
  }
  const answered = await handler({ method: request.method ?? '', url: request.url ?? '/', headers: headersOf(request.headers), body });
  send(request, response, answered);
}

function bodyOf(request: IncomingMessage, announced: number | undefined, maxBody: number): Promise<Uint8Array | 'too large' | 'cut short'> {
  return new Promise((resolve) => {
    // What is announced may never come: not all of the room is made at once.
    const body = new ReceivedBody(announced === undefined ? undefined : Math.min(announced, firstRoom));
    request.on('data', (part: Buffer) => {
      if (body.size + part.length > maxBody) {
        request.removeAllListeners('data');
        request.pause();
        resolve('too large');
      } else body.add(part);
    });
    request.on('end', () => {
      resolve(body.octets());
    });
    request.on('error', () => {
      resolve('cut short');
    });
    request.on('close', () => {
      resolve('cut short');
    });
  });
}

/** [RFC 9110 15.5.9, 15.5.14] The rest of the body is never read. */
function refuse(request: IncomingMessage, response: ServerResponse, status: 408 | 413): void {
  const socket = request.socket;
  request.removeAllListeners('data');
  request.pause();
  // Cutting the connection at once would take the answer away from a peer that is still sending: it gets our end
  // first, and a little time.
  const cut = setTimeout(() => {
    socket.destroy();
  }, lingerTime);
  socket.once('close', () => {
    clearTimeout(cut);
  });
  response.writeHead(status, { 'connection': 'close', 'content-length': '0' });
  response.end();
}

/**
 * Hands the answer to the connection, which writes it as fast as the peer reads, out of the octets that are here in any
 * case. Throws where the answer can't be written as HTTP.
 */
function send({ method }: IncomingMessage, response: ServerResponse, { status, headers, body }: HttpResponse): void {
  const isBodiless = method === 'HEAD' || status === 204 || status === 304;
  const { 'content-length': said, ...fields } = headers;
  const length = isBodiless ? lengthWithoutBody(status, said, body) : String(body.length);
  response.writeHead(status, length === undefined ? fields : { ...fields, 'content-length': length });
  if (isBodiless) response.end();
  else response.end(body);
}

/** [RFC 9110 8.6] Where there is no body, Content-Length is that of what a GET would give; a 204 has none at all. */
function lengthWithoutBody(status: number, said: string | undefined, body: Uint8Array): string | undefined {
  if (status === 204) return undefined;
  return said ?? (body.length === 0 ? undefined : String(body.length));
}

/** Names in lower case; fields that came more than once joined by commas. */
export function headersOf(headers: IncomingHttpHeaders): Headers {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) plain[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return plain;
}
