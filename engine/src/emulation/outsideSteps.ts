// The steps that begin outside a session: the authority's order, the server's notification, and what the device or its
// user asks for.
import { Failure } from '../base/failure';
import type { UpdateRequest } from '../device/request';
import type { PartOf, Step } from '../flow/model';
import type { ManagementServer } from '../management/managementServer';
import type { DatagramAddress } from '../net/datagrams';
import { readNotification, unwrapPush } from '../session/notification';
import type { MessageBook } from './messageBook';
import { isDriven, type Ends } from './runEnds';
import { notificationView } from './messageView';
import type { StepProgress } from './stepProgress';
import type { StepRecord, StepRecords } from './stepRecords';
import type { Variables } from './variables';

export interface OutsidePorts {
  readonly flow: string;
  readonly records: StepRecords;
  readonly progress: StepProgress;
  readonly variables: Variables;
  readonly messages: MessageBook;
  readonly ends: Ends;
  readonly serverId: string;
  /** Absent where it isn't ours; nothing that is its own is driven then. */
  readonly server?: ManagementServer;
  readonly deviceId: string;
  /** Absent where nobody has said where the device takes notifications. */
  readonly deviceAddress?: DatagramAddress;
  request(request: UpdateRequest): void;
  now(): number;
  isOver(): boolean;
}

/** Does them as long as the next step is one. Throws a Failure where that can't be done. */
export async function driveOutside(ports: OutsidePorts): Promise<void> {
  const { records, progress } = ports;
  for (let record = records.next; record !== undefined && !ports.isOver(); record = records.next) {
    if (!isDriven(record.step, ports.ends)) return;
    await progress.begin(record, record.step.from);
    if (ports.isOver()) return;
    for (const part of record.step.parts) {
      if (part.kind === 'job') order(part, ports);
      if (part.kind === 'notification') await notify(record, part, ports);
      if (part.kind === 'request') ports.request(requestOf(part, record.step, ports));
    }
    progress.settle();
  }
}

function order(part: PartOf<'job'>, ports: OutsidePorts): void {
  const { server, variables, flow } = ports;
  server?.order({
    deviceId: variables.fill(part.device),
    flow,
    orderedAt: ports.now(),
    ...(part.correlator !== undefined && { correlator: variables.fill(part.correlator) }),
    ...(part.within !== undefined && { within: part.within }),
  });
}

async function notify(record: StepRecord, part: PartOf<'notification'>, { server, deviceId, deviceAddress, messages }: OutsidePorts): Promise<void> {
  if (server === undefined) return;
  if (deviceAddress === undefined) throw new Failure('device-without-address', 'Nobody has said where the device takes notifications.');
  const { bytes } = await server.notify(deviceId, deviceAddress, part);
  const read = readNotification(unwrapPush(bytes).message).notification;
  if (read !== undefined) messages.attach(record, notificationView(read, bytes, messages.newId()));
}

function requestOf(part: PartOf<'request'>, step: Step, { variables, serverId }: OutsidePorts): UpdateRequest {
  const object = part.object === undefined ? '' : variables.fill(part.object);
  return {
    by: step.from === 'user' ? 'user' : 'device',
    serverId,
    ...(object !== '' && { object }),
    ...(part.data !== undefined && { data: variables.fill(part.data) }),
  };
}
