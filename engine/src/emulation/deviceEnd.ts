// Our device in a run: its lives, its tree, and what it tells.
import type { Clock } from '../base/clock';
import { Failure } from '../base/failure';
import type { Gate } from '../base/gate';
import { MemoryStore } from '../base/store';
import type { Device } from '../device/device';
import type { DeviceEvent, User } from '../device/deviceSetup';
import type { DatagramAddress } from '../net/datagrams';
import { readNotification, unwrapPush } from '../session/notification';
import type { TracedMessage } from '../session/trace';
import type { Tree } from '../tree/tree';
import type { DeviceLife } from './deviceLife';
import type { FlowFaults } from './faults/flowFaults';
import type { MessageBook } from './messageBook';
import { notificationView } from './messageView';
import type { NodeHistory } from './nodeHistory';
import { newDevice } from './parties';
import type { PreparedRun } from './preparedRun';
import type { RunAct } from './runAct';
import type { RunEnding } from './runEnding';
import type { RunLog } from './runLog';
import type { StepProgress } from './stepProgress';
import type { StepRecords } from './stepRecords';

export interface DeviceEndPorts {
  readonly prepared: PreparedRun;
  readonly clock: Clock;
  readonly gate: Gate<RunAct>;
  readonly faults: FlowFaults;
  readonly user: User;
  readonly records: StepRecords;
  readonly progress: StepProgress;
  readonly messages: MessageBook;
  readonly history: NodeHistory;
  readonly ending: RunEnding;
  readonly log: RunLog;
  /** Where the Management Server is reached. */
  url(): string;
  traced(entry: TracedMessage): void;
  /** What begins outside of a session has its turn. */
  goOn(): void;
}

export class DeviceEnd {
  readonly store = new MemoryStore();
  /** Absent before the device is there, and where it isn't ours. */
  life: DeviceLife | undefined;
  /** Where it takes notifications, ours or somebody else's. */
  address: DatagramAddress | undefined;

  constructor(private readonly ports: DeviceEndPorts) {
    this.address = ports.prepared.notify;
  }

  /** Throws a Failure where there is none. */
  get running(): Device {
    if (this.life === undefined) throw new Failure('run-not-started', 'The device is not switched on yet, or not ours.');
    return this.life.device;
  }

  /** Of somebody else's device nothing but the root is known. */
  get tree(): Tree {
    const { device, ends } = this.ports.prepared;
    if (ends.device === 'real') return { ...device.tree, root: { ...device.tree.root, children: new Map() } };
    return this.life?.device.tree ?? device.tree;
  }

  /** Makes the device and lets it listen; gives what ends that. */
  async open(): Promise<() => Promise<void>> {
    const { prepared, clock, gate, faults, user, log, history } = this.ports;
    const { machine, listening, device: setup, ends } = prepared;
    this.life = newDevice(
      { machine, serverId: prepared.serverId, url: this.ports.url(), clock, gate, faults },
      {
        setup,
        store: this.store,
        user,
        tell: (event) => {
          this.tells(event);
        },
        traced: (entry) => {
          if (entry.distrust !== undefined) this.ports.ending.disbelieved(entry.distrust);
          if (ends.server === 'real') this.ports.traced(entry);
        },
        power: (text) => {
          log.note(text);
          log.say(text, 'important');
          history.look(this.tree);
        },
      },
    );
    const notified = await machine.datagrams.listen(
      (bytes) => {
        if (ends.server === 'real') this.notificationCame(bytes);
        this.life?.notified(bytes);
      },
      { port: listening.devicePort, ...(listening.host !== undefined && { host: listening.host }) },
    );
    this.address = notified.address;
    return () => notified.close();
  }

  private tells(event: DeviceEvent): void {
    const { log, history, ending, records, progress } = this.ports;
    log.note(event.text);
    log.say(event.text, event.kind === 'notification-refused' || event.kind === 'install-failed' ? 'important' : 'console');
    history.look(this.tree);
    if (event.kind === 'dead') ending.died();
    if (event.unauthorized === true) ending.disbelieved(event.text);
    if (event.kind === 'session-ended') this.rests();
    const { current } = records;
    if (current === undefined) return;
    current.seen.add(event.kind);
    const isExpected = current.step.parts.some((part) => part.kind === 'seen' && part.events.includes(event.kind));
    if (event.kind === 'install-failed' && !isExpected) progress.fault(current, event.text);
    progress.settle();
  }

  /** The device has closed a session. Where the server isn't ours, nobody else tells us. */
  private rests(): void {
    const { prepared, records, messages, progress, ending } = this.ports;
    if (prepared.ends.server === 'real') {
      for (const record of [records.current, records.next]) if (record?.closing === true) record.closing = false;
      messages.flush();
      progress.settle();
      ending.allClosed();
      this.ports.goOn();
    }
    void ending.watchForRest();
  }

  /** Somebody else's server has sent a notification. */
  private notificationCame(bytes: Uint8Array): void {
    const { records, messages, progress } = this.ports;
    const { next } = records;
    const { notification } = readNotification(unwrapPush(bytes).message);
    if (notification === undefined || next?.step.parts.some((part) => part.kind === 'notification') !== true) return;
    void progress.begin(next, 'server', notificationView(notification, bytes, messages.newId())).then(() => {
      progress.settle();
    });
  }
}
