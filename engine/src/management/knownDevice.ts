// What a Management Server has learnt of a device on the wire, and nothing else.
import type { PeerLimits } from '../session/conductor';
import { sameAlertType } from '../syncml/genericAlert';

export interface KnownDevice {
  readonly deviceId: string;
  /** DevInfo and whatever else it has told: values by node URI, the newest of each. */
  readonly values: Readonly<Record<string, string>>;
  /** The same in the order of their coming, with the session in which each was told. */
  readonly told: readonly ToldValue[];
  readonly limits: PeerLimits;
  /** Session ids that were given out in notifications: each trigger has one of its own. [DM-NOTI 6.2.10] */
  readonly notified: readonly string[];
  readonly reports: readonly Report[];
}

export interface ToldValue {
  readonly uri: string;
  readonly value: string;
  readonly sessionId: string;
}

/** A firmware update report: a generic alert of one of FUMO's types. [FUMO 6.2] */
export interface Report {
  /** The alert's Type without prefix. */
  readonly type: string;
  readonly source?: string;
  readonly correlator?: string;
  readonly result: string;
  readonly sessionId: string;
  /** Every session in which it came. */
  readonly sessions: readonly string[];
  /** Another Exec has been sent since: what comes now without a correlator is another report. */
  readonly past?: true;
}

export function stranger(deviceId: string): KnownDevice {
  return { deviceId, values: {}, told: [], limits: {}, notified: [], reports: [] };
}

/** With a value more. URIs are taken as they are: the caller has normalised them. */
export function withValueOf(device: KnownDevice, told: ToldValue): KnownDevice {
  return { ...device, values: { ...device.values, [told.uri]: told.value }, told: [...device.told, told] };
}

/**
 * With a report more; one that is known already is counted once, since a device repeats it until its Status is seen. The
 * same report: the same type and correlator, or where there is none the same source and type. [FUMO 6.2.3]
 */
export function withReport(device: KnownDevice, report: Omit<Report, 'sessions'>): { readonly device: KnownDevice; readonly report: Report; readonly fresh: boolean } {
  const { sessionId } = report;
  const same = (other: Report): boolean =>
    sameAlertType(other.type, report.type) &&
    (report.correlator !== undefined ? other.correlator === report.correlator : other.correlator === undefined && other.past !== true && other.source === report.source);
  const known = device.reports.find(same);
  if (known === undefined) {
    const fresh = { ...report, sessions: [sessionId] };
    return { device: { ...device, reports: [...device.reports, fresh] }, report: fresh, fresh: true };
  }
  const again = known.sessions.includes(sessionId) ? known : { ...known, sessions: [...known.sessions, sessionId] };
  return { device: { ...device, reports: device.reports.map((other) => (other === known ? again : other)) }, report: again, fresh: false };
}

/** An Exec goes out: the reports so far are of others. */
export function withPastReports(device: KnownDevice): KnownDevice {
  return { ...device, reports: device.reports.map((report) => ({ ...report, past: true })) };
}
