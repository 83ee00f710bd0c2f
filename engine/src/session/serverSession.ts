// The Management Server's end of one session: each message of the client is answered with one. [DM-PRO 8]
import { Failure, sentenceOf } from '../base/failure';
import type { Header, Item, Message, Meta, Status } from '../syncml/message';
import type { Account } from './account';
import { hmacHeader, judge, nameBeside, present, presents, receive, type Guard, type Judgement, type Presented } from './authentication';
import type { SessionEnd } from './clientSetup';
import { explainCredentials } from './explainCredentials';
import type { Conductor } from './conductor';
import { decide, type Decision } from './decision';
import { Draft } from './draft';
import { mediaTypes, type Encoding } from './encoding';
import { takeIn, type TakenIn } from './intake';
import { enter, onlyGetsSince, withoutAcceptedChunks, withoutMessage } from './ledger';
import { asBody, fill, isEmpty, reencoded, type Body } from './outgoing';
import { firstState, type ServerState } from './serverState';
import type { ServerPorts, ServerSetup } from './serverSetup';
import type { SessionRef } from './sessionAct';
import { limitsOf, nextMessage, noEndOfData, sessionAbort } from './sessionAlerts';
import { headerStatus, isAnswered, statusesIn, statusForAll } from './statuses';
import { verDtd, verProto } from './versions';
import { dataOctets } from './wireForm';
import { without } from './without';

/** A message to send, with what there is to say about it. */
export interface Answer {
  readonly message: Message;
  readonly bytes: Uint8Array;
  readonly contentType: string;
  /** The digest over it that goes beside it. [DM-SEC 5.4.3] */
  readonly hmac?: string;
  readonly packageNumber: number;
  /** The client is not believed, and gets no further try. */
  readonly distrust?: string;
  readonly remarks: readonly string[];
}

/** Results that don't fit come in later messages; after so many nobody waits for them. */
const mostMessagesOfResults = 50;

export class ServerSession {
  state: ServerState;
  private conductor: Conductor | undefined;
  private begun = false;

  constructor(
    readonly ref: SessionRef,
    account: Account | undefined,
    encoding: Encoding,
    private readonly setup: ServerSetup,
    private readonly ports: ServerPorts,
  ) {
    this.state = firstState(account, encoding);
  }

  /** The session is over, from inside or outside; told once. */
  close(end: SessionEnd): void {
    if (this.state.end !== undefined) return;
    this.change({ end });
    this.conductor?.ended(this.ref, end);
  }

  /** The number of the package that the client's next message belongs to. */
  get clientPackage(): number {
    return this.state.clientPackage;
  }

  /** Answers the next message of the client; its numbers have been checked. */
  async answer(message: Message, credentials: Presented, encoding: Encoding): Promise<Answer> {
    const { header } = message;
    if (encoding !== this.state.encoding) this.change({ encoding, outgoing: reencoded(this.state.outgoing, encoding) });
    this.change({ received: Number(header.msgId), limits: { ...this.state.limits, ...limitsOf(header.meta) }, counted: this.state.counted + 1 });
    const { guard } = this.state;
    const judgement = judge(guard, credentials, this.ports.hasher, this.ports.random);
    this.change({ guard: judgement.guard });
    if (judgement.status >= 400) return this.challenge(message, judgement, this.explain(guard, credentials));
    let taken: TakenIn | undefined;
    try {
      this.begin();
      const refused = this.takeHeaderStatus(message);
      taken = await takeIn(this.taking(message));
      this.settle(message, taken);
      const decided = refused ?? decide(this.state, message, taken, this.setup);
      const decision = decided.send === 'commands' ? await this.takeCommands(decided.remarks) : decided;
      return await this.compose(message, judgement, decision, [...taken.remarks, ...(decision.remarks ?? [])]);
    } catch (thrown) {
      const reason = sentenceOf(thrown);
      return this.giveUp(message, judgement, { how: 'failed', reason }, [...(taken?.remarks ?? []), reason]);
    }
  }

  /** [DM-PRO 9.1] Only Status elements, one for each command, and the challenge; nothing is taken in. */
  private challenge(message: Message, judgement: Judgement, explained: readonly string[]): Answer {
    const { header, commands } = message;
    const draft = this.draft(false);
    draft.add(headerStatus(header, judgement.status, judgement.chal === undefined ? {} : { chal: judgement.chal }));
    const statuses = commands.filter(isAnswered).flatMap((command) => statusForAll(command, header.msgId, judgement.status));
    for (const status of statuses) if (draft.fits(status)) draft.add(status);
    const what = judgement.status === 407 ? 'missing' : 'wrong';
    const answer = this.finish(draft, true, [`The client's credentials are ${what}: ${judgement.status}. [DM-PRO 9.1]`, ...explained]);
    if (!judgement.exhausted) return answer;
    const reason = [`The client's credentials are ${what}. [DM-PRO 9.1]`, ...explained].join(' ');
    this.close({ how: 'unauthorized', reason });
    return { ...answer, distrust: reason };
  }

  /** What is commonly mistaken, where that is what is wrong. */
  private explain({ auth, credentials: expected, stranger }: Guard, presented: Presented): readonly string[] {
    if (auth === 'none') return [];
    const { deviceId, serverId } = this.ref;
    const others = this.ports.othersThan?.(deviceId) ?? [];
    const { credentials: opposite } = this.state.badge;
    const explained = explainCredentials(this.ports.hasher, { presented, auth, expected, opposite, ids: [deviceId, serverId], others });
    return [...(stranger === true ? [`There is no account for the device ${deviceId.slice(0, 100)}. [DM-SEC 5.1]`] : []), ...(explained === undefined ? [] : [explained])];
  }

  /** The client is who it says it is: now it is asked who leads the session. */
  private begin(): void {
    if (this.begun) return;
    this.begun = true;
    this.conductor = this.ports.conductorOf(this.ref);
  }

  /** What the client says of our header: whether it believes that we are the server. [DM-PRO 9] */
  private takeHeaderStatus(message: Message): Decision | undefined {
    const { sent, badge, presented, lastBodies, ledger, outgoing } = this.state;
    if (sent === 0) return undefined;
    const status = statusesIn(message).find((candidate) => candidate.cmdRef === '0' && candidate.msgRef === String(sent));
    if (status === undefined) return undefined;
    const reception = receive(badge, status, presented);
    this.change({ badge: reception.badge });
    if (reception.nonce !== undefined) this.ports.keepNonce(this.ref.deviceId, 'server', reception.nonce);
    if (reception.outcome === 'rejected') return { send: 'statuses', end: { how: 'unauthorized', reason: reception.reason ?? '' } };
    if (reception.outcome === 'refused') return { send: 'statuses', end: { how: 'failed', reason: reception.reason ?? '' } };
    if (reception.outcome === 'challenged') {
      // [DM-PRO 9.1] The client has carried out nothing of that message: all of it is sent again.
      const { splitting, ...rest } = outgoing;
      const again = splitting === undefined || lastBodies.includes(splitting.of) ? lastBodies : [...lastBodies, splitting.of];
      this.change({
        outgoing: { ...rest, bodies: [...again, ...rest.bodies] },
        ledger: withoutMessage(ledger, String(sent)),
        lastBodies: [],
        ownPackage: this.state.sentPackage,
        ownClosed: false,
      });
    }
    return undefined;
  }

  private taking(message: Message): Parameters<typeof takeIn>[0] {
    const { ledger, assembly } = this.state;
    const commands = message.commands.filter((command) => command.name !== 'Status' || !this.isOfChallenge(command));
    return {
      ...(this.conductor === undefined ? {} : { conductor: this.conductor }),
      gate: this.ports.gate,
      session: this.ref,
      message: { ...message, commands },
      ledger,
      maxObjSize: this.setup.maxObjSize,
      ...(assembly === undefined ? {} : { assembly }),
    };
  }

  /** 401 and 407 of a challenge tell nothing of the command. [DM-PRO 9.1] */
  private isOfChallenge(status: Status): boolean {
    const { ledger, sent } = this.state;
    const challenged = status.data === '401' || status.data === '407';
    return challenged && status.msgRef === String(sent) && ledger[`${status.msgRef}/${status.cmdRef}`] === undefined;
  }

  private settle(message: Message, taken: TakenIn): void {
    const { outgoing, assembly: before } = this.state;
    const { splitting } = outgoing;
    const restarted = taken.chunk === 'broken' && splitting !== undefined ? [splitting.of] : [];
    const kept = taken.chunk === 'refused' || taken.chunk === 'broken' ? without(outgoing, 'splitting') : outgoing;
    const broken = taken.broken === undefined ? [] : [asBody(noEndOfData(taken.broken), this.state.encoding)];
    const received = before !== undefined && taken.assembly?.size === before.size && taken.assembly.received > before.received;
    // A chunk that follows another one brings the session on: MaxObjSize bounds how many there are.
    const carriedOn = received || (taken.chunk === 'accepted' && splitting !== undefined);
    this.state = {
      ...without(this.state, 'assembly'),
      ledger: taken.chunk === 'accepted' ? withoutAcceptedChunks(taken.ledger) : taken.ledger,
      outgoing: { ...kept, statuses: [...kept.statuses, ...taken.statuses], bodies: [...broken, ...restarted, ...kept.bodies] },
      clientPackage: message.final ? 3 : this.state.clientPackage,
      asked: taken.brought ? 0 : this.state.asked,
      counted: carriedOn ? this.state.counted - 1 : this.state.counted,
      restarts: this.state.restarts + restarted.length,
      ...(taken.assembly === undefined ? {} : { assembly: taken.assembly }),
    };
  }

  /** What is said next where nothing waits: nothing at all ends the session. */
  private async takeCommands(remarks: readonly string[] = []): Promise<Decision> {
    const commands = (await this.conductor?.next(this.ref, this.state.limits)) ?? [];
    if (commands.length === 0) return { send: 'package', end: { how: 'finished' }, remarks };
    const bodies = commands.map((command) => asBody(command, this.state.encoding));
    for (const body of bodies) this.checkSize(body);
    this.change({ ledger: onlyGetsSince(this.state.ledger, this.state.sent - mostMessagesOfResults), outgoing: { ...this.state.outgoing, bodies } });
    return { send: 'package', remarks };
  }

  /** [DM-PRO 7] The client has said how large an object it takes. */
  private checkSize({ wire }: Body): void {
    const most = this.state.limits.maxObjSize;
    const items: readonly Item[] = 'items' in wire ? wire.items : [];
    const largest = Math.max(0, ...items.map((item) => dataOctets(item.data)));
    if (most !== undefined && largest > most) {
      throw new Failure('object-too-large', `${wire.name} holds an object of ${largest} octets; the device takes ${most}. [DM-PRO 7]`);
    }
  }

  private async compose(message: Message, judgement: Judgement, decision: Decision, remarks: readonly string[]): Promise<Answer> {
    const { outgoing, sent, ledger } = this.state;
    const draft = this.draft(true);
    draft.add(headerStatus(message.header, judgement.status, judgement.chal === undefined ? {} : { chal: judgement.chal }));
    const whole = decision.send === 'package';
    // [DM-PRO 6] "Next message" holds answers and Alert 1222, nothing else, and no Final.
    const { rest, entered } = fill(draft, whole ? outgoing : { statuses: outgoing.statuses, bodies: decision.send === 'next-message' ? [asBody(nextMessage, this.state.encoding)] : [] });
    const aborts = entered.some(({ command }) => command.name === 'Alert' && command.data === '1223');
    const final = aborts || decision.send === 'statuses' || (whole && isEmpty(rest));
    for (const command of draft.commands) {
      if (command.name === 'Status' && command.cmdRef === '0') continue;
      await this.ports.gate.pass({ actor: 'server', kind: 'send', command, session: this.ref });
    }
    const answer = this.finish(draft, final, remarks);
    this.change({
      outgoing: whole ? rest : { ...outgoing, statuses: rest.statuses },
      ledger: enter(ledger, String(sent + 1), entered),
      lastBodies: whole ? [...new Set(entered.map(({ body }) => body))] : [],
      // [DM-PRO 6] Asking for the rest of the client's package neither closes nor opens our own.
      ownClosed: decision.send === 'next-message' ? this.state.ownClosed : final,
      asked: decision.send === 'next-message' ? this.state.asked + 1 : 0,
      ownPackage: final ? 4 : this.state.ownPackage,
    });
    if (judgement.nonce !== undefined) this.ports.keepNonce(this.ref.deviceId, 'client', judgement.nonce);
    if (aborts) this.close({ how: 'aborted', by: 'server', reason: 'The server aborted the session with Alert 1223. [DM-PRO 8.1]' });
    else if (decision.end !== undefined && (decision.end.how !== 'finished' || final)) this.close(decision.end);
    return answer;
  }

  /** What we can't go on with ends in Alert 1223. [DM-PRO 8.1] */
  private giveUp(message: Message, judgement: Judgement, end: SessionEnd, remarks: readonly string[]): Answer {
    const draft = this.draft(true);
    draft.add(headerStatus(message.header, judgement.status, judgement.chal === undefined ? {} : { chal: judgement.chal }));
    draft.reserve(sessionAbort);
    fill(draft, { statuses: this.state.outgoing.statuses, bodies: [] });
    draft.release(sessionAbort);
    draft.add(sessionAbort);
    const answer = this.finish(draft, true, remarks);
    if (judgement.nonce !== undefined) this.ports.keepNonce(this.ref.deviceId, 'client', judgement.nonce);
    this.close(end);
    return answer;
  }

  private draft(authenticated: boolean): Draft {
    this.change({ presented: authenticated && presents(this.state.badge) });
    return new Draft(this.header(), this.state.limits.maxMsgSize, this.state.encoding);
  }

  private header(): Header {
    const { sent, badge, presented } = this.state;
    const cred = presented ? present(badge, this.ports.hasher) : undefined;
    const { maxMsgSize, maxObjSize } = this.setup;
    const meta: Meta = { maxMsgSize, maxObjSize };
    return {
      verDtd,
      verProto,
      sessionId: this.ref.sessionId,
      msgId: String(sent + 1),
      target: this.ref.deviceId,
      source: this.setup.url,
      ...(presented ? nameBeside(badge) : {}),
      ...(cred === undefined ? {} : { cred }),
      // [DM-REP 6.4] A server says how large an object it takes; once is enough for the session.
      ...(sent === 0 || presented ? { meta } : {}),
    };
  }

  private finish(draft: Draft, final: boolean, remarks: readonly string[]): Answer {
    const { message, bytes } = draft.finish(final);
    const { badge, presented, encoding, ownPackage: packageNumber } = this.state;
    this.change({ sent: this.state.sent + 1, sentPackage: packageNumber });
    const hmac = presented ? hmacHeader(badge, bytes, this.ports.hasher) : undefined;
    return { message, bytes, contentType: mediaTypes[encoding], packageNumber, remarks, ...(hmac === undefined ? {} : { hmac }) };
  }

  private change(part: Partial<ServerState>): void {
    this.state = { ...this.state, ...part };
  }
}
