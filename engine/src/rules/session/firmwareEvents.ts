// What a log tells of firmware updates, and which report belongs to which order. [FUMO 6.1, 6.2]
import { firmwareNodes, operations, reportType, type Operation } from '../../fumo/firmwareObject';
import { sameAlertType } from '../../syncml/genericAlert';
import { child, textOf, type Element } from '../../xml/element';
import { normaliseUri } from '../../tree/uri';
import { fumoFacts, type FumoAlert } from '../fumoMessage/fumoFacts';
import { fumoPlace, likePlace, type FumoPlace } from '../fumoMessage/fumoPlace';
import type { ItemFacts } from '../messageFacts';
import type { Exchanged, FirmwareEvent, OneSession, Ordered, Reported, Sent, SessionLog } from '../sessionFacts';
import { defined, textIn, valued } from './header';

interface DraftOrder extends Ordered {
  readonly reports: Reported[];
}

export function firmwareEvents({ messages }: SessionLog, sessions: readonly OneSession[]): readonly FirmwareEvent[] {
  const objects = new Set<string>();
  for (const { facts, subject } of messages) for (const x of fumoFacts(facts, subject).objects) objects.add(x);
  const byIndex: { readonly device: string; readonly message: Exchanged }[] = [];
  for (const { device, messages: exchanged } of sessions) for (const message of exchanged) byIndex[message.index] = { device, message };
  const events: FirmwareEvent[] = [];
  const orders = new Orders();
  for (const entry of byIndex) {
    if (entry === undefined) continue;
    const { device, message } = entry;
    const subject = messages[message.index]?.subject;
    const placeOf = (element: Element | undefined): FumoPlace | undefined => (element === undefined ? undefined : fumoPlace(textOf(element).trim(), objects, subject?.descriptions));
    for (const sent of message.commands) for (const item of sent.command.items) events.push(...given(device, sent, item, placeOf(item.targetUri), orders));
    for (const { command } of message.results) for (const item of command.items) events.push(...read(device, message.index, item, placeOf(item.sourceUri)));
    const alerts = subject === undefined ? [] : fumoFacts(message.facts, subject).alerts;
    if (alerts.length === 0) continue;
    const byCommand = new Map(message.commands.map((sent) => [sent.command, sent]));
    for (const alert of alerts) {
      const sent = byCommand.get(alert.command);
      const report = sent === undefined ? undefined : reported(device, sent, alert, orders);
      if (report !== undefined) events.push(report);
    }
  }
  return events;
}

/** The orders of a log, by what reports name them with. */
class Orders {
  private readonly byCorrelator = new Map<string, DraftOrder>();
  /** Those that nothing was reported of, the newest last; by device and operation, by device and object. */
  private readonly waiting = new Map<string, DraftOrder>();

  add(order: DraftOrder): void {
    const { device, x, operation, correlator } = order;
    if (correlator !== undefined) this.byCorrelator.set(`${device} ${correlator}`, order);
    this.waiting.set(`${device} ${x} ${operation}`, order);
    this.waiting.set(`${device} ${operation}`, order);
    this.waiting.set(`${device} ${x}`, order);
  }

  find(device: string, x: string | undefined, operation: Operation, correlator: string | undefined): Pick<Reported, 'order' | 'foundBy'> & { readonly order?: DraftOrder } {
    const named = correlator === undefined ? undefined : this.byCorrelator.get(`${device} ${correlator}`);
    if (named !== undefined) return { order: named, foundBy: 'correlator' };
    const same = this.waiting.get(x === undefined ? `${device} ${operation}` : `${device} ${x} ${operation}`);
    if (same !== undefined && same.reports.length === 0) return { order: same, foundBy: 'operation' };
    const other = x === undefined ? undefined : this.waiting.get(`${device} ${x}`);
    return other !== undefined && other.reports.length === 0 ? { order: other, foundBy: 'object' } : {};
  }
}

function given(device: string, sent: Sent, { targetUri }: ItemFacts, place: FumoPlace | undefined, orders: Orders): readonly FirmwareEvent[] {
  if (place === undefined || targetUri === undefined) return [];
  const { x, node } = place;
  const { name, element } = sent.command;
  const about = { device, message: sent.message, x, sent };
  const operation = Object.hasOwn(operations, node) ? operations[node as keyof typeof operations] : undefined;
  if (name === 'Exec' && operation !== undefined) {
    const order: DraftOrder = { kind: 'order', ...about, operation, target: targetUri, reports: [], ...defined({ correlator: valued(element, 'Correlator')?.value }) };
    orders.add(order);
    return [order];
  }
  if (name !== 'Replace' && name !== 'Add') return [];
  switch (node) {
    case firmwareNodes.downloadPkgUrl:
      return [{ kind: 'package', ...about, how: 'download' }];
    case firmwareNodes.downloadAndUpdatePkgUrl:
      return [{ kind: 'package', ...about, how: 'downloadandupdate' }];
    case firmwareNodes.pkgData:
      return [{ kind: 'package', ...about, how: 'data' }];
    default:
      return [];
  }
}

function read(device: string, message: number, { sourceUri, data }: ItemFacts, place: FumoPlace | undefined): readonly FirmwareEvent[] {
  const value = textIn(data);
  if (value === undefined || sourceUri === undefined) return [];
  if (normaliseUri(textOf(sourceUri).trim()) === './DevDetail/FwV') return [{ kind: 'version', device, message, value: value.value, data: value.element }];
  if (place?.node !== firmwareNodes.state || !/^\d{1,4}$/.test(value.value)) return [];
  return [{ kind: 'state', device, message, x: place.x, value: Number(value.value), data: value.element }];
}

function reported(device: string, sent: Sent, { item, type }: FumoAlert, orders: Orders): Reported | undefined {
  const operation = Object.values(operations).find((one) => sameAlertType(reportType(one), textOf(type)));
  if (operation === undefined) return undefined;
  const source = item.sourceUri === undefined ? '' : textOf(item.sourceUri).trim();
  const x = source === '' ? undefined : (likePlace(source)?.x ?? normaliseUri(source));
  const correlator = textIn(child(sent.command.element, 'Correlator'));
  const code = item.data === undefined ? '' : textOf(item.data).trim();
  const { order, foundBy } = orders.find(device, x, operation, correlator?.value);
  const result = /^\d{1,6}$/.test(code) ? Number(code) : undefined;
  const report: Reported = { kind: 'report', device, message: sent.message, operation, sent, type, ...defined({ x, result, correlator, order, foundBy }) };
  order?.reports.push(report);
  return report;
}
