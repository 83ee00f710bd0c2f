// Formats, types and values against what is described of a node. [TND 9.4.2, 9.4.3]
import { allows, sayAllowed } from '../../ddf/allowedValues';
import type { DescribedNode } from '../../ddf/description';
import { formatFault, isNodeFormat, type NodeFormat } from '../../ddf/nodeFormat';
import { editXml } from '../../xml/edit';
import { hasValue, holdsTree, mayContinue, said } from '../command/visit';
import { plainText, quoted, valueRange } from '../elementText';
import { against, fromClient, fromServer } from '../examples';
import type { MessageFacts } from '../messageFacts';
import type { Rule } from '../rule';
import type { Subject } from '../subject';
import { weightOf } from './access';
import { crossingsOf, targets, type Crossing } from './crossings';
import { addInterior, interior, leaf, metinf, replace, results, vendor } from './exampleParts';
import { describedBy, relatedOf } from './words';

const writes: ReadonlySet<string> = new Set(['Add', 'Replace']);
const replaces: ReadonlySet<string> = new Set(['Replace']);
const adds: ReadonlySet<string> = new Set(['Add']);

const level = vendor(leaf('Level', { format: 'int' }));

/** Octets are b64 on their way through XML, whatever the node is. [TND 7.7.2] */
function fits(format: string, { format: described }: DescribedNode): boolean {
  return format === described || (described === 'bin' && format === 'b64') || (described === 'b64' && format === 'bin');
}

function formatsOf({ nodes }: Crossing): string {
  return [...new Set(nodes.map(({ format }) => format))].join(' or ');
}

function isInterior({ nodes }: Crossing): boolean {
  return nodes.every(({ format }) => format === 'node');
}

/** What a server writes to nodes that are described, as a value: no trees, no chunks of larger objects. */
function* written(message: MessageFacts, subject: Subject): Generator<Crossing> {
  if (message.sender === 'client') return;
  for (const crossing of targets(message, subject, writes)) {
    const { item, command } = crossing.uri;
    // What a Replace does to an interior node is told as that.
    if (holdsTree(item) || (command.name === 'Replace' && isInterior(crossing)) || /dmtnds\+/i.test(said(item.type) ?? '')) continue;
    yield crossing;
  }
}

/** The value as a text; undefined where there is none, where it is a part of one, or mark-up or octets. */
function valueOf(crossing: Crossing, message: MessageFacts): string | undefined {
  const { item } = crossing.uri;
  if (!hasValue(item) || item.moreData || mayContinue(item, message)) return undefined;
  return plainText(item.data);
}

/** What is wrong with a text in every format that the node may have. */
function faultOf(value: string, { nodes }: Crossing): { readonly format: NodeFormat; readonly fault: string } | undefined {
  let first: { readonly format: NodeFormat; readonly fault: string } | undefined;
  for (const { format } of nodes) {
    const fault = formatFault(format, value);
    if (fault === undefined) return undefined;
    first ??= { format, fault };
  }
  return first;
}

export const crossedValueRules: readonly Rule[] = [
  {
    id: 'x-format',
    group: 'crossing',
    on: 'message',
    severity: 'error',
    clause: 'TND 7.7.2',
    summary: 'The Format of what is written is that of the node.',
    docs: 'A node has one format, which its description says, and a value of another doesn’t fit it: a device answers 415. Octets are the exception: to a node of bin they go as b64 in XML. Write the format of the description, and the value accordingly.',
    breaks: against(level, fromServer(replace('./Vendor/Level', '5'))),
    keeps: against(level, fromServer(replace('./Vendor/Level', '5', metinf('int')))),
    check: (message, report, subject) => {
      for (const crossing of written(message, subject)) {
        const { uri, nodes } = crossing;
        const { format } = uri.item;
        const word = said(format);
        // What is no format, or in the wrong case, is told as that.
        if (format === undefined || word === undefined || !isNodeFormat(word) || nodes.some((node) => fits(word, node))) continue;
        report(valueRange(format, subject.text), `Format ${word} for ${quoted(uri.address)}, which is ${formatsOf(crossing)} ${describedBy(crossing)}.`, { ...weightOf(crossing), related: relatedOf(crossing) });
      }
    },
  },
  {
    id: 'x-format-default',
    group: 'crossing',
    on: 'message',
    severity: 'warning',
    clause: 'TND 7.7.2',
    summary: 'A value for a node that isn’t chr says its Format.',
    docs: 'Where a message gives no Format, a device takes chr. One that compares it with the node’s own answers 415 for a number that is otherwise right; many don’t compare, and take the value. Give the format that the description says; the mend writes it.',
    breaks: against(level, fromServer(replace('./Vendor/Level', '5', ''))),
    keeps: against(level, fromServer(replace('./Vendor/Level', '5', metinf('int')))),
    check: (message, report, subject) => {
      for (const crossing of targets(message, subject, replaces)) {
        const { uri, nodes } = crossing;
        const { item } = uri;
        if (message.sender === 'client' || item.format !== undefined || !hasValue(item) || holdsTree(item) || isInterior(crossing)) continue;
        // The format is known from the first chunk.
        if (mayContinue(item, message) && item.moreData) continue;
        if (nodes.some(({ format }) => format === 'chr')) continue;
        report(valueRange(uri.element, subject.text), `No Format is given for ${quoted(uri.address)}, which is ${formatsOf(crossing)} ${describedBy(crossing)}; chr is taken.`, { related: relatedOf(crossing) });
      }
    },
    fix: (found, subject) => {
      const { message, text } = subject;
      for (const crossing of message === undefined ? [] : targets(message, subject, replaces)) {
        const { item, element } = crossing.uri;
        if (valueRange(element, text).start !== found.range.start) continue;
        const [format, ...others] = new Set(crossing.nodes.map(({ format: one }) => (one === 'bin' ? 'b64' : one)));
        if (format === undefined || others.length > 0 || item.meta !== undefined || item.data === undefined) return undefined;
        const prefix = item.element.name.slice(0, -item.element.local.length);
        const { start } = item.data.range;
        return { title: `Write Format ${format}`, edits: [{ range: { start, end: start }, newText: `<${prefix}Meta><Format xmlns="syncml:metinf">${format}</Format></${prefix}Meta>` }] };
      }
      return undefined;
    },
  },
  {
    id: 'x-type',
    group: 'crossing',
    on: 'message',
    severity: 'warning',
    clause: 'TND 9.4.3.8',
    summary: 'The Type of what is written is one that the node takes.',
    docs: 'A description names the media types of a leaf by MIME. A device that looks at the Type answers 415 for any other; many devices don’t. Write one of those that are described, or leave Type away where it is text/plain.',
    breaks: against(vendor(leaf('Icon', { format: 'bin', type: '<MIME>image/png</MIME>' })), fromServer(replace('./Vendor/Icon', 'AAEC', metinf('b64', 'image/gif')))),
    keeps: against(vendor(leaf('Icon', { format: 'bin', type: '<MIME>image/png</MIME>' })), fromServer(replace('./Vendor/Icon', 'AAEC', metinf('b64', 'image/png')))),
    check: (message, report, subject) => {
      for (const crossing of written(message, subject)) {
        const { uri, nodes } = crossing;
        const { type } = uri.item;
        const word = mediaType(said(type) ?? '');
        // What is no media type is told as that.
        if (type === undefined || !/^[^\s/]+\/[^\s/]+$/.test(word) || isInterior(crossing)) continue;
        const types = [...new Set(nodes.flatMap((node) => node.types))];
        if (nodes.some((node) => node.types.length === 0) || types.some((one) => mediaType(one) === word || one === '*/*')) continue;
        report(valueRange(type, subject.text), `The Type ${quoted(word)} for ${quoted(uri.address)}, which takes ${types.slice(0, 4).join(', ')} ${describedBy(crossing)}.`, { related: relatedOf(crossing) });
      }
    },
  },
  {
    id: 'x-value',
    group: 'crossing',
    on: 'message',
    severity: 'error',
    clause: 'TND 9.4.2',
    summary: 'A value without a Format is one of the format that the node has.',
    docs: 'The device knows the format of its node, whether or not the message says it, and can’t store a word where a number is to be: it answers 415 or 500. Where a Format is given, the value is held against that.',
    over: ['x-format-default'],
    breaks: against(level, fromServer(replace('./Vendor/Level', 'on', ''))),
    keeps: against(level, fromServer(replace('./Vendor/Level', '5', metinf('int')))),
    check: (message, report, subject) => {
      for (const crossing of written(message, subject)) {
        const { uri } = crossing;
        const { item } = uri;
        const value = item.format === undefined ? valueOf(crossing, message) : undefined;
        const found = value === undefined ? undefined : faultOf(value, crossing);
        if (value === undefined || found === undefined || item.data === undefined) continue;
        report(valueRange(item.data, subject.text), `The value ${quoted(value)} ${found.fault}; ${quoted(uri.address)} is ${formatsOf(crossing)} ${describedBy(crossing)}.`, { ...weightOf(crossing), related: relatedOf(crossing) });
      }
    },
  },
  {
    id: 'x-allowed-values',
    group: 'crossing',
    on: 'message',
    severity: 'warning',
    clause: 'practice',
    summary: 'A value is one of those that the description allows.',
    docs: 'Descriptions of Windows say by AllowedValues which values a node takes: a list, flags that may be joined, or ranges of numbers. What is outside is refused, mostly with 500, or has no effect. Patterns, schemas and policy templates aren’t looked at.',
    breaks: against(withValues('0', '1', '2'), fromServer(replace('./Vendor/Level', '7', metinf('int')))),
    keeps: against(withValues('0', '1', '2'), fromServer(replace('./Vendor/Level', '2', metinf('int')))),
    check: (message, report, subject) => {
      for (const crossing of written(message, subject)) {
        const { uri, nodes } = crossing;
        const { data } = uri.item;
        const allowed = nodes.flatMap((node) => node.allowed ?? []);
        const [first] = allowed;
        if (first === undefined || data === undefined || allowed.length < nodes.length) continue;
        const value = valueOf(crossing, message);
        // What isn't of the format is told as that.
        if (value === undefined || faultOf(value, crossing) !== undefined || allowed.some((one) => allows(one, value))) continue;
        report(valueRange(data, subject.text), `The value ${quoted(value)} for ${quoted(uri.address)}, which takes ${sayAllowed(first)} ${describedBy(crossing)}.`, { related: relatedOf(crossing) });
      }
    },
  },
  {
    id: 'x-add-wrong-moid',
    group: 'crossing',
    on: 'message',
    severity: 'warning',
    clause: 'TND 7.7.7.2',
    summary: 'The Type of an interior node that is added is the identifier that its description gives.',
    docs: 'The identifier tells servers which management object begins at a node, and may be given when it is added. Another one than the description has would make it another object: a device answers 415, or keeps its own. Write the identifier that is described, or none.',
    breaks: against(accounts(), fromServer(addInterior('./Vendor/Account', 2, 'com.example/1.0/Another'))),
    keeps: against(accounts(), fromServer(addInterior('./Vendor/Account', 2, 'com.example/1.0/Account'))),
    check: (message, report, subject) => {
      if (message.sender === 'client') return;
      for (const crossing of targets(message, subject, adds)) {
        const { uri, nodes } = crossing;
        const { type } = uri.item;
        const word = said(type) ?? '';
        // A media type is wrong for any interior node, and told as that.
        if (type === undefined || word === '' || !isInterior(crossing) || holdsTree(uri.item) || /^(?:application|text)\//i.test(word)) continue;
        const names = [...new Set(nodes.flatMap(({ ddfName }) => ddfName ?? []))];
        if (names.length === 0 || names.includes(word) || nodes.some(({ ddfName }) => ddfName === undefined)) continue;
        report(valueRange(type, subject.text), `The identifier ${quoted(word)} for ${quoted(uri.address)}, which is ${names.map(quoted).join(' or ')} ${describedBy(crossing)}.`, { related: relatedOf(crossing) });
      }
    },
    fix: (found, subject) => {
      const { message, text } = subject;
      for (const { uri, nodes } of message === undefined ? [] : targets(message, subject, adds)) {
        const { type } = uri.item;
        if (type === undefined || valueRange(type, text).start !== found.range.start) continue;
        const [name, ...others] = new Set(nodes.flatMap(({ ddfName }) => ddfName ?? []));
        return name === undefined || others.length > 0 ? undefined : { title: `Write ${name}`, edits: editXml(text, [{ kind: 'value', of: type, value: name }]) };
      }
      return undefined;
    },
  },
  {
    id: 'x-results-format',
    group: 'crossing',
    on: 'message',
    severity: 'warning',
    clause: 'TND 9.4.2',
    summary: 'Results say the format that the node is described with, and a value of it.',
    docs: 'What a device returns should be what its description promises; where it isn’t, description and device are of different versions, or one of them is wrong. A server that trusts the description misreads the value. Find out which is right, and mend the other.',
    breaks: against(level, fromClient(results('./Vendor/Level', '5', 'chr'))),
    keeps: against(level, fromClient(results('./Vendor/Level', '5', 'int'))),
    check: (message, report, subject) => {
      for (const crossing of crossingsOf(message, subject)) {
        const { uri, nodes } = crossing;
        const { item, query } = uri;
        if (uri.command.name !== 'Results' || query !== undefined || nodes.length === 0 || holdsTree(item) || uri.element !== item.sourceUri) continue;
        const word = said(item.format);
        if (item.format !== undefined && word !== undefined) {
          if (!isNodeFormat(word) || nodes.some((node) => fits(word, node))) continue;
          report(valueRange(item.format, subject.text), `Format ${word} of ${quoted(uri.address)}, which is ${formatsOf(crossing)} ${describedBy(crossing)}.`, { related: relatedOf(crossing) });
        } else if (item.data !== undefined && !isInterior(crossing)) {
          const value = valueOf(crossing, message);
          const found = value === undefined ? undefined : faultOf(value, crossing);
          if (value !== undefined && found !== undefined) report(valueRange(item.data, subject.text), `The value ${quoted(value)} ${found.fault}; ${quoted(uri.address)} is ${formatsOf(crossing)} ${describedBy(crossing)}.`, { related: relatedOf(crossing) });
        }
      }
    },
  },
];

function accounts(): string {
  return vendor(interior('Account', { access: '<Add/><Get/>', occurrence: '<ZeroOrOne/>', type: '<DDFName>com.example/1.0/Account</DDFName>' }));
}

function withValues(...values: readonly string[]): string {
  const list = values.map((value) => `<MSFT:Enum><MSFT:Value>${value}</MSFT:Value></MSFT:Enum>`).join('');
  const allowed = `<MSFT:AllowedValues xmlns:MSFT="http://schemas.microsoft.com/MobileDevice/DM" ValueType="ENUM">${list}</MSFT:AllowedValues>`;
  return level.replace(/<\/DFProperties>(?=<\/Node>)/, `${allowed}</DFProperties>`);
}

function mediaType(text: string): string {
  return (text.split(';')[0] ?? '').trim().toLowerCase();
}
