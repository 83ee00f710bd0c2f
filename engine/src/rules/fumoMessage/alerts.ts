// Alerts of firmware update: reports of operations that have ended. [FUMO 6.2]
import { resultCode, isSuccess } from '../../fumo/resultCodes';
import { alertTypeForm, bareAlertType, domainPrefix, prefixedAlertType } from '../../syncml/genericAlert';
import { textOf, type Element } from '../../xml/element';
import { editXml } from '../../xml/edit';
import { elementAt } from '../elementAt';
import { metaChild } from '../messageFacts';
import { meantType } from '../fumoAlertTypes';
import { quoted } from '../elementText';
import type { Rule } from '../rule';
import type { FixSubject, Fix } from '../fix';
import type { Subject } from '../subject';
import { alerted, types, x } from './exampleParts';
import { fumoFacts, type FumoAlert, type FumoFacts } from './fumoFacts';
import { likePlace } from './fumoPlace';

/** The alerts that report the end of an operation. */
function reportsIn({ alerts }: FumoFacts): readonly FumoAlert[] {
  return alerts.filter(({ known }) => known?.kind === 'report');
}

/** The result code of a report, where it is a number. */
function codeOf({ item }: FumoAlert): { readonly element: Element; readonly code: number } | undefined {
  const value = item.data === undefined || item.moreData ? '' : textOf(item.data).trim();
  return item.data !== undefined && /^\d{1,6}$/.test(value) ? { element: item.data, code: Number(value) } : undefined;
}

function markOf({ command, item }: FumoAlert): Element | undefined {
  return metaChild(item.meta, 'Mark') ?? metaChild(command.meta, 'Mark');
}

function named(code: number): string {
  const name = resultCode(code)?.name;
  return name === undefined ? String(code) : `${code} (${name})`;
}

/** Another value for the element that something was found at. */
function writing(title: (value: string) => string, valueFor: (now: string) => string | undefined): (found: FixSubject, subject: Subject) => Fix | undefined {
  return ({ range }, { document, text }) => {
    const of = elementAt(document, range)?.element;
    const value = of === undefined ? undefined : valueFor(textOf(of).trim());
    return of === undefined || value === undefined ? undefined : { title: title(value), edits: editXml(text, [{ kind: 'value', of, value }]) };
  };
}

const formats: ReadonlySet<string> = new Set(['b64', 'bin', 'bool', 'date', 'float', 'node', 'null', 'time', 'xml']);

/** What an operation can't end in: an installation doesn't fetch, a download doesn't install. */
function isImplausible(type: string, code: number): boolean {
  if (type.endsWith('.update')) return [406, 407, 411, 412, 500, 501, 503].includes(code) || (code >= 550 && code <= 599);
  return type.endsWith('.download') && (code === 410 || code === 502);
}

export const alertRules: readonly Rule[] = [
  {
    id: 'fumo-alert-type',
    group: 'fumo-message',
    on: 'message',
    severity: 'error',
    windows: 'off',
    clause: 'FUMO 6.2.2',
    summary: 'The type of a firmware update alert is one of the five that FUMO defines.',
    docs: 'A server finds out what an alert is about by its type, and compares the whole name. With a part left out or misspelt, the report is answered with 415 or passed over, and the job never ends. The names begin with org.openmobilealliance.dm.firmwareupdate and end in download, update, downloadandupdate, devicerequest or userrequest.',
    over: ['generic-type-prefix'],
    breaks: alerted({ type: 'org.openmobilealliance.firmwareupdate.download' }),
    keeps: alerted({ type: types.download }),
    check: (message, report, subject) => {
      for (const { type, known } of fumoFacts(message, subject).alerts) {
        if (known !== undefined) continue;
        const meant = meantType(textOf(type));
        report(type, `The alert type is ${quoted(bareAlertType(textOf(type)))}; ${meant === undefined ? 'FUMO defines no such type' : `FUMO defines ${quoted(meant)}`}.`);
      }
    },
    fix: writing(
      (value) => `Write ${value}`,
      (now) => {
        const meant = meantType(now);
        return meant === undefined ? undefined : prefixedAlertType(meant);
      },
    ),
  },
  {
    id: 'fumo-alert-prefix',
    group: 'fumo-message',
    on: 'message',
    severity: 'information',
    windows: 'off',
    clause: 'DM-PRO 8.7.1.6',
    summary: 'The type of a firmware update alert stands after Reversed-Domain-Name.',
    docs: 'DM wants a prefix before the type of every generic alert, and FUMO prints its types without one. Devices do either, and careful servers take either. With the prefix an alert is right by both specifications.',
    over: ['generic-type-prefix'],
    breaks: alerted({ type: types.update, bare: true }),
    keeps: alerted(),
    check: (message, report, subject) => {
      for (const { type, known } of fumoFacts(message, subject).alerts) {
        if (known !== undefined && alertTypeForm(textOf(type)) === 'bare') {
          report(type, `The alert type is written bare; device management puts "${domainPrefix.trim()}" before it.`);
        }
      }
    },
    fix: writing(
      () => `Add ${domainPrefix.trim()}`,
      (now) => prefixedAlertType(now),
    ),
  },
  {
    id: 'fumo-alert-source',
    group: 'fumo-message',
    on: 'message',
    severity: 'error',
    clause: 'FUMO 6.2.1',
    summary: 'A report names the firmware object in Source.',
    docs: 'A device can have several firmware objects, and the Source of the report says which one the operation was on. Without it a server that gave no Correlator either can only guess. Put the address of the object, such as ./FwUpdate/Pkg1, in Source/LocURI.',
    breaks: alerted({ source: null }),
    keeps: alerted(),
    check: (message, report, subject) => {
      for (const { item } of reportsIn(fumoFacts(message, subject))) {
        if (item.sourceUri === undefined) report(item.element, 'The report has no Source; it names the firmware object that the operation was on.');
      }
    },
  },
  {
    id: 'fumo-alert-source-child',
    group: 'fumo-message',
    on: 'message',
    severity: 'warning',
    clause: 'FUMO 6.2.1',
    summary: 'The Source of a report is the firmware object, not a node in it.',
    docs: 'The operation is told by the alert type; Source tells the object. Some devices give the address that the Exec had, and servers which look the object up by Source then find none. Give the address of the parent of Download, Update and DownloadAndUpdate.',
    breaks: alerted({ source: `${x}/Update` }),
    keeps: alerted(),
    check: (message, report, subject) => {
      for (const { item } of reportsIn(fumoFacts(message, subject))) {
        const place = item.sourceUri === undefined ? undefined : likePlace(textOf(item.sourceUri).trim());
        if (item.sourceUri !== undefined && place !== undefined) report(item.sourceUri, `Source is the node ${place.node}; a report names the object itself, ${quoted(place.x)}.`);
      }
    },
    fix: writing(
      (value) => `Write ${value}`,
      (now) => likePlace(now)?.x,
    ),
  },
  {
    id: 'fumo-alert-code',
    group: 'fumo-message',
    on: 'message',
    severity: 'error',
    clause: 'FUMO 6.2.4',
    summary: 'The result of an operation is a code that FUMO defines.',
    docs: 'A report ends in one number: 200, an error of the client (400 to 412), one of the download server (500 to 503), or a code of the vendor (250 to 299, 450 to 499, 550 to 599). They are not the status codes of SyncML, although the numbers look alike. A server takes an undefined one for a failure it knows nothing about; 409 is there for that.',
    breaks: alerted({ data: '300', mark: 'critical' }),
    keeps: alerted({ data: '410', mark: 'critical' }),
    check: (message, report, subject) => {
      for (const one of reportsIn(fumoFacts(message, subject))) {
        const code = codeOf(one);
        if (code !== undefined && resultCode(code.code) === undefined) report(code.element, `The result is ${code.code}, which FUMO leaves undefined.`);
      }
    },
  },
  {
    id: 'fumo-alert-integer',
    group: 'fumo-message',
    on: 'message',
    severity: 'error',
    clause: 'FUMO 6.2.4',
    summary: 'The result of an operation is an integer.',
    docs: 'The Data of a report is the result code and nothing else, as a decimal number. Words, or a number with words after it, can be read by no server. What else a vendor wants to tell belongs under Ext of the object.',
    over: ['int-value', 'x-value'],
    breaks: alerted({ data: 'OK' }),
    keeps: alerted(),
    check: (message, report, subject) => {
      for (const one of reportsIn(fumoFacts(message, subject))) {
        const { data, moreData } = one.item;
        if (data !== undefined && !moreData && codeOf(one) === undefined) report(data, `The result is ${quoted(textOf(data).trim())}; it is a number such as 200.`);
      }
    },
  },
  {
    id: 'fumo-alert-format',
    group: 'fumo-message',
    on: 'message',
    severity: 'warning',
    clause: 'FUMO 6.2.4',
    summary: 'The result of an operation has Format int.',
    docs: 'The result code is a number and goes as int. Many devices say chr, which every server reads and which is noted only; any other Format announces something that isn\'t there. Write int.',
    breaks: alerted({ format: 'bool' }),
    keeps: alerted(),
    over: ['bool-value', 'b64-value', 'bin-in-xml', 'xml-value', 'date-value', 'null-with-data'],
    check: (message, report, subject) => {
      for (const { item } of reportsIn(fumoFacts(message, subject))) {
        const format = item.format === undefined ? '' : textOf(item.format).trim();
        if (item.format === undefined || (format !== 'chr' && !formats.has(format))) continue;
        report(item.format, `The result has Format ${format}; it is an int.`, format === 'chr' ? { severity: 'information' } : undefined);
      }
    },
    fix: writing(
      () => 'Write Format int',
      () => 'int',
    ),
  },
  {
    id: 'fumo-alert-mark',
    group: 'fumo-message',
    on: 'message',
    severity: 'warning',
    clause: 'FUMO 6.2',
    summary: 'A report of a failure is marked as more than informational.',
    docs: 'An alert without Mark counts as informational, and servers may leave such alerts for later or drop them. FUMO asks for a higher mark where an operation has failed. Add Mark with minor, warning, critical or fatal to the Meta of the report.',
    breaks: alerted({ data: '410' }),
    keeps: alerted({ data: '410', mark: 'critical' }),
    check: (message, report, subject) => {
      for (const one of reportsIn(fumoFacts(message, subject))) {
        const code = codeOf(one)?.code;
        if (code === undefined || resultCode(code) === undefined || isSuccess(code)) continue;
        const mark = markOf(one);
        const text = mark === undefined ? undefined : textOf(mark).trim();
        if (text === undefined) report(one.item.element, `The result is ${named(code)}, and the alert has no Mark; it counts as informational.`);
        else if (mark !== undefined && (text === 'informational' || text === 'harmless')) report(mark, `The result is ${named(code)}, and the alert is marked ${text}; a failure is more than that.`);
      }
    },
  },
  {
    id: 'fumo-alert-mark-success',
    group: 'fumo-message',
    on: 'message',
    severity: 'hint',
    clause: 'practice',
    summary: 'A report of success is not marked as fatal or critical.',
    docs: 'Mark says how urgently somebody should look at the alert. A success that is marked critical raises alarms at servers that sort by it. Leave Mark away, or write informational.',
    breaks: alerted({ mark: 'critical' }),
    keeps: alerted({ mark: 'informational' }),
    check: (message, report, subject) => {
      for (const one of reportsIn(fumoFacts(message, subject))) {
        const code = codeOf(one)?.code;
        const mark = markOf(one);
        const text = mark === undefined ? '' : textOf(mark).trim();
        if (code !== undefined && isSuccess(code) && mark !== undefined && (text === 'critical' || text === 'fatal')) report(mark, `The result is ${named(code)}, and the alert is marked ${text}.`);
      }
    },
    fix: writing(
      () => 'Write informational',
      () => 'informational',
    ),
  },
  {
    id: 'fumo-alert-type-code',
    group: 'fumo-message',
    on: 'message',
    severity: 'warning',
    clause: 'FUMO 6.2.4',
    summary: 'The result is one that the operation can end in.',
    docs: 'An Update works on a package that is there already, so it can\'t end in a bad URL or a failed download; a Download installs nothing, so it can\'t end in a failed installation. Such a pair means that the type or the code belongs to another operation. DownloadAndUpdate can end in any of them.',
    breaks: alerted({ data: '411', mark: 'critical' }),
    keeps: alerted({ type: types.download, data: '411', mark: 'critical' }),
    check: (message, report, subject) => {
      for (const one of reportsIn(fumoFacts(message, subject))) {
        const code = codeOf(one);
        const command = one.known?.command;
        if (code !== undefined && command !== undefined && isImplausible(one.known?.type ?? '', code.code)) {
          report(code.element, `The result is ${named(code.code)}; ${command === 'Update' ? 'an Update fetches nothing' : 'a Download installs nothing'}.`);
        }
      }
    },
  },
];
