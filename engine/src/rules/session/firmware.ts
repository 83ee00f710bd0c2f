// Rules of firmware updates over a session and those after it: orders, reports, states. [FUMO 6]
import { contradictions } from '../../fumo/contradictions';
import { reportType } from '../../fumo/firmwareObject';
import { isState, stateName } from '../../fumo/states';
import { isSuccess as isGoodResult } from '../../fumo/resultCodes';
import { isFirmwareRequest, prefixedAlertType } from '../../syncml/genericAlert';
import { child, textOf } from '../../xml/element';
import { clientMessage, packageOne, serverMessage, type Example } from '../examples';
import { alert, exec, x } from '../fumoMessage/exampleParts';
import { quoted } from '../elementText';
import type { Rule } from '../rule';
import type { FirmwareEvent, Ordered, SessionFacts, StateRead } from '../sessionFacts';
import { isAlert, isSuccess } from './commands';
import { answering, exchange, get, headerStatus, opening, results, status, takenIn, targetRef } from './exampleParts';
import { textIn } from './header';
import { addCorrelator, write } from './mends';
import { isReachable, StateTrail } from './stateTrail';

const state = `${x}/State`;
const fwv = './DevDetail/FwV';
const update = `${x}/Update`;
const orders = answering(exec('Update', 4));
const accepts = clientMessage(2, `${headerStatus(1)}\n${status(2, '1/4 Exec', 202, { refs: targetRef(update) })}`);
const ends = serverMessage(2, headerStatus(2));
const later = (message: string): string => message.replace('>1A<', '>1B<');
const reports = (parts: Parameters<typeof alert>[0] = {}): string => later(clientMessage(1, `${packageOne}\n${alert({ correlator: 'job-1', ...parts })}`));
const ordered = (...messages: readonly string[]): readonly string[] => [opening, orders, accepts, ends, ...messages];
const job = '<Correlator>job-1</Correlator>';
const thanks = (commands = '', code = 200): string => later(serverMessage(1, `${takenIn}\n${status(4, '1/3 Alert', code)}\n${commands}`));
const tells = (uri: string, value: string, format: string, of: string, message: number): string =>
  clientMessage(message, `${headerStatus(message - 1)}\n${status(2, `${of} Get`, 200, { refs: targetRef(uri) })}\n${results(3, of, uri, value, format)}`);

/** The State is read twice, and nothing is ordered in between. */
function readTwice(first: string, second: string): Example {
  return exchange(`State is ${first}, then ${second}`, opening, answering(get(4, state)), tells(state, first, 'int', '1/4', 2), serverMessage(2, `${headerStatus(2)}\n${get(2, state)}`), tells(state, second, 'int', '2/2', 3));
}

function orderedIn(value: string): Example {
  return exchange(`State is ${value}, then an Exec`, opening, answering(get(4, state)), tells(state, value, 'int', '1/4', 2), serverMessage(2, `${headerStatus(2)}\n${exec('Update', 2)}`));
}

/** A report, and what is read after it. */
function readAfter(uri: string, value: string, format: string): readonly string[] {
  return ordered(reports(), thanks(get(5, uri)), later(tells(uri, value, format, '1/5', 2)));
}

function versions(after: string): Example {
  return exchange(
    `FwV is 1.0.3; Update is reported with 200; FwV is ${after}`,
    ...[opening, answering(get(4, fwv)), tells(fwv, '1.0.3', 'chr', '1/4', 2), serverMessage(2, `${headerStatus(2)}\n${exec('Update', 2)}`)],
    clientMessage(3, `${headerStatus(2)}\n${status(2, '2/2 Exec', 202, { refs: targetRef(update) })}`),
    ...[serverMessage(3, headerStatus(3)), reports(), thanks(get(5, fwv)), later(tells(fwv, after, 'chr', '1/5', 2))],
  );
}

function requested(code: number): Example {
  const request = alert({ type: 'org.openmobilealliance.dm.firmwareupdate.userrequest', format: 'chr', data: '' });
  return exchange(status(4, '1/3 Alert', code), clientMessage(1, `${packageOne}\n${request}`), serverMessage(1, `${takenIn}\n${status(4, '1/3 Alert', code)}`));
}

function eventsOf<Kind extends FirmwareEvent['kind']>({ firmware }: SessionFacts, kind: Kind): readonly Extract<FirmwareEvent, { kind: Kind }>[] {
  return firmware.filter((event): event is Extract<FirmwareEvent, { kind: Kind }> => event.kind === kind);
}

export const firmwareRules: readonly Rule[] = [
  {
    id: 's-correlator-unknown',
    group: 'session',
    on: 'session',
    severity: 'warning',
    clause: 'DM-REP 6.6.2',
    summary: 'The Correlator of an alert is that of an Exec before.',
    docs: 'The Correlator of a generic alert is a copy of the one in the Exec whose end it tells. One that no Exec had belongs to no job of the server, which then can\'t end the one that waits. Where the Exec had none, the alert has none either.',
    breaks: exchange('Exec with job-1, then an alert with job-99', ...ordered(reports({ correlator: 'job-99' }))),
    keeps: exchange('Exec with job-1, then an alert with job-1', ...ordered(reports())),
    check: ({ sessions }, report) => {
      const given = new Map<string, Set<string>>();
      for (const { messages, device } of sessions) {
        for (const { commands, index } of messages) {
          for (const { command } of commands) {
            const correlator = command.name === 'Exec' || command.name === 'Alert' ? textIn(child(command.element, 'Correlator')) : undefined;
            if (correlator === undefined) continue;
            const known = given.get(device);
            if (command.name === 'Exec') given.set(device, (known ?? new Set()).add(correlator.value));
            // A log that holds no such Exec may have begun after it. A request has no Correlator at all: that has a rule.
            else if (known !== undefined && !known.has(correlator.value) && isAlert(command, '1226') && !command.items.some(({ type }) => type !== undefined && isFirmwareRequest(textOf(type)))) {
              report(index, correlator.element, `The Correlator is ${quoted(correlator.value)}; no Exec before had it.`);
            }
          }
        }
      }
    },
  },
  {
    id: 's-correlator-missing',
    group: 'session',
    on: 'session',
    severity: 'error',
    clause: 'FUMO 6.2.3',
    summary: 'A report has the Correlator of the Exec that it tells the end of.',
    docs: 'Where the Exec had a Correlator, the report repeats it: by it the server finds its job. A device that runs several, or reports in a later session, can\'t be understood without. The Correlator must be kept over restarts, with the result.',
    breaks: exchange(`Exec with ${job}, then a report without`, ...ordered(reports().replace(job, ''))),
    keeps: exchange(`Exec with ${job}, then a report with it`, ...ordered(reports())),
    check: (session, report) => {
      for (const { message, sent, correlator, order, foundBy } of eventsOf(session, 'report')) {
        if (correlator === undefined && foundBy === 'operation' && order?.correlator !== undefined) {
          report(message, sent.command.element, `The report has no Correlator; the Exec had ${quoted(order.correlator)}.`, { data: order.correlator });
        }
      }
    },
    fix: addCorrelator,
  },
  {
    id: 's-fumo-alert-type-exec',
    group: 'session',
    on: 'session',
    severity: 'error',
    clause: 'FUMO 6.2.2',
    summary: 'The alert type of a report says the operation that was ordered.',
    docs: 'The end of an Exec on Download is reported as download, that of Update as update, and that of DownloadAndUpdate as downloadandupdate, also where the download has failed already. Another type reports an operation that the server hasn\'t ordered.',
    breaks: exchange('Exec on Update, then …firmwareupdate.download', ...ordered(reports({ type: 'org.openmobilealliance.dm.firmwareupdate.download' }))),
    keeps: exchange('Exec on Update, then …firmwareupdate.update', ...ordered(reports())),
    check: (session, report) => {
      for (const { message, type, operation, order } of eventsOf(session, 'report')) {
        if (order !== undefined && order.operation !== operation) report(message, type, `The report is on ${operation}; the Exec was on ${order.operation}.`, { data: prefixedAlertType(reportType(order.operation)) });
      }
    },
    fix: write,
  },
  {
    id: 's-fumo-alert-missing',
    group: 'session',
    on: 'session',
    severity: 'warning',
    clause: 'FUMO 6.2',
    summary: 'An Exec that was accepted is reported on when it has ended.',
    docs: 'With 202 the device promises a report, whatever comes of the operation; a power cut is no excuse. In this log the device has opened a session since, and the report isn\'t in it. Keep order and result over a restart, and report them in the next session.',
    breaks: exchange('Exec, answered with 202; then a session without a report', ...ordered(later(opening))),
    keeps: exchange('Exec, answered with 202; then a session with a report', ...ordered(reports())),
    check: (session, report) => {
      const followed = new Set(session.sessions.flatMap(({ messages, followed: more }) => (more ? messages.map(({ index }) => index) : [])));
      if (followed.size === 0) return;
      const last = new Map(eventsOf(session, 'state').map((event) => [`${event.device} ${event.x}`, event]));
      for (const { device, message, x: object, sent, reports: told, target } of eventsOf(session, 'order')) {
        if (told.length > 0 || !followed.has(message) || !sent.answers.some(({ code }) => code?.value === '202')) continue;
        const now = last.get(`${device} ${object}`);
        // At work still.
        if (now !== undefined && now.message > message && [30, 40, 60].includes(now.value)) continue;
        report(message, target, 'The Exec was accepted with 202, and no report on it is in the log, though the device has opened a session since.');
      }
    },
  },
  {
    id: 's-fumo-alert-twice',
    group: 'session',
    on: 'session',
    severity: 'warning',
    clause: 'FUMO 6.2',
    summary: 'The end of an operation is reported once.',
    docs: 'A device repeats its report until a Status for it has come, and not after. A server that counts reports takes the second one for another update. Delete the pending report as soon as it is answered.',
    breaks: exchange('Two reports with job-1, the first answered with 200', ...ordered(reports(), thanks(), reports().replace('>1B<', '>1C<'))),
    keeps: exchange('One report with job-1, answered with 200', ...ordered(reports(), thanks())),
    check: (session, report) => {
      for (const { reports: told } of eventsOf(session, 'order')) {
        let isAnswered = false;
        for (const one of told) {
          if (isAnswered) report(one.message, one.type, `The end of the operation is reported again${one.correlator === undefined ? '' : ` (${one.correlator.value})`}; the server has answered the report before.`);
          isAnswered ||= one.sent.answers.some((answer) => isSuccess(answer));
        }
      }
    },
  },
  {
    id: 's-fumo-transition',
    group: 'session',
    on: 'session',
    severity: 'warning',
    strict: 'error',
    clause: 'FUMO 6',
    summary: 'State moves as the state diagram allows.',
    docs: 'The diagram says what leads from one State to the next: an order of the server, or what the device does by itself. A server may miss states in between, so only what no path with the orders given can explain is told. Mostly State wasn\'t kept over a restart, or was set before the order.',
    breaks: readTwice('10', '60'),
    keeps: readTwice('10', '10'),
    check: (session, report) => {
      const trail = new StateTrail();
      for (const event of session.firmware) {
        const step = trail.follow(event);
        if (step === undefined || event.kind !== 'state' || step.isReported || !isState(step.from) || !isState(event.value)) continue;
        if (!isReachable(step.from, event.value, step.orders)) report(event.message, event.data, `State is ${named(event)}, and was ${step.from} (${stateName(step.from) ?? ''}); nothing that was ordered leads there.`);
      }
    },
  },
  {
    id: 's-fumo-state-result',
    group: 'session',
    on: 'session',
    severity: 'warning',
    clause: 'FUMO 5.1.10',
    summary: 'State agrees with the result that was reported.',
    docs: 'After a success State is 90, 100 or, when all is cleaned up, 10; after a failed download 20, after a failed installation 70 or 80. A State that says otherwise means that result and State are kept apart in the device and one of them is old. Servers believe either.',
    breaks: exchange('200 for Update, then State 20', ...readAfter(state, '20', 'int')),
    keeps: exchange('200 for Update, then State 100', ...readAfter(state, '100', 'int')),
    check: (session, report) => {
      /** By object: the last report, until something else is ordered. */
      const told = new Map<string, { readonly operation: Ordered['operation']; readonly result: number }>();
      for (const event of session.firmware) {
        if (event.kind === 'version' || event.x === undefined) continue;
        const key = `${event.device} ${event.x}`;
        if (event.kind === 'order' || event.kind === 'package') told.delete(key);
        else if (event.kind === 'report' && event.result !== undefined) told.set(key, { operation: event.operation, result: event.result });
        else if (event.kind === 'state') {
          const before = told.get(key);
          const [wrong] = before === undefined ? [] : contradictions({ ...before, state: event.value });
          if (wrong !== undefined) report(event.message, event.data, wrong.replace(/ \[[^\]]*\]$/, ''));
        }
      }
    },
  },
  {
    id: 's-fumo-exec-busy',
    group: 'session',
    on: 'session',
    severity: 'warning',
    clause: 'FUMO 6',
    summary: 'Nothing is ordered while the device downloads or installs.',
    docs: 'In the states 30, 40 and 60 the device is at work on an order, and refuses another one: there is one package for each firmware object. Wait for the report, or read State until it is one that an order may follow.',
    breaks: orderedIn('60'),
    keeps: orderedIn('50'),
    check: (session, report) => {
      const last = new Map<string, StateRead>();
      for (const event of session.firmware) {
        if (event.kind === 'version' || event.x === undefined) continue;
        const key = `${event.device} ${event.x}`;
        if (event.kind === 'state') last.set(key, event);
        else if (event.kind === 'report') last.delete(key);
        else if (event.kind === 'order') {
          const before = last.get(key);
          if (before !== undefined && [30, 40, 60].includes(before.value)) report(event.message, event.target, `Exec is sent while State is ${named(before)}.`);
          last.delete(key);
        }
      }
    },
  },
  {
    id: 's-fumo-fwv',
    group: 'session',
    on: 'session',
    severity: 'information',
    clause: 'practice',
    summary: 'After an update that has succeeded, FwV is another one.',
    docs: 'A server compares ./DevDetail/FwV before and after an update to see whether it has taken hold, and repeats an update whose version doesn\'t change. Either the package brings the version that was there, or the device answers from what it remembered. Read the version from the running firmware.',
    breaks: versions('1.0.3'),
    keeps: versions('1.1.0'),
    check: (session, report) => {
      const now = new Map<string, string>();
      /** By device: the version before the last order, and whether that has succeeded. */
      const updates = new Map<string, { readonly before: string; isDone: boolean }>();
      for (const event of session.firmware) {
        const { device } = event;
        const running = updates.get(device);
        if (event.kind === 'order' && event.operation !== 'download') {
          const before = now.get(device);
          if (before !== undefined) updates.set(device, { before, isDone: false });
        } else if (event.kind === 'report' && event.operation !== 'download' && running !== undefined) running.isDone = event.result !== undefined && isGoodResult(event.result);
        else if (event.kind === 'version') {
          if (running?.isDone === true && running.before === event.value) report(event.message, event.data, `FwV is ${quoted(event.value)} after an update that was reported as successful, as it was before.`);
          if (running?.isDone === true) updates.delete(device);
          now.set(device, event.value);
        }
      }
    },
  },
  {
    id: 's-fumo-request-answer',
    group: 'session',
    on: 'session',
    severity: 'information',
    clause: 'FUMO 7.1',
    summary: 'A request for an update is answered with 200 or 202.',
    docs: 'With 200 the server says that it acts on the request in this session, with 202 that it will look into it later. Any other Status tells the device that its request wasn\'t understood, and many ask again at once. That there is no update is no error either: answer 202.',
    breaks: requested(406),
    keeps: requested(202),
    check: ({ sessions }, report) => {
      for (const { messages } of sessions) {
        for (const { commands, headerAnswers } of messages) {
          // A message that was refused as a whole has its own reason.
          if (!headerAnswers.every((answer) => isSuccess(answer))) continue;
          for (const { command, answers } of commands) {
            if (!isAlert(command, '1226') || !command.items.some(({ type }) => type !== undefined && isFirmwareRequest(textOf(type)))) continue;
            const wrong = answers.find(({ code }) => code !== undefined && code.value !== '200' && code.value !== '202');
            if (wrong?.code !== undefined) report(wrong.message, wrong.code.element, `The request for an update is answered with ${wrong.code.value}; 200 says that the server acts on it now, 202 that it will later.`);
          }
        }
      }
    },
  },
];

function named({ value }: StateRead): string {
  const name = stateName(value);
  return name === undefined ? String(value) : `${value} (${name})`;
}
