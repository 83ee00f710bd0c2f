// The type of a generic alert (1226), and the types that FUMO defines. [DM-PRO 8.7.1.6, FUMO 6.2.2]
import { reportType, requestType } from '../fumo/firmwareObject';

export interface FirmwareAlertType {
  /** Without prefix, as FUMO prints it. */
  readonly type: string;
  /** `report`: a command has ended; `request`: somebody wants an update. */
  readonly kind: 'report' | 'request';
  /** The node whose Exec is reported on. */
  readonly command?: 'Download' | 'Update' | 'DownloadAndUpdate';
  readonly meaning: string;
  readonly clause: string;
}

const reportClause = 'FUMO 6.2.2';
const requestClause = 'FUMO 7.1.2';

export const firmwareAlertTypes: readonly FirmwareAlertType[] = [
  {
    type: reportType('download'),
    kind: 'report',
    command: 'Download',
    meaning: 'The download of a package has ended.',
    clause: reportClause,
  },
  {
    type: reportType('update'),
    kind: 'report',
    command: 'Update',
    meaning: 'The installation of a package has ended.',
    clause: reportClause,
  },
  {
    type: reportType('downloadandupdate'),
    kind: 'report',
    command: 'DownloadAndUpdate',
    meaning: 'Download and installation of a package have ended.',
    clause: reportClause,
  },
  {
    type: requestType('device'),
    kind: 'request',
    meaning: 'The device asks for an update.',
    clause: requestClause,
  },
  {
    type: requestType('user'),
    kind: 'request',
    meaning: 'The user asks for an update.',
    clause: requestClause,
  },
];

export const domainPrefix = 'Reversed-Domain-Name: ';

/**
 * The type without `Reversed-Domain-Name:`, in whatever case, with or without the blank. DM demands the prefix, FUMO
 * prints its types without, and devices do either. [DM-PRO 8.7.1.6, FUMO 6.2.2]
 */
export function bareAlertType(type: string): string {
  return type.trim().replace(/^reversed-domain-name:\s*/i, '');
}

/** The type as DM wants it on the wire; one with a prefix stays as it is. [DM-PRO 8.7.1.6] */
export function prefixedAlertType(type: string): string {
  return /^(reversed-domain-name|content-type):/i.test(type.trim()) ? type.trim() : domainPrefix + type.trim();
}

/** True where both name the same alert: prefix and case of the name don't count. */
export function sameAlertType(a: string, b: string): boolean {
  return bareAlertType(a).toLowerCase() === bareAlertType(b).toLowerCase();
}

/** How the type is written: `domain` and `content` are what DM allows, `bare` is what FUMO prints. */
export function alertTypeForm(type: string): 'domain' | 'content' | 'bare' {
  if (/^reversed-domain-name:/i.test(type.trim())) return 'domain';
  return /^content-type:/i.test(type.trim()) ? 'content' : 'bare';
}

/** The FUMO alert that a type names, prefixed or not. */
export function firmwareAlertType(type: string): FirmwareAlertType | undefined {
  return firmwareAlertTypes.find((known) => sameAlertType(known.type, type));
}

/** True for the two types that ask for an update. */
export function isFirmwareRequest(type: string): boolean {
  return firmwareAlertType(type)?.kind === 'request';
}

/** True for the three types that report the end of an Exec. */
export function isFirmwareReport(type: string): boolean {
  return firmwareAlertType(type)?.kind === 'report';
}
