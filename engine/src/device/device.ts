// The emulated device: its management tree, the Management Client, the Firmware Update Client and the user, as one whole
// that can be switched off and on.
import { runClientSession } from '../session/clientSession';
import type { CommandTarget, Order, Outcome, Undertaking } from '../session/commandTarget';
import { sessionIdText } from '../session/notification';
import type { Item } from '../syncml/message';
import { perform } from '../tree/perform';
import { nodeAt, type Tree } from '../tree/tree';
import { normaliseUri } from '../tree/uri';
import { readMemory, writeMemory, type DeviceMemory } from './deviceMemory';
import { goodCircumstances, type Circumstances, type DevicePorts, type DeviceSetup, type PendingOperation, type PendingReport } from './deviceSetup';
import { accountOf, withNonce } from './dmAccount';
import { carryOutOperation } from './carryOutOperation';
import { admit } from './admission';
import { deliverReports } from './deliverReports';
import { afterEvent, firmwareObjects, insideFirmwareObject, packageOf, stateOf } from './firmwareObjects';
import { interact } from './interaction';
import { mannerOf, type DeviceManner } from './personality/mannerOf';
import { PowerCut } from './powerSupply';
import { reportAlert, reportId } from './report';
import { requestAlert, requestId, type UpdateRequest } from './request';
import { readTrigger } from './trigger';
import { firmwareNodes } from '../fumo/firmwareObject';
import { stateName } from '../fumo/states';
import type { StateEvent } from '../fumo/transitions';

export class Device {
  private memory: DeviceMemory;
  /** What the device does, one after the other: a session, an installation, a report. */
  private work: Promise<void> = Promise.resolve();
  private off = false;
  /** The report that a server has acknowledged last. */
  delivered: PendingReport | undefined;
  /** Nothing is written before all of an Atomic has gone well. */
  private undertaking = false;
  private readonly manner: DeviceManner | undefined;
  /** Nonces that servers had before, the latest first, since it was switched on: to tell what is wrong with a stale one. */
  private readonly earlier = new Map<string, readonly Uint8Array[]>();

  constructor(
    private readonly setup: DeviceSetup,
    private readonly ports: DevicePorts,
  ) {
    this.memory = readMemory(ports.store, setup.tree);
    this.manner = mannerOf(setup.personality ?? []);
  }

  get tree(): Tree {
    return this.memory.tree;
  }

  get deviceId(): string {
    return String(nodeAt(this.tree, './DevInfo/DevId')?.value ?? '');
  }

  snapshot(): DeviceMemory {
    return this.memory;
  }

  restore(memory: DeviceMemory): void {
    this.remember(memory);
  }

  /** Resolves when the device has nothing more to do. */
  async idle(): Promise<void> {
    for (let work = this.work; ; work = this.work) {
      await work;
      if (work === this.work) return;
    }
  }

  /** Goes on with what was left to do when the power went. */
  switchOn(): void {
    this.off = false;
    this.begin(() => this.resume());
  }

  /** Nothing new is begun after this. */
  switchOff(): void {
    this.off = true;
  }

  /** A change from outside, by the person who debugs: neither ACL nor AccessType is asked. */
  setTree(tree: Tree): void {
    this.remember({ ...this.memory, tree });
  }

  /** A datagram has come in: package #0, or something that isn't. */
  notified(bytes: Uint8Array): void {
    const trigger = readTrigger(bytes, this.tree, this.ports.hasher);
    if ('refused' in trigger) {
      // [DM-NOTI 5.1] An invalid notification is ignored; there is no channel to answer it on.
      this.ports.tell({ kind: 'notification-refused', text: trigger.refused });
      return;
    }
    const { serverId, sessionId } = trigger;
    const mark = `${serverId} ${sessionId}`;
    // [DM-NOTI 6.2.10] The same trigger received again asks for the same session.
    if (this.memory.followed.includes(mark)) return;
    this.memory = { ...this.memory, followed: [...this.memory.followed, mark] };
    this.ports.tell({ kind: 'notification-accepted', text: `${serverId} asks for session ${sessionId}.` });
    this.begin(async () => {
      await this.session(serverId, sessionId, '1200');
    });
  }

  /** Asks the server for an update, in a session of the device's own. [FUMO 7] */
  request(request: UpdateRequest): void {
    this.begin(async () => {
      this.memory = { ...this.memory, requests: [...(this.memory.requests ?? []), request] };
      await this.session(request.serverId, this.freshSessionId(), '1201');
      // [FUMO 7.1] Nobody expects a certain answer: a request that did not get through is not repeated.
      this.withdraw(request);
    });
  }

  private withdraw(request: UpdateRequest): void {
    this.memory = { ...this.memory, requests: (this.memory.requests ?? []).filter((other) => other !== request) };
  }

  private begin(task: () => Promise<void>): void {
    this.work = this.work.then(async () => {
      try {
        if (!this.off) await task();
      } catch (thrown) {
        // Who has no power has nobody to tell it to either.
        if (!(thrown instanceof PowerCut)) throw thrown;
      }
    });
  }

  private get circumstances(): Circumstances {
    return this.ports.circumstances?.() ?? goodCircumstances;
  }

  private async session(serverId: string, sessionId: string, opening: '1200' | '1201'): Promise<void> {
    const dmAccount = accountOf(this.tree, serverId);
    if (dmAccount === undefined) return;
    const target = this.target(serverId);
    const { account } = dmAccount;
    const server = { ...account.server, earlier: this.earlier.get(serverId) ?? [] };
    const end = await runClientSession(
      {
        account: { ...account, server },
        url: dmAccount.address,
        deviceId: this.deviceId,
        sessionId: this.manner?.sessionId(sessionId) ?? sessionId,
        opening,
        maxMsgSize: this.setup.maxMsgSize,
        maxObjSize: this.setup.maxObjSize,
        answerWithin: this.setup.answerWithin,
        ...(this.setup.encoding !== undefined && { encoding: this.setup.encoding }),
        ...(this.manner !== undefined && { manner: this.manner }),
      },
      {
        ...this.ports,
        target: this.ports.between?.(target) ?? target,
        keepNonce: (which, nonce) => {
          if (which === 'server') this.earlier.set(serverId, [server.nonce, ...server.earlier].slice(0, 3));
          this.remember({ ...this.memory, tree: withNonce(this.tree, dmAccount, which, nonce) });
        },
      },
    );
    this.ports.tell({ kind: 'session-ended', text: `Session ${sessionId}: ${end.how === 'finished' ? 'finished.' : end.reason}`, ...(end.how === 'unauthorized' && { unauthorized: true }) });
    for (const object of this.memory.settling) this.settle(object);
    const { operation } = this.memory;
    if (operation !== undefined && !this.off) await this.carryOut(operation);
  }

  private target(serverId: string): CommandTarget {
    return {
      perform: (order) => Promise.resolve(this.perform(order)),
      interact: (alert) => interact(alert, this.setup, this.ports),
      begin: () => this.undertake(),
      deviceInfo: () => this.deviceInfo(),
      dueAlerts: () => [
        ...(this.memory.requests ?? []).filter((request) => request.serverId === serverId).map((request) => requestAlert(request, this.setup.prefixedAlertType)),
        ...this.memory.reports.filter((report) => report.serverId === serverId).map((report) => reportAlert(report, this.setup.prefixedAlertType)),
      ],
      alertAnswered: (id, status) => {
        const request = this.memory.requests?.find((candidate) => requestId(candidate) === id);
        if (request !== undefined) {
          this.withdraw(request);
          this.ports.tell({ kind: 'requested', text: `The request for an update was answered with ${status}.` });
          return;
        }
        const report = this.memory.reports.find((candidate) => reportId(candidate) === id);
        if (report === undefined) return;
        this.delivered = report;
        this.keep({ reports: this.memory.reports.filter((other) => other !== report), settling: [...this.memory.settling, report.object] });
        this.ports.tell({ kind: 'reported', text: `The report of result ${report.result} was answered with ${status}.` });
      },
    };
  }

  private perform(order: Order): Outcome {
    const place = insideFirmwareObject(this.tree, normaliseUri(order.item.target ?? ''));
    const isPackage = order.verb === 'Replace' && place?.path === firmwareNodes.pkgData;
    // [FUMO 6] A package may not come in while another is being installed.
    if (isPackage && afterEvent(this.tree, place.object, 'package-replaced', this.setup.strictness) === undefined) {
      return { status: 405 };
    }
    const { tree, outcome } = perform(this.tree, order);
    if (outcome.status >= 300) return outcome;
    // [DM-REP 10] 420: there is no room for it.
    if (isPackage && packageOf(tree, place.object).length > this.circumstances.freeMemory) return { status: 420 };
    if (isPackage) {
      // [FUMO 6, figure] The package that was there is discarded, however it came.
      const { [place.object]: _discarded, ...packages } = this.memory.packages;
      this.keep({ tree, packages }, { object: place.object, event: 'package-replaced' });
    } else if (tree !== this.tree) this.keep({ tree });
    if (order.verb === 'Exec') return place === undefined ? { status: 406 } : this.execute(order, place);
    return outcome;
  }

  /** [FUMO 6.1] An Exec is accepted with 202 and carried out when the session is over. */
  private execute(order: Order, place: { readonly object: string; readonly path: string }): Outcome {
    const admission = admit(order, place, this.memory, this.setup);
    if ('refused' in admission) return admission.refused;
    this.remember(admission.accepted);
    this.tellState(place.object);
    return { status: 202 };
  }

  private async carryOut(operation: PendingOperation): Promise<void> {
    let cycled = false;
    await carryOutOperation(operation, {
      setup: this.setup,
      ports: this.ports,
      memory: () => this.memory,
      keep: (change, event) => {
        this.keep(change, event === undefined ? undefined : { object: operation.object, event });
      },
      conclude: (report, event, change = {}) => {
        const { operation: _done, download: _came, ...rest } = this.memory;
        this.memory = rest;
        this.keep({ ...change, reports: [...rest.reports, report] }, { object: operation.object, event });
      },
      powerCycle: () => {
        cycled = true;
        this.powerCycle();
      },
    });
    if (!cycled && this.memory.operation === undefined) await this.deliver();
    if (!cycled && this.memory.operation !== undefined) this.die();
  }

  /** Everything that isn't in the Store is lost; the device is as one that was just switched on. */
  private powerCycle(): void {
    this.memory = readMemory(this.ports.store, this.setup.tree);
    this.begin(() => this.resume());
  }

  /** No firmware starts any more: there is nobody left to report. [FUMO 8] */
  private die(): void {
    this.off = true;
    this.ports.tell({ kind: 'dead', text: 'The device does not start any more.' });
  }

  /** What the Store tells that there is left to do. */
  private async resume(): Promise<void> {
    for (const object of this.memory.settling) this.settle(object);
    const { operation } = this.memory;
    if (operation === undefined) await this.deliver();
    else await this.carryOut(operation);
  }

  /** [FUMO 6, figure] Back to Idle, after the server has the result. */
  private settle(object: string): void {
    this.keep({ settling: this.memory.settling.filter((other) => other !== object) }, { object, event: 'settled' });
  }

  private deliver(): Promise<void> {
    return deliverReports({
      setup: this.setup,
      ports: this.ports,
      memory: () => this.memory,
      isOff: () => this.off,
      keep: (change, moved) => {
        this.keep(change, moved);
      },
      session: (serverId) => this.session(serverId, this.freshSessionId(), '1201'),
    });
  }

  private freshSessionId(): string {
    // [RepPro 6.1.18] At most four octets; the form is that of a notified session.
    const [high = 0, low = 1] = this.ports.random.bytes(2);
    return sessionIdText(((high << 8) | low) || 1);
  }

  /** [DM-PRO 8.3] One Item for each leaf directly below ./DevInfo. */
  private deviceInfo(): readonly Item[] {
    return [...(nodeAt(this.tree, './DevInfo')?.children ?? [])]
      .filter(([, node]) => node.children === undefined)
      .map(([name, node]) => ({
        source: `./DevInfo/${name}`,
        meta: { format: node.format, type: node.type ?? 'text/plain' },
        ...(node.value !== undefined && { data: node.value }),
      }));
  }

  /** One write: a change, and the State of an object after an event where that may happen now. */
  private keep(change: Partial<DeviceMemory>, moved?: { readonly object: string; readonly event: StateEvent }): void {
    const memory = { ...this.memory, ...change };
    const tree = moved === undefined ? undefined : afterEvent(memory.tree, moved.object, moved.event, this.setup.strictness);
    this.remember(tree === undefined ? memory : { ...memory, tree });
    if (tree !== undefined && moved !== undefined) this.tellState(moved.object);
  }

  private tellState(object: string): void {
    const state = stateOf(this.tree, object);
    this.ports.tell({ kind: 'state', text: `${object}/${firmwareNodes.state} is ${state} (${stateName(state) ?? ''}).` });
  }

  /** [DM-REP 6.6.3] What an Atomic holds: in memory only, until all of it has gone well. */
  private undertake(): Undertaking {
    const before = this.memory;
    this.undertaking = true;
    return {
      keep: () => {
        this.undertaking = false;
        if (this.memory !== before) this.remember(this.memory);
      },
      undo: () => {
        const { tree } = this;
        this.undertaking = false;
        this.memory = before;
        for (const object of firmwareObjects(before.tree)) if (stateOf(tree, object) !== stateOf(before.tree, object)) this.tellState(object);
        return true;
      },
    };
  }

  private remember(memory: DeviceMemory): void {
    this.memory = memory;
    if (!this.undertaking) writeMemory(this.ports.store, memory);
  }
}
