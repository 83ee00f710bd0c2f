// From a flow and the files that it names to a run that can be started: everything that is wrong with them is found
// before anything starts.
import { fromUtf8Strictly, toHex } from '../base/bytes';
import type { Files } from '../base/files';
import type { Problem } from '../base/problem';
import { readDdf } from '../ddf/readDdf';
import { readTnds } from '../ddf/readTnds';
import { accountOf } from '../device/dmAccount';
import { firmwareObjects } from '../device/firmwareObjects';
import { downloadDefaults } from '../download/downloadSetup';
import type { Scope } from '../flow/expression';
import { faultsOfFault } from '../flow/faults/checkFault';
import { placesOf } from '../flow/faults/places';
import { faultOfPersonality } from '../flow/personalities';
import type { FileReference, Flow, Part, PartOf, Place } from '../flow/model';
import { readPackage } from '../fumo/package';
import { readAccounts, type DeviceAccount } from '../management/accounts';
import { plant } from '../tree/plant';
import { findByType, nodeAt, withProperties, type Tree } from '../tree/tree';
import type { XmlDocument } from '../xml/element';
import { parseXml } from '../xml/parse';
import { FlowRun } from './flowRun';
import type { Ends } from './runEnds';
import type { Run, RunSetup } from './run';
import { unrunnable } from './unrunnable';
import { Variables } from './variables';

const defaults = {
  installTime: 2000,
  maxMsgSize: 4096,
  maxObjSize: 16 * 1024 * 1024,
  answerWithin: 30_000,
  answerSeconds: 60,
  reportRetries: 5,
  reportPause: 1000,
};

/** `run` is there when no problem is an error. Throws a Failure only where the machine fails to read. */
export async function prepareRun(setup: RunSetup): Promise<{ readonly run?: Run; readonly problems: readonly Problem[] }> {
  const reading = new Reading(setup);
  const prepared = await reading.prepare();
  return { problems: reading.problems, ...(prepared !== undefined && !reading.hasErrors() && { run: prepared }) };
}

class Reading {
  readonly problems: Problem[] = [];
  private readonly files: Files;
  private readonly flow: Flow;

  constructor(private readonly setup: RunSetup) {
    this.files = setup.files;
    this.flow = withFaults(setup.flow, setup.faults ?? [], (message) => {
      this.tell('fault-unknown', message, { uri: setup.flow.uri, range: { start: 0, end: 0 } });
    });
  }

  async prepare(): Promise<Run | undefined> {
    const { flow, setup } = this;
    const parameters = this.parameters();
    const { emulate, server } = flow;
    if (emulate === undefined) return this.missing('<emulate>, so there is no device to run it with');
    if (server === undefined) return this.missing('<server>, so there is no Management Server to run it with');
    const [ddf, tnds, accountsFile, firmware] = await Promise.all([
      this.document(emulate.ddf),
      this.document(emulate.tree),
      this.document(server.accounts),
      flow.package === undefined ? undefined : this.octets(flow.package),
    ]);
    if (ddf === undefined || tnds === undefined || accountsFile === undefined || this.hasErrors()) return undefined;
    const tree = this.tree(emulate.ddf, ddf, emulate.tree, tnds, server.id);
    const accounts = this.accounts(server.accounts, accountsFile);
    if (tree === undefined) return undefined;
    const deviceId = this.deviceId(tree, parameters);
    this.checkAccounts(tree, accounts, deviceId, server.id, emulate.tree, server.accounts);
    const ends: Ends = { device: setup.realDevice === undefined ? 'ours' : 'real', server: setup.realServer === undefined ? 'ours' : 'real' };
    const version = firmware === undefined ? undefined : (readPackage(firmware).header?.to ?? flow.package?.version);
    const scope = this.lets(tree, {
      ...parameters,
      ...(firmware !== undefined && { 'package.size': firmware.length, 'package.sha256': toHex(setup.machine.hasher.sha256(firmware)) }),
      ...(version !== undefined && { 'package.version': version }),
    });
    this.problems.push(...unrunnable(flow, new Variables(scope, flow.captures)));
    this.checkEnds(flow);
    // A flow speaks of an object by its identifier, or by its address.
    const objects = firmwareObjects(tree);
    const firmwareUri = flow.lets.map((entry) => String(scope[entry.name])).find((uri) => objects.includes(uri)) ?? objects[0];
    return new FlowRun({
      flow,
      files: setup.files,
      machine: setup.machine,
      serverId: server.id,
      deviceId,
      accounts,
      scope,
      binaries: firmware === undefined ? {} : { 'package.bytes': firmware },
      ends,
      showSecrets: setup.showSecrets === true,
      listening: {
        serverPort: setup.serverPort ?? 0,
        devicePort: setup.devicePort ?? 0,
        downloadPort: setup.downloadPort ?? 0,
        ...(setup.host !== undefined && { host: setup.host }),
      },
      ...(setup.realServer !== undefined && { serverUrl: setup.realServer.url }),
      ...(setup.realDevice?.notify !== undefined && { notify: setup.realDevice.notify }),
      ...(firmwareUri !== undefined && { firmware: firmwareUri }),
      device: {
        ...defaults,
        tree,
        download: downloadDefaults,
        strictness: emulate.transitions ?? 'strict',
        ...(emulate.refusalStatus !== undefined && { refusalStatus: emulate.refusalStatus }),
        ...(emulate.results !== undefined && { results: emulate.results }),
        personality: this.personality(),
        prefixedAlertType: false,
        installTime: setup.installTime ?? defaults.installTime,
        maxMsgSize: emulate.maxMsgSize ?? defaults.maxMsgSize,
        maxObjSize: emulate.maxObjSize ?? defaults.maxObjSize,
        encoding: setup.encoding ?? emulate.encoding ?? 'xml',
        ...(emulate.trustedKey !== undefined && { trustedKey: emulate.trustedKey }),
        ...(flow.package?.version !== undefined && { packageVersion: flow.package.version }),
      },
    });
  }

  hasErrors(): boolean {
    return this.problems.some((problem) => problem.severity === 'error');
  }

  /** What the flow says, and what whoever runs it says besides. */
  private personality(): readonly string[] {
    const given = this.setup.personality ?? [];
    for (const name of given) {
      const fault = faultOfPersonality(name);
      if (fault !== undefined) this.tell('personality-unknown', fault, { uri: this.flow.uri, range: { start: 0, end: 0 } });
    }
    return [...new Set([...(this.flow.emulate?.personality ?? []), ...given])];
  }

  private missing(what: string): undefined {
    this.tell('flow-not-runnable', `The flow has no ${what}.`, { uri: this.flow.uri, range: { start: 0, end: 0 } });
    return undefined;
  }

  private tell(code: string, message: string, at: Pick<Place, 'uri' | 'range'>, clause?: string): void {
    this.problems.push({ code, severity: 'error', message, range: at.range, uri: at.uri, ...(clause !== undefined && { clause }) });
  }

  private parameters(): Scope {
    const given = this.setup.parameters;
    const { parameters } = this.flow;
    for (const name of Object.keys(given)) {
      if (!parameters.some((parameter) => parameter.name === name)) {
        const known = parameters.map((parameter) => parameter.name).join(', ');
        this.tell('parameter-unknown', `The flow has no parameter "${name}"; it has ${known === '' ? 'none' : known}.`, { uri: this.flow.uri, range: { start: 0, end: 0 } });
      }
    }
    return Object.fromEntries(
      parameters.map(({ name, value, values, at }) => {
        const chosen = given[name] ?? value;
        if (values.length > 0 && !values.includes(chosen)) {
          this.tell('parameter-value', `The parameter ${name} is one of ${values.join(', ')}, not "${chosen}".`, at);
        }
        return [name, chosen];
      }),
    );
  }

  private async octets(reference: FileReference): Promise<Uint8Array | undefined> {
    const bytes = await this.files.read(reference.uri);
    if (bytes === undefined) this.tell('file-missing', `There is no file ${reference.written}.`, reference.at);
    return bytes;
  }

  private async document(reference: FileReference): Promise<XmlDocument | undefined> {
    const bytes = await this.octets(reference);
    if (bytes === undefined) return undefined;
    const text = fromUtf8Strictly(bytes);
    if (text === undefined) {
      this.tell('file-not-utf8', `${reference.written} is not UTF-8 text.`, reference.at);
      return undefined;
    }
    const { document, problems } = parseXml(text.replace(/^\uFEFF/, ' '));
    this.keep(problems, reference.uri);
    return document;
  }

  private keep(problems: readonly Problem[], uri: string): void {
    this.problems.push(...problems.map((problem) => ({ ...problem, uri })));
  }

  private tree(ddfFile: FileReference, ddf: XmlDocument, tndsFile: FileReference, tnds: XmlDocument, serverId: string): Tree | undefined {
    const read = readDdf(ddf);
    this.keep(read.problems, ddfFile.uri);
    const instances = readTnds(tnds);
    this.keep(instances.problems, tndsFile.uri);
    // A description that isn't what was meant makes every instance look wrong.
    if (read.description === undefined || this.hasErrors()) return undefined;
    const planted = plant(read.description, instances.nodes, { standard: true });
    this.keep(planted.problems, tndsFile.uri);
    return withFirmwareRights(planted.tree, serverId);
  }

  private accounts(reference: FileReference, document: XmlDocument): readonly DeviceAccount[] {
    const { accounts, problems } = readAccounts(document);
    this.keep(problems, reference.uri);
    return accounts;
  }

  /** Ours tells by itself which one it is; somebody else's is the one that the flow orders an update of. */
  private deviceId(tree: Tree, parameters: Scope): string {
    const own = String(nodeAt(tree, './DevInfo/DevId')?.value ?? '');
    const job = this.flow.steps.flatMap(({ parts }) => parts).find((part): part is PartOf<'job'> => part.kind === 'job');
    return this.setup.realDevice === undefined || job === undefined ? own : new Variables(parameters, []).fillOrKeep(job.device);
  }

  private checkAccounts(tree: Tree, accounts: readonly DeviceAccount[], deviceId: string, serverId: string, tnds: FileReference, file: FileReference): void {
    if (this.setup.realDevice === undefined && accountOf(tree, serverId) === undefined) {
      this.tell('device-without-account', `The device has no account for the server "${serverId}".`, tnds.at, 'DM-STDOBJ 5.3.1');
    }
    if (this.setup.realServer === undefined && !accounts.some((account) => account.deviceId === deviceId)) {
      this.tell('server-without-account', `The server has no account for the device "${deviceId}".`, file.at, 'DM-SEC 5.1');
    }
  }

  /** What a run with an end that isn't ours needs to be told. */
  private checkEnds(flow: Flow): void {
    const { realDevice, realServer } = this.setup;
    const whole = { uri: flow.uri, range: { start: 0, end: 0 } };
    if (realDevice !== undefined && realServer !== undefined) this.tell('ends-none', 'Both ends are somebody else\'s: there is nothing to run.', whole);
    if (realDevice !== undefined && realDevice.notify === undefined) {
      const step = flow.steps.find(({ parts }) => parts.some(({ kind }) => kind === 'notification'));
      if (step !== undefined) this.tell('device-without-address', `Step ${step.id} sends a notification, and nobody has said where the device takes it.`, step.at);
    }
  }

  private lets(tree: Tree, scope: Scope): Scope {
    const variables = new Variables(scope, []);
    for (const entry of this.flow.lets) {
      const found = entry.find === undefined ? undefined : findByType(tree, entry.find)[0];
      try {
        variables.set(entry.name, found ?? variables.fill(entry.value ?? entry.otherwise ?? ''));
      } catch (thrown) {
        this.tell('let-without-value', `"${entry.name}" can't be given a value: ${thrown instanceof Error ? thrown.message : ''}`, entry.at);
      }
    }
    return variables.scope;
  }
}

/** The flow with more faults; `tell` hears of those that can't be. */
function withFaults(flow: Flow, faults: NonNullable<RunSetup['faults']>, tell: (message: string) => void): Flow {
  let { steps } = flow;
  for (const { name, step: n, settings } of faults) {
    const found = steps.find((step) => step.n === n || step.id === n);
    if (found === undefined) {
      tell(`There is no step ${n} for the fault ${name}.`);
      continue;
    }
    const places = placesOf(found, steps[steps.indexOf(found) + 1]);
    for (const fault of faultsOfFault(name, settings, places)) tell(fault.message);
    const part: Part = { kind: 'fault', name, settings, at: found.at };
    steps = steps.map((step) => (step === found ? { ...step, parts: [...step.parts, part] } : step));
  }
  return { ...flow, steps };
}

/**
 * [TND 7.7.1] The root's default lets every server Add and Get, and nobody Replace or Exec. A firmware object that the
 * instances give no access control list is therefore opened to the server that updates it.
 */
function withFirmwareRights(tree: Tree, serverId: string): Tree {
  return firmwareObjects(tree).reduce(
    (changed, uri) => (inheritsFromRoot(changed, uri) ? withProperties(changed, uri, { acl: `Get=${serverId}&Replace=${serverId}&Exec=${serverId}` }) : changed),
    tree,
  );
}

function inheritsFromRoot(tree: Tree, uri: string): boolean {
  const names = uri.split('/');
  return names.slice(1).every((_, index) => (nodeAt(tree, names.slice(0, index + 2).join('/'))?.acl ?? '') === '');
}
