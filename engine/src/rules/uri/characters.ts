// The characters of an address. [TND 5]
import { utf8 } from '../../base/bytes';
import { editXml } from '../../xml/edit';
import { quoted, valueRange } from '../elementText';
import { fromServer } from '../examples';
import type { Rule } from '../rule';
import { treeUris } from './treeUris';

const get = (uri: string): string => `<Get><CmdID>2</CmdID><Item><Target><LocURI>${uri}</LocURI></Target></Item></Get>`;

/** What a segment of a URI may not hold as it is, and a percent sign that begins no escape. [RFC 2396 3.3] */
const strange = /%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9\-_.!~*'():@&=+$,;/%]/gu;

export const characterRules: readonly Rule[] = [
  {
    id: 'uri-bad-char',
    group: 'uri',
    severity: 'warning',
    windows: 'off',
    clause: 'TND 5',
    summary: 'Characters that a URI can’t hold are written as percent signs and digits.',
    docs:
      'Names of nodes keep to the rules of URIs: blanks, braces, quotes and what isn’t ASCII are written as %20, %7B and so on. Some clients take them as they are, others answer 404 or 400. ' +
      'Windows writes identifiers in braces; its profile leaves them alone.',
    breaks: fromServer(get('./Vendor/Example/Wake up')),
    keeps: fromServer(get('./Vendor/Example/Wake%20up')),
    on: 'message',
    check: (message, report, { text }) => {
      for (const { element, address } of treeUris(message)) {
        const found = [...new Set(address.match(strange) ?? [])];
        if (found.length === 0) continue;
        const which = found.slice(0, 5).map((one) => (one === ' ' ? 'a blank' : one)).join(' ');
        report(valueRange(element, text), `The address ${quoted(address)} holds ${which}, which is written ${found.slice(0, 5).map(escaped).join(' ')}.`);
      }
    },
    fix: (found, { message, text }) => {
      for (const { element, address, text: said } of message === undefined ? [] : treeUris(message)) {
        if (valueRange(element, text).start !== found.range.start) continue;
        const value = address.replace(strange, escaped) + said.slice(address.length);
        return { title: `Write ${value}`, edits: editXml(text, [{ kind: 'value', of: element, value }]) };
      }
      return undefined;
    },
  },
];

function escaped(character: string): string {
  return [...utf8(character)].map((octet) => `%${octet.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}
