// The status codes with which a download ends, and what FUMO makes of each.

/** One code of the installation status report. */
export interface DownloadStatus {
  readonly code: number;
  /** The words that follow the code in a report. */
  readonly name: string;
  readonly meaning: string;
  /** The result that a firmware update which ends so reports; no specification says it. [FUMO 6.2.4] */
  readonly fumoResult: number;
}

/** 904 and 907 to 950 are not defined. [DLOTA status codes] */
export const downloadStatuses = [
  { code: 900, name: 'Success', meaning: 'The object was fetched, and installed where it is to be.', fumoResult: 200 },
  { code: 901, name: 'Insufficient memory', meaning: 'The device has no room for the object.', fumoResult: 501 },
  { code: 902, name: 'User Cancelled', meaning: 'The user refused, or broke off.', fumoResult: 401 },
  { code: 903, name: 'Loss of Service', meaning: 'The connection was lost.', fumoResult: 503 },
  { code: 905, name: 'Attribute mismatch', meaning: 'The object has another size or type than the descriptor says.', fumoResult: 402 },
  { code: 906, name: 'Invalid descriptor', meaning: 'The descriptor can\u2019t be read, or lacks what it must say.', fumoResult: 405 },
  { code: 951, name: 'Invalid DDVersion', meaning: 'The descriptor is of a major version that the device doesn\u2019t know.', fumoResult: 405 },
  { code: 952, name: 'Device Aborted', meaning: 'The device gave up.', fumoResult: 400 },
  { code: 953, name: 'Non-Acceptable Content', meaning: 'The device doesn\u2019t take objects of that type.', fumoResult: 405 },
  { code: 954, name: 'Loader Error', meaning: 'Nothing can be fetched from objectURI.', fumoResult: 500 },
] as const satisfies readonly DownloadStatus[];

export type DownloadStatusCode = (typeof downloadStatuses)[number]['code'];

/** Undefined for a code that isn't defined. */
export function downloadStatus(code: number): DownloadStatus | undefined {
  return downloadStatuses.find((status) => status.code === code);
}

/** The result that FUMO reports for a download that ended so: 409, an undefined error, for a code that isn't defined. */
export function fumoResultOf(code: number): number {
  return downloadStatus(code)?.fumoResult ?? 409;
}

/** Why an HTTP exchange of a download failed: the status of the response, or what happened instead of one. */
export type HttpOutcome = number | 'timed-out' | 'unreachable' | 'reset' | 'bad-address';

interface HttpMeaning {
  readonly of: readonly HttpOutcome[];
  readonly download: DownloadStatusCode;
  readonly fumo: number;
}

/** More exact than what the status of the download alone would give: FUMO has codes of its own for these. */
const httpMeanings: readonly HttpMeaning[] = [
  { of: [401, 407], download: 952, fumo: 406 },
  { of: [408, 504, 'timed-out'], download: 903, fumo: 407 },
  { of: [400, 404, 410, 'bad-address'], download: 954, fumo: 411 },
  { of: [503], download: 954, fumo: 412 },
  { of: ['unreachable', 'reset'], download: 903, fumo: 503 },
];

/**
 * The status of a download whose exchange ended so, and the result that FUMO reports; undefined where the exchange
 * went well (2xx). Redirects that are left over are errors of the loader.
 */
export function failedExchange(outcome: HttpOutcome): { readonly download: DownloadStatusCode; readonly fumo: number } | undefined {
  if (typeof outcome === 'number' && outcome >= 200 && outcome <= 299) return undefined;
  const meaning = httpMeanings.find(({ of }) => of.includes(outcome));
  return meaning === undefined ? { download: 954, fumo: fumoResultOf(954) } : { download: meaning.download, fumo: meaning.fumo };
}
