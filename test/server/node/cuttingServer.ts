// A server that answers by a handler and cuts connections where it is told to.
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { concat, utf8 } from '#engine/base/bytes';
import type { Exchange, HttpRequest, HttpResponse } from '#engine/net/exchange';

/** After how many octets of the body the connection ends, and how; `head`: before the head is through. */
export type Cut = { readonly after: number | 'head'; readonly by: 'end' | 'reset' | 'silence' } | undefined;

export interface CuttingServer {
  readonly url: string;
  readonly requests: HttpRequest[];
  close(): Promise<void>;
}

/** One request a connection, without a body. `cutting` is asked for each. */
export async function cuttingServer(handler: Exchange, cutting: (request: HttpRequest, n: number) => Cut): Promise<CuttingServer> {
  const requests: HttpRequest[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    let text = '';
    socket.on('data', (part) => {
      text += part.toString('latin1');
      if (!text.includes('\r\n\r\n')) return;
      const request = requestIn(text);
      requests.push(request);
      const cut = cutting(request, requests.length);
      void handler(request).then((response) => {
        const octets = octetsOf(response);
        const head = octets.length - response.body.length;
        const until = cut === undefined ? octets.length : cut.after === 'head' ? head - 5 : head + cut.after;
        socket.write(octets.subarray(0, until), () => {
          if (cut?.by === 'reset') socket.resetAndDestroy();
          else if (cut?.by !== 'silence') socket.end();
        });
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function requestIn(text: string): HttpRequest {
  const [line = '', ...fields] = text.slice(0, text.indexOf('\r\n\r\n')).split('\r\n');
  const [method = '', url = ''] = line.split(' ');
  const headers = Object.fromEntries(fields.map((field) => [field.slice(0, field.indexOf(':')).toLowerCase(), field.slice(field.indexOf(':') + 1).trim()]));
  return { method, url, headers, body: new Uint8Array() };
}

function octetsOf({ status, headers, body }: HttpResponse): Uint8Array {
  const fields = Object.entries({ ...headers, connection: 'close' }).map(([name, value]) => `${name}: ${value}\r\n`);
  return concat([utf8(`HTTP/1.1 ${status} Some\r\n${fields.join('')}\r\n`), body]);
}
