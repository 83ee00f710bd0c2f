// Orders to a firmware update object, and what they carry. [FUMO 5.1, 6.1]
import { fromBase64 } from '../../base/bytes';
import { firmwareNodes, operations } from '../../fumo/firmwareObject';
import { isState } from '../../fumo/states';
import { child, element as newElement, text as newText, textOf, type Element } from '../../xml/element';
import { editXml } from '../../xml/edit';
import { elementAt } from '../elementAt';
import { fromClient, fromServer } from '../examples';
import { valueOf } from '../messageFacts';
import { quoted } from '../elementText';
import type { Report, Rule } from '../rule';
import { exec, orderedInSequence, packageUrl, replace, x } from './exampleParts';
import { fumoFacts, type FumoItem } from './fumoFacts';
import { fumoPlace, type FumoNode } from './fumoPlace';

const urlNodes: Readonly<Partial<Record<FumoNode, FumoNode>>> = {
  [firmwareNodes.downloadPkgUrl]: firmwareNodes.download,
  [firmwareNodes.downloadAndUpdatePkgUrl]: firmwareNodes.downloadAndUpdate,
};

function isOperation(node: FumoNode): boolean {
  return Object.hasOwn(operations, node);
}

function sets({ command }: FumoItem): boolean {
  return command.name === 'Replace' || command.name === 'Add';
}

/** Each Item that sets a value at one of the nodes. */
function setAt(items: readonly FumoItem[], ...at: readonly FumoNode[]): readonly FumoItem[] {
  return items.filter((one) => sets(one) && at.includes(one.place.node));
}

/** What is told of a package's address. */
function urlOf({ item }: FumoItem): { readonly element: Element; readonly value: string } | undefined {
  return item.data === undefined || item.moreData ? undefined : { element: item.data, value: textOf(item.data).trim() };
}

const base64 = 'RlVNTy1QQUNLQUdFLzEK';
const resultsOf = (value: string, format = 'int'): string =>
  `<Status><CmdID>2</CmdID><MsgRef>1</MsgRef><CmdRef>2</CmdRef><Cmd>Get</Cmd><TargetRef>${x}/State</TargetRef><Data>200</Data></Status>
<Results><CmdID>3</CmdID><MsgRef>1</MsgRef><CmdRef>2</CmdRef><Item><Source><LocURI>${x}/State</LocURI></Source><Meta><Format xmlns="syncml:metinf">${format}</Format><Type xmlns="syncml:metinf">text/plain</Type></Meta><Data>${value}</Data></Item></Results>`;

export const orderRules: readonly Rule[] = [
  {
    id: 'fumo-exec-target',
    group: 'fumo-message',
    on: 'message',
    severity: 'error',
    clause: 'FUMO 6.1',
    summary: 'Exec on a firmware update object goes to Download, Update or DownloadAndUpdate.',
    docs: 'A firmware update object has three nodes that can be executed, and which one it is says what the device does: fetch the package, install it, or both. Every other node of the object, the object itself included, answers an Exec with 405. Address the operation that is meant.',
    over: ['x-exec-node', 'x-access'],
    breaks: fromServer(exec('State')),
    keeps: fromServer(exec('Update')),
    check: (message, report, subject) => {
      const { items, objects } = fumoFacts(message, subject);
      for (const { command, place, uri } of items) {
        if (command.name === 'Exec' && !isOperation(place.node)) tellExec(place.node, uri, report);
      }
      for (const { name, items: own } of message.commands) {
        if (name !== 'Exec') continue;
        for (const { targetUri } of own) if (targetUri !== undefined && objects.has(textOf(targetUri).trim())) tellExec('', targetUri, report);
      }
    },
  },
  {
    id: 'fumo-exec-wrong-url',
    group: 'fumo-message',
    on: 'message',
    severity: 'warning',
    clause: 'FUMO 6.1.3',
    summary: 'PkgURL is set on the node that is executed.',
    docs: 'Download and DownloadAndUpdate each have a PkgURL of their own, and an Exec reads the one below its own node. A server that sets the other one starts a download from wherever the last update pointed, or from nowhere. Set the PkgURL of the node that the Exec addresses.',
    breaks: orderedInSequence('Download', 'DownloadAndUpdate'),
    keeps: orderedInSequence('DownloadAndUpdate', 'DownloadAndUpdate'),
    check: (message, report, subject) => {
      const { items } = fumoFacts(message, subject);
      const urls = new Map<string, FumoItem>();
      for (const one of setAt(items, firmwareNodes.downloadPkgUrl, firmwareNodes.downloadAndUpdatePkgUrl)) urls.set(`${one.place.x} ${urlNodes[one.place.node] ?? ''}`, one);
      if (urls.size === 0) return;
      for (const { command, place } of items) {
        const other = place.node === firmwareNodes.download ? firmwareNodes.downloadAndUpdate : firmwareNodes.download;
        const set = urls.get(`${place.x} ${other}`);
        if (command.name !== 'Exec' || place.node === firmwareNodes.update || !isOperation(place.node) || urls.has(`${place.x} ${place.node}`) || set === undefined) continue;
        report(set.uri, `${set.place.node} is set, and Exec is on ${place.node}, which reads ${place.node}/PkgURL.`);
      }
    },
  },
  {
    id: 'fumo-exec-correlator',
    group: 'fumo-message',
    on: 'message',
    severity: 'hint',
    clause: 'DM-REP 6.6.6',
    summary: 'An Exec that is answered later has a Correlator.',
    docs: 'The device reports the end of the operation in an alert of a later session, and repeats the Correlator there if and only if the Exec had one. Without it a server can only guess by device, object and type which job has ended. Give each Exec a Correlator that no other job of this device has.',
    breaks: fromServer(exec('Update', 2, '')),
    keeps: fromServer(exec('Update')),
    check: (message, report, subject) => {
      // [RepPro 1.2 DTD] Correlator came with 1.2.
      if (message.version === '1.1') return;
      for (const { command, place } of fumoFacts(message, subject).items) {
        if (command.name !== 'Exec' || !isOperation(place.node) || child(command.element, 'Correlator') !== undefined) continue;
        report(command.element, `The Exec of ${place.node} has no Correlator; the report on it can't be told from others.`);
      }
    },
    fix: ({ range }, { document, text }) => {
      const exec = elementAt(document, range)?.element;
      const item = exec === undefined ? undefined : child(exec, 'Item');
      if (exec === undefined || item === undefined) return undefined;
      const target = child(item, 'Target');
      const operation = (valueOf(target, 'LocURI') ?? '').split('/').pop()?.toLowerCase() ?? '';
      const node = newElement('Correlator', [newText(`${operation}-${valueOf(exec, 'CmdID') ?? '1'}`)]);
      return { title: 'Add a Correlator', edits: editXml(text, [{ kind: 'insert', parent: exec, node, before: item }]) };
    },
  },
  {
    id: 'fumo-exec-status',
    group: 'fumo-message',
    on: 'message',
    severity: 'warning',
    clause: 'FUMO 6.1',
    summary: 'An Exec of a firmware operation that is taken on is answered with 202.',
    docs: 'The operations take their time: the device answers 202 when it has accepted the order and tells the outcome in a generic alert. A device that answers 200 says that all is done already, and servers that believe it look for no report. Some devices do so nevertheless; answer 202, or an error where the order is refused.',
    breaks: fromClient(`<Status><CmdID>2</CmdID><MsgRef>1</MsgRef><CmdRef>2</CmdRef><Cmd>Exec</Cmd><TargetRef>${x}/Update</TargetRef><Data>200</Data></Status>`),
    keeps: fromClient(`<Status><CmdID>2</CmdID><MsgRef>1</MsgRef><CmdRef>2</CmdRef><Cmd>Exec</Cmd><TargetRef>${x}/Update</TargetRef><Data>202</Data></Status>`),
    check: (message, report, subject) => {
      for (const { name, element } of message.commands) {
        if (name !== 'Status' || valueOf(element, 'Cmd') !== 'Exec' || valueOf(element, 'Data') !== '200') continue;
        const { objects } = fumoFacts(message, subject);
        const place = fumoPlace(valueOf(element, 'TargetRef') ?? '', objects, subject.descriptions);
        const data = child(element, 'Data');
        if (place === undefined || data === undefined || !isOperation(place.node)) continue;
        report(data, `The Exec of ${place.node} is answered with 200; what goes on after the answer is accepted with 202.`);
      }
    },
    fix: ({ range }, { document, text }) => {
      const data = elementAt(document, range)?.element;
      return data === undefined ? undefined : { title: 'Answer 202', edits: editXml(text, [{ kind: 'value', of: data, value: '202' }]) };
    },
  },
  {
    id: 'fumo-pkgurl-scheme',
    group: 'fumo-message',
    on: 'message',
    severity: 'warning',
    clause: 'FUMO 5.1.5',
    summary: 'PkgURL is an http or https address.',
    docs: 'The device fetches the package, or the descriptor that leads to it, over HTTP. Hardly any client knows other schemes: it reports 411 (malformed or bad URL) instead of an update. Write the whole address, scheme and host included.',
    breaks: fromServer(replace('Download/PkgURL', 'ftp://dl.example.com/ex-1-1.1.0.dd')),
    keeps: fromServer(replace('Download/PkgURL', packageUrl)),
    check: (message, report, subject) => {
      for (const one of setAt(fumoFacts(message, subject).items, firmwareNodes.downloadPkgUrl, firmwareNodes.downloadAndUpdatePkgUrl)) {
        const url = urlOf(one);
        if (url === undefined || url.value === '' || /^https?:\/\/[^/]/i.test(url.value)) continue;
        report(url.element, `PkgURL is ${quoted(url.value)}; packages are fetched from an absolute http or https address.`);
      }
    },
  },
  {
    id: 'fumo-pkgurl-empty',
    group: 'fumo-message',
    on: 'message',
    severity: 'error',
    clause: 'FUMO 6.1',
    summary: 'PkgURL that is set says an address.',
    docs: 'An empty PkgURL leaves the device nothing to fetch: the Exec that follows is refused with 405 or ends in 411. To take an address back, discard the package instead. Set the address of the package or of its descriptor.',
    over: ['item-data-missing'],
    breaks: fromServer(replace('Download/PkgURL', '')),
    keeps: fromServer(replace('Download/PkgURL', packageUrl)),
    check: (message, report, subject) => {
      for (const one of setAt(fumoFacts(message, subject).items, firmwareNodes.downloadPkgUrl, firmwareNodes.downloadAndUpdatePkgUrl)) {
        const url = urlOf(one);
        if (url?.value === '') report(url.element, `${one.place.node} is set to nothing; it takes the address of the package or of its descriptor.`);
      }
    },
  },
  {
    id: 'fumo-pkgdata-format',
    group: 'fumo-message',
    on: 'message',
    severity: 'error',
    clause: 'FUMO 5.1.7',
    summary: 'PkgData is sent as b64, or as bin in WBXML.',
    docs: 'PkgData holds octets. In XML they travel as base64 with Format b64; as such, with Format bin, they can stand in WBXML alone. Under any other Format a device either refuses the value with 415 or stores the base64 text itself, and the installation fails with 402.',
    over: ['x-format'],
    breaks: fromServer(replace('Update/PkgData', base64, 2, 'chr', 'application/octet-stream')),
    keeps: fromServer(replace('Update/PkgData', base64, 2, 'b64', 'application/octet-stream')),
    check: (message, report, subject) => {
      for (const { item } of setAt(fumoFacts(message, subject).items, firmwareNodes.pkgData)) {
        const format = item.format === undefined ? '' : textOf(item.format).trim();
        if (item.format !== undefined && /^(?:bool|chr|date|float|int|node|null|time|xml)$/.test(format)) {
          report(item.format, `PkgData is sent with Format ${format}; octets are b64, or bin in WBXML.`);
        }
      }
    },
    fix: (found, subject) => {
      const format = elementAt(subject.document, found.range)?.element;
      const { message } = subject;
      if (format === undefined || message === undefined) return undefined;
      const one = fumoFacts(message, subject).items.find(({ item }) => item.format?.range.start === format.range.start);
      const data = one?.item.data === undefined ? '' : textOf(one.item.data);
      if (data.trim() === '' || fromBase64(data) === undefined) return undefined;
      return { title: 'Write Format b64', edits: editXml(subject.text, [{ kind: 'value', of: format, value: 'b64' }]) };
    },
  },
  {
    id: 'fumo-both-url-data',
    group: 'fumo-message',
    on: 'message',
    severity: 'warning',
    clause: 'FUMO App. B',
    summary: 'A package is either sent as PkgData or pointed at by PkgURL.',
    docs: 'The two are alternatives of one firmware object: a package by DM itself, or a place to fetch it from. With both set it is up to the device which package it installs. Set one, according to the operation that will be executed.',
    breaks: fromServer(`${replace('Download/PkgURL', packageUrl)}\n${replace('Update/PkgData', base64, 3, 'b64', 'application/octet-stream')}`),
    keeps: fromServer(replace('Update/PkgData', base64, 2, 'b64', 'application/octet-stream')),
    check: (message, report, subject) => {
      const { items } = fumoFacts(message, subject);
      const withData = new Set(setAt(items, firmwareNodes.pkgData).map(({ place }) => place.x));
      if (withData.size === 0) return;
      for (const one of setAt(items, firmwareNodes.downloadPkgUrl, firmwareNodes.downloadAndUpdatePkgUrl)) {
        if (withData.has(one.place.x) && urlOf(one)?.value !== '') report(one.uri, `${one.place.node} is set beside PkgData of the same object; a package is sent or pointed at, not both.`);
      }
    },
  },
  {
    id: 'fumo-pkgdata-get',
    group: 'fumo-message',
    on: 'message',
    severity: 'error',
    clause: 'FUMO 5.1.7',
    summary: 'PkgData is written and never read.',
    docs: 'PkgData allows Replace alone: a device keeps the package where it can install it, not where it could return it, and answers a Get with 405. Read State to learn whether a package is there, PkgName and PkgVersion to learn which.',
    over: ['x-access', 'x-get-secret'],
    breaks: fromServer(`<Get><CmdID>2</CmdID><Item><Target><LocURI>${x}/Update/PkgData</LocURI></Target></Item></Get>`),
    keeps: fromServer(`<Get><CmdID>2</CmdID><Item><Target><LocURI>${x}/State</LocURI></Target></Item></Get>`),
    check: (message, report, subject) => {
      for (const { command, place, uri } of fumoFacts(message, subject).items) {
        if (command.name === 'Get' && place.node === firmwareNodes.pkgData) report(uri, 'Get asks for PkgData, which can be replaced and not be read.');
      }
    },
  },
  {
    id: 'fumo-state-replace',
    group: 'fumo-message',
    on: 'message',
    severity: 'error',
    clause: 'FUMO 5.1.10',
    summary: 'State is set by the device alone.',
    docs: 'State tells how far the device has come; a server reads it. A command that writes it is answered with 405, and where a device let it pass, the next order would meet a state that nothing stands behind. Send the order that leads to the state instead.',
    over: ['x-access', 'x-permanent-add'],
    breaks: fromServer(replace('State', '10', 2, 'int')),
    keeps: fromServer(`<Get><CmdID>2</CmdID><Item><Target><LocURI>${x}/State</LocURI></Target></Item></Get>`),
    check: (message, report, subject) => {
      for (const { command, item, place, uri } of fumoFacts(message, subject).items) {
        if (place.node === firmwareNodes.state && item.targetUri !== undefined && ['Replace', 'Add', 'Delete'].includes(command.name)) {
          report(uri, `${command.name} is sent to State, which the device alone sets.`);
        }
      }
    },
  },
  {
    id: 'fumo-state-value',
    group: 'fumo-message',
    on: 'message',
    severity: 'error',
    clause: 'FUMO 5.1.10',
    summary: 'State is one of 10, 20 ... 100.',
    docs: 'The states are numbered in tens, from 10 (idle) to 100 (updated, package removed). A server decides by them what may be ordered next, and can make nothing of another number. Values from 110 to 190 are seen from vendors; they are noted only.',
    over: ['x-results-format', 'x-allowed-values'],
    breaks: fromClient(resultsOf('15')),
    keeps: fromClient(resultsOf('10')),
    check: (message, report, subject) => {
      for (const { command, item, place } of fumoFacts(message, subject).items) {
        if (command.name !== 'Results' || place.node !== firmwareNodes.state || item.targetUri !== undefined || item.data === undefined || item.moreData) continue;
        const value = textOf(item.data).trim();
        const isInt = item.format !== undefined && textOf(item.format).trim() === 'int';
        // What isn't a number at all, the values' own rules tell.
        if (/^[+-]?\d+$/.test(value) ? isState(Number(value)) : isInt) continue;
        const vendors = /^1[1-9]0$/.test(value);
        const what = vendors ? `State is ${value}, a value of the vendor's own` : `State is ${quoted(value)}`;
        report(item.data, `${what}; FUMO defines 10, 20 and so on to 100.`, vendors ? { severity: 'information' } : undefined);
      }
    },
  },
];

function tellExec(node: FumoNode | '', uri: Element, report: Report): void {
  report(uri, `Exec is on ${node === '' ? 'the firmware object itself' : node}; it can go to Download, Update or DownloadAndUpdate.`);
}
