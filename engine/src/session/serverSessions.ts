// The Management Server's door: HTTP requests are sorted to sessions, one per device and SessionID. [SyncML HTTP 5]
import { sameBytes, utf8 } from '../base/bytes';
import { sentenceOf } from '../base/failure';
import type { Exchange, HttpRequest, HttpResponse } from '../net/exchange';
import type { Message } from '../syncml/message';
import { answerEncoding } from './accept';
import type { Account } from './account';
import { checkPresented, hmacField, type Presented } from './authentication';
import { missingInPackage1, skippedNumber, twiceNumbered } from './checks';
import { openMessage, packMessage } from './door';
import { layoutOf, peculiarities, understood } from './peculiarities';
import { mediaTypes, type Encoding } from './encoding';
import { ServerSession } from './serverSession';
import type { ServerPorts, ServerSetup } from './serverSetup';
import { headerStatus, isAnswered, statusForAll } from './statuses';
import type { TracedMessage } from './trace';
import { verDtd, verProto, versionRefusal } from './versions';

/** A DM server that holds its sessions; `handle` never throws. `close` ends them all. */
export function dmServer(setup: ServerSetup, ports: ServerPorts): { handle: Exchange; close(): void } {
  const door = new Door(setup, ports);
  return {
    handle: (request) => door.handle(request),
    close: () => {
      door.close();
    },
  };
}

/** A session with what the door must know of it. */
interface Held {
  readonly session: ServerSession;
  /** The last request and what it was answered with: the same again gets the same again. */
  readonly last?: { readonly request: Uint8Array; readonly response: HttpResponse; readonly told: TracedMessage };
  /** Withdraws the timer that ends a silent session. */
  readonly withdraw: () => void;
}

/** A message that has come in, and what it is answered in. */
interface Arrived {
  readonly request: HttpRequest;
  readonly message: Message;
  readonly encoding: Encoding;
}

const notAcceptable = 'The client takes neither application/vnd.syncml.dm+xml nor application/vnd.syncml.dm+wbxml in UTF-8. [SyncML HTTP 5.3.3]';

class Door {
  private readonly held = new Map<string, Held>();
  /** What is being answered, by session: requests of one session are answered one after the other. */
  private readonly busy = new Map<string, Promise<unknown>>();
  private closed = false;

  constructor(
    private readonly setup: ServerSetup,
    private readonly ports: ServerPorts,
  ) {}

  close(): void {
    this.closed = true;
    for (const key of [...this.held.keys()]) this.forget(key, 'The server was closed.');
  }

  async handle(request: HttpRequest): Promise<HttpResponse> {
    if (this.closed) return plain(503, 'The server is closed.');
    if (request.url.replace(/[?#].*$/, '') !== this.setup.path) return plain(404, `Messages are taken at ${this.setup.path}.`);
    // [SyncML HTTP 5.2] POST carries the messages; nothing else does.
    if (request.method.toUpperCase() !== 'POST') return plain(405, 'Messages are sent by POST. [SyncML HTTP 5.2]', { allow: 'POST' });
    const opened = openMessage(request.body, request.headers['content-type'], this.setup.maxMsgSize);
    const { message, remarks, refusal } = opened;
    if (message === undefined || opened.encoding === undefined) {
      const reason = refusal?.reason ?? 'The body is not a message.';
      return this.refuse(request, undefined, remarks, refusal?.status ?? 400, reason);
    }
    const encoding = answerEncoding(request.headers, opened.encoding);
    // [SyncML HTTP 5.3.3] Without a message: there is none that the client would take.
    if (encoding === undefined) return this.refuse(request, message, remarks, 406, notAcceptable);
    const version = versionRefusal(message.header);
    if (version !== undefined) return this.refuseVersion(request, message, [...remarks, version.reason], version, encoding);
    return this.inTurn({ request, message, encoding }, remarks);
  }

  private async inTurn(arrived: Arrived, remarks: readonly string[]): Promise<HttpResponse> {
    const { source, sessionId } = arrived.message.header;
    const key = JSON.stringify([source, sessionId]);
    const answered = (this.busy.get(key) ?? Promise.resolve()).then(() => this.answer(key, arrived, remarks));
    this.busy.set(key, answered);
    const response = await answered;
    if (this.busy.get(key) === answered) this.busy.delete(key);
    return response;
  }

  /** Never rejects: what fails is told by an HTTP status. */
  private async answer(key: string, { request, message, encoding }: Arrived, remarks: readonly string[]): Promise<HttpResponse> {
    const last = this.held.get(key)?.last;
    if (last !== undefined && sameBytes(last.request, request.body)) {
      // A message that comes twice, for instance since its answer was lost, isn't carried out twice.
      this.trace(request, message, undefined, [...remarks, `Message ${message.header.msgId} came again and gets the same answer. [SyncML HTTP 5.1.5]`]);
      this.ports.trace({ ...last.told, remarks: ['Sent again.'] });
      return last.response;
    }
    const credentials: Presented = { cred: message.header.cred, hmac: request.headers[hmacField], bytes: request.body };
    const session = this.sessionFor(key, message, credentials, encoding);
    if ('refusal' in session) return this.refuse(request, message, remarks, session.status, session.refusal);
    this.trace(request, message, session.clientPackage, [...remarks, ...this.doubts(message, session)]);
    this.held.get(key)?.withdraw();
    try {
      const answer = await session.answer(understood(message), credentials, encoding);
      const { contentType, hmac, bytes } = answer;
      const headers = { 'content-type': contentType, 'cache-control': 'no-store, private', ...(hmac === undefined ? {} : { [hmacField]: hmac }) };
      const response: HttpResponse = { status: 200, headers, body: bytes };
      const { sessionId, deviceId } = session.ref;
      const told = { direction: 'to-client', told: 'sent', sessionId, deviceId, ...answer } as const;
      this.ports.trace(told);
      this.hold(key, { session, last: { request: request.body, response, told } });
      return response;
    } catch (thrown) {
      const reason = sentenceOf(thrown);
      session.close({ how: 'failed', reason });
      this.hold(key, { session });
      return plain(500, reason);
    }
  }

  /** The session that the message belongs to, or why there is none. */
  private sessionFor(
    key: string,
    message: Message,
    credentials: Presented,
    encoding: Encoding,
  ): ServerSession | { readonly status: number; readonly refusal: string } {
    const { msgId, sessionId, source } = message.header;
    const known = this.held.get(key)?.session;
    if (!/^[1-9]\d{0,8}$/.test(msgId)) return { status: 400, refusal: `MsgID is a number from 1 on, not "${msgId.slice(0, 20)}". [RepPro 6.1.12]` };
    const open = known !== undefined && known.state.end === undefined;
    // [RepPro 6.1.12] Each message of a sender has a higher number than the one before.
    if (open && Number(msgId) > known.state.received) return known;
    // [RepPro 6.1.12] A device that answers a challenge under the number of what was challenged hasn't begun anew.
    if (open && !known.state.guard.accepted && known.state.guard.failures > 0 && Number(msgId) === known.state.received) return known;
    if (msgId !== '1') {
      const what = known === undefined ? 'There is no such session' : open ? `Message ${known.state.received} has come already` : 'The session is over';
      return { status: 400, refusal: `${what}: device ${source.slice(0, 100)}, session ${sessionId.slice(0, 20)}, message ${msgId}. [DM-PRO 8.3]` };
    }
    const account = this.ports.accountOf(source);
    // A device that lost its session may begin anew; nobody else may end it for it.
    if (open && known.state.guard.accepted && !this.proves(account, credentials)) {
      return { status: 400, refusal: `Session ${sessionId.slice(0, 20)} is open, and this message doesn't prove who sent it. [DM-SEC 5.3]` };
    }
    if (known === undefined && this.held.size >= (this.setup.maxSessions ?? 10_000)) return { status: 503, refusal: 'There are too many sessions.' };
    if (known !== undefined) this.forget(key, 'The device began the session anew.');
    const ref = { sessionId, deviceId: source, serverId: account?.serverId ?? this.setup.url };
    return new ServerSession(ref, account, encoding, this.setup, this.ports);
  }

  private proves(account: Account | undefined, credentials: Presented): boolean {
    if (account === undefined) return false;
    return account.auth === 'none' || checkPresented(this.ports.hasher, credentials, account.auth, account.client) === 'accepted';
  }

  /** What is odd about a message that is taken all the same. */
  private doubts(message: Message, session: ServerSession): readonly string[] {
    const { target } = message.header;
    const { received } = session.state;
    const skipped = skippedNumber(message.header, received);
    return [
      ...(target === this.setup.url ? [] : [`The message is addressed to ${target.slice(0, 200)}; this is ${this.setup.url}. [DM-PRO 8.3]`]),
      ...(skipped === undefined ? [] : [skipped]),
      ...(received === 0 ? missingInPackage1(message) : []),
      ...(Number(message.header.msgId) === received ? [`MsgID ${message.header.msgId} has come before: the answer to a challenge is a message of its own. [RepPro 6.1.12]`] : []),
      ...twiceNumbered(message),
      ...layoutOf(message),
      ...peculiarities(message, session.state, this.ports.notifiedOf?.(message.header.source) ?? []),
    ];
  }

  /** [RepPro 11] The answer names the versions that we speak; no session begins. */
  private refuseVersion(
    request: HttpRequest,
    message: Message,
    remarks: readonly string[],
    refusal: NonNullable<ReturnType<typeof versionRefusal>>,
    encoding: Encoding,
  ): HttpResponse {
    this.trace(request, message, undefined, remarks);
    const { header, commands } = message;
    const statuses = [
      headerStatus(header, refusal.status, { items: refusal.items }),
      ...commands.filter(isAnswered).flatMap((command) => statusForAll(command, header.msgId, refusal.status)),
    ];
    const answer: Message = {
      header: { verDtd, verProto, sessionId: header.sessionId, msgId: '1', target: header.source, source: this.setup.url },
      commands: statuses.map((status, i) => ({ ...status, cmdId: String(i + 1) })),
      final: true,
    };
    const bytes = packMessage(answer, encoding);
    const contentType = mediaTypes[encoding];
    const { sessionId, source: deviceId } = header;
    this.ports.trace({ direction: 'to-client', told: 'sent', sessionId, deviceId, bytes, contentType, message: answer, remarks: [] });
    return { status: 200, headers: { 'content-type': contentType, 'cache-control': 'no-store, private' }, body: bytes };
  }

  private refuse(request: HttpRequest, message: Message | undefined, remarks: readonly string[], status: number, reason: string): HttpResponse {
    this.trace(request, message, undefined, remarks.includes(reason) ? remarks : [...remarks, reason]);
    return plain(status, reason);
  }

  private trace(request: HttpRequest, message: Message | undefined, packageNumber: number | undefined, remarks: readonly string[]): void {
    this.ports.trace({
      direction: 'to-server',
      told: 'received',
      sessionId: message?.header.sessionId ?? '',
      deviceId: message?.header.source ?? '',
      bytes: request.body,
      contentType: request.headers['content-type'] ?? '',
      ...(message === undefined ? {} : { message }),
      ...(request.headers[hmacField] === undefined ? {} : { hmac: request.headers[hmacField] }),
      ...(packageNumber === undefined ? {} : { packageNumber }),
      remarks,
    });
  }

  private hold(key: string, entry: Omit<Held, 'withdraw'>): void {
    if (this.closed) {
      entry.session.close({ how: 'failed', reason: 'The server was closed.' });
      return;
    }
    const withdraw = this.ports.clock.after(this.setup.sessionWithin, () => {
      this.forget(key, `The client was silent for ${this.setup.sessionWithin} ms.`);
    });
    this.held.set(key, { ...entry, withdraw });
  }

  private forget(key: string, reason: string): void {
    const held = this.held.get(key);
    if (held === undefined) return;
    held.withdraw();
    this.held.delete(key);
    held.session.close({ how: 'failed', reason });
  }
}

function plain(status: number, reason: string, headers: Readonly<Record<string, string>> = {}): HttpResponse {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers }, body: utf8(reason) };
}
