// Values against their Format. [TND 9.4.2]
import { formatFault } from '../../ddf/nodeFormat';
import { parseXml } from '../../xml/parse';
import { quoted, valueRange } from '../elementText';
import { fromServer } from '../examples';
import type { MessageRule, Rule, RuleSeverity } from '../rule';
import type { Severity } from '../../base/problem';
import { valuesOf, type Value } from './metas';

const replace = (format: string, data: string): string =>
  `<Replace><CmdID>2</CmdID><Item><Target><LocURI>./Vendor/Example/Mode</LocURI></Target><Meta><Format xmlns="syncml:metinf">${format}</Format></Meta><Data>${data}</Data></Item></Replace>`;

interface Check {
  readonly id: string;
  readonly severity: RuleSeverity;
  readonly windows?: RuleSeverity;
  readonly clause: string;
  readonly summary: string;
  readonly docs: string;
  readonly formats: readonly string[];
  /** Values, as they stand in Data. */
  readonly wrong: string;
  readonly right: string;
  /** What is wrong with a value, as the end of a sentence that it begins, and how much it weighs. */
  readonly fault: (value: Value) => string | readonly [string, Severity] | undefined;
}

function checked({ formats, wrong, right, fault, ...words }: Check): MessageRule {
  const [first = 'chr'] = formats;
  return {
    ...words,
    group: 'meta',
    breaks: fromServer(replace(first, wrong)),
    keeps: fromServer(replace(first, right)),
    on: 'message',
    check: (message, report, { text }) => {
      for (const value of valuesOf(message)) {
        if (!formats.includes(value.format)) continue;
        const found = fault(value);
        if (found === undefined) continue;
        const [ending, severity] = typeof found === 'string' ? [found] : found;
        const said = value.text.trim() === '' ? 'An empty value' : `The value ${quoted(value.text)}`;
        report(valueRange(value.data, text), `${said} of Format ${value.format} ${ending}.`, severity === undefined ? {} : { severity });
      }
    },
  };
}

const notInteger = formatFault('int', '?');

export const valueRules: readonly Rule[] = [
  checked({
    id: 'int-value',
    severity: 'error',
    clause: 'TND 9.4.2.13',
    summary: 'A value of Format int is a whole number in decimal digits.',
    docs: 'An int is written in digits, with a sign perhaps; hexadecimal, units, blanks between digits and words are none. A client can’t store it and answers 415 or 500. Write the number, or say chr.',
    formats: ['int'],
    wrong: 'ten',
    right: '10',
    fault: ({ text }) => (formatFault('int', text) === notInteger ? notInteger : undefined),
  }),
  checked({
    id: 'int-range',
    severity: 'warning',
    clause: 'TND 9.4.2.13',
    summary: 'A value of Format int fits into 32 bits with a sign.',
    docs:
      'Nodes of Format int hold numbers from −2147483648 to 2147483647; early meta-information knew them without a sign, up to 4294967295. What is above overflows on many devices or is answered with 415. Use chr for larger numbers.',
    formats: ['int'],
    wrong: '3000000000',
    right: '2147483647',
    fault: ({ text }) => (formatFault('int', text) === notInteger ? undefined : formatFault('int', text)),
  }),
  checked({
    id: 'bool-value',
    severity: 'warning',
    clause: 'practice',
    summary: 'A value of Format bool is true or false.',
    docs:
      'The description framework leaves open how a bool is written. Devices and descriptions mostly write true and false; some take 1 and 0 or other cases, which is told as information. Anything else is refused, or taken for false.',
    formats: ['bool'],
    wrong: 'yes',
    right: 'true',
    fault: ({ text }) => {
      const said = text.trim();
      if (said === 'true' || said === 'false') return undefined;
      return formatFault('bool', said) === undefined ? ['is taken by many devices, but not by all; they write true and false', 'information'] : "isn't true or false";
    },
  }),
  checked({
    id: 'b64-value',
    severity: 'error',
    clause: 'METINF 5.2',
    summary: 'A value of Format b64 is base64.',
    docs: 'The value is decoded before it is stored: what isn’t base64, of the alphabet of URLs or without its padding for instance, can’t be decoded, and the client answers 415 or 500. Encode the octets, or say chr.',
    formats: ['b64'],
    wrong: '%%%',
    right: 'AAEC',
    fault: ({ text, mayBePart }) => {
      const packed = text.replace(/[ \t\r\n]+/g, '');
      // The last chunk of a large object may begin anywhere in a group of four.
      return formatFault('b64', mayBePart ? packed.slice(packed.length % 4) : packed);
    },
  }),
  checked({
    id: 'xml-value',
    severity: 'warning',
    clause: 'TND 9.4.2.16',
    summary: 'A value of Format xml is a well-formed document.',
    docs:
      'Mark-up in Data stands there as such with its own namespace, in a CDATA section, or with < and & escaped; once that is undone it must be a document with one root. A client that parses it answers 415 otherwise. Where it is only a text with tags in it, say chr.',
    formats: ['xml'],
    wrong: '&lt;a&gt;',
    right: '&lt;a/&gt;',
    fault: ({ text, mayBePart }) => {
      if (text.trim() === '' || mayBePart) return undefined;
      const { problems } = parseXml(text.trim());
      const first = problems.find(({ severity }) => severity === 'error');
      return first === undefined ? undefined : `isn't well-formed: ${first.message.replace(/\.$/, '')}`;
    },
  }),
  checked({
    id: 'date-value',
    severity: 'error',
    clause: 'TND 9.4.2.17',
    summary: 'Values of the formats date and time are written as ISO 8601 has them.',
    docs: 'A date begins with the year and its century, 2024-02-01 or 20240201; a time is 14:30:00 or 143000, with Z or an offset perhaps. A date as people write it is read wrongly or refused with 415.',
    formats: ['date', 'time'],
    wrong: '1.2.2024',
    right: '2024-02-01',
    fault: ({ format, text }) => formatFault(format === 'date' ? 'date' : 'time', text),
  }),
  checked({
    id: 'float-value',
    severity: 'error',
    clause: 'TND 9.4.2.19',
    summary: 'A value of Format float is a number as XML Schema writes it.',
    docs: 'A float has a point and no comma, and perhaps an exponent: 1.5, -0.25, 6e3; INF and NaN are allowed too. Anything else a client refuses with 415, or reads up to the first character that it doesn’t know.',
    formats: ['float'],
    wrong: '1,5',
    right: '1.5',
    fault: ({ text }) => formatFault('float', text),
  }),
];
