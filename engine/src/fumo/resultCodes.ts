// The result codes that a device reports at the end of an update. [FUMO 6.2.4]

export type ResultSeries = 'success' | 'client-error' | 'server-error';

export interface ResultCode {
  readonly code: number;
  readonly name: string;
  readonly meaning: string;
  readonly series: ResultSeries;
}

const table: readonly ResultCode[] = [
  { code: 200, name: 'Successful', meaning: 'The operation has succeeded.', series: 'success' },
  { code: 400, name: 'Management client error', meaning: 'The user or the device stood in the way.', series: 'client-error' },
  { code: 401, name: 'User cancelled', meaning: 'The user refused.', series: 'client-error' },
  { code: 402, name: 'Corrupted firmware update package', meaning: 'The package is damaged: its digest or checksum is wrong.', series: 'client-error' },
  { code: 403, name: 'Firmware update package - device mismatch', meaning: 'The package is meant for another model or another base version.', series: 'client-error' },
  { code: 404, name: 'Failed firmware update package validation', meaning: "The package's signature doesn't hold.", series: 'client-error' },
  { code: 405, name: 'Firmware update package not acceptable', meaning: 'The device does not accept this package.', series: 'client-error' },
  { code: 406, name: 'Alternate download authentication failure', meaning: 'The download server refused the credentials.', series: 'client-error' },
  { code: 407, name: 'Alternate download request time-out', meaning: 'The download server did not answer in time.', series: 'client-error' },
  { code: 408, name: 'Not implemented', meaning: 'The device does not support the operation.', series: 'client-error' },
  { code: 409, name: 'Undefined error', meaning: 'An error for which there is no other code.', series: 'client-error' },
  { code: 410, name: 'Firmware update failed', meaning: 'The installation failed.', series: 'client-error' },
  { code: 411, name: 'Malformed or bad URL', meaning: 'PkgURL is not a URL, or nothing is there.', series: 'client-error' },
  { code: 412, name: 'Alternate download server unavailable', meaning: 'The download server could not be reached or is overloaded.', series: 'client-error' },
  { code: 500, name: 'Alternate download server error', meaning: 'The download server failed.', series: 'server-error' },
  { code: 501, name: 'Download fails due to device out of memory', meaning: 'There was no room to store the package.', series: 'server-error' },
  { code: 502, name: 'Firmware update fails due to device out of memory', meaning: 'There was no room to install the package.', series: 'server-error' },
  { code: 503, name: 'Download fails due to network issues', meaning: 'The connection was lost during the download.', series: 'server-error' },
];

const vendorRanges: readonly { readonly from: number; readonly to: number; readonly name: string; readonly series: ResultSeries }[] = [
  { from: 250, to: 299, name: 'Successful - vendor specified', series: 'success' },
  { from: 450, to: 499, name: 'Client error - vendor specified', series: 'client-error' },
  { from: 550, to: 599, name: 'Alternate download server error - vendor specified', series: 'server-error' },
];

export const resultCodes: readonly ResultCode[] = table;

/** What a code means, vendor ranges included; undefined for one that FUMO leaves undefined. */
export function resultCode(code: number): ResultCode | undefined {
  const row = table.find((candidate) => candidate.code === code);
  if (row !== undefined) return row;
  const range = vendorRanges.find((candidate) => candidate.from <= code && code <= candidate.to);
  return range && { code, name: range.name, meaning: 'Defined by the vendor.', series: range.series };
}

export function isSuccess(code: number): boolean {
  return resultCode(code)?.series === 'success';
}
