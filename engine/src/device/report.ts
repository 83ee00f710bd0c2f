// The report at the end of an update: a generic alert from the Firmware Update Client by way of the Management Client.
import { reportType } from '../fumo/firmwareObject';
import { isSuccess } from '../fumo/resultCodes';
import type { DueAlert } from '../session/commandTarget';
import type { PendingReport } from './deviceSetup';

/** Tells reports of one device apart. */
export function reportId(report: PendingReport): string {
  return [report.object, report.operation, report.correlator ?? ''].join(' ');
}

/** The alert that carries a report. `prefixed`: with `Reversed-Domain-Name: ` before the Type. */
export function reportAlert(report: PendingReport, prefixed: boolean): DueAlert {
  const type = reportType(report.operation);
  return {
    id: reportId(report),
    alert: {
      name: 'Alert',
      data: '1226',
      // [FUMO 6.2.3] The Exec's correlator comes back if and only if there was one.
      ...(report.correlator !== undefined && { correlator: report.correlator }),
      items: [
        {
          // [FUMO 6.2.1] Source is x, not the node that was executed.
          source: report.object,
          meta: {
            format: 'int',
            // [DM-PRO 8.7.1.6] demands the prefix; [FUMO 6.2.2] and the clients in the field send the bare name.
            type: prefixed ? `Reversed-Domain-Name: ${type}` : type,
            // [FUMO 6.2] A failure should be marked as other than informational.
            mark: isSuccess(report.result) ? 'informational' : 'critical',
          },
          data: String(report.result),
        },
      ],
    },
  };
}
