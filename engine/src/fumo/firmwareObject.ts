// The names inside a FUMO object, and the identifiers by which one is found. [FUMO 5]

/** MO identifiers that mark an interior node as a FUMO object: FUMO's own, then the one that older devices carry. */
export const fumoIdentifiers = ['urn:oma:mo:oma-fumo:1.0', 'org.openmobilealliance/1.0/FirmwareUpdateManagementObject'] as const;

/** Nodes of x, relative to x. */
export const firmwareNodes = {
  pkgName: 'PkgName',
  pkgVersion: 'PkgVersion',
  download: 'Download',
  downloadPkgUrl: 'Download/PkgURL',
  update: 'Update',
  pkgData: 'Update/PkgData',
  downloadAndUpdate: 'DownloadAndUpdate',
  downloadAndUpdatePkgUrl: 'DownloadAndUpdate/PkgURL',
  state: 'State',
} as const;

/** The three Execs of a FUMO object; the report's alert type ends in the same word. [FUMO 6.1, 6.2.2] */
export const operations = {
  [firmwareNodes.download]: 'download',
  [firmwareNodes.update]: 'update',
  [firmwareNodes.downloadAndUpdate]: 'downloadandupdate',
} as const;

export type Operation = (typeof operations)[keyof typeof operations];

/** Who may ask the server for an update of its own accord. [FUMO 7] */
export type Requester = 'user' | 'device';

/** The Type of the generic alert that asks for an update, without prefix. [FUMO 7.1.2] */
export function requestType(by: Requester): string {
  return `org.openmobilealliance.dm.firmwareupdate.${by}request`;
}

/** The Type of the generic alert that reports on an operation, without prefix. [FUMO 6.2.2] */
export function reportType(operation: Operation): string {
  return `org.openmobilealliance.dm.firmwareupdate.${operation}`;
}
