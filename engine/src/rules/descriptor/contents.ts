// Rules of what a download descriptor holds, addresses apart.
import { descriptorAttributes, descriptorNamespace } from '../../download/descriptor';
import { editXml } from '../../xml/edit';
import { textOf } from '../../xml/element';
import { elementAt } from '../elementAt';
import { inDescriptor, whole } from '../examples';
import type { FixSubject } from '../fix';
import type { Rule } from '../rule';
import type { Subject } from '../subject';
import { descriptor, objectUri, size, type } from './examples';

const media = (attributes: string): string => `<media${attributes}>\n${type}\n${size}\n${objectUri}\n</media>`;
const inNamespace = media(` xmlns="${descriptorNamespace}"`);

export const contentRules: readonly Rule[] = [
  {
    id: 'dd-root',
    group: 'descriptor',
    on: 'reading',
    severity: 'error',
    clause: 'DLOTA media',
    summary: 'A download descriptor begins with media.',
    docs: 'A device that finds another root reports 906, invalid descriptor, and downloads nothing. A root called dd begins a descriptor of Download 2.0, which is another format and answered 951.',
    breaks: whole('descriptor', '<dd/>'),
    keeps: descriptor(),
  },
  {
    id: 'dd-namespace',
    group: 'descriptor',
    on: 'reading',
    severity: 'warning',
    clause: 'DLOTA media',
    summary: 'The namespace of a descriptor is `http://www.openmobilealliance.org/xmlns/dd`.',
    docs: 'Devices that look at namespaces take media without this one for something else: feeds have an element of that name too. Most devices go by the names alone, so a missing or slightly other namespace is a warning. The mend declares the right one.',
    breaks: whole('descriptor', media('')),
    keeps: whole('descriptor', inNamespace),
    fix: (_, { document: { root }, text }) => {
      if (root === undefined || root.name !== root.local) return undefined;
      return { title: 'Declare the namespace', edits: editXml(text, [{ kind: 'attribute', of: root, name: 'xmlns', value: descriptorNamespace }]) };
    },
  },
  {
    id: 'dd-missing',
    group: 'descriptor',
    on: 'reading',
    severity: 'error',
    clause: 'DLOTA media',
    summary: 'A descriptor says objectURI, size and type.',
    docs: 'Before it fetches anything a device wants to know where the object is, whether it has room for it, and whether it can use it. Where one of the three is missing or empty it reports 906 and stops.',
    breaks: inDescriptor(`${size}\n${objectUri}`),
    keeps: descriptor(),
  },
  {
    id: 'dd-empty',
    group: 'descriptor',
    on: 'reading',
    severity: 'warning',
    clause: 'DLOTA media',
    summary: 'An attribute that a descriptor has says something.',
    docs: 'An empty name or vendor is shown to the user as an empty line, and an empty address is none. Leave the element out where there is nothing to say. The mend takes it away.',
    breaks: descriptor('<vendor></vendor>'),
    keeps: descriptor('<vendor>Example Devices</vendor>'),
    fix: removed,
  },
  {
    id: 'dd-size',
    group: 'descriptor',
    on: 'reading',
    severity: 'error',
    clause: 'DLOTA size',
    summary: 'The size is a positive whole number of octets.',
    docs: 'The device compares the number with its free memory beforehand, and with what it received afterwards: another count ends with 905. Zero, a sign, a unit or a fraction makes the descriptor invalid, which is 906.',
    breaks: inDescriptor(`${type}\n<size>0</size>\n${objectUri}`),
    keeps: descriptor(),
  },
  {
    id: 'dd-size-separator',
    group: 'descriptor',
    on: 'reading',
    severity: 'warning',
    clause: 'DLOTA size',
    summary: 'The size is written without separators.',
    docs: 'Some browsers read "1,000" as a thousand, other devices as nothing or as one. Only digits are understood by all. The mend takes the separators away.',
    breaks: inDescriptor(`${type}\n<size>1,000</size>\n${objectUri}`),
    keeps: inDescriptor(`${type}\n<size>1000</size>\n${objectUri}`),
    fix: ({ range }, { text }) => {
      const value = text.slice(range.start, range.end).trim().replaceAll(',', '');
      return /^\d+$/.test(value) ? { title: `Write ${value}`, edits: [{ range, newText: value }] } : undefined;
    },
  },
  {
    id: 'dd-type',
    group: 'descriptor',
    on: 'reading',
    severity: 'error',
    clause: 'DLOTA type',
    summary: 'A type is written type/subtype.',
    docs: 'The device looks the media type up among those that it supports, and compares it with the Content-Type of the response. A word alone is supported by nobody, so the download ends with 953. Firmware has a type of its vendor, or application/octet-stream.',
    breaks: inDescriptor(`<type>firmware</type>\n${size}\n${objectUri}`),
    keeps: descriptor(),
  },
  {
    id: 'dd-version',
    group: 'descriptor',
    on: 'reading',
    severity: 'error',
    clause: 'DLOTA DDVersion',
    summary: 'DDVersion is 1.0.',
    docs: 'The version is looked at before all else, and another major version is answered 951: the rest may mean something else there. A minor version that nobody knows is read as 1.0, which is a warning. Left out, DDVersion means 1.0.',
    breaks: descriptor('<DDVersion>2.0</DDVersion>'),
    keeps: descriptor('<DDVersion>1.0</DDVersion>'),
  },
  {
    id: 'dd-version-form',
    group: 'descriptor',
    on: 'reading',
    severity: 'warning',
    clause: 'DLOTA DDVersion',
    summary: 'DDVersion is written major.minor.',
    docs: 'Devices look for the major version before the dot; many compare the beginning with "1." and refuse a mere "1" with 951. The mend writes 1.0 where the number is 1; anything else that is no version is refused.',
    breaks: descriptor('<DDVersion>1</DDVersion>'),
    keeps: descriptor('<DDVersion>1.0</DDVersion>'),
    fix: ({ range }, { text }) => (/^\s*0*1(?:\.\D.*|\.?)\s*$/.test(text.slice(range.start, range.end)) ? { title: 'Write 1.0', edits: [{ range, newText: '1.0' }] } : undefined),
  },
  {
    id: 'dd-duplicate',
    group: 'descriptor',
    on: 'reading',
    severity: 'warning',
    clause: 'DLOTA media',
    summary: 'Every attribute but type stands once.',
    docs: 'Only type may be there several times, the first for the object and the others for what it contains. Of any other attribute some devices take the first and some the last. The mend takes away all but the first.',
    breaks: descriptor('<name>a</name>\n<name>b</name>'),
    keeps: descriptor('<name>a</name>'),
    fix: removed,
  },
  {
    id: 'dd-nested',
    group: 'descriptor',
    on: 'reading',
    severity: 'error',
    clause: 'DLOTA media',
    summary: 'The attributes of a descriptor hold text, no elements.',
    docs: 'A descriptor is a flat list. A device that meets mark-up inside a value refuses the whole of it with 906, as browsers do. Move the element up, or write its text alone.',
    breaks: descriptor('<name><b>x</b></name>'),
    keeps: descriptor('<name>x</name>'),
  },
  {
    id: 'dd-unknown',
    group: 'descriptor',
    on: 'reading',
    severity: 'hint',
    clause: 'DLOTA unknown elements',
    summary: 'Every element of a descriptor is one that it has.',
    docs: 'Unknown elements are ignored, so nothing breaks, yet whatever was meant by one is lost. A name that differs from a known one by case alone is a warning, which the mend puts right. Additions of a vendor stand in a namespace of their own.',
    breaks: descriptor('<Vendor>Example Devices</Vendor>'),
    keeps: descriptor('<vendor>Example Devices</vendor>'),
    fix: ({ range }, { document, text }) => {
      const found = elementAt(document, range)?.element;
      const name = descriptorAttributes.find((known) => known.name.toLowerCase() === found?.local.toLowerCase())?.name;
      return found === undefined || name === undefined || found.name !== found.local ? undefined : { title: `Write ${name}`, edits: editXml(text, [{ kind: 'rename', of: found, name }]) };
    },
  },
  {
    id: 'dd-v2-element',
    group: 'descriptor',
    on: 'reading',
    severity: 'warning',
    clause: 'DLOTA unknown elements',
    summary: 'A descriptor of version 1 has no elements of Download 2.0.',
    docs: 'Version 2 describes several objects in product and mediaObject, under a root of its own. In a descriptor of version 1 these are unknown and ignored with all that is in them. Say of the object itself what version 1 has elements for.',
    breaks: descriptor('<product>x</product>'),
    keeps: descriptor('<description>x</description>'),
  },
];

/** The element that was found, empty or one too many, is taken away. */
function removed({ range }: FixSubject, { document, text }: Subject): ReturnType<NonNullable<Rule['fix']>> {
  const found = elementAt(document, range)?.element;
  if (found === undefined) return undefined;
  return { title: textOf(found).trim() === '' ? `Remove ${found.local}` : `Remove the second ${found.local}`, edits: editXml(text, [{ kind: 'remove', node: found }]) };
}
