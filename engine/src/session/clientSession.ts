// The Management Client's end of a session: package #1, then packages #3, until the server has nothing more. [DM-PRO 8]
import { Failure, sentenceOf } from '../base/failure';
import type { HttpResponse } from '../net/exchange';
import type { Alert, Header, Message, Status, Unnumbered } from '../syncml/message';
import { hmacField, hmacHeader, judge, presents, receive, type Guard, type Judgement, type Presented } from './authentication';
import { carryOut, type CarriedOut } from './carryOut';
import { twiceNumbered, wrongHeader, wrongReferences } from './checks';
import type { ClientPorts, ClientSetup, SessionEnd } from './clientSetup';
import { headerOf } from './clientHeader';
import { afterStatuses, firstState, mostRemembered, type ClientState, type DueBody } from './clientState';
import { openMessage } from './door';
import { explainCredentials } from './explainCredentials';
import { Draft } from './draft';
import { mediaTypes, type Encoding } from './encoding';
import { mediaTypeRefused, post, type Parcel } from './httpDoor';
import { asBody, fill, isEmpty } from './outgoing';
import type { SessionRef } from './sessionAct';
import { limitsOf, nextMessage, noEndOfData, sessionAbort } from './sessionAlerts';
import { headerStatus, isAnswered, isSuccess, statusesIn, statusForAll } from './statuses';
import type { TracedMessage } from './trace';
import { without } from './without';

/** Runs a session to its end. Never throws: what fails is told by how it ended. */
export async function runClientSession(setup: ClientSetup, ports: ClientPorts): Promise<SessionEnd> {
  try {
    return await new ClientSession(setup, ports).run();
  } catch (thrown) {
    return { how: 'failed', reason: sentenceOf(thrown) };
  }
}

/** What the next message begins with, and whether the session ends after it. */
interface Reply {
  readonly header?: { readonly answered: Header; readonly judgement?: Judgement };
  readonly end?: SessionEnd;
  /** The server is not believed, though its nonce was fresh. */
  readonly distrust?: string;
  readonly remarks: readonly string[];
}

/** A message that has come. */
interface Came {
  readonly message: Message;
  readonly credentials: Presented;
}

/** What the trace is told of a message. */
type Told = Pick<TracedMessage, 'told' | 'bytes' | 'remarks' | 'contentType'> & {
  readonly packageNumber: number;
  readonly message: Message | undefined;
  readonly hmac: string | undefined;
  readonly distrust?: string;
};

class ClientSession {
  private state: ClientState;
  private readonly ref: SessionRef;
  private encoding: Encoding;

  constructor(
    private readonly setup: ClientSetup,
    private readonly ports: ClientPorts,
  ) {
    const { account, sessionId, deviceId } = setup;
    this.ref = { sessionId, deviceId, serverId: account.serverId };
    this.encoding = setup.encoding ?? 'xml';
    this.state = firstState(setup);
  }

  async run(): Promise<SessionEnd> {
    this.openPackage1();
    let reply: Reply = { remarks: [] };
    for (;;) {
      const message = await this.send(reply);
      if (message === undefined) return reply.end ?? { how: 'finished' };
      const { exchange, clock } = this.ports;
      const posted = post({ exchange, clock, within: this.setup.answerWithin }, this.state.url, message);
      if (reply.end !== undefined) {
        // The last word of a session that is over: what it is answered with changes nothing.
        await posted.catch(() => undefined);
        return reply.end;
      }
      const next = await posted.then(
        (response) => this.answered(response, message.presented),
        (thrown: unknown) => this.inXml(thrown),
      );
      if ('how' in next) return next;
      reply = next;
    }
  }

  private async answered(response: HttpResponse, presented: boolean): Promise<Reply | SessionEnd> {
    const came = this.open(response);
    return 'how' in came ? came : this.takeIn(came, presented);
  }

  /** [SyncML HTTP 5.3.3] Every server reads XML: one that refuses WBXML has taken in nothing, and the session begins anew. */
  private inXml(thrown: unknown): Reply {
    if (!(thrown instanceof Failure) || thrown.code !== mediaTypeRefused || this.encoding === 'xml' || this.state.received > 0) throw thrown;
    this.encoding = 'xml';
    this.state = firstState(this.setup);
    this.openPackage1();
    return { remarks: ['The server takes no WBXML (HTTP 415): the session goes on in XML. [SyncML HTTP 5.3.3]'] };
  }

  /** [DM-PRO 8.3] The session alert, the device's information, and the alerts that are due. */
  private openPackage1(): void {
    const alert: Unnumbered<Alert> = { name: 'Alert', data: this.setup.opening, items: [] };
    const bodies = [alert, { name: 'Replace' as const, items: this.ports.target.deviceInfo() }].map((body) => asBody(body, this.encoding));
    this.change({ outgoing: { statuses: [], bodies }, opened: false, serverClosed: true, alertsSent: [], alertsOpen: {} });
    this.addDueAlerts();
  }

  private addDueAlerts(): void {
    const { outgoing, alertsSent } = this.state;
    const due = this.ports.target.dueAlerts().filter(({ id }) => !alertsSent.includes(id));
    this.change({
      outgoing: { ...outgoing, bodies: [...outgoing.bodies, ...due.map(({ id, alert }) => ({ ...asBody(alert, this.encoding), dueId: id }))] },
      alertsSent: [...alertsSent, ...due.map(({ id }) => id)],
    });
  }

  /** Composes and sends the next message; absent where there is none to send. [DM-PRO 8.5] */
  private async send(reply: Reply): Promise<(Parcel & { readonly presented: boolean }) | undefined> {
    const { header } = reply;
    const status = header?.judgement?.status ?? 200;
    // [RepPro 6.4.1] A message that would only say that the header was fine isn't sent: the session is over.
    if (header !== undefined && isSuccess(String(status)) && isEmpty(this.state.outgoing) && this.state.serverClosed) return undefined;
    const first = !this.state.opened;
    if (this.state.opened && this.state.serverClosed && status < 400) this.addDueAlerts();
    const sent = this.state.sent + 1;
    const { badge } = this.state;
    const draft = new Draft(headerOf(this.setup, this.state, this.ports.hasher, first), this.state.serverLimits.maxMsgSize, this.encoding);
    if (header !== undefined) {
      const chal = header.judgement?.chal;
      draft.add(headerStatus(header.answered, status, chal === undefined ? {} : { chal }));
      // The nonce is the server's from the moment that it is given out.
      if (header.judgement?.guard.accepted === true && header.judgement.nonce !== undefined) {
        this.ports.keepNonce('server', header.judgement.nonce);
      }
    }
    if (!this.state.serverClosed) draft.reserve(nextMessage);
    const { splitting } = this.state.outgoing;
    const { rest, entered } = fill(draft, this.state.outgoing);
    if (!this.state.serverClosed) {
      draft.release(nextMessage);
      // [DM-PRO 6] The server's package isn't whole yet: we ask for the rest, unless we have more to say ourselves.
      if (isEmpty(rest)) draft.add(nextMessage);
    }
    // [DM-PRO 6] Only the last message of a package has Final, and only after the server has closed its own.
    const final = this.state.serverClosed && isEmpty(rest);
    for (const command of draft.commands) {
      if (command.name === 'Status' && command.cmdRef === '0') continue;
      await this.ports.gate.pass({ actor: 'client', kind: 'send', command, session: this.ref });
    }
    const finished = draft.finish(final);
    const { message, bytes } = this.setup.manner?.write?.(finished.message, this.encoding) ?? finished;
    const dueIds = entered.flatMap(({ command, body }) => {
      const id = (body as DueBody).dueId;
      return id === undefined ? [] : [[`${sent}/${command.cmdId}`, id] as const];
    });
    this.change({
      sent,
      ownClosed: final,
      outgoing: rest,
      opened: this.state.opened || final,
      alertsOpen: { ...this.state.alertsOpen, ...Object.fromEntries(dueIds) },
      commandsSent: [...this.state.commandsSent, ...draft.commands.map((command) => `${sent}/${command.cmdId}`)].slice(-mostRemembered),
      // A chunk that follows another one brings the session on: MaxObjSize bounds how many there are.
      counted: splitting !== undefined && entered.some(({ chunk }) => chunk !== undefined) ? this.state.counted : this.state.counted + 1,
    });
    const hmac = hmacHeader(badge, bytes, this.ports.hasher);
    this.trace({ told: 'sent', bytes, message, packageNumber: first ? 1 : 3, remarks: reply.remarks, contentType: mediaTypes[this.encoding], hmac, ...(reply.distrust !== undefined && { distrust: reply.distrust }) });
    return { bytes, encoding: this.encoding, hmac, presented: presents(badge) };
  }

  /** Reads an answer and checks that it is the next one of this session. */
  private open({ body, headers }: HttpResponse): Came | SessionEnd {
    const contentType = headers['content-type'] ?? '';
    const hmac = headers[hmacField];
    const opened = openMessage(body, headers['content-type'], this.setup.maxMsgSize);
    const { message } = opened;
    const told = { told: 'received', bytes: body, packageNumber: this.state.serverPackage, contentType, hmac } as const;
    if (message === undefined) {
      const reason = opened.refusal?.reason ?? 'The answer is not a message.';
      this.trace({ ...told, message, remarks: opened.remarks });
      return { how: 'failed', reason: `The server's answer can't be read. ${reason}` };
    }
    const { header } = message;
    const { sent, received, commandsSent } = this.state;
    const wrong = wrongHeader(header, { ...this.ref, lastMsgId: received });
    const odd = wrong === undefined ? [...wrongReferences(message, sent, commandsSent), ...twiceNumbered(message)] : [wrong];
    this.trace({ ...told, message, remarks: [...opened.remarks, ...odd] });
    if (wrong !== undefined) return { how: 'failed', reason: wrong };
    const limits = { ...this.state.serverLimits, ...limitsOf(header.meta) };
    // [RepPro 6.1.17] From now on messages go to RespURI.
    const url = header.respUri !== undefined && /^https?:\/\//i.test(header.respUri) ? header.respUri : this.state.url;
    this.change({ received: Number(header.msgId), serverLimits: limits, url });
    return { message, credentials: { cred: header.cred, hmac, bytes: body } };
  }

  /** Takes in a message of this session; the reply to it, or the end. */
  private async takeIn({ message, credentials }: Came, presented: boolean): Promise<Reply | SessionEnd> {
    if (this.state.counted > (this.setup.maxMessages ?? 1000)) return this.abort(message, 'The session has had more messages than it may. [DM-PRO 8.1]');
    const status = statusesIn(message).find((candidate) => candidate.cmdRef === '0' && candidate.msgRef === String(this.state.sent));
    const reception = status === undefined ? undefined : receive(this.state.badge, status, presented);
    if (reception?.outcome === 'refused') return { how: 'failed', reason: reception.reason ?? '' };
    if (reception?.outcome === 'rejected') return { how: 'unauthorized', reason: reception.reason ?? '' };
    if (reception !== undefined) this.change({ badge: reception.badge });
    if (reception?.nonce !== undefined) this.change({ unprovenNonce: reception.nonce });
    if (reception?.outcome === 'challenged') return this.answerChallenge(message, credentials);
    const { guard } = this.state;
    const judgement = judge(guard, credentials, this.ports.hasher, this.ports.random);
    this.change({ guard: judgement.guard });
    if (judgement.status >= 400) return this.challengeServer(message, judgement, this.explain(guard, credentials));
    // [DM-SEC 5.3.4] Only the nonce of a server that has proved itself is kept.
    const { unprovenNonce, ...proven } = this.state;
    if (unprovenNonce !== undefined) this.ports.keepNonce('client', unprovenNonce);
    this.state = proven;
    return this.carryOut(message, judgement);
  }

  /** [DM-PRO 9.1] Again from package #1, in the same session, with the nonce that came. */
  private answerChallenge(message: Message, credentials: Presented): Reply {
    // A server that already shows the right credentials need not show them again.
    const shown = credentials.cred !== undefined || credentials.hmac !== undefined;
    const judgement = shown ? judge(this.state.guard, credentials, this.ports.hasher, this.ports.random) : undefined;
    const proven = judgement?.guard.accepted === true;
    if (proven) this.change({ guard: judgement.guard });
    if (this.setup.manner?.keepsNumber === true) this.change({ sent: this.state.sent - 1 });
    this.openPackage1();
    return { header: { answered: message.header, ...(proven ? { judgement } : {}) }, remarks: [] };
  }

  /** [DM-PRO 9.1] Nothing of an unauthenticated message is carried out: each command gets the status of the header. */
  private challengeServer(message: Message, judgement: Judgement, explained: readonly string[]): Reply | SessionEnd {
    const what = judgement.status === 407 ? 'missing' : 'wrong';
    const reason = [`The server's credentials are ${what}. [DM-PRO 9.1]`, ...explained].join(' ');
    const unauthorized: SessionEnd = { how: 'unauthorized', reason };
    const commands = message.commands.filter(isAnswered);
    // [DM-PRO 9] A server that wants nothing isn't challenged.
    if (commands.length === 0) return unauthorized;
    const statuses = commands.flatMap((command) => statusForAll(command, message.header.msgId, judgement.status));
    this.change({
      outgoing: { ...this.state.outgoing, statuses: [...this.state.outgoing.statuses, ...statuses] },
      serverClosed: message.final,
      unprovenStatuses: [...this.state.unprovenStatuses, ...statusesIn(message)].slice(-mostRemembered),
    });
    return {
      header: { answered: message.header, judgement },
      ...(judgement.exhausted ? { end: unauthorized } : {}),
      ...(judgement.guard.failures > 1 ? { distrust: reason } : {}),
      remarks: [`The server's credentials are ${what}: ${judgement.status}. [DM-PRO 9.1]`, ...explained],
    };
  }

  /** What is commonly mistaken, where that is what is wrong. */
  private explain({ auth, credentials: expected }: Guard, presented: Presented): readonly string[] {
    if (auth === 'none') return [];
    const { account, deviceId } = this.setup;
    const explained = explainCredentials(this.ports.hasher, { presented, auth, expected, opposite: account.client, ids: [account.serverId, deviceId] });
    return explained === undefined ? [] : [explained];
  }

  private async carryOut(message: Message, judgement: Judgement): Promise<Reply | SessionEnd> {
    const { gate } = this.ports;
    for (const status of statusesIn(message)) {
      if (status.cmdRef !== '0') await gate.pass({ actor: 'client', kind: 'receive', command: status, session: this.ref, message });
    }
    this.takeStatuses([...this.state.unprovenStatuses, ...statusesIn(message)]);
    const { size, received = 0 } = this.state.assembly ?? {};
    const done = await this.handOver(message);
    const { ownClosed, serverClosed } = this.state;
    // [DM-PRO 6] A server that asks for the rest of our package has closed its own; one that has all of it missed our Final.
    const missed = serverClosed && ownClosed && done.askedNext;
    // [DM-PRO 8.1] An abort isn't answered by the client.
    if (done.aborted) return { how: 'aborted', by: 'server', reason: 'The server aborted the session with Alert 1223. [DM-PRO 8.1]' };
    const { outgoing } = this.state;
    const kept = done.sendingBroken ? without(outgoing, 'splitting') : outgoing;
    const broken = done.broken === undefined ? [] : [asBody(noEndOfData(done.broken), this.encoding)];
    const carriedOn = size !== undefined && done.assembly?.size === size && done.assembly.received > received;
    this.state = {
      ...this.state,
      outgoing: {
        ...kept,
        statuses: [...kept.statuses, ...done.statuses],
        bodies: [...broken, ...kept.bodies, ...done.results.map((results) => asBody(results, this.encoding))],
      },
      serverClosed: message.final || (serverClosed && done.askedNext),
      serverPackage: message.final ? 4 : this.state.serverPackage,
      unprovenStatuses: [],
      counted: carriedOn ? this.state.counted - 1 : this.state.counted,
      ...(done.assembly === undefined ? {} : { assembly: done.assembly }),
    };
    const remarks = missed ? [...done.remarks, 'The server asks for the rest of a package that was closed: its Final went astray and is said again. [DM-PRO 6]'] : done.remarks;
    return { header: { answered: message.header, judgement }, remarks };
  }

  /** Hands over the commands with the large object under way, of which nothing is kept here meanwhile. */
  private handOver(message: Message): Promise<CarriedOut> {
    const { assembly, ...rest } = this.state;
    this.state = rest;
    const { maxMsgSize, maxObjSize } = rest.serverLimits;
    return carryOut(
      {
        target: this.ports.target,
        gate: this.ports.gate,
        session: this.ref,
        message,
        encoding: this.encoding,
        maxObjSize: this.setup.maxObjSize,
        ...(maxMsgSize === undefined ? {} : { serverMaxMsgSize: maxMsgSize }),
        ...(maxObjSize === undefined ? {} : { serverMaxObjSize: maxObjSize }),
      },
      assembly,
    );
  }

  /** Answers to what we sent: only due alerts depend on them, and a large object of ours. */
  private takeStatuses(statuses: readonly Status[]): void {
    const { state, answered } = afterStatuses(this.state, statuses);
    this.state = state;
    for (const { id, status } of answered) this.ports.target.alertAnswered(id, status);
  }

  /** [DM-PRO 8.1] Alert 1223 with Final, and nothing after it. */
  private abort(message: Message, reason: string): Reply {
    this.change({ outgoing: { statuses: [], bodies: [asBody(sessionAbort, this.encoding)] }, serverClosed: true });
    return { header: { answered: message.header }, end: { how: 'aborted', by: 'client', reason }, remarks: [reason] };
  }

  private trace({ told, message, hmac, ...entry }: Told): void {
    const { sessionId, deviceId } = this.setup;
    this.ports.trace({
      ...entry,
      ...{ told, sessionId, deviceId },
      direction: told === 'sent' ? 'to-server' : 'to-client',
      ...(message === undefined ? {} : { message }),
      ...(hmac === undefined ? {} : { hmac }),
    });
  }

  private change(part: Partial<ClientState>): void {
    this.state = { ...this.state, ...part };
  }
}
