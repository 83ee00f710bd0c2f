// A debug client for tests: speaks the protocol over any pair of streams and keeps a transcript.
import assert from 'node:assert/strict';
import type { Readable, Writable } from 'node:stream';
import type { DebugProtocol } from '@vscode/debugprotocol';

/** A request that the adapter has refused. */
export class RequestRefused extends Error {}

interface Waiting {
  readonly matches: (event: DebugProtocol.Event) => boolean;
  readonly take: (event: DebugProtocol.Event) => void;
}

/** Milliseconds after which a response or an event is given up, so that a test fails instead of hanging. */
const patience = 15_000;

export class DapClient {
  /** Every event that has come, in order. */
  readonly events: DebugProtocol.Event[] = [];
  private readonly lines: string[] = [];
  private readonly responses = new Map<number, (response: DebugProtocol.Response) => void>();
  private readonly waiting = new Set<Waiting>();
  private taken = 0;
  private seq = 1;
  private unread = Buffer.alloc(0);

  /** `input` leads to the adapter, `output` comes from it. */
  constructor(
    private readonly input: Writable,
    output: Readable,
  ) {
    output.on('data', (part: Buffer) => {
      this.unread = Buffer.concat([this.unread, part]);
      this.readMessages();
    });
  }

  /** The body of the response. Rejects with `RequestRefused` where the adapter refuses. */
  async request<B = unknown>(command: string, args?: object): Promise<B> {
    const seq = this.seq++;
    const answered = new Promise<DebugProtocol.Response>((resolve) => this.responses.set(seq, resolve));
    this.note(`-> ${command}`, args);
    const text = JSON.stringify({ seq, type: 'request', command, arguments: args });
    this.input.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
    const response = await inTime(answered, `the response to ${command}`);
    if (!response.success) throw new RequestRefused(response.message);
    return response.body as B;
  }

  /** The next event of that name after the one that was waited for last; it may have come already. */
  async event<E extends DebugProtocol.Event>(name: string, suits: (event: E) => boolean = () => true): Promise<E> {
    const matches = (event: DebugProtocol.Event): boolean => event.event === name && suits(event as E);
    const at = this.events.findIndex((event, i) => i >= this.taken && matches(event));
    const found = this.events[at];
    if (found !== undefined) {
      this.taken = at + 1;
      return found as E;
    }
    this.taken = this.events.length;
    const arrival = new Promise<DebugProtocol.Event>((resolve) => this.waiting.add({ matches, take: resolve }));
    return (await inTime(arrival, `the event ${name}`)) as E;
  }

  /** Nothing comes any more: the adapter sees its client go. */
  hangUp(): void {
    this.input.end();
    this.input.destroy();
  }

  /** All that was said, both ways, in order. `mask` replaces what differs from run to run, or leaves an entry out. */
  transcript(mask: (entry: string) => string | undefined = (entry) => entry): string {
    return `${this.lines.map(mask).filter((entry) => entry !== undefined).join('\n')}\n`;
  }

  private note(head: string, body: unknown): void {
    this.lines.push(body === undefined ? head : `${head} ${laidOut(body, '')}`);
  }

  private readMessages(): void {
    for (;;) {
      const head = this.unread.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/.exec(this.unread.toString('utf8', 0, Math.max(head, 0)))?.[1]);
      if (head < 0 || this.unread.length < head + 4 + length) return;
      const text = this.unread.toString('utf8', head + 4, head + 4 + length);
      this.unread = this.unread.subarray(head + 4 + length);
      this.read(JSON.parse(text) as DebugProtocol.ProtocolMessage);
    }
  }

  private read(message: DebugProtocol.ProtocolMessage): void {
    if (message.type === 'response') {
      const response = message as DebugProtocol.Response;
      this.note(`<- ${response.command} ${response.success ? 'ok' : `refused: ${response.message ?? ''}`}`, response.success ? response.body : undefined);
      this.responses.get(response.request_seq)?.(response);
      return;
    }
    const event = message as DebugProtocol.Event;
    this.note(`<= ${event.event}`, event.body);
    this.events.push(event);
    for (const waiting of [...this.waiting]) {
      if (!waiting.matches(event)) continue;
      this.waiting.delete(waiting);
      this.taken = this.events.length;
      waiting.take(event);
    }
  }
}

/** What every client says first. Gives the capabilities. */
export function initialize(client: DapClient, more: Partial<DebugProtocol.InitializeRequestArguments> = {}): Promise<DebugProtocol.Capabilities> {
  return client.request('initialize', { adapterID: 'fumo', pathFormat: 'path', linesStartAt1: true, columnsStartAt1: true, ...more });
}

export async function refused(request: Promise<unknown>, sentence: RegExp): Promise<void> {
  await assert.rejects(request, (thrown) => thrown instanceof RequestRefused && sentence.test(thrown.message));
}

/** JSON, on one line where it is short. */
function laidOut(value: unknown, indent: string): string {
  const short = JSON.stringify(value) as string | undefined;
  if (short === undefined || short.length <= 110 || typeof value !== 'object' || value === null) return short ?? '';
  const deeper = `${indent}  `;
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const parts = Array.isArray(value)
    ? value.map((part: unknown) => laidOut(part, deeper))
    : Object.entries(value).filter(([, part]) => part !== undefined).map(([key, part]) => `${key}: ${laidOut(part, deeper)}`);
  return `${open ?? ''}\n${parts.map((part) => deeper + part).join(',\n')}\n${indent}${close ?? ''}`;
}

async function inTime<T>(what: Promise<T>, name: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`Waited in vain for ${name}.`));
    }, patience);
  });
  return Promise.race([what, late]).finally(() => {
    clearTimeout(timer);
  });
}
