// Format: which there are, and where each may stand. [TND 9.4.2]
import { isNodeFormat, nodeFormats } from '../../ddf/nodeFormat';
import { editXml } from '../../xml/edit';
import { textOf, type Element } from '../../xml/element';
import { quoted, saysNothing, valueRange } from '../elementText';
import { fromServer, whole, type Example } from '../examples';
import { metaChild, type MessageFacts } from '../messageFacts';
import type { Rule } from '../rule';
import { metasOf, valuesOf } from './metas';

const replace = (format: string, data: string, type = ''): string =>
  `<Replace><CmdID>2</CmdID><Item><Target><LocURI>./Vendor/Example/Mode</LocURI></Target><Meta><Format xmlns="syncml:metinf">${format}</Format>${type}</Meta><Data>${data}</Data></Item></Replace>`;

/** A message of the server's by version 1.1. */
function inOldVersion(commands: string): Example {
  const { shown, documents } = fromServer(commands);
  const text = (documents[0]?.text ?? '').replace('SYNCML:SYNCML1.2', 'SYNCML:SYNCML1.1').replace('<VerDTD>1.2', '<VerDTD>1.1').replace('DM/1.2', 'DM/1.1');
  return { ...whole('message', text), shown };
}

function* formatsOf(message: MessageFacts): Generator<readonly [string, Element]> {
  for (const [meta] of metasOf(message)) {
    const format = metaChild(meta, 'Format');
    if (format !== undefined) yield [textOf(format).trim(), format];
  }
}

const since12: ReadonlySet<string> = new Set(['date', 'time', 'float']);

export const formatRules: readonly Rule[] = [
  {
    id: 'format-value',
    group: 'meta',
    severity: 'error',
    clause: 'TND 9.4.2',
    summary: 'Format is one of those that nodes have.',
    docs: `There are ${nodeFormats.join(', ')}, and no others. A client answers an unknown one with 415, or takes the value for a text. Names of programming languages, such as string or integer, are chr and int here.`,
    breaks: fromServer(replace('string', 'silent')),
    keeps: fromServer(replace('chr', 'silent')),
    on: 'message',
    check: (message, report, { text }) => {
      for (const [said, format] of formatsOf(message)) {
        if (isNodeFormat(said) || isNodeFormat(said.toLowerCase())) continue;
        report(valueRange(format, text), said === '' ? 'Format says nothing.' : `Format is ${quoted(said)}; it is one of ${nodeFormats.join(', ')}.`);
      }
    },
  },
  {
    id: 'format-12-only',
    group: 'meta',
    severity: 'warning',
    clause: 'TND 9.4.2',
    summary: 'The formats date, time and float stand in messages of version 1.2 only.',
    docs: 'These three came with device management 1.2: a client of 1.1 doesn’t know them and answers 415. In a session of 1.1 send the value as chr.',
    breaks: inOldVersion(replace('float', '1.5')),
    keeps: inOldVersion(replace('chr', '1.5')),
    on: 'message',
    check: (message, report, { text }) => {
      if (message.version !== '1.1') return;
      for (const [said, format] of formatsOf(message)) if (since12.has(said)) report(valueRange(format, text), `Format ${said} in a message of version 1.1; it came with 1.2.`);
    },
  },
  {
    id: 'format-case',
    group: 'meta',
    severity: 'error',
    clause: 'TND 9.4.2',
    summary: 'Format is written in lower case.',
    docs: 'Formats are compared as they are written: to a client, Int is none of them, and it answers 415 or takes the value for a text. Write it in lower case.',
    breaks: fromServer(replace('Int', '5')),
    keeps: fromServer(replace('int', '5')),
    on: 'message',
    check: (message, report, { text }) => {
      for (const [said, format] of formatsOf(message)) {
        if (!isNodeFormat(said) && isNodeFormat(said.toLowerCase())) report(valueRange(format, text), `Format is written ${quoted(said)}; it is ${said.toLowerCase()}.`);
      }
    },
    fix: (found, { message, text }) => {
      for (const [said, format] of message === undefined ? [] : formatsOf(message)) {
        if (valueRange(format, text).start === found.range.start) return { title: `Write ${said.toLowerCase()}`, edits: editXml(text, [{ kind: 'value', of: format, value: said.toLowerCase() }]) };
      }
      return undefined;
    },
  },
  {
    id: 'bin-in-xml',
    group: 'meta',
    severity: 'error',
    windows: 'information',
    clause: 'TND 7.7.2',
    summary: 'In XML, octets go as Format b64.',
    docs:
      'Octets can’t stand in XML as they are: they are written as base64, and the Format of the Item says so by b64, while that of the node stays bin. A client that trusts bin stores the text of the base64 as the value. ' +
      'In WBXML octets may stand as such, with bin. Windows takes bin for base64.',
    breaks: fromServer(replace('bin', 'AAEC')),
    keeps: fromServer(replace('b64', 'AAEC')),
    on: 'message',
    check: (message, report, { text, encoding }) => {
      if (encoding === 'wbxml') return;
      for (const { format, item, data } of valuesOf(message)) {
        // [TND 7.7.2]
        if (format === 'bin' && item.format !== undefined && !saysNothing(data)) report(valueRange(item.format, text), 'Format bin in XML, where octets are written as base64 and the Format is b64.');
      }
    },
    fix: (found, { message, text }) => {
      for (const { item } of message === undefined ? [] : valuesOf(message)) {
        if (item.format !== undefined && valueRange(item.format, text).start === found.range.start) return { title: 'Write b64', edits: editXml(text, [{ kind: 'value', of: item.format, value: 'b64' }]) };
      }
      return undefined;
    },
  },
];
