// What an update leaves to do: the package goes, the outcome is told to whoever waits for it, and the server gets the
// report. [FUMO 6.2, App. B]
import { sleep } from '../base/clock';
import type { DueReport } from '../download/downloadSetup';
import { reportInstallation } from '../download/installationReport';
import type { StateEvent } from '../fumo/transitions';
import type { DeviceMemory } from './deviceMemory';
import type { DevicePorts, DeviceSetup, PendingReport } from './deviceSetup';
import { afterEvent, packageUrlOf, withoutPackage } from './firmwareObjects';
import { reportId } from './report';

/** What a delivery uses of its device. */
export interface DeliveryHost {
  readonly setup: DeviceSetup;
  readonly ports: DevicePorts;
  readonly memory: () => DeviceMemory;
  readonly isOff: () => boolean;
  /** One write: what the change holds, and the State of an object after an event. Tells the State. */
  keep(change: Partial<DeviceMemory>, moved?: { readonly object: string; readonly event: StateEvent }): void;
  /** Runs a session in which what is due is reported. */
  session(serverId: string): Promise<void>;
}

/** Tries again where a report doesn't get through, with longer and longer pauses, and gives up in the end. */
export async function deliverReports(host: DeliveryHost): Promise<void> {
  const { reports } = host.memory();
  for (const report of reports) {
    // A package that was only downloaded stays for the Exec of Update that is to come.
    if (report.attempted) cleanUp(report.object, host);
    if (report.attempted) await tellOutcome(report, host);
    if (report.notice !== undefined) await notify(report, report.notice, host);
  }
  for (const serverId of new Set(reports.map((report) => report.serverId))) await deliverTo(serverId, host);
}

function cleanUp(object: string, host: DeliveryHost): void {
  const { tree, packages } = host.memory();
  // Another package may have come in since the report became due.
  if (afterEvent(tree, object, 'cleaned-up', host.setup.strictness) === undefined) return;
  const { [object]: _removed, ...others } = packages;
  host.keep({ tree: withoutPackage(tree, object), packages: others }, { object, event: 'cleaned-up' });
}

async function tellOutcome(report: PendingReport, { ports: { gate } }: DeliveryHost): Promise<void> {
  if (report.notice !== undefined) await gate.pass({ actor: 'update-client', kind: 'outcome', to: 'download-agent', report });
  await gate.pass({ actor: 'update-client', kind: 'outcome', to: 'client', report });
}

/** [DLOTA installNotifyURI] Told to the download server, and tried again; what comes of it changes nothing else. */
async function notify(report: PendingReport, notice: DueReport, host: DeliveryHost): Promise<void> {
  const { setup, ports, memory } = host;
  const { operation, object } = report;
  const packageUrl = operation === 'update' ? '' : packageUrlOf(memory().tree, object, operation);
  const outcome = await reportInstallation(notice, { ...setup.download, packageUrl }, ports);
  ports.tell({ kind: 'download-ended', text: outcome.delivered ? `The download server was told ${notice.code}.` : `The download server could not be told: ${outcome.reason ?? ''}` });
  const { notice: _told, ...rest } = report;
  host.keep({ reports: memory().reports.map((other) => (reportId(other) === reportId(report) ? rest : other)) });
}

async function deliverTo(serverId: string, host: DeliveryHost): Promise<void> {
  const { setup, ports, memory, isOff } = host;
  let pause = setup.reportPause;
  for (let tries = 0; tries <= setup.reportRetries && !isOff(); tries++) {
    await host.session(serverId);
    if (!memory().reports.some((report) => report.serverId === serverId)) return;
    await sleep(ports.clock, pause);
    pause *= 2;
  }
}
