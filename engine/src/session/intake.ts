// Intake: what the Management Server does with each command of an authenticated client message. [DM-PRO 8]
import { sentenceOf } from '../base/failure';
import type { Gate } from '../base/gate';
import type { Alert, Command, ItemCommand, Message, Results, Status, Unnumbered } from '../syncml/message';
import { Refusal } from '../syncml/refusal';
import { continues, take, type Assembly } from './assembler';
import type { Conductor } from './conductor';
import { isOwn, matchResults, matchStatus, type Ledger, type Sent } from './ledger';
import type { CommandAct, SessionRef } from './sessionAct';
import { commandName, isAnswered, isSuccess, statusesOf, statusForAll } from './statuses';
import { inheritMeta } from './wireForm';

export interface TakingIn {
  /** Absent where the server has nothing to do with the device. */
  readonly conductor?: Conductor;
  readonly gate: Gate<CommandAct>;
  readonly session: SessionRef;
  readonly message: Message;
  readonly ledger: Ledger;
  readonly maxObjSize: number;
  readonly assembly?: Assembly;
}

export interface TakenIn {
  readonly statuses: readonly Unnumbered<Status>[];
  readonly ledger: Ledger;
  readonly assembly?: Assembly;
  /** A large object that was broken off: Alert 1225 says so. [DM-PRO 7] */
  readonly broken?: Assembly;
  readonly askedNext: boolean;
  /** Something came beside answers to what the session says by itself. */
  readonly brought: boolean;
  readonly aborted: boolean;
  /** What became of the chunk that we sent last. */
  readonly chunk: 'none' | 'accepted' | 'refused' | 'broken';
  readonly remarks: readonly string[];
}

/** Takes in the commands in their order; the Status of the header is somebody else's work. */
export async function takeIn(taking: TakingIn): Promise<TakenIn> {
  const intake = new Intake(taking);
  await intake.all();
  return intake.outcome();
}

class Intake {
  private readonly statuses: Unnumbered<Status>[] = [];
  private readonly remarks: string[] = [];
  private ledger: Ledger;
  private assembly: Assembly | undefined;
  private broken: Assembly | undefined;
  private continued = false;
  private askedNext = false;
  private brought = false;
  private aborted = false;
  private chunk: TakenIn['chunk'] = 'none';

  constructor(private readonly taking: TakingIn) {
    this.ledger = taking.ledger;
    this.assembly = taking.assembly;
  }

  async all(): Promise<void> {
    const { message, gate, session } = this.taking;
    for (const command of message.commands) {
      if (command.name === 'Status' && command.cmdRef === '0') continue;
      await gate.pass({ actor: 'server', kind: 'receive', command, session, message });
      await this.one(command);
      // [DM-PRO 8.1] Nothing counts after an abort.
      if (this.aborted) break;
    }
    if (this.assembly !== undefined && !this.continued && message.final) this.breakOff();
  }

  outcome(): TakenIn {
    const { statuses, ledger, askedNext, brought, aborted, chunk, remarks } = this;
    return {
      ...{ statuses, ledger, askedNext, brought, aborted, chunk, remarks },
      ...(this.assembly === undefined ? {} : { assembly: this.assembly }),
      ...(this.broken === undefined ? {} : { broken: this.broken }),
    };
  }

  private async one(command: Command): Promise<void> {
    if (command.name !== 'Status' && !(command.name === 'Alert' && command.data === '1222')) this.brought = true;
    if (command.name === 'Status') await this.status(command);
    else if (!isAnswered(command)) this.remarks.push(`${commandName(command)} has no CmdID and can't be answered. [RepPro 6.1.4]`);
    else if (command.name === 'Results') await this.results(command);
    else if (command.name === 'Alert') await this.alert(command);
    else if (command.name === 'Replace') await this.deviceInfo(command);
    else {
      this.breakOff();
      // [DM-PRO 8] A client sends Alert, Results, Status and the Replace of its device information, nothing else.
      this.statuses.push(...statusForAll(command, this.taking.message.header.msgId, 405));
    }
  }

  private async status(status: Status): Promise<void> {
    const matched = matchStatus(this.ledger, status);
    this.ledger = matched.ledger;
    this.remarks.push(...matched.remarks);
    if (matched.sent === undefined || isOwn(matched.sent)) return;
    this.brought = true;
    if (matched.sent.chunk === 'more' && isSuccess(status.data)) {
      this.chunk = 'accepted';
      // [DM-PRO 7] What isn't the last chunk is answered with 213.
      if (status.data !== '213') this.remarks.push(`A chunk is answered with ${status.data} instead of 213. [DM-PRO 7]`);
      return;
    }
    if (matched.sent.chunk === 'more') this.chunk = 'refused';
    await this.taking.conductor?.answered(matched.sent.original, status, this.taking.session);
  }

  private async results(results: Results): Promise<void> {
    const { items, sent, ledger, remarks } = matchResults(this.ledger, results);
    this.ledger = ledger;
    this.remarks.push(...remarks);
    if (sent === undefined) return;
    const whole: Results['items'][number][] = [];
    for (const given of items) {
      const item = inheritMeta(given, results.meta);
      if (!continues(this.assembly, 'Results', item)) this.breakOff();
      const taken = take(this.assembly, 'Results', item, { maxObjSize: this.taking.maxObjSize, decodedSizeToo: true });
      this.assembly = taken.kind === 'chunk' ? taken.assembly : undefined;
      if (taken.kind === 'whole') whole.push(taken.item);
      else if (taken.kind === 'chunk') {
        this.continued = true;
        this.answer(results, 213);
      } else {
        this.remarks.push(`Results: ${taken.status}, since ${taken.reason}`);
        this.answer(results, taken.status);
      }
    }
    // [DM-REP 6.5.1] Results that went well aren't answered.
    if (whole.length > 0) await this.give(sent, { ...results, items: whole });
  }

  private async give(sent: Sent, results: Results): Promise<void> {
    if (sent.original.name === 'Get') await this.taking.conductor?.results(sent.original, results, this.taking.session);
  }

  private async alert(command: Alert): Promise<void> {
    const code = command.data ?? '';
    if (code === '1223') this.aborted = true;
    if (code === '1222') this.askedNext = true;
    if (code === '1225') this.chunk = 'broken';
    if (code === '1222' || code === '1223' || code === '1225') {
      this.answer(command, 200);
      return;
    }
    this.breakOff();
    if (sessionAlerts.includes(code)) await this.take(command);
    // [DM-REP 7] 412 where it doesn't say what it is, 405 where only a server may say it, else nobody knows it.
    else this.answer(command, code === '' ? 412 : /^110[0-4]$/.test(code) ? 405 : 406);
  }

  private async deviceInfo(command: ItemCommand): Promise<void> {
    this.breakOff();
    const uris = command.items.map((item) => item.source ?? item.target ?? '');
    // [DM-PRO 8.3] The only Replace of a client is that of its device information.
    if (uris.length === 0 || !uris.every((uri) => /^(\.\/)?DevInfo(\/|$)/.test(uri))) {
      this.answer(command, 405);
      return;
    }
    if (command.items.some((item) => item.source === undefined)) {
      this.remarks.push('DevInfo stands in Target; a client names its nodes in Source. [DM-PRO 8.3]');
    }
    await this.take(command);
  }

  /** The one place where a Refusal becomes a Status, and where whatever else is thrown becomes 500. */
  private async take(command: Alert | ItemCommand): Promise<void> {
    const { conductor, session } = this.taking;
    try {
      // Nobody is there to take it in; what only opens the session is fine all the same.
      const opens = command.name !== 'Alert' || command.data === '1200' || command.data === '1201';
      const taken = conductor === undefined ? { status: opens ? 200 : 500 } : await conductor.take(command, session);
      if (taken.remark !== undefined) this.remarks.push(taken.remark);
      this.answer(command, taken.status);
    } catch (thrown) {
      const status = thrown instanceof Refusal ? thrown.status : 500;
      this.remarks.push(`${commandName(command)}: ${status}, since ${sentenceOf(thrown)}`);
      this.answer(command, status);
    }
  }

  private answer(command: Command, status: number): void {
    this.statuses.push(...statusesOf(command, this.taking.message.header.msgId, [{ status }]));
  }

  private breakOff(): void {
    if (this.assembly === undefined) return;
    this.broken ??= this.assembly;
    this.assembly = undefined;
  }
}

/** What a client may say of itself. [DM-REP 7] */
const sessionAlerts: readonly string[] = ['1200', '1201', '1224', '1226'];
