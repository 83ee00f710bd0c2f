// A response that broke off in mid-body: what came of it is worth keeping.
import { Failure } from '../base/failure';
import type { Headers } from './exchange';

/**
 * Thrown by an Exchange where the connection ends after the head of a response and before the end of its body.
 * `received` holds the octets of the body that came, in their order, from its first one on.
 */
export class BrokenBody extends Failure {
  constructor(
    readonly status: number,
    readonly headers: Headers,
    readonly received: Uint8Array,
    message: string,
    cause?: unknown,
  ) {
    super('connection-reset', message, cause);
    this.name = 'BrokenBody';
  }
}
