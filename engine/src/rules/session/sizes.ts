// Rules of how much one side may send the other: messages and objects.
import { clientMessage, packageOne } from '../examples';
import type { Rule } from '../rule';
import type { Chunk, Exchanged } from '../sessionFacts';
import type { Sender } from '../sender';
import { lengthsOf } from './dataLength';
import { answering, exchange, replace } from './exampleParts';

const limited = (element: string, value: number): string => clientMessage(1, packageOne, `<Meta><${element} xmlns="syncml:metinf">${value}</${element}></Meta>`);
const value = 'firmware '.repeat(30).trim();
const sets = answering(replace(4, './A/B', value));

export const sizeRules: readonly Rule[] = [
  {
    id: 's-maxmsgsize',
    group: 'session',
    on: 'session',
    severity: 'error',
    windows: 'off',
    clause: 'METINF 5.5',
    summary: 'No message is larger than the MaxMsgSize of the side that receives it.',
    docs: 'MaxMsgSize in the header says how many octets its sender takes in one message, for the rest of the session. A device with a buffer of that size cuts off or drops what is larger. Send fewer commands at a time, and large values in chunks. Where the octets on the wire aren\'t known, the text without white space between its tags is counted.',
    breaks: exchange('<MaxMsgSize>1000</MaxMsgSize>, then a message of 1,300 octets', limited('MaxMsgSize', 1000), sets),
    keeps: exchange('<MaxMsgSize>4096</MaxMsgSize>, then a message of 1,300 octets', limited('MaxMsgSize', 4096), sets),
    check: ({ sessions }, report) => {
      for (const { messages } of sessions) {
        const most: Partial<Record<Sender, number>> = {};
        for (const { sender, header, size, facts, index } of messages) {
          if (sender === undefined) continue;
          const limit = most[sender === 'client' ? 'server' : 'client'];
          if (limit !== undefined && size > limit) report(index, facts.root, `The message has ${size} octets; the other side takes ${limit} (MaxMsgSize).`);
          const own = numberIn(header.maxMsgSize?.value);
          if (own !== undefined) most[sender] = own;
        }
      }
    },
  },
  {
    id: 's-maxobjsize',
    group: 'session',
    on: 'session',
    severity: 'error',
    clause: 'DM-PRO 7',
    summary: 'No object is larger than the MaxObjSize of the side that receives it.',
    docs: 'MaxObjSize says how large a single value may be, in one message or in chunks, until another number is given. What is larger is refused with 413 or 416, mostly after it has been sent. Read the limit from the header before a package is sent; larger packages are for alternate download.',
    breaks: exchange('<MaxObjSize>100</MaxObjSize>, then a value of 269 octets', limited('MaxObjSize', 100), sets),
    keeps: exchange('<MaxObjSize>1000</MaxObjSize>, then a value of 269 octets', limited('MaxObjSize', 1000), sets),
    check: ({ sessions }, report) => {
      for (const { messages, objects } of sessions) {
        /** Of an object in chunks, the first says how large it is. */
        const first = new Map(objects.flatMap(({ chunks }) => (chunks[0] === undefined ? [] : [[chunks[0].item, chunks[0]] as const])));
        const later = new Set(objects.flatMap(({ chunks }) => chunks.slice(1).map(({ item }) => item)));
        const most: Partial<Record<Sender, number>> = {};
        for (const message of messages) {
          const { sender, header, index } = message;
          if (sender === undefined) continue;
          const limit = most[sender === 'client' ? 'server' : 'client'];
          if (limit !== undefined) for (const told of tooLarge(message, limit, first, later)) report(index, told.at, `The object has ${told.size} octets; the other side takes ${limit} (MaxObjSize).`);
          const own = numberIn(header.maxObjSize?.value);
          if (own !== undefined) most[sender] = own;
        }
      }
    },
  },
];

function* tooLarge({ facts }: Exchanged, limit: number, first: ReadonlyMap<Chunk['item'], Chunk>, later: ReadonlySet<Chunk['item']>): Generator<{ readonly at: Chunk['item']['element']; readonly size: number }> {
  for (const { name, items } of facts.commands) {
    if (name === 'Status' || name === 'Alert') continue;
    for (const item of items) {
      if (later.has(item) || item.data === undefined) continue;
      const said = first.has(item) ? numberIn(sizeIn(item)) : undefined;
      const size = said ?? Math.min(...lengthsOf(item));
      if (size > limit) yield { at: said === undefined ? item.data : (item.size ?? item.data), size };
    }
  }
}

function sizeIn({ size }: Chunk['item']): string | undefined {
  const [text] = size?.children ?? [];
  return text?.kind === 'text' ? text.value.trim() : undefined;
}

function numberIn(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
