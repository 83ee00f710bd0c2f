// The server's side of the status report: takes in what is posted to installNotifyURI. [DLOTA status report]
import type { Clock } from '../base/clock';
import type { Problem } from '../base/problem';
import type { HttpRequest, HttpResponse } from '../net/exchange';
import { utf8 } from '../base/bytes';
import { readStatusReport } from './statusReport';

/** One line of the log. */
export interface ReceivedReport {
  /** Path and query that the report was posted to. */
  readonly url: string;
  /** What follows the receiver's path: `job-43`; empty where nothing does. */
  readonly job: string;
  readonly code: number;
  readonly message: string;
  /** How the sender names itself: its User-Agent. */
  readonly from?: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly problems: readonly Problem[];
}

const maxReport = 4096;

/** Answers a report and tells it to `received`, unless no code can be read in it. `rest`: the path behind the receiver's. */
export function receiveReport(
  request: HttpRequest,
  rest: string,
  receiver: { readonly clock: Clock; readonly status: number; received(report: ReceivedReport): void },
): HttpResponse {
  if (request.method !== 'POST') return plainly(405, 'A status report is posted.', { allow: 'POST' });
  if (request.body.length > maxReport) return plainly(413, 'A status report is one line.');
  const { report, problems } = readStatusReport(request.body);
  if (report === undefined) return plainly(400, 'A status report begins with a status code of three digits.');
  const from = request.headers['user-agent'];
  receiver.received({
    url: request.url,
    job: rest.replace(/^\//, ''),
    ...report,
    ...(from === undefined ? {} : { from }),
    at: receiver.clock.now(),
    problems,
  });
  return plainly(receiver.status, '');
}

/** A response that is a sentence for a person. */
export function plainly(status: number, sentence: string, headers: Readonly<Record<string, string>> = {}): HttpResponse {
  const body = utf8(sentence);
  return { status, headers: { ...headers, 'content-type': 'text/plain; charset=utf-8', 'content-length': String(body.length) }, body };
}
