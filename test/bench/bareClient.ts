// Exchanges by node:http alone, with nothing behind them.
import { Agent, request } from 'node:http';
import type { Sizes } from './serverProcess';

/** Runs all exchanges one after the other, `times` times in all, in so many lanes at once, connections kept alive. */
export function bareClient(url: string, exchanges: readonly Sizes[], lanes: number): (times: number) => Promise<void> {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true });
  const bodies = exchanges.map(({ sent }) => Buffer.alloc(sent, 'x'));
  const post = (i: number, body: Buffer): Promise<void> =>
    new Promise((done, failed) => {
      const outgoing = request({ host: hostname, port, path: `/${i}`, method: 'POST', agent, headers: { 'content-length': body.length } }, (response) => {
        response.on('data', () => undefined).on('end', done);
      });
      outgoing.on('error', failed).end(body);
    });
  return async (times) => {
    let left = times;
    await Promise.all(
      Array.from({ length: lanes }, async () => {
        while (left-- > 0) for (const [i, body] of bodies.entries()) await post(i, body);
      }),
    );
  };
}
