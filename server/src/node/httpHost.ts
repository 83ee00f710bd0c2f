// Servers that are reached over HTTP: node:http behind the HttpHost port.
import type { Exchange, Headers, HttpHost, HttpResponse, Listening } from '#engine/net/exchange';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { placeOf, socketFailure } from './socketFailure';

/** Milliseconds that a peer who sent too much has to read the answer before its connection is cut. */
const lingerTime = 1000;

export interface NodeHttpHost extends HttpHost {
  /** Closes every server that listens. */
  close(): Promise<void>;
}

/** `failed` is told what a handler threw; the peer gets 500. */
export function nodeHttpHost(failed: (thrown: unknown) => void = () => undefined): NodeHttpHost {
  const open = new Set<Listening>();
  return {
    async listen(handler, options) {
      const host = options.host ?? '127.0.0.1';
      const server = createServer({ requestTimeout: 0, headersTimeout: 0, keepAliveTimeout: 0 });
      // Whoever stands at a breakpoint must not find the connection closed: no timer but the run's clock counts.
      server.timeout = 0;
      const serve = (request: IncomingMessage, response: ServerResponse): void => {
        answer(request, response, handler, options.maxBody).catch((thrown: unknown) => {
          failed(thrown);
          if (!response.headersSent) send(response, { status: 500, headers: {}, body: new Uint8Array() });
          else response.destroy();
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

async function answer(request: IncomingMessage, response: ServerResponse, handler: Exchange, maxBody: number): Promise<void> {
  if (Number(request.headers['content-length'] ?? 0) > maxBody) {
    refuse(request, response);
    return;
  }
  if (request.headers.expect !== undefined) response.writeContinue();
  const body = await bodyOf(request, maxBody);
  if (body === 'cut short') return;
  if (body === 'too large') {
    refuse(request, response);
    return;
  }
  send(response, await handler({ method: request.method ?? '', url: request.url ?? '/', headers: headersOf(request.headers), body }));
}

function bodyOf(request: IncomingMessage, maxBody: number): Promise<Uint8Array | 'too large' | 'cut short'> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let size = 0;
    request.on('data', (part: Buffer) => {
      size += part.length;
      if (size > maxBody) {
        request.removeAllListeners('data');
        request.pause();
        resolve('too large');
      } else parts.push(part);
    });
    request.on('end', () => {
      resolve(new Uint8Array(Buffer.concat(parts)));
    });
    request.on('error', () => {
      resolve('cut short');
    });
    request.on('close', () => {
      resolve('cut short');
    });
  });
}

/** 413, and the rest of the body is never read. */
function refuse(request: IncomingMessage, response: ServerResponse): void {
  const socket = request.socket;
  request.pause();
  // Cutting the connection at once would take the answer away from a peer that is still sending: it gets our end
  // first, and a little time.
  const cut = setTimeout(() => {
    socket.destroy();
  }, lingerTime);
  socket.once('close', () => {
    clearTimeout(cut);
  });
  response.writeHead(413, { 'connection': 'close', 'content-length': '0' });
  response.end();
}

function send(response: ServerResponse, { status, headers, body }: HttpResponse): void {
  response.writeHead(status, { ...headers, 'content-length': String(body.length) });
  response.end(body);
}

/** Names in lower case; fields that came more than once joined by commas. */
export function headersOf(headers: IncomingHttpHeaders): Headers {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) plain[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return plain;
}
