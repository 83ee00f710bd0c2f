// The Download User Agent's side of the status report: posted when all is over, and again where it doesn't get through.
import { sleep } from '../base/clock';
import { askServer, isGood, type Answer } from './askServer';
import type { DownloadPorts, DownloadSetup, DueReport } from './downloadSetup';
import { readRetryAfter } from './headerFields';
import { downloadStatus, type DownloadStatusCode } from './statusCodes';
import { reportMediaType, writeStatusReport } from './statusReport';

export interface ReportOutcome {
  readonly delivered: boolean;
  readonly attempts: number;
  /** There exactly where it isn't delivered. */
  readonly reason?: string;
}

export type ReportSetup = Pick<DownloadSetup, 'packageUrl' | 'credentials' | 'userAgent' | 'within' | 'wholeWithin' | 'maxRedirects' | 'reportRetries' | 'pause' | 'maxPause'>;

/** Statuses by which a receiver says that the report can't be taken now; any other but 2xx is final. */
const passing: readonly number[] = [408, 429, 500, 502, 503, 504];

/**
 * Posts a report until it gets a 2xx, at most `reportRetries` times more. Ends in bounded time on the clock; throws only
 * where the exchange has been closed or a port fails. What comes of it changes neither the installation nor its result.
 */
export async function reportInstallation({ url, code }: DueReport, setup: ReportSetup, ports: Pick<DownloadPorts, 'exchange' | 'clock' | 'gate'>): Promise<ReportOutcome> {
  const { clock, gate } = ports;
  const until = clock.now() + setup.wholeWithin;
  const report = { code, message: downloadStatus(code)?.name ?? '' };
  for (let attempt = 1; ; attempt++) {
    const answer = await askServer(
      {
        method: 'POST',
        url,
        headers: { 'content-type': reportMediaType, 'user-agent': setup.userAgent },
        // [DLOTA status report] Code, one blank, message.
        body: writeStatusReport(report.code, report.message),
        maxBody: () => maxAnswer,
        until,
        announce: (method, at) =>
          method === 'POST' ? gate.pass({ actor: 'download-agent', kind: 'report', method, url: at, report, attempt }) : Promise.resolve(),
      },
      setup,
      ports,
    );
    // [DLOTA status report] Any 2xx will do, whatever stands in its body, and however much.
    if (answer.kind === 'too-large' ? answer.head !== undefined : answer.kind === 'answered' && isGood(answer.response.status)) {
      return { delivered: true, attempts: attempt };
    }
    const wanted = answer.kind === 'answered' ? (readRetryAfter(answer.response.headers['retry-after'], clock.now()) ?? 0) : 0;
    const pause = Math.max(Math.min(setup.pause * 2 ** (attempt - 1), setup.maxPause), wanted);
    if (isFinal(answer) || attempt > setup.reportRetries || wanted > setup.maxPause || clock.now() + pause >= until) {
      return { delivered: false, attempts: attempt, reason: reasonOf(url, answer) };
    }
    await sleep(clock, pause);
  }
}

/** Whether the same would come of another try. */
function isFinal(answer: Answer): boolean {
  if (answer.kind === 'answered') return !passing.includes(answer.response.status);
  return answer.kind === 'too-large' || typeof answer.outcome === 'number' || answer.outcome === 'bad-address';
}

function reasonOf(url: string, answer: Answer): string {
  if (answer.kind === 'lost') return answer.reason;
  return answer.kind === 'too-large' ? `${url} answered with too much.` : `${url} answered HTTP ${answer.response.status}.`;
}

/** The body of an answer to a report isn't read. */
const maxAnswer = 65_536;

/** By the result of a firmware update: what the status report says after an installation. No specification says it. [FUMO 6.2.4] */
const afterInstalling: Readonly<Record<number, DownloadStatusCode>> = {
  401: 902,
  402: 905,
  403: 953,
  404: 953,
  405: 953,
  501: 901,
  502: 901,
};

/** The status to report once the package has been installed, or hasn't: 952, the device gave up, for all that has no code of its own. */
export function statusAfterInstalling(result: number): DownloadStatusCode {
  if (result >= 200 && result <= 299) return 900;
  return afterInstalling[result] ?? 952;
}
