// The forms in which `fumo lint` tells what it found.
import type { Profile } from '#engine/rules/settings';
import { githubReport } from './githubReport';
import { jsonReport } from './jsonReport';
import { junitReport } from './junitReport';
import type { Report } from './linted';
import { sarifReport } from './sarifReport';
import { textReport } from './textReport';

export const formats = ['text', 'json', 'sarif', 'junit', 'github'] as const;

export type Format = (typeof formats)[number];

export interface Form {
  /** How a file is named. */
  readonly show: (path: string) => string;
  readonly colour: boolean;
  readonly profile: Profile;
}

export function write(report: Report, format: Format, form: Form): string {
  switch (format) {
    case 'text':
      return textReport(report, form);
    case 'json':
      return jsonReport(report);
    case 'sarif':
      return sarifReport(report, form.show, form.profile);
    case 'junit':
      return junitReport(report, form.show);
    case 'github':
      return githubReport(report, form.show);
  }
}
