// What a run has learnt of the update where the server is somebody else's: what our own device knows of itself.
import type { PendingReport } from '../device/deviceSetup';
import { firmwareVersion } from '../device/firmwareUpdateClient';
import { reportType } from '../fumo/firmwareObject';
import { stranger, type KnownDevice } from '../management/knownDevice';
import type { Tree } from '../tree/tree';

/** The device before and after, in the shape of what a server knows. `report`: the last that it owed. */
export function learntOfDevice(deviceId: string, before: Tree, after: Tree, report: PendingReport | undefined): KnownDevice {
  const uri = './DevDetail/FwV';
  return {
    ...stranger(deviceId),
    told: [
      { uri, value: firmwareVersion(before), sessionId: 'before' },
      ...(report === undefined ? [] : [{ uri, value: firmwareVersion(after), sessionId: 'after' }]),
    ],
    reports:
      report === undefined
        ? []
        : [{ type: reportType(report.operation), source: report.object, result: String(report.result), sessionId: 'after', sessions: ['after'], ...(report.correlator !== undefined && { correlator: report.correlator }) }],
  };
}
