// The steps that begin outside a session: the authority's order and the server's notification.
import type { Step } from '../flow/model';
import type { ManagementServer } from '../management/managementServer';
import type { DatagramAddress } from '../net/datagrams';
import { readNotification, unwrapPush } from '../session/notification';
import type { MessageBook } from './messageBook';
import { notificationView } from './messageView';
import type { StepProgress } from './stepProgress';
import type { StepRecords } from './stepRecords';
import type { Variables } from './variables';

export interface OutsidePorts {
  readonly flow: string;
  readonly records: StepRecords;
  readonly progress: StepProgress;
  readonly variables: Variables;
  readonly messages: MessageBook;
  readonly server: ManagementServer;
  readonly deviceId: string;
  readonly deviceAddress: DatagramAddress;
  now(): number;
  isOver(): boolean;
}

/** What begins without the device. */
export function isOutside(step: Step): boolean {
  return step.parts.some((part) => part.kind === 'job' || part.kind === 'notification');
}

/** Does them as long as the next step is one. Throws a Failure where that can't be done. */
export async function driveOutside(ports: OutsidePorts): Promise<void> {
  const { records, progress, variables, server } = ports;
  for (let record = records.next; record !== undefined && !ports.isOver(); record = records.next) {
    const { step } = record;
    const job = step.parts.find((part) => part.kind === 'job');
    const notification = step.parts.find((part) => part.kind === 'notification');
    if (job === undefined && notification === undefined) return;
    await progress.begin(record, step.from);
    if (ports.isOver()) return;
    if (job !== undefined) {
      server.order({
        deviceId: variables.fill(job.device),
        flow: ports.flow,
        orderedAt: ports.now(),
        ...(job.correlator !== undefined && { correlator: variables.fill(job.correlator) }),
      });
    }
    if (notification !== undefined) {
      const { bytes } = await server.notify(ports.deviceId, ports.deviceAddress, notification);
      const read = readNotification(unwrapPush(bytes).message).notification;
      if (read !== undefined) ports.messages.attach(record, notificationView(read, bytes, ports.messages.newId()));
    }
    progress.settle();
  }
}
