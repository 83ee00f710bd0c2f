// Rules of the sizes that a header announces.
import { child, textOf } from '../../xml/element';
import { fromServer, inHeader } from '../examples';
import { metaChild } from '../messageFacts';
import type { Rule } from '../rule';

const maxMsgSize = (value: string): string => `<MaxMsgSize xmlns="syncml:metinf">${value}</MaxMsgSize>`;
const maxObjSize = (value: string): string => `<MaxObjSize xmlns="syncml:metinf">${value}</MaxObjSize>`;

export const sizeRules: readonly Rule[] = [
  {
    id: 'maxmsgsize-number',
    group: 'header',
    on: 'reading',
    severity: 'error',
    clause: 'METINF 5.5',
    summary: 'MaxMsgSize is a positive decimal number of octets.',
    docs: 'MaxMsgSize is the largest message that its sender takes, in octets. What is no number is passed over, and the other end sends messages of any size, which a small device then fails to take. Write digits alone, without unit or separator.',
    breaks: inHeader(`<Meta>${maxMsgSize('4k')}</Meta>`),
    keeps: inHeader(`<Meta>${maxMsgSize('4096')}</Meta>`),
  },
  {
    id: 'maxobjsize-number',
    group: 'header',
    on: 'reading',
    severity: 'error',
    clause: 'DM-PRO 7',
    summary: 'MaxObjSize is a positive decimal number of octets.',
    docs: 'MaxObjSize is the largest object that its sender takes over several messages, in octets. What is no number is passed over, and a package that is too large is refused only after it has been sent. Write digits alone, without sign, unit or separator.',
    breaks: inHeader(`<Meta>${maxObjSize('-1')}</Meta>`),
    keeps: inHeader(`<Meta>${maxObjSize('1048576')}</Meta>`),
  },
  {
    id: 'maxobjsize-smaller',
    group: 'header',
    on: 'message',
    severity: 'information',
    clause: 'practice',
    summary: 'MaxObjSize is not smaller than MaxMsgSize.',
    docs: 'An object that fits into one message need not be split, so a limit for objects below the one for messages has no use and is mostly a slip: the two were swapped, or one is in kilobytes. Servers that heed it refuse to send what the device could take.',
    breaks: inHeader(`<Meta>${maxMsgSize('4096')}${maxObjSize('100')}</Meta>`),
    keeps: inHeader(`<Meta>${maxMsgSize('4096')}${maxObjSize('100000')}</Meta>`),
    check: ({ header }, report) => {
      const meta = header === undefined ? undefined : child(header, 'Meta');
      const object = metaChild(meta, 'MaxObjSize');
      const [ofObject, ofMessage] = [object, metaChild(meta, 'MaxMsgSize')].map((each) => (each === undefined ? NaN : number(textOf(each))));
      if (object === undefined || ofObject === undefined || ofMessage === undefined || !(ofObject < ofMessage)) return;
      report(object, `MaxObjSize ${ofObject} is smaller than MaxMsgSize ${ofMessage}.`);
    },
  },
  {
    id: 'size-meta-elsewhere',
    group: 'header',
    on: 'element',
    kinds: ['message'],
    elements: ['MaxMsgSize', 'MaxObjSize'],
    severity: 'warning',
    clause: 'METINF 5.5',
    summary: 'MaxMsgSize and MaxObjSize stand in the Meta of the header.',
    docs: 'Both limits are of a session and its messages, so recipients look for them in the Meta of SyncHdr alone. In the Meta of a command or an Item they have no effect; the size of an object is said by Size.',
    breaks: fromServer(`<Get><CmdID>2</CmdID><Item><Target><LocURI>./DevInfo/Man</LocURI></Target><Meta>${maxMsgSize('10000')}</Meta></Item></Get>`),
    keeps: fromServer('<Get><CmdID>2</CmdID><Item><Target><LocURI>./DevInfo/Man</LocURI></Target></Item></Get>'),
    check: (element, above, report, { message }) => {
      const around = above.map(({ local }) => local);
      const meta = around.lastIndexOf('Meta');
      if (message === undefined || meta < 0 || around.includes('Data') || around[meta - 1] === 'SyncHdr') return;
      report(element, `${element.name} stands in the Meta of ${above[meta - 1]?.name ?? 'the document'}; it is looked for in that of SyncHdr only.`);
    },
  },
];

function number(text: string): number {
  return /^\d{1,15}$/.test(text.trim()) ? Number(text) : NaN;
}
