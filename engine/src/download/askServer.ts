// One request of the Download User Agent until it has an answer: redirects followed, credentials given where they are
// asked for, all within its time.
import { toBase64, utf8 } from '../base/bytes';
import { Failure, sentenceOf } from '../base/failure';
import type { Headers, HttpRequest, HttpResponse, ResponseHead } from '../net/exchange';
import { isHttp, originOf, resolvedAddress } from './addresses';
import type { DownloadPorts, DownloadSetup } from './downloadSetup';
import { readLength } from './headerFields';
import type { HttpOutcome } from './statusCodes';
import { brokenBodyIn, outcomeOf, watchedExchange } from './watchedExchange';

export interface Asked extends HttpRequest {
  /** Octets of body that are taken of a good answer with such a head. */
  maxBody(head: ResponseHead): number;
  /** The time of the clock at which all is over. */
  readonly until: number;
  /** Passed before each request, those that follow a redirect included. */
  announce(method: string, url: string): Promise<void>;
  arrived?(octets: number, head: ResponseHead | undefined): void;
}

/** What a request can be told of the agent and the ports that it needs. */
export type AskingSetup = Pick<DownloadSetup, 'packageUrl' | 'credentials' | 'within' | 'maxRedirects'>;
export type AskingPorts = Pick<DownloadPorts, 'exchange' | 'clock'>;

export type Answer =
  /** `url`: where the answer came from, redirects followed. `broken`: the body ends too soon, and why. */
  | { readonly kind: 'answered'; readonly url: string; readonly response: HttpResponse; readonly broken?: HttpOutcome }
  | { readonly kind: 'lost'; readonly outcome: HttpOutcome; readonly reason: string }
  | { readonly kind: 'too-large'; readonly head?: ResponseHead };

/** What an error says is for people: more of it is left unread. */
const maxErrorBody = 65_536;

/** Asks, and follows. Throws only where the run itself is over, or something is wrong with us. */
export async function askServer(asked: Asked, setup: AskingSetup, ports: AskingPorts): Promise<Answer> {
  let request: HttpRequest = { method: asked.method, url: asked.url, headers: asked.headers, body: asked.body };
  let redirects = 0;
  let authorised = false;
  for (;;) {
    const { method, url } = request;
    if (!isHttp(url)) return { kind: 'lost', outcome: 'bad-address', reason: `${url} is not an http or https address.` };
    await asked.announce(method, url);
    const answer = await askOnce(authorised ? withCredentials(request, setup) : request, asked, setup, ports);
    if (answer.kind !== 'answered') return answer;
    const { status, headers } = answer.response;
    if (status === 401 && !authorised && mayAuthenticate(url, headers, setup)) {
      authorised = true;
      continue;
    }
    const location = isRedirect(status) ? headers.location : undefined;
    if (location === undefined) return answer;
    redirects++;
    if (redirects > setup.maxRedirects) {
      return { kind: 'lost', outcome: status, reason: `There are more than ${setup.maxRedirects} redirects, the last to ${location}.` };
    }
    const next = resolvedAddress(location, url);
    if (next === undefined || !isHttp(next)) {
      return { kind: 'lost', outcome: status, reason: `${url} leads to ${location}, which is not an http or https address.` };
    }
    // Credentials are for one origin; whoever a redirect leads to doesn't learn them.
    if (originOf(next) !== originOf(url)) authorised = false;
    request = redirected(request, status, next);
  }
}

async function askOnce(request: HttpRequest, asked: Asked, { within }: AskingSetup, ports: AskingPorts): Promise<Answer> {
  const { url } = request;
  let head: ResponseHead | undefined;
  const maxBody = (of: ResponseHead): number => {
    head = of;
    return isGood(of.status) ? asked.maxBody(of) : maxErrorBody;
  };
  const arrived = (octets: number): void => asked.arrived?.(octets, head);
  try {
    const response = await watchedExchange(request, { maxBody, arrived }, { ...ports, within, until: asked.until });
    if (response.body.length > maxBody(response)) return tooLarge(url, response);
    // An answer that is shorter than it says has been cut on the way.
    const length = readLength(response.headers['content-length']);
    const cut = isGood(response.status) && length !== undefined && response.body.length < length;
    return { kind: 'answered', url, response, ...(cut ? { broken: 'reset' } : {}) };
  } catch (thrown) {
    if (!(thrown instanceof Failure) || thrown.code === 'exchange-closed') throw thrown;
    if (thrown.code === 'response-too-large') return tooLarge(url, head);
    const outcome = outcomeOf(thrown);
    const broken = brokenBodyIn(thrown);
    if (broken === undefined) return { kind: 'lost', outcome, reason: sentenceOf(thrown) };
    const { status, headers, received } = broken;
    if (received.length > maxBody(broken)) return tooLarge(url, broken);
    return { kind: 'answered', url, response: { status, headers, body: received }, ...(isGood(status) ? { broken: outcome } : {}) };
  }
}

function tooLarge(url: string, head: ResponseHead | undefined): Answer {
  if (head === undefined) return { kind: 'too-large' };
  const { status, headers } = head;
  // What an error says beyond its status is of no use to a device.
  if (!isGood(status)) return { kind: 'answered', url, response: { status, headers, body: new Uint8Array() } };
  return { kind: 'too-large', head: { status, headers } };
}

export function isGood(status: number): boolean {
  return status >= 200 && status <= 299;
}

function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

/** A report that is redirected stays a report, whatever browsers do with a form. */
function redirected(request: HttpRequest, status: number, url: string): HttpRequest {
  if (status !== 303 || request.method !== 'POST') return { ...request, url };
  // [RFC 9110 15.4.4] See Other: what was posted has been taken in, what came of it stands elsewhere.
  const { 'content-type': _, ...headers } = request.headers;
  return { method: 'GET', url, headers, body: new Uint8Array() };
}

/** [RFC 7617 2] */
function mayAuthenticate(url: string, headers: Headers, { credentials, packageUrl }: AskingSetup): boolean {
  if (credentials === undefined || !/(^|,)\s*basic\b/i.test(headers['www-authenticate'] ?? '')) return false;
  return isHttp(packageUrl) && originOf(url) === originOf(packageUrl);
}

function withCredentials(request: HttpRequest, { credentials }: AskingSetup): HttpRequest {
  if (credentials === undefined) return request;
  const token = toBase64(utf8(`${credentials.user}:${credentials.password}`));
  return { ...request, headers: { ...request.headers, authorization: `Basic ${token}` } };
}
