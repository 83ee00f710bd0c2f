// Carrying out: what the Management Client does with each command of the server. [DM-REP 6.6, DM-PRO 10]
import { sentenceOf } from '../base/failure';
import type { Gate } from '../base/gate';
import { commandsNotInDm } from '../syncml/contentModels';
import { writeCommand } from '../syncml/writeMessage';
import type { Alert, Command, Container, Exec, Item, ItemCommand, Message, Meta, Results, Status, Unnumbered } from '../syncml/message';
import { Refusal } from '../syncml/refusal';
import { continues, isChunk, take, type Assembly } from './assembler';
import type { CommandTarget, Outcome } from './commandTarget';
import { lengthWithin, type Encoding } from './encoding';
import type { CommandAct, SessionRef } from './sessionAct';
import { commandName, isAnswered, isSuccess, statusesOf, statusForAll } from './statuses';
import { dataOctets, inheritMeta, toWireItem } from './wireForm';

export interface Carrying {
  readonly target: CommandTarget;
  readonly gate: Gate<CommandAct>;
  readonly session: SessionRef;
  readonly message: Message;
  /** How the answer is written. */
  readonly encoding: Encoding;
  /** Ours, for what comes in. */
  readonly maxObjSize: number;
  /** The server's, for what goes out; absent where it hasn't said. */
  readonly serverMaxObjSize?: number;
  readonly serverMaxMsgSize?: number;
}

/** What a message has led to. */
export interface CarriedOut {
  readonly statuses: readonly Unnumbered<Status>[];
  readonly results: readonly Unnumbered<Results>[];
  readonly assembly?: Assembly;
  /** The node of a large object that was broken off: Alert 1225 says so. [DM-PRO 7] */
  readonly broken?: Assembly;
  /** The server asked for our next message. */
  readonly askedNext: boolean;
  readonly aborted: boolean;
  /** The server broke off the large object that we were sending. */
  readonly sendingBroken: boolean;
  /** What went wrong in carrying out, for the trace. */
  readonly remarks: readonly string[];
}

const interactions: readonly string[] = ['1100', '1101', '1102', '1103', '1104'];
/** What only a client says. [DM-REP 7] */
const clientAlerts: readonly string[] = ['1200', '1201', '1224', '1226'];

/** [DM-REP 6.6.3] Get and another Atomic; Exec stands in a Sequence or the body only. [DM-REP 6.6.6] */
const neverInAtomic: readonly string[] = ['Atomic', 'Exec', 'Get'];

/** Octets of a message of ours beside its answers: its header with credentials, the answer to that of the server. */
const octetsOfHeader = 1000;

/** Where a command stands: in a container, in an Atomic, and the Meta around it. */
interface Standing {
  readonly nested: boolean;
  readonly atomic?: boolean;
  readonly meta?: Meta;
}

/** `stop`: what stands beside it in its container isn't executed; `cancelled`: nor is anything after it, since the user cancelled. */
type Went = 'on' | 'stop' | 'cancelled';

/** Something has been done that an Atomic that fails must undo. The Status of a Sequence only says that it began. */
function isDone({ cmd, data }: Unnumbered<Status>): boolean {
  return isSuccess(data) && data !== '214' && data !== '215' && cmd !== 'Sequence';
}

/**
 * Carries out the commands of an authenticated message in their order; Status elements are somebody else's work.
 * `assembly`: the large object that was under way when the message came. Its chunks are let go as soon as it is whole,
 * before anything is done with it.
 */
export function carryOut(carrying: Carrying, assembly: Assembly | undefined): Promise<CarriedOut> {
  return new Worker(carrying, assembly).all();
}

class Worker {
  private statuses: Unnumbered<Status>[] = [];
  private readonly results: Unnumbered<Results>[] = [];
  private readonly remarks: string[] = [];
  private broken: Assembly | undefined;
  private continued = false;
  private askedNext = false;
  private aborted = false;
  private sendingBroken = false;

  constructor(
    private readonly carrying: Carrying,
    private assembly: Assembly | undefined,
  ) {}

  async all(): Promise<CarriedOut> {
    const { message } = this.carrying;
    let cancelled = false;
    for (const command of message.commands) {
      if (!isAnswered(command)) continue;
      if (cancelled) this.skip(command);
      else cancelled = (await this.one(command, { nested: false })) === 'cancelled';
      // [DM-PRO 8.1] Nothing counts after an abort.
      if (this.aborted) return this.outcome();
    }
    // [DM-PRO 7] A package may not end before the object does, nor may anything else come between.
    if (this.assembly !== undefined && !this.continued && message.final) this.breakOff();
    return this.outcome();
  }

  private outcome(): CarriedOut {
    const { statuses, results, askedNext, aborted, sendingBroken, remarks } = this;
    return {
      ...{ statuses, results, askedNext, aborted, sendingBroken, remarks },
      ...(this.assembly === undefined ? {} : { assembly: this.assembly }),
      ...(this.broken === undefined ? {} : { broken: this.broken }),
    };
  }

  private async one(command: Command, place: Standing): Promise<Went> {
    const { gate, session, message } = this.carrying;
    await gate.pass({ actor: 'client', kind: 'receive', command, session, message });
    // [DM-REP 6.6.3, 6.6.6] What can't be undone has no place in an Atomic: it fails, and the Atomic with it.
    if (place.atomic === true && neverInAtomic.includes(command.name)) return this.fail(command);
    switch (command.name) {
      case 'Alert':
        return this.alert(command);
      case 'Sequence':
        return this.sequence(command, place);
      case 'Atomic':
        return this.atomic(command, place);
      case 'Add':
      case 'Copy':
      case 'Delete':
      case 'Exec':
      case 'Get':
      case 'Replace':
        await this.items(command, place);
        return 'on';
      case 'Results':
        // [DM-PRO 8] Results go from client to server only.
        return this.say(command, 405);
      case 'Status':
        return 'on';
      case 'other':
        // [DM-REP 6.6] Known elsewhere, but no part of device management; or known to nobody.
        return this.say(command, commandsNotInDm.has(command.element.local) ? 406 : 501);
    }
  }

  private say(command: Command, status: number): 'on' {
    this.statuses.push(...statusesOf(command, this.carrying.message.header.msgId, [{ status }]));
    return 'on';
  }

  private async alert(command: Alert): Promise<Went> {
    const code = command.data ?? '';
    if (code === '1223') {
      this.aborted = true;
      return 'on';
    }
    if (code !== '1222') this.breakOff();
    if (interactions.includes(code)) {
      const { status, items } = await this.outcomeOf(command, () => this.carrying.target.interact(command));
      this.statuses.push(
        ...statusesOf(command, this.carrying.message.header.msgId, [{ status, ...(items === undefined ? {} : { items }) }]),
      );
      // [DM-PRO 10.2.2] 304: the user said No; 214: the user cancelled.
      return status === 214 ? 'cancelled' : status === 304 ? 'stop' : 'on';
    }
    if (code === '1222') this.askedNext = true;
    else if (code === '1225') this.sendingBroken = true;
    else return this.say(command, code === '' ? 412 : clientAlerts.includes(code) ? 405 : 406);
    return this.say(command, 200);
  }

  /** [DM-REP 6.6.14] 200 as soon as it begins; the commands in their order, each with a Status of its own. */
  private async sequence(command: Container, place: Standing): Promise<Went> {
    this.say(command, 200);
    const went = await this.inner(command, place, place.atomic === true);
    // [DM-PRO 10.2.2] A No ends the Sequence and nothing else, unless an Atomic around it can't be done without it.
    return went === 'stop' && place.atomic !== true ? 'on' : went;
  }

  /** [DM-REP 6.6.3] All of it or nothing. */
  private async atomic(command: Container, place: Standing): Promise<Went> {
    const { target, message } = this.carrying;
    const { msgId } = message.header;
    const undertaking = target.begin?.();
    if (undertaking === undefined) {
      // A client may leave out Atomic; then nothing inside is done either.
      this.statuses.push(...statusForAll(command, msgId, 406));
      return 'on';
    }
    if (!this.answersFit(command)) {
      undertaking.undo();
      // [DM-REP 6.6.3] 517: its answers must fit in one message.
      this.say(command, 517);
      for (const inner of command.commands) this.skip(inner);
      return 'on';
    }
    const before = this.statuses;
    this.statuses = [];
    const went = await this.inner(command, { ...place, atomic: true }, true);
    const inside = this.statuses;
    this.statuses = before;
    if (went === 'on' && !this.aborted) {
      undertaking.keep();
      this.say(command, 200);
      this.statuses.push(...inside);
      return 'on';
    }
    // 216: undone; 516: it could not be undone. 507: so the Atomic has failed.
    const undone = undertaking.undo() ? 216 : 516;
    this.say(command, 507);
    this.statuses.push(...inside.map((status) => (isDone(status) ? { ...status, data: String(undone), items: [] } : status)));
    return went === 'cancelled' ? 'cancelled' : 'on';
  }

  /** What a container holds, in its order. `whole`: the first that fails is the last. */
  private async inner(command: Container, place: Standing, whole: boolean): Promise<Went> {
    const meta = { ...place.meta, ...command.meta };
    let went: Went = 'on';
    for (const inner of command.commands) {
      // [DM-PRO 10.2.2] After a No or a cancel the rest is not executed.
      if (went !== 'on' || this.aborted) this.skip(inner);
      else if (isAnswered(inner)) {
        const from = this.statuses.length;
        went = await this.one(inner, { ...place, nested: true, meta });
        if (whole && went === 'on' && this.statuses.slice(from).some(({ data }) => !isSuccess(data))) went = 'stop';
      }
    }
    return went;
  }

  /** Whether the Status elements of an Atomic fit in one message of ours beside the answer to the header. */
  private answersFit(command: Container): boolean {
    const { serverMaxMsgSize, encoding, message } = this.carrying;
    if (serverMaxMsgSize === undefined) return true;
    const answers = statusForAll(command, message.header.msgId, 200);
    const octets = answers.reduce((sum, status) => sum + lengthWithin(writeCommand({ ...status, cmdId: '9999' }), encoding), 0);
    return octets <= serverMaxMsgSize - octetsOfHeader;
  }

  private fail(command: Command): 'on' {
    this.say(command, 500);
    if ('commands' in command) for (const inner of command.commands) this.skip(inner);
    return 'on';
  }

  private skip(command: Command): void {
    this.statuses.push(...statusForAll(command, this.carrying.message.header.msgId, 215));
  }

  private async items(command: ItemCommand | Exec, place: Standing): Promise<void> {
    const { msgId } = this.carrying.message.header;
    const outer = { ...place.meta, ...command.meta };
    const outcomes: Outcome[] = [];
    for (const item of command.items) {
      const effective = inheritMeta(item, outer);
      outcomes.push(await this.outcomeOf(command, () => this.item(command, effective, place.nested)));
    }
    // [DM-REP 6.6] A command is about at least one Item.
    if (outcomes.length === 0) outcomes.push({ status: 412 });
    const answered = outcomes.map((outcome) => this.limitResults(command, outcome));
    this.statuses.push(...statusesOf(command, msgId, answered));
    const items = answered.flatMap((outcome) => outcome.results ?? []);
    if (items.length > 0) this.results.push({ name: 'Results', msgRef: msgId, cmdRef: command.cmdId, items });
  }

  private async item(command: ItemCommand | Exec, item: Item, nested: boolean): Promise<Outcome> {
    const whole = this.assemble(command, item, nested);
    if ('status' in whole) return whole;
    // [DM-REP 6.3.2] An Item for a node names it.
    if (whole.target === undefined || whole.target === '') throw new Refusal(412, 'The Item names no Target.');
    const correlator = command.name === 'Exec' ? command.correlator : undefined;
    return this.carrying.target.perform({
      verb: command.name,
      item: whole,
      ...(correlator === undefined ? {} : { correlator }),
      serverId: this.carrying.session.serverId,
    });
  }

  /** The Item with its object whole, or what a chunk is answered with. [DM-PRO 7] */
  private assemble(command: ItemCommand | Exec, item: Item, nested: boolean): Item | Outcome {
    const { maxObjSize } = this.carrying;
    if (!continues(this.assembly, command.name, item)) this.breakOff();
    const chunked = isChunk(this.assembly, command.name, item);
    if (chunked && (nested || (command.name !== 'Add' && command.name !== 'Replace'))) {
      // A Sequence must fit in one message, and so must what it holds. [DM-PRO 6]
      throw new Refusal(412, `${command.name}${nested ? ' in a container' : ''} can't come in chunks. [DM-PRO 7]`);
    }
    const taken = take(this.assembly, command.name, item, { maxObjSize, decodedSizeToo: false });
    this.assembly = taken.kind === 'chunk' ? taken.assembly : undefined;
    if (taken.kind === 'refused') throw new Refusal(taken.status, taken.reason);
    if (taken.kind === 'whole') return taken.item;
    this.continued = true;
    return { status: 213 };
  }

  /** [DM-PRO 7] The object under way will not be completed: it is not committed, and the server is told by Alert 1225. */
  private breakOff(): void {
    if (this.assembly === undefined) return;
    this.broken ??= this.assembly;
    this.assembly = undefined;
  }

  /** Results in their form for the wire; what is larger than the server takes becomes 413. [DM-PRO 7] */
  private limitResults(command: Command, outcome: Outcome): Outcome {
    if (outcome.results === undefined) return outcome;
    const results = outcome.results.map((item) => toWireItem(item, this.carrying.encoding));
    const most = this.carrying.serverMaxObjSize;
    const largest = Math.max(0, ...results.map((item) => dataOctets(item.data)));
    if (most === undefined || largest <= most) return { ...outcome, results };
    this.remarks.push(`${commandName(command)}: 413, since the result has ${largest} octets and the server takes ${most}. [DM-PRO 7]`);
    return { status: 413 };
  }

  /** The one place where a Refusal becomes a Status, and where whatever else is thrown becomes 500. */
  private async outcomeOf(command: Command, work: () => Promise<Outcome>): Promise<Outcome> {
    try {
      return await work();
    } catch (thrown) {
      const status = thrown instanceof Refusal ? thrown.status : 500;
      this.remarks.push(`${commandName(command)}: ${status}, since ${sentenceOf(thrown)}`);
      return { status };
    }
  }
}
