// The installation status report: one line that a device posts to installNotifyURI.
import { fromUtf8, utf8 } from '../base/bytes';
import type { Problem, Severity } from '../base/problem';
import { downloadStatus } from './statusCodes';

export interface StatusReport {
  readonly code: number;
  /** What follows the code; for people only. */
  readonly message: string;
}

/** The media type of a report. [DLOTA status report] */
export const reportMediaType = 'text/plain';

export interface ReportReading {
  /** A report whose code is outside 900 to 999, as some vendors' are, is none. Default false. */
  readonly strict?: boolean;
}

/** Reads the body of a report. Never throws; `report` is absent where no code can be read, or none that is allowed. */
export function readStatusReport(body: Uint8Array, reading: ReportReading = {}): { readonly report?: StatusReport; readonly problems: readonly Problem[] } {
  const text = fromUtf8(body);
  const match = /^\uFEFF?[ \t\r\n]*([0-9]{3})(?![0-9])([ \t]?)([^\r\n]*)/.exec(text);
  const problems: Problem[] = [];
  const tell = (code: string, severity: Severity, message: string, start: number, end: number): void => {
    const range = { start: Math.min(start, body.length), end: Math.min(end, body.length) };
    problems.push({ code, severity, message, range, clause: 'DLOTA status report' });
  };
  if (match === null) {
    tell('dd-report', 'error', 'A report begins with a status code of three digits.', 0, body.length);
    return { problems };
  }
  const [line, digits = '', space = '', words = ''] = match;
  const code = Number(digits);
  const start = utf8(line.slice(0, line.indexOf(digits))).length;
  const end = start + digits.length;
  if (code < 900 || code > 999) {
    const severity = reading.strict === true ? 'error' : 'warning';
    tell('dd-report-code', severity, `A status code is between 900 and 999, not ${code}.`, start, end);
    if (severity === 'error') return { problems };
  } else if (downloadStatus(code) === undefined) {
    tell('dd-report-code', 'error', `The status code ${code} is not defined.`, start, end);
  }
  if (words.trim() !== '' && space === '') tell('dd-report', 'warning', 'Between code and message stands one blank.', end, end);
  // Real devices end the body with a blank and a line end.
  const rest = text.slice(line.length);
  if (rest.trim() !== '') tell('dd-report', 'warning', 'A report is one line.', utf8(line).length, body.length);
  return { report: { code, message: words.trim() }, problems };
}

/** The body of a report: the code, one blank, the message, which is the code's own where none is given. [DLOTA status report] */
export function writeStatusReport(code: number, message = downloadStatus(code)?.name ?? ''): Uint8Array {
  // A line end in the message would end the report.
  return utf8(`${code} ${message.replace(/\s+/g, ' ').trim()}`.trim());
}
