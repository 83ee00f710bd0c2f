// The Management Client's end of a session: package #1, then packages #3, until the server has nothing more. [DM-PRO 8]
import { sentenceOf } from '../base/failure';
import type { Alert, Cred, Header, Message, Meta, Status, Unnumbered } from '../syncml/message';
import { judge, present, receive, type Badge, type Guard, type Judgement } from './authentication';
import type { Assembly } from './assembler';
import { carryOut } from './carryOut';
import { twiceNumbered, wrongHeader, wrongReferences } from './checks';
import type { ClientPorts, ClientSetup, SessionEnd } from './clientSetup';
import type { PeerLimits } from './conductor';
import { dmXml, openMessage } from './door';
import { Draft } from './draft';
import { post } from './httpDoor';
import { asBody, fill, isEmpty, nothingToSay, type Body, type Outgoing } from './outgoing';
import type { SessionRef } from './sessionAct';
import { limitsOf, nextMessage, noEndOfData, sessionAbort } from './sessionAlerts';
import { headerStatus, isAnswered, isSuccess, statusesIn, statusForAll } from './statuses';
import { verDtd, verProto } from './versions';
import { without } from './without';

/** Runs a session to its end. Never throws: what fails is told by how it ended. */
export async function runClientSession(setup: ClientSetup, ports: ClientPorts): Promise<SessionEnd> {
  try {
    return await new ClientSession(setup, ports).run();
  } catch (thrown) {
    return { how: 'failed', reason: sentenceOf(thrown) };
  }
}

/** Where a session stands between two messages; a value. */
interface ClientState {
  readonly url: string;
  /** The last MsgID of each side. */
  readonly sent: number;
  readonly received: number;
  /** Our credentials, and the server's. */
  readonly badge: Badge;
  readonly guard: Guard;
  readonly serverLimits: PeerLimits;
  /** Package #1 has gone out whole and was not challenged. */
  readonly opened: boolean;
  /** The server's package has come in whole: ours may be closed. [DM-PRO 6] */
  readonly serverClosed: boolean;
  /** The number of the server's package that comes in. */
  readonly serverPackage: 2 | 4;
  readonly outgoing: Outgoing;
  /** The alerts that were sent in this session, by due id; and by message and command, those not answered yet. */
  readonly alertsSent: readonly string[];
  readonly alertsOpen: Readonly<Record<string, string>>;
  /** Commands of ours that may be answered, as `msgId/cmdId`. */
  readonly commandsSent: readonly string[];
  readonly assembly?: Assembly;
  /** A nonce of a server that has yet to authenticate: used, but not kept. [DM-SEC 5.3.4] */
  readonly unprovenNonce?: Uint8Array;
  /** What a server that has yet to authenticate has answered our commands with. */
  readonly unprovenStatuses: readonly Status[];
  readonly counted: number;
}

/** What the next message begins with, and whether the session ends after it. */
interface Reply {
  readonly header?: { readonly answered: Header; readonly judgement?: Judgement };
  readonly end?: SessionEnd;
  readonly remarks: readonly string[];
}

class ClientSession {
  private state: ClientState;
  private readonly ref: SessionRef;

  constructor(
    private readonly setup: ClientSetup,
    private readonly ports: ClientPorts,
  ) {
    const { account, sessionId, deviceId } = setup;
    this.ref = { sessionId, deviceId, serverId: account.serverId };
    this.state = {
      url: setup.url,
      sent: 0,
      received: 0,
      badge: { auth: account.auth, credentials: account.client, state: 'needed', challenges: 0 },
      guard: { auth: account.auth, credentials: account.server, accepted: false, failures: 0 },
      serverLimits: {},
      opened: false,
      serverClosed: true,
      serverPackage: 2,
      outgoing: nothingToSay,
      alertsSent: [],
      alertsOpen: {},
      commandsSent: [],
      unprovenStatuses: [],
      counted: 0,
    };
  }

  async run(): Promise<SessionEnd> {
    this.openPackage1();
    let reply: Reply = { remarks: [] };
    for (;;) {
      const message = await this.send(reply);
      if (message === undefined) return reply.end ?? { how: 'finished' };
      const { presented, bytes } = message;
      const { exchange, clock } = this.ports;
      const posted = post({ exchange, clock, within: this.setup.answerWithin }, this.state.url, bytes);
      if (reply.end !== undefined) {
        // The last word of a session that is over: what it is answered with changes nothing.
        await posted.catch(() => undefined);
        return reply.end;
      }
      const response = await posted;
      const came = this.open(response.body, response.headers['content-type']);
      if ('how' in came) return came;
      const next = await this.takeIn(came, presented);
      if ('how' in next) return next;
      reply = next;
    }
  }

  /** [DM-PRO 8.3] The session alert, the device's information, and the alerts that are due. */
  private openPackage1(): void {
    const alert: Unnumbered<Alert> = { name: 'Alert', data: this.setup.opening, items: [] };
    const bodies = [alert, { name: 'Replace' as const, items: this.ports.target.deviceInfo() }].map(asBody);
    this.change({ outgoing: { statuses: [], bodies }, opened: false, serverClosed: true, alertsSent: [], alertsOpen: {} });
    this.addDueAlerts();
  }

  private addDueAlerts(): void {
    const { outgoing, alertsSent } = this.state;
    const due = this.ports.target.dueAlerts().filter(({ id }) => !alertsSent.includes(id));
    this.change({
      outgoing: { ...outgoing, bodies: [...outgoing.bodies, ...due.map(({ id, alert }) => ({ ...asBody(alert), dueId: id }))] },
      alertsSent: [...alertsSent, ...due.map(({ id }) => id)],
    });
  }

  /** Composes and sends the next message; absent where there is none to send. [DM-PRO 8.5] */
  private async send(reply: Reply): Promise<{ readonly bytes: Uint8Array; readonly presented: boolean } | undefined> {
    const { header } = reply;
    const status = header?.judgement?.status ?? 200;
    // [RepPro 6.4.1] A message that would only say that the header was fine isn't sent: the session is over.
    if (header !== undefined && isSuccess(String(status)) && isEmpty(this.state.outgoing) && this.state.serverClosed) return undefined;
    const first = !this.state.opened;
    if (this.state.opened && this.state.serverClosed && status < 400) this.addDueAlerts();
    const sent = this.state.sent + 1;
    const cred = present(this.state.badge, this.ports.hasher);
    const draft = new Draft(this.header(sent, cred, first), this.state.serverLimits.maxMsgSize);
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
    const { message, bytes } = draft.finish(final);
    const dueIds = entered.flatMap(({ command, body }) => {
      const id = (body as DueBody).dueId;
      return id === undefined ? [] : [[`${sent}/${command.cmdId}`, id] as const];
    });
    this.change({
      sent,
      outgoing: rest,
      opened: this.state.opened || final,
      alertsOpen: { ...this.state.alertsOpen, ...Object.fromEntries(dueIds) },
      commandsSent: [...this.state.commandsSent, ...draft.commands.map((command) => `${sent}/${command.cmdId}`)].slice(-mostRemembered),
      // A chunk that follows another one brings the session on: MaxObjSize bounds how many there are.
      counted: splitting !== undefined && entered.some(({ chunk }) => chunk !== undefined) ? this.state.counted : this.state.counted + 1,
    });
    this.trace('sent', bytes, message, first ? 1 : 3, reply.remarks);
    return { bytes, presented: cred !== undefined };
  }

  private header(msgId: number, cred: Cred | undefined, first: boolean): Header {
    const { sessionId, deviceId, account, maxMsgSize, maxObjSize } = this.setup;
    const meta: Meta = { maxMsgSize, maxObjSize };
    return {
      verDtd,
      verProto,
      sessionId,
      msgId: String(msgId),
      target: this.state.url,
      source: deviceId,
      // [RepPro 5.3] A digest doesn't tell whose it is: the name stands beside it.
      ...(cred !== undefined && this.state.badge.auth === 'md5' ? { sourceName: account.client.name } : {}),
      ...(cred === undefined ? {} : { cred }),
      // [METINF 5] Said once, valid for the session.
      ...(first ? { meta } : {}),
    };
  }

  /** Reads an answer and checks that it is the next one of this session. */
  private open(body: Uint8Array, contentType: string | undefined): Message | SessionEnd {
    const opened = openMessage(body, contentType, this.setup.maxMsgSize);
    const { message } = opened;
    if (message === undefined) {
      const reason = opened.refusal?.reason ?? 'The answer is not a message.';
      this.trace('received', body, undefined, this.state.serverPackage, opened.remarks, contentType);
      return { how: 'failed', reason: `The server's answer can't be read. ${reason}` };
    }
    const { header } = message;
    const { sent, received, commandsSent } = this.state;
    const wrong = wrongHeader(header, { ...this.ref, lastMsgId: received });
    const odd = wrong === undefined ? [...wrongReferences(message, sent, commandsSent), ...twiceNumbered(message)] : [wrong];
    const remarks = [...opened.remarks, ...odd];
    this.trace('received', body, message, this.state.serverPackage, remarks, contentType);
    if (wrong !== undefined) return { how: 'failed', reason: wrong };
    const limits = { ...this.state.serverLimits, ...limitsOf(header.meta) };
    // [RepPro 6.1.17] From now on messages go to RespURI.
    const url = header.respUri !== undefined && /^https?:\/\//i.test(header.respUri) ? header.respUri : this.state.url;
    this.change({ received: Number(header.msgId), serverLimits: limits, url });
    return message;
  }

  /** Takes in a message of this session; the reply to it, or the end. */
  private async takeIn(message: Message, presented: boolean): Promise<Reply | SessionEnd> {
    if (this.state.counted > (this.setup.maxMessages ?? 1000)) return this.abort(message, 'The session has had more messages than it may. [DM-PRO 8.1]');
    const status = statusesIn(message).find((candidate) => candidate.cmdRef === '0' && candidate.msgRef === String(this.state.sent));
    const reception = status === undefined ? undefined : receive(this.state.badge, status, presented);
    if (reception?.outcome === 'refused') return { how: 'failed', reason: reception.reason ?? '' };
    if (reception?.outcome === 'rejected') return { how: 'unauthorized', reason: reception.reason ?? '' };
    if (reception !== undefined) this.change({ badge: reception.badge });
    if (reception?.nonce !== undefined) this.change({ unprovenNonce: reception.nonce });
    if (reception?.outcome === 'challenged') return this.answerChallenge(message);
    const judgement = judge(this.state.guard, message.header.cred, this.ports.hasher, this.ports.random);
    this.change({ guard: judgement.guard });
    if (judgement.status >= 400) return this.challengeServer(message, judgement);
    // [DM-SEC 5.3.4] Only the nonce of a server that has proved itself is kept.
    const { unprovenNonce, ...proven } = this.state;
    if (unprovenNonce !== undefined) this.ports.keepNonce('client', unprovenNonce);
    this.state = proven;
    return this.carryOut(message, judgement);
  }

  /** [DM-PRO 9.1] Again from package #1, in the same session, with the nonce that came. */
  private answerChallenge(message: Message): Reply {
    // A server that already shows the right credentials need not show them again.
    const judgement = message.header.cred === undefined ? undefined : judge(this.state.guard, message.header.cred, this.ports.hasher, this.ports.random);
    const proven = judgement?.status === 212;
    if (proven) this.change({ guard: judgement.guard });
    this.openPackage1();
    return { header: { answered: message.header, ...(proven ? { judgement } : {}) }, remarks: [] };
  }

  /** [DM-PRO 9.1] Nothing of an unauthenticated message is carried out: each command gets the status of the header. */
  private challengeServer(message: Message, judgement: Judgement): Reply | SessionEnd {
    const unauthorized: SessionEnd = {
      how: 'unauthorized',
      reason: `The server's credentials are ${judgement.status === 407 ? 'missing' : 'wrong'}. [DM-PRO 9.1]`,
    };
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
      remarks: [`The server's credentials are ${judgement.status === 407 ? 'missing' : 'wrong'}: ${judgement.status}. [DM-PRO 9.1]`],
    };
  }

  private async carryOut(message: Message, judgement: Judgement): Promise<Reply | SessionEnd> {
    const { gate, target } = this.ports;
    for (const status of statusesIn(message)) {
      if (status.cmdRef !== '0') await gate.pass({ actor: 'client', kind: 'receive', command: status, session: this.ref, message });
    }
    this.takeStatuses([...this.state.unprovenStatuses, ...statusesIn(message)]);
    const { assembly, serverLimits } = this.state;
    const done = await carryOut({
      target,
      gate,
      session: this.ref,
      message,
      maxObjSize: this.setup.maxObjSize,
      ...(serverLimits.maxObjSize === undefined ? {} : { serverMaxObjSize: serverLimits.maxObjSize }),
      ...(assembly === undefined ? {} : { assembly }),
    });
    // [DM-PRO 8.1] An abort isn't answered by the client.
    if (done.aborted) return { how: 'aborted', by: 'server', reason: 'The server aborted the session with Alert 1223. [DM-PRO 8.1]' };
    const { outgoing } = this.state;
    const kept = done.sendingBroken ? without(outgoing, 'splitting') : outgoing;
    const broken = done.broken === undefined ? [] : [asBody(noEndOfData(done.broken))];
    const carriedOn = assembly !== undefined && done.assembly?.size === assembly.size && done.assembly.received > assembly.received;
    this.state = {
      ...without(this.state, 'assembly'),
      outgoing: {
        ...kept,
        statuses: [...kept.statuses, ...done.statuses],
        bodies: [...broken, ...kept.bodies, ...done.results.map(asBody)],
      },
      // [DM-PRO 6] A server that asks for the rest of our package has closed its own; one that has all of it missed our Final.
      serverClosed: message.final || (this.state.serverClosed && done.askedNext),
      serverPackage: message.final ? 4 : this.state.serverPackage,
      unprovenStatuses: [],
      counted: carriedOn ? this.state.counted - 1 : this.state.counted,
      ...(done.assembly === undefined ? {} : { assembly: done.assembly }),
    };
    return { header: { answered: message.header, judgement }, remarks: done.remarks };
  }

  /** Answers to what we sent: only due alerts depend on them, and a large object of ours. */
  private takeStatuses(statuses: readonly Status[]): void {
    const answered = new Map<string, number>();
    for (const status of statuses) {
      const key = `${status.msgRef}/${status.cmdRef}`;
      const id = this.state.alertsOpen[key];
      const code = Number(status.data);
      // [DM-PRO 9.1] 401 and 407 ask for credentials; they don't answer the alert. 101 answers nothing yet.
      if (id !== undefined && Number.isInteger(code) && code >= 200 && code !== 401 && code !== 407) {
        // An Item that failed counts more than one that went well.
        answered.set(key, Math.max(answered.get(key) ?? 0, code));
      }
      // [DM-PRO 7] A chunk of Results that was refused: the rest isn't wanted.
      if (status.cmd === 'Results' && !isSuccess(status.data) && status.msgRef === String(this.state.sent)) {
        this.change({ outgoing: without(this.state.outgoing, 'splitting') });
      }
    }
    for (const [key, status] of answered) {
      const { [key]: id, ...open } = this.state.alertsOpen;
      this.change({ alertsOpen: open });
      if (id !== undefined) this.ports.target.alertAnswered(id, status);
    }
  }

  /** [DM-PRO 8.1] Alert 1223 with Final, and nothing after it. */
  private abort(message: Message, reason: string): Reply {
    this.change({ outgoing: { statuses: [], bodies: [asBody(sessionAbort)] }, serverClosed: true });
    return { header: { answered: message.header }, end: { how: 'aborted', by: 'client', reason }, remarks: [reason] };
  }

  private trace(
    told: 'sent' | 'received',
    bytes: Uint8Array,
    message: Message | undefined,
    packageNumber: number,
    remarks: readonly string[],
    contentType: string = dmXml,
  ): void {
    const { sessionId, deviceId } = this.setup;
    this.ports.trace({
      direction: told === 'sent' ? 'to-server' : 'to-client',
      ...{ told, sessionId, deviceId, bytes, contentType, packageNumber, remarks },
      ...(message === undefined ? {} : { message }),
    });
  }

  private change(part: Partial<ClientState>): void {
    this.state = { ...this.state, ...part };
  }
}

/** A due alert on its way. */
type DueBody = Body & { readonly dueId?: string };

/** Numbers of commands and statuses that are remembered: enough for any honest package. */
const mostRemembered = 2000;
