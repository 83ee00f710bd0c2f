// Fetches one object: goes on after a break where it can, begins anew where it must, and gives up within bounds.
import { sleep } from '../base/clock';
import type { ResponseHead } from '../net/exchange';
import { askServer, type Answer } from './askServer';
import type { DownloadPorts, DownloadSetup } from './downloadSetup';
import type { PartialObject } from './downloadState';
import { readLength, readRetryAfter } from './headerFields';
import { takeIn, type FetchOutcome, type Taken } from './takeIn';

export interface Sought {
  readonly url: string;
  readonly of: 'descriptor' | 'object';
  readonly accept: string;
  /** Octets of the whole that are taken where a response has such a head. */
  maxSize(head: ResponseHead): number;
  /** Told what there is of the object whenever that changes; undefined: nothing any more. */
  took(part: PartialObject | undefined): Promise<void>;
}

export type Fetched =
  /** `url`: where it came from in the end. */
  | { readonly kind: 'fetched'; readonly url: string; readonly object: PartialObject }
  | { readonly kind: 'failed'; readonly outcome: FetchOutcome; readonly reason: string }
  | { readonly kind: 'too-large'; readonly head?: ResponseHead };

/** Fetches what is missing after `kept`. */
export async function fetchObject(sought: Sought, kept: PartialObject | undefined, setup: DownloadSetup, ports: DownloadPorts): Promise<Fetched> {
  const { clock } = ports;
  const until = clock.now() + setup.wholeWithin;
  let part = kept;
  // In a row, without an octet more; and over the whole fetch.
  let misses = 0;
  let restarts = 0;
  if (part !== undefined && part.received.length === part.total) return { kind: 'fetched', url: sought.url, object: part };
  for (let requests = 1; ; requests++) {
    // What can't be gone on from has to be given up.
    if (part !== undefined && (part.validator === undefined || part.received.length === 0)) {
      if (part.received.length > 0) restarts++;
      part = undefined;
      await sought.took(undefined);
    }
    const answer = await ask(sought, part, until, setup, ports);
    if (answer.kind === 'too-large') return answer;
    const taken: Taken | undefined = answer.kind === 'answered' ? takeIn(part, answer.response, answer.broken !== undefined) : undefined;
    const before = part?.received.length ?? 0;
    let failed = lossOf(sought.url, answer, taken);
    let pause = setup.pause;
    if (taken?.kind === 'part') {
      part = taken.part;
      await sought.took(part);
      if (taken.whole && answer.kind === 'answered') return { kind: 'fetched', url: answer.url, object: part };
      if (taken.anew) restarts++;
      misses = taken.part.received.length > (taken.anew ? 0 : before) ? 0 : misses + 1;
    } else if (taken?.kind === 'stale') {
      part = undefined;
      restarts++;
      await sought.took(undefined);
    } else if (taken?.kind === 'refused' || (answer.kind === 'lost' && !isPassing(answer.outcome))) {
      return failed;
    } else {
      misses++;
      pause = Math.min(setup.pause * 2 ** (misses - 1), setup.maxPause);
      const wanted = answer.kind === 'answered' ? readRetryAfter(answer.response.headers['retry-after'], clock.now()) : undefined;
      if (wanted !== undefined && wanted > setup.maxPause) {
        return { ...failed, reason: `${failed.reason} It asks for ${Math.ceil(wanted / 1000)} s, longer than is waited.` };
      }
      pause = Math.max(pause, wanted ?? 0);
    }
    if (clock.now() + pause >= until) failed = { ...failed, reason: `${failed.reason} There is no time left.` };
    else if (misses <= setup.retries && restarts <= setup.retries && requests < setup.maxRequests) {
      await sleep(clock, pause);
      continue;
    }
    return failed;
  }
}

/** Whether the same may go well the next time: nothing came, or it broke off. */
function isPassing(outcome: FetchOutcome): boolean {
  return outcome === 'timed-out' || outcome === 'unreachable' || outcome === 'reset';
}

function ask(sought: Sought, part: PartialObject | undefined, until: number, setup: DownloadSetup, ports: DownloadPorts): Promise<Answer> {
  const { url, of, accept } = sought;
  const from = part?.received.length ?? 0;
  const resumption = part?.validator === undefined ? {} : { range: `bytes=${from}-`, 'if-range': part.validator };
  return askServer(
    {
      method: 'GET',
      url,
      // Lengths are those of the octets as they are stored: nothing may be packed on the way.
      headers: { accept, 'accept-encoding': 'identity', 'user-agent': setup.userAgent, ...resumption },
      body: new Uint8Array(),
      maxBody: (head) => Math.max(0, sought.maxSize(head) - (head.status === 206 ? from : 0)),
      until,
      announce: (method, at) => ports.gate.pass({ actor: 'download-agent', kind: 'request', method, url: at, of, from }),
      arrived: (octets, head) => {
        const already = head?.status === 206 ? from : 0;
        const length = readLength(head?.headers['content-length']);
        ports.progress?.(already + octets, length === undefined ? part?.total : already + length);
      },
    },
    setup,
    ports,
  );
}

/** What is to be said of it should this have been the last try. */
function lossOf(url: string, answer: Answer, taken: Taken | undefined): Extract<Fetched, { readonly kind: 'failed' }> {
  if (answer.kind === 'lost') return { kind: 'failed', outcome: answer.outcome, reason: answer.reason };
  if (taken?.kind === 'refused' || taken?.kind === 'busy') {
    const { outcome } = taken;
    const reason = outcome === 'unusable' ? `${url} answered with something that can't be used.` : `${url} answered HTTP ${outcome}.`;
    return { kind: 'failed', outcome, reason };
  }
  if (taken?.kind === 'stale') return { kind: 'failed', outcome: 'unusable', reason: `${url} has changed again and again.` };
  const outcome = answer.kind === 'answered' ? (answer.broken ?? 'reset') : 'reset';
  return { kind: 'failed', outcome, reason: `The connection to ${url} was lost before everything had come.` };
}
