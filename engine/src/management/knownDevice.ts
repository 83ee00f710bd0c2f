// What a Management Server has learnt of a device on the wire, and nothing else.
import type { PeerLimits } from '../session/conductor';

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
}

export function stranger(deviceId: string): KnownDevice {
  return { deviceId, values: {}, told: [], limits: {}, notified: [], reports: [] };
}

/** With a value more. URIs are taken as they are: the caller has normalised them. */
export function withValueOf(device: KnownDevice, told: ToldValue): KnownDevice {
  return { ...device, values: { ...device.values, [told.uri]: told.value }, told: [...device.told, told] };
}

/**
 * With a report more; a report that is known already changes nothing, since a device repeats one until its Status is
 * seen. The same report: the same correlator, or where there is none the same source and type. [FUMO 6.2.3]
 */
export function withReport(device: KnownDevice, report: Report): { readonly device: KnownDevice; readonly fresh: boolean } {
  const same = (other: Report): boolean =>
    report.correlator !== undefined
      ? other.correlator === report.correlator
      : other.correlator === undefined && other.source === report.source && other.type === report.type;
  if (device.reports.some(same)) return { device, fresh: false };
  return { device: { ...device, reports: [...device.reports, report] }, fresh: true };
}
