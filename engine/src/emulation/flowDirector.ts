// What leads our Management Server through a flow: it sends the commands of the steps that are the server's, asks what
// the flow wants read, and judges the answers.
import { sentenceOf } from '../base/failure';
import type { MessageGroup, PartOf, Step } from '../flow/model';
import type { Decision } from '../management/decision';
import type { Report } from '../management/knownDevice';
import type { Director, FirmwareRequest } from '../management/managementServer';
import type { PeerLimits } from '../session/conductor';
import type { SessionEnd } from '../session/clientSetup';
import type { SessionRef } from '../session/sessionAct';
import { itemText } from '../syncml/itemText';
import type { Command, Get, Results, Status, Unnumbered } from '../syncml/message';
import { statusName } from '../syncml/statusCodes';
import { normaliseUri } from '../tree/uri';
import type { MessageBook } from './messageBook';
import type { RunLog } from './runLog';
import { commandsOf, type Binaries } from './stepCommands';
import type { StepProgress } from './stepProgress';
import type { StepRecord, StepRecords } from './stepRecords';
import type { Variables } from './variables';

export interface FlowDirectorPorts {
  readonly records: StepRecords;
  readonly progress: StepProgress;
  readonly variables: Variables;
  readonly messages: MessageBook;
  readonly log: RunLog;
  readonly binaries: Binaries;
  /** The Management Server's decision, taken once, as soon as the device has told what it rests on. */
  decide(session: SessionRef): Decision | undefined;
  /** True when a verdict has been reached and only the session's end is awaited. */
  isEnding(): boolean;
  end(record: StepRecord, verdict: string, reason?: string): void;
  reported(report: Report, fresh: boolean): void;
  /** The device has accepted an Exec: a report is due. */
  accepted(): void;
  sessionEnded(session: SessionRef, end: SessionEnd): void;
}

export class FlowDirector implements Director {
  /** Which step a command was sent for. Containers and what they hold are both known. */
  private readonly sentFor = new Map<object, StepRecord>();
  /** The session in which a step's nodes were last asked for. */
  private askedIn: string | undefined;

  constructor(private readonly ports: FlowDirectorPorts) {}

  async next(session: SessionRef, _limits: PeerLimits): Promise<readonly Unnumbered<Command>[]> {
    const { records } = this.ports;
    if (this.ports.isEnding()) return [];
    const { current } = records;
    // A device that comes again never got the question.
    if (current?.reads === 'due' || (current?.reads === 'asked' && this.askedIn !== session.sessionId)) return [this.read(current, session)];
    // A step that closes the session has been answered; what comes next comes in another session.
    if (current?.closing === true) return [];
    const commands: Unnumbered<Command>[] = [];
    let group: MessageGroup | undefined;
    for (let record = records.next; record !== undefined && isServers(record.step); record = records.next) {
      if (commands.length > 0 && (group === undefined || record.step.group !== group)) break;
      group = record.step.group;
      const own = await this.begin(record, session);
      if (own === undefined) return [];
      commands.push(...own);
    }
    return wrapped(commands, group, (container) => {
      const { current: last } = records;
      if (last !== undefined) this.sentFor.set(container, last);
    });
  }

  answered(sent: Unnumbered<Command>, status: Status): void {
    const { progress } = this.ports;
    const record = this.sentFor.get(sent);
    if (record === undefined) return;
    record.unanswered.delete(sent);
    if (sent.name === 'Exec' && Number(status.data) < 300) this.ports.accepted();
    const wanted = record.step.parts.filter((part): part is PartOf<'expect-status'> => part.kind === 'expect-status' && part.of === sent.name);
    for (const part of wanted) {
      if (part.status !== status.data) {
        progress.fault(record, `The ${sent.name} was answered with ${named(status)}; the flow expects ${part.status}.`);
      }
    }
    // An alert's answer is what the user said; what is made of it is another step's business.
    const refused = sent.name !== 'Alert' && Number(status.data) >= 400 && !wanted.some((part) => part.status === status.data);
    if (refused && wanted.length === 0) progress.fault(record, `The ${sent.name} was answered with ${named(status)}.`);
    // What builds on a refused command makes no sense any more.
    if (refused) this.ports.end(record, 'failed', `The ${sent.name} was answered with ${named(status)}.`);
    else progress.settle();
  }

  results(sent: Unnumbered<Get>, results: Results): void {
    const record = this.sentFor.get(sent);
    if (record?.reads !== 'asked') return;
    const { variables } = this.ports;
    for (const item of results.items) {
      const uri = normaliseUri(item.source ?? item.target ?? '');
      for (const part of readsOf(record)) {
        if (normaliseUri(variables.fillOrKeep(part.node)) === uri && !variables.match(`\${${part.into}}`, itemText(item))) {
          this.ports.progress.fault(record, `${uri} is "${itemText(item)}" and was "${variables.text(part.into)}" before.`);
        }
        if (normaliseUri(variables.fillOrKeep(part.node)) === uri) record.arrived.add(uri);
      }
    }
    if (readsOf(record).every((part) => record.arrived.has(normaliseUri(variables.fillOrKeep(part.node))))) record.reads = 'done';
    this.ports.progress.settle();
  }

  reported(report: Report, fresh: boolean): void {
    this.ports.reported(report, fresh);
  }

  /** [FUMO 7.1] 200 where the flow goes on in this session, 202 where the server comes back to it later. */
  requested(request: FirmwareRequest): 200 | 202 {
    const { current, next } = this.ports.records;
    const goesOn = current?.closing !== true && next !== undefined && isServers(next.step);
    this.ports.log.say(`The ${request.by} asks for an update of ${request.source ?? 'all firmware'}; the server will act ${goesOn ? 'in this session' : 'later'}.`);
    return goesOn ? 200 : 202;
  }

  ended(session: SessionRef, end: SessionEnd): void {
    const { records, progress, log } = this.ports;
    this.ports.messages.flush();
    if (end.how !== 'finished') log.note(`session ${session.sessionId} ended: ${end.reason}`);
    const { current, next } = records;
    // The step that closes the session may begin when it is closed already: that is what it waits for.
    for (const record of [current, next]) if (record?.closing === true) record.closing = false;
    progress.settle();
    // A node that the device couldn't give won't come any more.
    if (current?.reads === 'asked' && end.how !== 'finished' && this.askedIn === session.sessionId) current.reads = 'due';
    if (current?.reads === 'asked' && this.askedIn === session.sessionId) {
      current.reads = 'done';
      const missing = readsOf(current).filter((part) => !current.arrived.has(normaliseUri(this.ports.variables.fillOrKeep(part.node))));
      for (const part of missing) progress.fault(current, `${part.node} could not be read.`);
      progress.settle();
    }
    this.ports.sessionEnded(session, end);
  }

  /** The step's commands; undefined where the run ends instead. */
  private async begin(record: StepRecord, session: SessionRef): Promise<readonly Unnumbered<Command>[] | undefined> {
    const { progress, variables, binaries, messages } = this.ports;
    await progress.begin(record, 'server');
    if (this.ports.isEnding()) return undefined;
    try {
      for (const part of record.step.parts) {
        if (part.kind === 'end' && variables.applies(part)) {
          this.ports.end(record, part.verdict);
          return undefined;
        }
      }
      const decision = this.ports.decide(session);
      if (decision?.update === false) {
        this.ports.end(record, decision.verdict, decision.reason);
        return undefined;
      }
      const inside = record.step.group?.as !== undefined;
      // What stands in a container is a command with a number to come; the session answers with this very object.
      const commands = commandsOf(record.step, variables.scope, binaries).map((command) => (inside ? { ...command, cmdId: '' } : command));
      messages.willCarry(record);
      for (const command of commands) {
        record.unanswered.add(command);
        this.sentFor.set(command, record);
      }
      return commands;
    } catch (thrown) {
      progress.fault(record, sentenceOf(thrown));
      this.ports.end(record, 'failed', sentenceOf(thrown));
      return undefined;
    }
  }

  private read(record: StepRecord, session: SessionRef): Unnumbered<Get> {
    const get: Unnumbered<Get> = {
      name: 'Get',
      items: readsOf(record).map((part) => ({ target: normaliseUri(this.ports.variables.fill(part.node)) })),
    };
    record.reads = 'asked';
    this.askedIn = session.sessionId;
    this.sentFor.set(get, record);
    this.ports.messages.willCarry(record);
    return get;
  }
}

function readsOf(record: StepRecord): readonly PartOf<'read'>[] {
  return record.step.parts.filter((part): part is PartOf<'read'> => part.kind === 'read');
}

/** A step that our server does inside a session. */
function isServers(step: Step): boolean {
  return step.from === 'server' && step.to === 'client' && !step.parts.some((part) => part.kind === 'notification');
}

function wrapped(
  commands: readonly Unnumbered<Command>[],
  group: MessageGroup | undefined,
  made: (container: Unnumbered<Command>) => void,
): readonly Unnumbered<Command>[] {
  if (group?.as === undefined || commands.length === 0) return commands;
  const container: Unnumbered<Command> = { name: group.as, commands: commands as readonly Command[] };
  made(container);
  return [container];
}

function named(status: Status): string {
  const name = statusName(status.data);
  return name === undefined ? status.data : `${status.data} (${name})`;
}
