// The in-memory pair of each port: servers and listeners that no socket stands behind.
import { Failure } from '../base/failure';
import type { Datagrams } from './datagrams';
import type { Exchange, HttpHost } from './exchange';

/** One network of its own: what listens on it is reached through it, and through nothing else. */
export interface MemoryNet {
  readonly host: HttpHost;
  readonly exchange: Exchange;
  readonly datagrams: Datagrams;
}

/** Hosts listen on `127.0.0.1:N`, N counted from 49152 where the caller leaves the choice. */
export function memoryNet(): MemoryNet {
  const servers = new Map<string, { readonly handler: Exchange; readonly maxBody: number }>();
  const listeners = new Map<string, (bytes: Uint8Array) => void>();
  let nextPort = 49152;

  function claim<T>(table: Map<string, T>, port: number, entry: T): string {
    const place = `127.0.0.1:${String(port === 0 ? nextPort++ : port)}`;
    if (table.has(place)) throw new Failure('port-in-use', `Somebody listens at ${place} already.`);
    table.set(place, entry);
    return place;
  }

  return {
    host: {
      async listen(handler, options) {
        const place = await Promise.resolve(claim(servers, options.port, { handler, maxBody: options.maxBody }));
        return { url: `http://${place}`, close: () => Promise.resolve(void servers.delete(place)) };
      },
    },
    exchange: async (request) => {
      const url = new URL(request.url);
      const server = servers.get(url.host);
      if (server === undefined) throw new Failure('connection-refused', `Nothing listens at ${url.host}.`);
      if (request.body.length > server.maxBody) return { status: 413, headers: {}, body: new Uint8Array() };
      return server.handler({ ...request, url: url.pathname + url.search });
    },
    datagrams: {
      async listen(received, options) {
        const place = await Promise.resolve(claim(listeners, options.port, received));
        return { address: `udp://${place}`, close: () => Promise.resolve(void listeners.delete(place)) };
      },
      send: (to, bytes) => Promise.resolve(listeners.get(to.replace('udp://', ''))?.(bytes)),
    },
  };
}
