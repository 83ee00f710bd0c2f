// Opens the Download Server of a flow, where it has one.
import { Failure, sentenceOf } from '../base/failure';
import type { Clock } from '../base/clock';
import type { Files } from '../base/files';
import type { Gate } from '../base/gate';
import type { ReceivedReport } from '../download/reportReceiver';
import type { Flow } from '../flow/model';
import type { Exchange, Listening } from '../net/exchange';
import type { FlowFaults } from './faults/flowFaults';
import { downloadPath, flowDownloadServer, folderOf } from './flowDownloadServer';
import type { MessageBook } from './messageBook';
import type { Machine } from './run';
import type { RunAct } from './runAct';
import type { RunLog } from './runLog';
import type { Binaries } from './stepCommands';
import type { Variables } from './variables';

/** Octets of a request to the Download Server: a status report at most. */
const maxBody = 65_536;
/** Milliseconds that a peer may take to send a request. */
const requestWithin = 60_000;

export interface DownloadsToOpen {
  readonly flow: Flow;
  readonly files: Files;
  readonly machine: Machine;
  readonly binaries: Binaries;
  readonly faults: FlowFaults;
  readonly clock: Clock;
  readonly variables: Variables;
  readonly gate: Gate<RunAct>;
  readonly messages: MessageBook;
  readonly log: RunLog;
  readonly port: number;
  readonly host?: string;
}

/** Its address becomes `download.base`. Undefined where the flow has no Download Server. */
export async function openDownloads(ports: DownloadsToOpen): Promise<Listening | undefined> {
  const { flow, files, machine, variables, log } = ports;
  const { downloadServer } = flow;
  if (downloadServer === undefined) return undefined;
  // The server is made when its address is known, and nobody knows the address before that.
  const serving: { exchange?: Exchange } = {};
  const listening = await machine.host.listen(
    (request) => serving.exchange?.(request) ?? Promise.reject(new Failure('run-not-started', 'The Download Server is not open yet.')),
    { port: ports.port, maxBody, patience: { clock: ports.clock, within: requestWithin }, ...(ports.host !== undefined && { host: ports.host }) },
  );
  variables.set('download.base', `${listening.url}${downloadPath}`);
  const reports = machine.reportLog?.(files.resolve(flow.uri, '.'));
  serving.exchange = flowDownloadServer({
    ...ports,
    hasher: machine.hasher,
    folder: machine.downloads?.(files.resolve(downloadServer.at.uri, downloadServer.store)) ?? folderOf(flow, files, ports.clock.now()),
    origin: () => listening.url,
    reported: (report) => {
      log.say(`The Download Server has received ${report.code} ${report.message} for ${report.job}.`);
      const { log: name } = downloadServer;
      if (name === undefined) return;
      reports?.appendLine(files.resolve(flow.uri, name), lineOf(report)).catch((thrown: unknown) => {
        log.say(`${name} can't be written: ${sentenceOf(thrown)}`, 'important');
      });
    },
  });
  log.say(`The Download Server listens at ${listening.url}${downloadPath}.`);
  return listening;
}

function lineOf(report: ReceivedReport): string {
  return [new Date(report.at).toISOString(), report.job, report.code, report.message].join(' ');
}
