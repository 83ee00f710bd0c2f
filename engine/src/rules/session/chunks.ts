// Rules of objects that are sent in chunks. [DM-PRO 7]
import { normaliseUri } from '../../tree/uri';
import { textOf } from '../../xml/element';
import { clientMessage, serverMessage } from '../examples';
import { quoted } from '../elementText';
import type { Rule } from '../rule';
import { metaChild } from '../messageFacts';
import type { Chunk, LargeObject, OneSession } from '../sessionFacts';
import { lengthsOfAll } from './dataLength';
import { answering, exchange, get, headerStatus, opening, results, status, targetRef, unfinished } from './exampleParts';
import { textIn } from './header';
import { addSize, remove, write } from './mends';

const b = './A/B';
const next = (cmdId: number): string => `<Alert><CmdID>${cmdId}</CmdID><Data>1222</Data></Alert>`;

interface ChunkParts {
  readonly uri?: string;
  readonly size?: number;
  readonly more?: boolean;
}

function chunk(cmdId: number, data: string, { uri = b, size, more = false }: ChunkParts = {}): string {
  const meta = `<Format xmlns="syncml:metinf">chr</Format><Type xmlns="syncml:metinf">text/plain</Type>${size === undefined ? '' : `<Size xmlns="syncml:metinf">${size}</Size>`}`;
  return `<Replace><CmdID>${cmdId}</CmdID><Item><Target><LocURI>${uri}</LocURI></Target><Meta>${meta}</Meta><Data>${data}</Data>${more ? '<MoreData/>' : ''}</Item></Replace>`;
}

const first = chunk(4, 'firmware ', { size: 14, more: true });
const sends = (command = first): string => unfinished(answering(command));
const takes = (code = 213): string => unfinished(clientMessage(2, `${headerStatus(1)}\n${status(2, '1/4 Replace', code, { refs: targetRef(b) })}\n${next(3)}`));
const goesOn = (command: string): string => serverMessage(2, `${headerStatus(2)}\n${status(2, '2/3 Alert', 200)}\n${command}`);
const last = goesOn(chunk(3, '1.1.0'));
const whole = [opening, sends(), takes(), last] as const;

/** What an object has, in the order of the sessions. */
function objectsOf(sessions: readonly OneSession[]): readonly LargeObject[] {
  return sessions.flatMap(({ objects }) => objects);
}

/** Size in the chunk's own Meta or its command's. */
function sizeOf({ item }: Chunk): ReturnType<typeof textIn> {
  return textIn(item.size);
}

export const chunkRules: readonly Rule[] = [
  {
    id: 's-lrg-213',
    group: 'session',
    on: 'session',
    severity: 'error',
    clause: 'DM-PRO 7',
    summary: 'A chunk that isn\'t the last is answered with 213.',
    docs: 'Status 213 says that the chunk is kept and that the rest is awaited. 200 would say that the command is done, and a sender that believes it never sends the rest. What the whole command has come to is told once, after the last chunk.',
    breaks: exchange(status(2, '1/4 Replace', 200, { refs: targetRef(b) }), opening, sends(), takes(200), last),
    keeps: exchange(status(2, '1/4 Replace', 213, { refs: targetRef(b) }), ...whole),
    check: ({ sessions }, report) => {
      for (const { chunks } of objectsOf(sessions)) {
        for (const { item, sent } of chunks) {
          const wrong = item.moreData ? sent?.answers.find(({ code }) => code !== undefined && /^2/.test(code.value) && code.value !== '213') : undefined;
          if (wrong?.code !== undefined) report(wrong.message, wrong.code.element, `The Status is ${wrong.code.value}; a chunk that more follow is answered with 213.`, { data: '213' });
        }
      }
    },
    fix: write,
  },
  {
    id: 's-lrg-size-missing',
    group: 'session',
    on: 'session',
    severity: 'error',
    clause: 'DM-PRO 7',
    summary: 'The first chunk of an object says its whole Size.',
    docs: 'From Size the receiver knows whether it can take the object at all, and at the end whether it has all of it. Without it the chunk is refused with 411. Put the number of octets of the whole data, as it stands in the messages, in the Meta of the first chunk.',
    breaks: exchange('<MoreData/>, and no <Size>', opening, sends(chunk(4, 'firmware ', { more: true })), takes(), last),
    keeps: exchange('<Size>14</Size>…<MoreData/>', ...whole),
    check: ({ sessions }, report) => {
      for (const { objects, begins } of sessions) {
        for (const { chunks, complete } of objects) {
          const [begun] = chunks;
          // A log that begins in the middle may have lost the first one.
          if (begun !== undefined && begins && begun.item.size === undefined) report(begun.message, begun.item.element, 'The first chunk of the object has no Size.', complete ? { data: String(lengthsOfAll(chunks.map(({ item }) => item))[2]) } : undefined);
        }
      }
    },
    fix: addSize,
  },
  {
    id: 's-lrg-size-repeated',
    group: 'session',
    on: 'session',
    severity: 'warning',
    clause: 'DM-PRO 7',
    summary: 'Size stands in the first chunk alone.',
    docs: 'What else stands in Meta may be repeated with each chunk, Size may not: some receivers take a chunk with Size for the first one of a new object. Leave it away after the first.',
    breaks: exchange('<Size>14</Size> in the second chunk too', opening, sends(), takes(), goesOn(chunk(3, '1.1.0', { size: 14 }))),
    keeps: exchange('<Size>14</Size> in the first chunk', ...whole),
    check: ({ sessions }, report) => {
      for (const { chunks } of objectsOf(sessions)) {
        for (const { item, message, command } of chunks.slice(1)) {
          const size = metaChild(item.meta, 'Size') ?? metaChild(command.meta, 'Size');
          if (size !== undefined) report(message, size, 'Size stands in a later chunk; it stands in the first one alone.');
        }
      }
    },
    fix: remove('Size'),
  },
  {
    id: 's-lrg-size-mismatch',
    group: 'session',
    on: 'session',
    severity: 'error',
    clause: 'DM-PRO 7',
    summary: 'The chunks together have as many octets as Size says.',
    docs: 'Size counts the data as it stands in the messages: of base64 its characters, not the octets behind them. When the sum differs at the last chunk, the receiver answers 424 and keeps nothing. Count what is sent, after it is encoded.',
    breaks: exchange('<Size>60</Size>, and 14 octets', opening, sends(first.replace('>14<', '>60<')), takes(), last),
    keeps: exchange('<Size>14</Size>, and 14 octets', ...whole),
    check: ({ sessions }, report) => {
      for (const { chunks, complete, strayed } of objectsOf(sessions)) {
        const size = chunks[0] === undefined ? undefined : sizeOf(chunks[0]);
        const end = chunks.at(-1);
        if (!complete || strayed !== undefined || end === undefined || size === undefined || !/^\d{1,15}$/.test(size.value)) continue;
        const sums = lengthsOfAll(chunks.map(({ item }) => item));
        if (!sums.includes(Number(size.value))) report(end.message, end.item.data ?? end.item.element, `The object has ${sums[0] ?? 0} octets in ${chunks.length} chunks; its Size is ${size.value}.`);
      }
    },
  },
  {
    id: 's-lrg-interrupted',
    group: 'session',
    on: 'session',
    severity: 'error',
    clause: 'DM-PRO 7',
    summary: 'Nothing stands between two chunks of an object.',
    docs: 'The chunks come in one message after the other, each as the last command of its own; only Statuses and Alert 1222 may stand beside them. The receiver takes a new command or Item for the end of the object, drops what it has, and says so with Alert 1225. Send the rest first.',
    breaks: exchange('A Get, before the second chunk', opening, sends(), takes(), goesOn(`${get(3, './DevInfo/Man')}\n${chunk(4, '1.1.0')}`)),
    keeps: exchange('The second chunk, before anything else', ...whole),
    check: ({ sessions }, report) => {
      for (const { interruptedBy } of objectsOf(sessions)) {
        if (interruptedBy !== undefined) report(interruptedBy.message, interruptedBy.element, `${interruptedBy.name} stands between the chunks of an object.`);
      }
    },
  },
  {
    id: 's-lrg-target-change',
    group: 'session',
    on: 'session',
    severity: 'error',
    clause: 'DM-PRO 7',
    summary: 'All chunks of an object have the same address.',
    docs: 'The receiver puts the chunks together by their address. Another one begins another object: the first is dropped with Alert 1225, and its end never comes. Repeat the LocURI of the first chunk.',
    breaks: exchange('<LocURI>./A/B</LocURI>, then <LocURI>./A/C</LocURI>', opening, sends(), takes(), goesOn(chunk(3, '1.1.0', { uri: './A/C' }))),
    keeps: exchange('<LocURI>./A/B</LocURI> in both chunks', ...whole),
    check: ({ sessions }, report) => {
      for (const { strayed, chunks } of objectsOf(sessions)) {
        if (strayed === undefined) continue;
        const uri = (one: Chunk | undefined): ReturnType<typeof textIn> => textIn(one?.item.targetUri ?? one?.item.sourceUri);
        const at = uri(strayed);
        report(strayed.message, at?.element ?? strayed.item.element, `The chunk is addressed to ${quoted(at?.value ?? '')}; the object began at ${quoted(normaliseUri(uri(chunks[0])?.value ?? ''))}.`, { data: at === undefined ? '' : (uri(chunks[0])?.value ?? '') });
      }
    },
    fix: write,
  },
  {
    id: 's-lrg-no-end',
    group: 'session',
    on: 'session',
    severity: 'error',
    clause: 'DM-PRO 7',
    summary: 'An object that is begun is sent to its end.',
    docs: 'Until the chunk without MoreData has come, the receiver carries nothing out; when the session ends before, all that was sent is lost. Send the rest, or break the session off with Alert 1223 where it isn\'t wanted any more.',
    breaks: exchange('The first chunk, and no other', opening, sends(), takes(), serverMessage(2, `${headerStatus(2)}\n${status(2, '2/3 Alert', 200)}`)),
    keeps: exchange('The first chunk and the last', ...whole),
    check: ({ sessions }, report) => {
      for (const { objects, followed } of sessions) {
        for (const { chunks, complete, refused, abandoned, interruptedBy } of objects) {
          const end = chunks.at(-1);
          if (complete || refused || interruptedBy !== undefined || end === undefined || (!abandoned && !followed)) continue;
          report(end.message, end.item.element, 'More data is announced, and no other chunk of the object comes in this session.');
        }
      }
    },
  },
  {
    id: 's-lrg-unsupported',
    group: 'session',
    on: 'session',
    severity: 'warning',
    clause: 'STD 5.3.3',
    summary: 'A device whose LrgObj is false gets no chunks.',
    docs: './DevDetail/LrgObj says whether the device takes large objects in chunks. Where it is false, the first chunk is refused or, worse, taken for the whole value. Such a device gets its package by alternate download.',
    breaks: exchange('LrgObj is false, then <MoreData/>', ...largeAfter('false')),
    keeps: exchange('LrgObj is true, then <MoreData/>', ...largeAfter('true')),
    check: ({ sessions }, report) => {
      /** By device: the message that says so. */
      const cannot = new Map<string, number>();
      for (const { messages, device, objects } of sessions) {
        for (const { index, results: returned } of messages) {
          for (const { command } of returned) {
            for (const { sourceUri, data } of command.items) {
              if (sourceUri === undefined || data === undefined || normaliseUri(textOf(sourceUri).trim()) !== './DevDetail/LrgObj') continue;
              if (/^(?:false|0)$/i.test(textOf(data).trim())) cannot.set(device, index);
              else cannot.delete(device);
            }
          }
        }
        const since = cannot.get(device);
        for (const { sender, chunks } of objects) {
          const [begun] = chunks;
          if (sender === 'server' && begun !== undefined && since !== undefined && begun.message > since) report(begun.message, begun.item.element, 'The value is sent in chunks, and the device has said that its LrgObj is false.');
        }
      }
    },
  },
  {
    id: 's-lrg-final',
    group: 'session',
    on: 'session',
    severity: 'warning',
    clause: 'DM-PRO 6',
    summary: 'A message with a chunk that more follow has no Final.',
    docs: 'Final ends the package, and the package isn\'t at its end while an object in it is incomplete. A client that reads Final closes its own package and asks for nothing more. Leave Final away until the last chunk is sent.',
    breaks: exchange('<MoreData/> and <Final/> in one message', opening, answering(first), takes().replace(next(3), `${next(3)}\n<Final/>`), last),
    keeps: exchange('<MoreData/>, and no <Final/>', ...whole),
    check: ({ sessions }, report) => {
      for (const { objects, messages } of sessions) {
        const finals = new Map(messages.flatMap(({ final, index, facts }) => (final && facts.body !== undefined ? [[index, facts.body] as const] : [])));
        for (const { chunks } of objects) {
          for (const { message, item } of chunks) {
            const final = finals.get(message)?.children.findLast((node) => node.kind === 'element' && node.local === 'Final');
            if (item.moreData && final?.kind === 'element') report(message, final, 'Final stands in a message whose object is not complete.');
          }
        }
      }
    },
    fix: remove('Final'),
  },
];

function largeAfter(value: string): readonly string[] {
  const large = './DevDetail/LrgObj';
  return [
    opening,
    answering(get(4, large)),
    clientMessage(2, `${headerStatus(1)}\n${status(2, '1/4 Get', 200, { refs: targetRef(large) })}\n${results(3, '1/4', large, value, 'bool')}`),
    unfinished(serverMessage(2, `${headerStatus(2)}\n${chunk(2, 'firmware ', { size: 14, more: true })}`)),
  ];
}
