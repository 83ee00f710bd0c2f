// Rules of the addresses in a download descriptor.
import { textOf } from '../../xml/element';
import { valueRange } from '../elementText';
import { inDescriptor } from '../examples';
import type { Rule } from '../rule';
import { descriptor, size, type } from './examples';

const at = (uri: string): string => `${type}\n${size}\n<objectURI>${uri}</objectURI>`;

export const addressRules: readonly Rule[] = [
  {
    id: 'dd-objecturi',
    group: 'descriptor',
    on: 'reading',
    severity: 'error',
    clause: 'DLOTA objectURI',
    summary: 'The objectURI is an http or https address, or names a part of the same response.',
    docs: 'The device fetches the object with a GET; it has nothing for files, FTP or other schemes, and reports 954. A cid: names a part of a multipart response that carries descriptor and object together. Blanks and brackets are written as percent escapes.',
    breaks: inDescriptor(at('file:///fw.bin')),
    keeps: inDescriptor(at('https://dl.example.com/fw.bin')),
  },
  {
    id: 'dd-objecturi-relative',
    group: 'descriptor',
    on: 'reading',
    severity: 'information',
    clause: 'DLOTA objectURI',
    summary: 'The objectURI is absolute.',
    docs: 'A relative address counts from where the descriptor was fetched, and after redirects devices do not agree on where that is. Some take absolute addresses only. Write the whole of it where the same descriptor may be served from several places.',
    breaks: inDescriptor(at('fw.bin')),
    keeps: inDescriptor(at('https://dl.example.com/fw.bin')),
  },
  {
    id: 'dd-notify-uri',
    group: 'descriptor',
    on: 'reading',
    severity: 'error',
    clause: 'DLOTA installNotifyURI',
    summary: 'The installNotifyURI is an absolute http or https address.',
    docs: 'The device posts its status report there, and does not release the object before that has succeeded. With an address that it can not post to, a download that went well is thrown away.',
    breaks: descriptor('<installNotifyURI>/notify</installNotifyURI>'),
    keeps: descriptor('<installNotifyURI>https://dl.example.com/notify</installNotifyURI>'),
  },
  {
    id: 'dd-uri',
    group: 'descriptor',
    on: 'reading',
    severity: 'warning',
    clause: 'DLOTA media',
    summary: 'The pages and the icon that a descriptor names have http or https addresses.',
    docs: 'nextURL, infoURL and iconURI are opened in a browser or fetched like the object. Addresses of another scheme open nothing on most devices, and one with a blank in it is no address at all.',
    breaks: descriptor('<nextURL>market:details</nextURL>'),
    keeps: descriptor('<nextURL>https://www.example.com/done</nextURL>'),
  },
  {
    id: 'dd-plain-http',
    group: 'descriptor',
    on: 'element',
    kinds: ['descriptor'],
    elements: ['objectURI', 'installNotifyURI'],
    severity: 'information',
    clause: 'practice',
    summary: 'Objects are fetched and reports are posted over https.',
    docs: 'Over plain http anybody on the way can exchange a firmware package or forge a report. A signature protects the package, not the report, and not the device\u2019s time. Servers on a closed network may have their reasons.',
    breaks: inDescriptor(at('http://dl.example.com/fw.bin')),
    keeps: inDescriptor(at('https://dl.example.com/fw.bin')),
    check: (element, above, report, { text }) => {
      if (above.length === 1 && /^\s*http:/i.test(textOf(element))) report(valueRange(element, text), `${element.local} is an address of plain http; https keeps what is sent from being changed on the way.`);
    },
  },
];
