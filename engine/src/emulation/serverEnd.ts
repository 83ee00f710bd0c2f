// Our servers in a run: the Management Server, which may be restarted, and the Download Server of the flow.
import { Failure } from '../base/failure';
import type { Clock } from '../base/clock';
import type { Gate } from '../base/gate';
import type { Decision } from '../management/decision';
import { decide } from '../management/decision';
import type { Director, ManagementServer } from '../management/managementServer';
import type { SessionRef } from '../session/sessionAct';
import type { TracedMessage } from '../session/trace';
import type { FlowFaults } from './faults/flowFaults';
import type { MessageBook } from './messageBook';
import { openDownloads } from './openDownloads';
import { managementPath, newServer } from './parties';
import type { PreparedRun } from './preparedRun';
import type { RunAct } from './runAct';
import type { RunLog } from './runLog';
import type { Binaries } from './stepCommands';
import { updateCase } from './updateCase';
import type { Variables } from './variables';

/** Octets of a message that are taken in; what MaxMsgSize does not allow of them is answered with the clause. */
const maxBody = 1024 * 1024;
/** Milliseconds that a peer may take to send a message. */
const requestWithin = 60 * 1000;

export interface ServerEndPorts {
  readonly prepared: PreparedRun;
  readonly clock: Clock;
  readonly gate: Gate<RunAct>;
  readonly faults: FlowFaults;
  readonly director: Director;
  readonly variables: Variables;
  readonly messages: MessageBook;
  readonly log: RunLog;
  readonly binaries: Binaries;
  traced(entry: TracedMessage): void;
  isOver(): boolean;
}

export class ServerEnd {
  /** Where the Management Server is reached, ours or somebody else's; empty before ours is open. */
  url: string;
  /** Absent before it is open, and where it isn't ours. */
  server: ManagementServer | undefined;
  private decided = false;

  constructor(private readonly ports: ServerEndPorts) {
    this.url = ports.prepared.serverUrl ?? '';
  }

  /** Throws a Failure where there is none. */
  get running(): ManagementServer {
    if (this.server === undefined) throw new Failure('run-not-started', 'The Management Server is not open yet, or not ours.');
    return this.server;
  }

  /** Opens both servers; gives what closes them. */
  async open(): Promise<readonly (() => Promise<void>)[]> {
    const { prepared, clock, faults, binaries, variables, gate, messages, log } = this.ports;
    const { machine, listening, flow, files } = prepared;
    const host = listening.host === undefined ? {} : { host: listening.host };
    const serving = await machine.host.listen((request) => this.running.handle(request), {
      port: listening.serverPort,
      maxBody,
      patience: { clock, within: requestWithin },
      ...host,
    });
    this.url = `${serving.url}${managementPath}`;
    this.server = this.make();
    const downloads = await openDownloads({ flow, files, machine, faults, binaries, clock, variables, gate, messages, log, port: listening.downloadPort, ...host });
    return [() => serving.close(), ...(downloads === undefined ? [] : [() => downloads.close()])];
  }

  restart(keepsMemory: boolean): void {
    const { server, ports } = this;
    if (server === undefined || ports.isOver()) return;
    this.server = this.make();
    if (keepsMemory) this.server.restore(server.snapshot());
    ports.log.say(`The Management Server has been restarted${keepsMemory ? '' : ' without its memory'}.`, 'important');
    server.close();
  }

  /** The server's decision, taken once, as soon as the device has told what it rests on. */
  decide(session: SessionRef): Decision | undefined {
    const basis = this.decided ? undefined : updateCase(this.running.known(session.deviceId), this.ports.prepared);
    if (basis === undefined) return undefined;
    this.decided = true;
    return decide(basis);
  }

  close(): void {
    this.server?.close();
  }

  private make(): ManagementServer {
    const { prepared, clock, gate, faults, director } = this.ports;
    return newServer(
      { machine: prepared.machine, serverId: prepared.serverId, url: this.url, clock, gate, faults },
      {
        accounts: prepared.accounts,
        director,
        traced: (entry) => {
          this.ports.traced(entry);
        },
      },
    );
  }
}
