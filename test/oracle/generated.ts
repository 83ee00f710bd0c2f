// Messages made up by fast-check: as they are, with one mistake in their text, and with one in their structure.
import fc from 'fast-check';
import type { Command, Item, Message, Meta } from '#engine/syncml/message';
import { writeMessage } from '#engine/syncml/writeMessage';
import { childElements, type Element } from '#engine/xml/element';
import { parseXml } from '#engine/xml/parse';
import { writeXml } from '#engine/xml/write';
import { messageArbitrary } from '../engine/syncml/messageArbitrary';
import type { Subject } from './questions';

/** With what peers may send and we never do, vendors' elements among it. */
export function generatedMessages(count: number, seed: number): Subject[] {
  return sample(messageArbitrary({ octets: false }), count, seed);
}

/** As both ends of DM send them: what Data holds is what Meta says, and a 1.1 message has only what 1.1 knows. */
export function wireMessages(count: number, seed: number): Subject[] {
  return sample(messageArbitrary({ octets: false, odd: false }).map(consistent), count, seed);
}

function sample(messages: fc.Arbitrary<Message>, count: number, seed: number): Subject[] {
  return fc.sample(messages, { numRuns: count, seed }).map((message, i) => ({
    name: `message ${i} of seed ${seed}`,
    text: writeXml(writeMessage(message), { declaration: true, ...(i % 3 === 0 ? {} : { indent: '  ' }) }),
  }));
}

function consistent(message: Message): Message {
  const isOld = message.header.verDtd === '1.1';
  const { meta, cred, ...header } = message.header;
  return {
    ...message,
    header: { ...header, ...(meta !== undefined && { meta: withoutKind(meta) }), ...(cred !== undefined && { cred: { ...cred, meta: authentication } }) },
    commands: message.commands.map((command) => consistentCommand(command, isOld)),
  };
}

const authentication: Meta = { format: 'b64', type: 'syncml:auth-md5' };

function consistentCommand(command: Command, isOld: boolean): Command {
  const { meta, ...rest } = command;
  const whole = (meta === undefined ? rest : { ...rest, meta: withoutKind(meta) }) as Command;
  if (whole.name === 'Sequence' || whole.name === 'Atomic') {
    return { ...whole, commands: whole.commands.map((inner) => consistentCommand(inner, isOld)) };
  }
  if (!('items' in whole)) return whole;
  const { correlator, chal, ...others } = { correlator: undefined, chal: undefined, ...whole };
  const items = whole.items.map((item) => consistentItem(item, isOld));
  // [DM-REP 6.6.2] Correlator came with 1.2.
  return { ...others, ...(correlator !== undefined && !isOld && { correlator }), ...(chal !== undefined && { chal: authentication }), items };
}

function consistentItem({ data, ...item }: Item, isOld: boolean): Item {
  const meta = withoutKind(item.meta ?? {});
  // [TNDS 5] So did serialised trees.
  if (Array.isArray(data) && isOld) return item;
  if (Array.isArray(data)) return { ...item, data, meta: { ...meta, format: 'xml', type: 'application/vnd.syncml.dmtnds+xml' } };
  return { ...item, ...(data !== undefined && { data }), ...(item.meta !== undefined && { meta: { ...meta, format: 'chr', type: 'text/plain' } }) };
}

function withoutKind(meta: Meta): Meta {
  const { format: _format, type: _type, ...rest } = meta;
  return rest;
}

const insertions = ['<', '>', '&', '&amp;', '&nbsp;', '"', '\u0001', ']]>', '<!--', '-->', '<![CDATA[', '<?', '?>', '</', '/>', '<a>', '</a>', '<a b=c>', '<a b="1" b="2"/>', '--', '\n', 'x'];

/** One character or one piece of mark-up taken away, doubled or put in. */
export function damagedMessages(messages: readonly Subject[], seed: number): Subject[] {
  const choices = fc.sample(fc.tuple(fc.nat(), fc.constantFrom('delete', 'double', 'insert', 'cut-tag', 'half-tag'), fc.constantFrom(...insertions)), {
    numRuns: messages.length,
    seed,
  });
  return messages.map(({ name, text }, i) => {
    const [place, how, piece] = choices[i] ?? [0, 'delete', ''];
    const at = betweenCharacters(text, place % (text.length + 1));
    const open = text.indexOf('<', at);
    const close = text.indexOf('>', open) + 1;
    switch (how) {
      case 'delete':
        return { name: `${name}, ${at} deleted`, text: text.slice(0, at) + text.slice(at).replace(/^./su, '') };
      case 'double':
        return { name: `${name}, ${at} doubled`, text: text.slice(0, at) + text.slice(at).replace(/^./su, '$&$&') };
      case 'cut-tag':
        return { name: `${name}, tag at ${open} deleted`, text: open < 0 ? text : text.slice(0, open) + text.slice(close) };
      case 'half-tag':
        return { name: `${name}, tag at ${open} halved`, text: open < 0 ? text : text.slice(0, betweenCharacters(text, (open + close) >> 1)) + text.slice(close) };
      default:
        return { name: `${name}, ${JSON.stringify(piece)} at ${at}`, text: text.slice(0, at) + piece + text.slice(at) };
    }
  });
}

/** Not between the halves of a surrogate pair: files can't hold half of one. */
function betweenCharacters(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}

/** One element taken away, doubled, or put elsewhere. */
export function rearrangedMessages(messages: readonly Subject[], seed: number): Subject[] {
  const choices = fc.sample(fc.tuple(fc.nat(), fc.nat(), fc.constantFrom('delete', 'double', 'move')), { numRuns: messages.length, seed });
  return messages.map(({ name, text }, i) => {
    const [first, second, how] = choices[i] ?? [0, 0, 'delete'];
    const elements = allIn(parseXml(text).document.root);
    const chosen = elements[1 + (first % (elements.length - 1))];
    if (chosen === undefined) return { name, text };
    const { start, end } = chosen.range;
    const piece = text.slice(start, end);
    if (how === 'delete') return { name: `${name}, ${chosen.name} at ${start} deleted`, text: text.slice(0, start) + text.slice(end) };
    const others = elements.filter(({ range }) => range.end <= start || range.start >= end);
    const target = how === 'double' ? chosen : (others[second % others.length] ?? chosen);
    const to = target.range.end;
    // A piece keeps the namespaces of its old place only where the new one has the same.
    const moved = `${name}, ${chosen.name} at ${start} ${how === 'double' ? 'doubled' : `moved to ${to}`}`;
    if (how === 'double') return { name: moved, text: text.slice(0, to) + piece + text.slice(to) };
    return { name: moved, text: to <= start ? text.slice(0, to) + piece + text.slice(to, start) + text.slice(end) : text.slice(0, start) + text.slice(end, to) + piece + text.slice(to) };
  });
}

function allIn(root: Element | undefined): Element[] {
  return root === undefined ? [] : [root, ...childElements(root).flatMap(allIn)];
}
