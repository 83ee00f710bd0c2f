// Rules of installation status reports.
import { whole } from '../examples';
import type { Rule } from '../rule';

export const reportRules: readonly Rule[] = [
  {
    id: 'dd-report',
    group: 'descriptor',
    on: 'reading',
    severity: 'error',
    clause: 'DLOTA status report',
    summary: 'A status report is a code of three digits, a blank and a message, in one line.',
    docs: 'The server reads the code and nothing else; a report without one tells it nothing, and servers answer 400. The message is for people. Blanks and line ends after it do no harm; a second line, or a message that is glued to the code, is a warning.',
    breaks: whole('report', 'Success'),
    keeps: whole('report', '900 Success'),
  },
  {
    id: 'dd-report-code',
    group: 'descriptor',
    on: 'reading',
    severity: 'error',
    clause: 'DLOTA status report',
    summary: 'The code of a status report is one that is defined.',
    docs: 'Codes are 900 to 903, 905, 906 and 951 to 954; the others between 900 and 999 mean nothing to a server. Vendors use codes below 900 of their own, which is a warning, since only their own servers understand them.',
    breaks: whole('report', '904 Foo'),
    keeps: whole('report', '905 Attribute mismatch'),
  },
];
