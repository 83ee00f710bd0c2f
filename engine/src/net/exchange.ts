// Exchange: one HTTP request and its response, whatever carries them.
import type { Clock } from '../base/clock';

/** Header fields, names in lower case. */
export type Headers = Readonly<Record<string, string>>;

export interface HttpRequest {
  readonly method: string;
  /** Absolute where a client sends it; path and query where a server receives it. */
  readonly url: string;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

/** What a response says before its body. */
export type ResponseHead = Pick<HttpResponse, 'status' | 'headers'>;

/** How whoever sends a request watches the exchange. What carries it takes from this what it can. */
export interface ExchangeWatch {
  /** Octets of body that are taken of a response with such a head; more is a Failure `response-too-large`. */
  maxBody?(head: ResponseHead): number;
  /** Called whenever more of the body has come, with the octets so far. */
  arrived?(octets: number): void;
  /** Called at the start with what breaks the exchange off: its promise is then rejected, with a BrokenBody where a body has begun. */
  started?(breakOff: () => void): void;
}

/**
 * A client sends through one; a server is one. Throws a Failure where nothing answers, a BrokenBody where the
 * connection ends in mid-body.
 */
export type Exchange = (request: HttpRequest, watch?: ExchangeWatch) => Promise<HttpResponse>;

/** A server that listens. */
export interface Listening {
  /** Where it can be reached, without a slash at the end: `http://127.0.0.1:34567`. */
  readonly url: string;
  close(): Promise<void>;
}

/** How long a peer may take to send a request that it has begun, on a clock that may be halted. */
export interface Patience {
  readonly clock: Clock;
  /** Milliseconds. */
  readonly within: number;
}

export interface ListenOptions {
  readonly port: number;
  readonly host?: string;
  /** Octets of a body; more is answered with 413 and not read. */
  readonly maxBody: number;
  /** Whoever is slower is answered with 408, and its connection ends. Where it is missing, nothing is too slow. */
  readonly patience?: Patience;
}

/** The port through which servers are opened. */
export interface HttpHost {
  /** Listens on loopback unless told otherwise; port 0 lets the system choose. */
  listen(handler: Exchange, options: ListenOptions): Promise<Listening>;
}
