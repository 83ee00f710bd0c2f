// Alerts by which a user or a device asks for an update. [FUMO 7]
import { child, textOf } from '../../xml/element';
import { segmentsOf } from '../../tree/uri';
import { quoted } from '../elementText';
import type { Rule } from '../rule';
import { alerted, types, x } from './exampleParts';
import { fumoFacts, type FumoAlert, type FumoFacts } from './fumoFacts';
import { likePlace } from './fumoPlace';

function requestsIn({ alerts }: FumoFacts): readonly FumoAlert[] {
  return alerts.filter(({ known }) => known?.kind === 'request');
}

const request = { type: types.userRequest, format: 'chr', data: '' } as const;

/** Objects of every device, none of which is about firmware. [STD 5] */
const others: ReadonlySet<string> = new Set(['DevInfo', 'DevDetail', 'DMAcc', 'Inbox']);

export const requestRules: readonly Rule[] = [
  {
    id: 'fumo-request-data',
    group: 'fumo-message',
    on: 'message',
    severity: 'error',
    clause: 'FUMO 7.1.4',
    summary: 'A request for an update has a Data element, which may be empty.',
    docs: 'FUMO wants Data in a request even where there is nothing to say: the vendor may put something of its own there. A server that reads by the letter answers an Item without it with 412. Add an empty Data.',
    over: ['generic-data-missing'],
    breaks: alerted({ ...request, data: null }),
    keeps: alerted(request),
    check: (message, report, subject) => {
      for (const { item } of requestsIn(fumoFacts(message, subject))) {
        if (item.data === undefined) report(item.element, 'The request has no Data; it has one, if only an empty one.');
      }
    },
  },
  {
    id: 'fumo-request-source',
    group: 'fumo-message',
    on: 'message',
    severity: 'error',
    clause: 'FUMO 7.1.3',
    summary: 'The Source of a request is a firmware update object.',
    docs: 'Source may be left away, and then the server looks at all firmware of the device. Where it is given, it says which firmware object the update is wanted for, and a server that finds no such object there can do nothing. Give the address of the object itself, or no Source.',
    breaks: alerted({ ...request, source: './DevInfo' }),
    keeps: alerted({ ...request, source: x }),
    check: (message, report, subject) => {
      for (const { item } of requestsIn(fumoFacts(message, subject))) {
        const source = item.sourceUri === undefined ? '' : textOf(item.sourceUri).trim();
        if (item.sourceUri === undefined || source === '') continue;
        const place = likePlace(source);
        const [first] = segmentsOf(source) ?? [];
        if (place !== undefined) report(item.sourceUri, `Source is the node ${place.node}; a request names the firmware object itself, ${quoted(place.x)}.`);
        else if (source === '.' || others.has(first ?? '')) report(item.sourceUri, `Source is ${quoted(source)}; a request names a firmware object, or nothing.`);
      }
    },
  },
  {
    id: 'fumo-request-correlator',
    group: 'fumo-message',
    on: 'message',
    severity: 'warning',
    clause: 'DM-PRO 8.7.1.10',
    summary: 'A request for an update has no Correlator.',
    docs: 'A Correlator repeats the one of the Exec that an alert answers. A request answers none: it comes of the device\'s own accord. Servers may take it for the report of a job; leave the Correlator away.',
    breaks: alerted({ ...request, correlator: 'job-1' }),
    keeps: alerted(request),
    check: (message, report, subject) => {
      for (const { command } of requestsIn(fumoFacts(message, subject))) {
        const correlator = child(command.element, 'Correlator');
        if (correlator !== undefined) report(correlator, 'The request has a Correlator; only a report of an Exec repeats one.');
      }
    },
  },
];
