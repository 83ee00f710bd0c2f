// What goes wrong with sockets, as Failures.
import { Failure, sentenceOf } from '#engine/base/failure';

/** By the error codes of Node: our code and the sentence about `place`, such as `127.0.0.1:8080`. */
const known: Readonly<Record<string, readonly [code: string, sentence: (place: string) => string]>> = {
  EADDRINUSE: ['port-in-use', (place) => `${place} is in use by another program: choose another port, or 0 to let the system choose.`],
  EADDRNOTAVAIL: ['address-not-available', (place) => `${place} is not an address of this machine.`],
  EACCES: ['port-not-allowed', (place) => `This user may not open ${place}.`],
  ECONNREFUSED: ['connection-refused', (place) => `Nothing listens at ${place}.`],
  ECONNRESET: ['connection-reset', (place) => `The connection to ${place} was closed before the answer was complete.`],
  EPIPE: ['connection-reset', (place) => `The connection to ${place} was closed before the request was complete.`],
  ENOTFOUND: ['host-not-found', (place) => `The host of ${place} has no known address.`],
  EAI_AGAIN: ['host-not-found', (place) => `The address of ${place} can't be looked up at present.`],
  ETIMEDOUT: ['host-unreachable', (place) => `${place} does not answer.`],
  EHOSTUNREACH: ['host-unreachable', (place) => `There is no way to ${place}.`],
  ENETUNREACH: ['host-unreachable', (place) => `There is no way to ${place}.`],
  EMSGSIZE: ['datagram-too-large', (place) => `The datagram to ${place} is larger than the network takes.`],
};

/** A Failure stays itself; `otherwise` is the code of what isn't known. */
export function socketFailure(thrown: unknown, place: string, otherwise: string): Failure {
  if (thrown instanceof Failure) return thrown;
  const code = thrown instanceof Error ? ((thrown as NodeJS.ErrnoException).code ?? '') : '';
  if (code.startsWith('HPE_')) return new Failure('answer-not-http', `What ${place} answered is not HTTP (${sentenceOf(thrown)}).`, thrown);
  const entry = known[code];
  if (entry === undefined) return new Failure(otherwise, `${place}: ${sentenceOf(thrown)}.`, thrown);
  return new Failure(entry[0], entry[1](place), thrown);
}

/** `host:port` as URLs write it. */
export function placeOf(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
