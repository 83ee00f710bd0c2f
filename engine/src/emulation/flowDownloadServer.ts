// The Download Server of a flow: what its steps say is served, the rest comes from the folder that the flow names.
import { sameBytes, utf8 } from '../base/bytes';
import type { Clock } from '../base/clock';
import type { Files } from '../base/files';
import type { Gate } from '../base/gate';
import type { Hasher } from '../base/hasher';
import { downloadServer } from '../download/downloadServer';
import { mediaTypes, suffixOf, type DownloadFile, type DownloadFiles } from '../download/downloadServerSetup';
import type { ReceivedReport } from '../download/reportReceiver';
import type { Flow, PartOf, Step } from '../flow/model';
import type { Exchange } from '../net/exchange';
import { textOf, type Element } from '../xml/element';
import { writeXml } from '../xml/write';
import type { FlowFaults } from './faults/flowFaults';
import type { MessageBook } from './messageBook';
import type { RunAct } from './runAct';
import { filledElement, type Binaries } from './stepCommands';
import { pathOf } from './stepMatch';
import type { Variables } from './variables';

/** The path under which everything stands; `download.base` is the server's address with it. */
export const downloadPath = '/fw';

export interface FlowDownloadPorts {
  readonly flow: Flow;
  readonly variables: Variables;
  readonly binaries: Binaries;
  readonly folder: DownloadFiles;
  readonly faults: FlowFaults;
  readonly clock: Clock;
  readonly hasher: Hasher;
  readonly gate: Gate<RunAct>;
  readonly messages: MessageBook;
  origin(): string;
  reported(report: ReceivedReport): void;
}

export function flowDownloadServer(ports: FlowDownloadPorts): Exchange {
  const { clock, hasher, gate, messages } = ports;
  const modified = clock.now();
  const serve = downloadServer({
    clock,
    hasher,
    origin: () => ports.origin(),
    prefix: downloadPath,
    types: { ...mediaTypes, ...typesOf(ports) },
    files: { read: async (name) => servedByFlow(name, ports, modified) ?? fromFolder(name, await ports.folder.read(name), ports) },
    reports: { path: '/notify', received: (report) => { ports.reported(report); } },
    gate: {
      pass: async (act) => {
        await gate.pass(act);
        messages.responded(act.request, act.response);
      },
    },
  });
  return async (request) => {
    await gate.pass({ actor: 'download-server', kind: 'arrive', request });
    return serve(request);
  };
}

/** What a step says that the server returns for the request of the step before it. */
function answers(flow: Flow): readonly { readonly url: string; readonly answer: PartOf<'http'> }[] {
  return flow.steps.flatMap((step, index) => {
    const answer = httpOf(step, 'download-server', 'download-agent');
    const asked = index === 0 ? undefined : httpOf(flow.steps[index - 1], 'download-agent', 'download-server');
    return answer === undefined || asked?.url === undefined ? [] : [{ url: asked.url, answer }];
  });
}

function httpOf(step: Step | undefined, from: string, to: string): PartOf<'http'> | undefined {
  if (step?.from !== from || step.to !== to) return undefined;
  return step.parts.find((part): part is PartOf<'http'> => part.kind === 'http');
}

function typesOf({ flow }: FlowDownloadPorts): Readonly<Record<string, string>> {
  return Object.fromEntries(answers(flow).flatMap(({ url, answer }) => (answer.type === undefined ? [] : [[suffixOf(url), answer.type]])));
}

function servedByFlow(name: string, ports: FlowDownloadPorts, modified: number): DownloadFile | undefined {
  const wanted = answers(ports.flow).find(({ url }) => pathOf(ports.variables.fillOrKeep(url)) === `${downloadPath}/${name}`);
  const [content] = wanted?.answer.content ?? [];
  return content === undefined ? undefined : { bytes: octetsOf(content, ports), modified };
}

/** `<body>` holds a text, or stands for octets; any other element is the document itself. */
function octetsOf(content: Element, ports: FlowDownloadPorts): Uint8Array {
  const filled = filledElement(content, ports.variables.scope, ports.binaries);
  if (content.local !== 'body') return ports.faults.descriptor(utf8(writeXml(filled, { declaration: true })));
  const [only] = filled.children;
  return only?.kind === 'opaque' ? only.value : utf8(textOf(filled));
}

/** The flow's package and descriptors with what is wrong with them. */
function fromFolder(name: string, file: DownloadFile | undefined, { flow, faults }: FlowDownloadPorts): DownloadFile | undefined {
  if (file === undefined) return undefined;
  if (name.endsWith('.dd')) return { ...file, bytes: faults.descriptor(file.bytes) };
  return flow.package?.uri.endsWith(`/${name}`) === true ? { ...file, bytes: faults.package(file.bytes) } : file;
}

/** The folder as the Files port sees it; names come from the server and never lead out of it. */
export function folderOf(flow: Flow, files: Files, modified: number): DownloadFiles {
  const known = new Map<string, DownloadFile>();
  return {
    read: async (name) => {
      const bytes = await files.read(files.resolve(flow.downloadServer?.at.uri ?? flow.uri, `${flow.downloadServer?.store ?? '.'}/${name}`));
      if (bytes === undefined) return undefined;
      const before = known.get(name);
      // The same octets are given as the same object, so that they are digested once.
      if (before !== undefined && sameBytes(before.bytes, bytes)) return before;
      const file = { bytes, modified };
      known.set(name, file);
      return file;
    },
  };
}
