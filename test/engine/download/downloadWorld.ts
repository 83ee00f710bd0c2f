// A Download Server and a Download User Agent in memory, on virtual time, with everything that crosses between them
// kept, and a place where connections can be bent.
import { utf8 } from '#engine/base/bytes';
import { Failure } from '#engine/base/failure';
import { VirtualClock } from '#engine/base/virtualClock';
import type { DownloadAct, DownloadAnswer, DownloadQuestion } from '#engine/download/downloadAct';
import { runDownload } from '#engine/download/downloadAgent';
import { downloadServer } from '#engine/download/downloadServer';
import type { DownloadFile, DownloadServerSetup } from '#engine/download/downloadServerSetup';
import { downloadDefaults, type DownloadPorts, type DownloadResult, type DownloadSetup } from '#engine/download/downloadSetup';
import type { DownloadState } from '#engine/download/downloadState';
import type { ReceivedReport } from '#engine/download/reportReceiver';
import { BrokenBody } from '#engine/net/brokenBody';
import type { Exchange, ExchangeWatch, HttpRequest, HttpResponse } from '#engine/net/exchange';
import { nodeHasher } from '#server/node/nodeHasher';

export const origin = 'http://dl.example.com';
export const now = Date.UTC(2026, 0, 2);
export const packageBytes = Uint8Array.from({ length: 1000 }, (_, i) => (i * 7 + (i >> 8)) & 0xff);

/** What the n-th request (from 1) meets on the way back: another answer, a Failure, or silence. */
export type Bend = (response: HttpResponse, n: number, request: HttpRequest, watch: ExchangeWatch | undefined) => HttpResponse | Promise<HttpResponse>;

export class DownloadWorld {
  readonly clock = new VirtualClock(now);
  readonly files = new Map<string, DownloadFile>([['fw.fwp', { bytes: packageBytes, modified: Date.UTC(2026, 0, 1) }]]);
  readonly requests: HttpRequest[] = [];
  readonly responses: HttpResponse[] = [];
  readonly reports: ReceivedReport[] = [];
  readonly acts: DownloadAct[] = [];
  readonly states: DownloadState[] = [];
  readonly questions: DownloadQuestion[] = [];
  readonly seen: string[] = [];
  answer: DownloadAnswer | 'never' = 'accept';
  bend: Bend = (response) => response;
  readonly server: Exchange;

  constructor(setup: Partial<DownloadServerSetup> = {}) {
    this.server = downloadServer({
      files: { read: (name) => Promise.resolve(this.files.get(name)) },
      clock: this.clock,
      hasher: nodeHasher,
      origin: () => origin,
      prefix: '',
      descriptors: { suffixes: ['.fwp'] },
      reports: { path: '/notify', received: (report) => this.reports.push(report) },
      gate: { pass: (act) => Promise.resolve(void this.acts.push(act)) },
      ...setup,
    });
  }

  /** Asks the server as any client would. */
  ask(method: string, url: string, headers: Readonly<Record<string, string>> = {}, body = ''): Promise<HttpResponse> {
    return this.server({ method, url, headers, body: utf8(body) });
  }

  readonly exchange: Exchange = async (request, watch) => {
    this.requests.push(request);
    const n = this.requests.length;
    const url = new URL(request.url);
    if (url.origin !== origin) throw new Failure('host-not-found', `${url.host} is not known.`);
    const response = await this.bend(await this.server({ ...request, url: url.pathname + url.search }), n, request, watch);
    this.responses.push(response);
    return response;
  };

  readonly ports: DownloadPorts = {
    exchange: this.exchange,
    clock: this.clock,
    gate: { pass: (act) => Promise.resolve(void this.acts.push(act)) },
    user: {
      answer: (question) => {
        this.questions.push(question);
        return this.answer === 'never' ? new Promise<never>(() => undefined) : Promise.resolve(this.answer);
      },
    },
    keep: (state) => void this.states.push(state),
    progress: (received, total) => void this.seen.push(`${received}/${total ?? '?'}`),
  };

  setup(changes: Partial<DownloadSetup> = {}): DownloadSetup {
    return { ...downloadDefaults, packageUrl: `${origin}/fw.dd`, ...changes };
  }

  download(changes: Partial<DownloadSetup> = {}, kept?: DownloadState): Promise<DownloadResult> {
    return this.whileTimeFlies(runDownload(this.setup(changes), this.ports, kept));
  }

  put(name: string, content: string | Uint8Array): void {
    this.files.set(name, { bytes: typeof content === 'string' ? utf8(content) : content, modified: Date.UTC(2026, 0, 1) });
  }

  /** What the agent asked for, and from which octet on. */
  get asked(): string[] {
    return this.requests.map(({ method, url, headers: { range } }) => `${method} ${url.replace(origin, '')}${range === undefined ? '' : ` ${range}`}`);
  }

  async whileTimeFlies<T>(work: Promise<T>): Promise<T> {
    let over = false;
    const fly = (): void => {
      if (over) return;
      this.clock.jump();
      setImmediate(fly);
    };
    setImmediate(fly);
    return work.finally(() => {
      over = true;
    });
  }
}

/** The connection ends after so many octets of the body. */
export function cut({ status, headers, body }: HttpResponse, after: number): never {
  throw new BrokenBody(status, headers, body.slice(0, after), 'The connection was reset.');
}

export function isObject(request: HttpRequest): boolean {
  return request.url.endsWith('.fwp');
}

export function descriptorXml(changes: Readonly<Record<string, string>> = {}): string {
  const values: Readonly<Record<string, string>> = {
    DDVersion: '1.0',
    name: 'EX-1 firmware 1.1.0',
    type: 'application/octet-stream',
    size: '1000',
    objectURI: `${origin}/fw.fwp`,
    installNotifyURI: `${origin}/notify/job-43`,
    ...changes,
  };
  const leaves = Object.entries(values).map(([name, value]) => (value === '' ? '' : `<${name}>${value}</${name}>`));
  return `<media xmlns="http://www.openmobilealliance.org/xmlns/dd">${leaves.join('')}</media>`;
}
