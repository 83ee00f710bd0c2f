// How the address of a node is written. [TND 5]
import { editXml } from '../../xml/edit';
import { quoted, valueRange } from '../elementText';
import { fromServer, type Example } from '../examples';
import type { Fix, FixSubject } from '../fix';
import type { MessageRule, Rule } from '../rule';
import type { Subject } from '../subject';
import { treeUris, type AddressForm } from './treeUris';

function gets(...uris: readonly string[]): Example {
  return fromServer(`<Get><CmdID>2</CmdID>${uris.map((uri) => `<Item><Target><LocURI>${uri}</LocURI></Target></Item>`).join('')}</Get>`);
}

interface Check extends Pick<MessageRule, 'id' | 'severity' | 'clause' | 'summary' | 'docs'> {
  readonly wrong: string;
  readonly right: string;
  /** As the end of a sentence that begins with the address. */
  readonly fault: string;
  readonly isWrong: (form: AddressForm) => boolean;
  /** The address as it should be. */
  readonly mended?: (form: AddressForm) => string;
}

function checked({ wrong, right, fault, isWrong, mended, ...words }: Check): MessageRule {
  return {
    ...words,
    group: 'uri',
    breaks: gets(wrong),
    keeps: gets(right),
    on: 'message',
    check: (message, report, { text }) => {
      for (const { element, address, form } of treeUris(message)) {
        if (isWrong(form)) report(valueRange(element, text), `The address ${quoted(address)} ${fault}.`);
      }
    },
    ...(mended !== undefined && {
      fix: (found: FixSubject, { message, text }: Subject): Fix | undefined => {
        for (const { element, address, form, text: said } of message === undefined ? [] : treeUris(message)) {
          if (valueRange(element, text).start !== found.range.start) continue;
          const value = mended(form) + said.slice(address.length);
          return { title: `Write ${value}`, edits: editXml(text, [{ kind: 'value', of: element, value }]) };
        }
        return undefined;
      },
    }),
  };
}

function written({ segments }: AddressForm): string {
  return segments.length === 0 ? '.' : `./${segments.join('/')}`;
}

export const addressRules: readonly Rule[] = [
  checked({
    id: 'uri-trailing-slash',
    severity: 'error',
    clause: 'TND 5',
    summary: 'The address of a node ends with its name, not with a slash.',
    docs: 'A slash stands between two names; at the end it would be followed by a node without a name. Clients answer 404, some drop the slash. Take it away.',
    wrong: './DevInfo/',
    right: './DevInfo',
    fault: 'ends with a slash',
    isWrong: ({ trailing }) => trailing,
    mended: written,
  }),
  checked({
    id: 'uri-leading-slash',
    severity: 'error',
    clause: 'TND 5',
    summary: 'The address of a node is relative to the root: it begins with ./ or with a name.',
    docs: 'All addresses are relative, and the tree’s root is a point: what begins with a slash is another kind of URI. Clients answer 404 or 400; Windows refuses it expressly. Write the point before the slash.',
    wrong: '/DevInfo',
    right: './DevInfo',
    fault: 'begins with a slash; it is relative to the root, ./',
    isWrong: ({ leading }) => leading,
    mended: written,
  }),
  checked({
    id: 'uri-dot-slash-inner',
    severity: 'error',
    clause: 'TND 5',
    summary: 'The ./ of the root stands only at the beginning of an address.',
    docs: 'Within an address a point would be a node of that name, and no node has it: the protocol allows ./ at the start alone, so that each node has one address. Mostly two addresses have been joined. Take it away.',
    wrong: './DevInfo/./Man',
    right: './DevInfo/Man',
    fault: 'has a point as a segment after its beginning',
    isWrong: ({ segments }) => segments.includes('.'),
    mended: (form) => written({ ...form, segments: form.segments.filter((segment) => segment !== '.') }),
  }),
  checked({
    id: 'uri-dotdot',
    severity: 'error',
    clause: 'TND 5',
    summary: 'An address has no ../ in it.',
    docs: 'Addresses go down from the root only; a step up is expressly excluded, and clients answer 404 or 400. Write the address out from the root.',
    wrong: './DevInfo/../DevDetail/FwV',
    right: './DevDetail/FwV',
    fault: 'steps up by ..; addresses go down from the root only',
    isWrong: ({ segments }) => segments.includes('..'),
  }),
  checked({
    id: 'uri-root-form',
    severity: 'warning',
    clause: 'TND 5',
    summary: 'The root is written as a point without a slash.',
    docs: 'The address of the root is . alone: ./ ends with a slash, which no address may. Most clients take it all the same. Write the point.',
    wrong: './',
    right: '.',
    fault: 'means the root, which is written .',
    isWrong: ({ dotted }) => dotted,
    mended: written,
  }),
  checked({
    id: 'uri-empty-segment',
    severity: 'error',
    clause: 'TND 5',
    summary: 'No two slashes follow each other in an address.',
    docs: 'Between two slashes there would be a node without a name, and every node has one. Clients answer 404. Mostly a name that was to be put in was empty, or two parts have been joined that both had a slash.',
    wrong: './DevInfo//Man',
    right: './DevInfo/Man',
    fault: 'has two slashes with nothing between them',
    isWrong: ({ segments }) => segments.includes(''),
  }),
  {
    id: 'uri-relative-style',
    group: 'uri',
    severity: 'hint',
    clause: 'TND 5',
    summary: 'Addresses in one message are written in one style, ./A or A.',
    docs: 'Both mean the same node. Who searches a log or compares addresses as texts misses one of them, and so do some servers when they match a TargetRef. Write ./ before all.',
    breaks: gets('./DevInfo/Man', 'DevInfo/Mod'),
    keeps: gets('./DevInfo/Man', './DevInfo/Mod'),
    on: 'message',
    check: (message, report, { text }) => {
      const short = [];
      let dotted = false;
      for (const { element, address } of treeUris(message)) {
        if (address.startsWith('./')) dotted = true;
        else if (/^[^./]/.test(address)) short.push([element, address] as const);
      }
      if (dotted) for (const [element, address] of short) report(valueRange(element, text), `The address ${quoted(address)} is written without ./, others in the message with it.`);
    },
    fix: (found, { message, text }) => {
      for (const { element, text: said } of message === undefined ? [] : treeUris(message)) {
        if (valueRange(element, text).start === found.range.start) return { title: `Write ./${said}`, edits: editXml(text, [{ kind: 'value', of: element, value: `./${said}` }]) };
      }
      return undefined;
    },
  },
];
