// Splits a value into chunks, each in a message of its own: the first with the Size of the whole, all but the last with
// MoreData. [DM-PRO 7]
import { utf8 } from '#engine/base/bytes';
import { messageFacts, metaChild, type CommandFacts, type ItemFacts } from '#engine/rules/messageFacts';
import { applyEdits, editXml, elementLike, type TextEdit, type XmlEdit } from '#engine/xml/edit';
import { child, element, text as newText, textOf, type Element } from '#engine/xml/element';
import { pathAt } from '#engine/xml/locate';
import type { DocumentModel } from './documentModel';
import { changeBetween } from './mend';
import { layoutOf, type MessageLayout } from './messageText';
import { freeUri, stemOf, type Change, type Refactoring, type RefactoringPlace } from './refactoring';

/** Characters of a chunk, unless two halves are shorter; a shorter value isn't worth it. */
const longest = 4000;
const shortest = 64;

interface Large {
  readonly command: CommandFacts;
  readonly item: ItemFacts;
  readonly data: Element;
  readonly layout: MessageLayout;
  readonly chunks: readonly string[];
}

export const splitData: Refactoring = {
  id: 'split-data',
  kind: 'refactor.extract',
  creates: true,
  title(place) {
    const large = largeAt(place);
    return large === undefined ? undefined : `Split the data into ${large.chunks.length} chunks, each in a message of its own`;
  },
  changes(place): readonly Change[] {
    const large = largeAt(place);
    if (large === undefined) return [];
    const { model, facts, index } = place;
    const texts = large.chunks.map((_, at) => messageOf(model, large, at));
    const [first = model.text, ...others] = texts;
    const own = changeBetween(model.text, first).map(({ range, newText: text }): Change => ({ kind: 'edit', uri: facts.uri, range, text }));
    const made = others.map((text, at): Change => ({ kind: 'create', uri: freeUri(facts.uri, `${stemOf(facts.uri)}-chunk-${at + 2}`, '.syncml', index), text }));
    return [...own, ...made];
  },
};

function largeAt({ model, range }: RefactoringPlace): Large | undefined {
  if (model.kind !== 'message') return undefined;
  const layout = layoutOf(model);
  const data = pathAt(model.document, range.start).findLast(({ local }) => local === 'Data');
  if (layout === undefined || data === undefined || !data.children.every(({ kind }) => kind === 'text')) return undefined;
  const command = messageFacts(model.document)?.commands.find(({ items }) => items.some((one) => one.data?.range.start === data.range.start));
  const item = command?.items[0];
  // What stands in a container is done as one; of several Items, the others would go with the wrong message.
  if (command === undefined || item === undefined || command.container !== undefined || command.items.length !== 1) return undefined;
  if (!/^(?:Add|Replace|Results)$/.test(command.name) || item.moreData) return undefined;
  const value = textOf(data);
  const base64 = item.format !== undefined && textOf(item.format).trim() === 'b64';
  const whole = base64 ? value.replace(/\s+/g, '') : value;
  return whole.length < shortest ? undefined : { command, item, data, layout, chunks: cut(whole, base64) };
}

/** Base64 is cut where a group ends, a text between its characters. */
function cut(whole: string, base64: boolean): readonly string[] {
  const count = Math.max(2, Math.ceil(whole.length / longest));
  const size = base64 ? Math.ceil(whole.length / count / 4) * 4 : Math.ceil(whole.length / count);
  const chunks: string[] = [];
  for (let at = 0; at < whole.length; ) {
    let end = Math.min(at + size, whole.length);
    if (end < whole.length && /[\ud800-\udbff]/.test(whole.charAt(end - 1))) end++;
    chunks.push(whole.slice(at, end));
    at = end;
  }
  return chunks;
}

/** The message that carries one of the chunks: what stood before the command is in the first, what stood behind it in the last. */
function messageOf({ text }: DocumentModel, { command, item, data, layout, chunks }: Large, at: number): string {
  const { header, body } = layout;
  const isLast = at === chunks.length - 1;
  const edits: XmlEdit[] = [{ kind: 'value', of: data, value: chunks[at] ?? '' }];
  const size = metaChild(item.meta, 'Size') ?? metaChild(command.meta, 'Size');
  if (at === 0) edits.push(...(size === undefined ? [sizeEdit(item, command, data, octetsOf(chunks))] : []));
  else if (size !== undefined) edits.push({ kind: 'remove', node: size });
  if (!isLast) edits.push({ kind: 'insert', parent: item.element, node: elementLike(item.element, 'MoreData') });
  const msgId = child(header, 'MsgID');
  if (at > 0 && msgId !== undefined) edits.push({ kind: 'value', of: msgId, value: String((Number(textOf(msgId)) || 1) + at) });
  const whole = { start: command.element.range.start, end: command.element.range.end };
  const cuts: TextEdit[] = [];
  if (at > 0) cuts.push(removal(text, body.startTag.end, whole.start, 'before'));
  if (!isLast) cuts.push(removal(text, whole.end, body.endTag?.start ?? whole.end, 'behind'));
  return applyEdits(text, [...editXml(text, edits), ...cuts].sort((a, b) => a.range.start - b.range.start));
}

/** Octets as they stand in the messages. */
function octetsOf(chunks: readonly string[]): number {
  return chunks.reduce((sum, chunk) => sum + utf8(chunk).length, 0);
}

function sizeEdit(item: ItemFacts, command: CommandFacts, data: Element, octets: number): XmlEdit {
  const meta = item.meta ?? command.meta;
  const size = element('Size', [newText(String(octets))], { namespace: 'syncml:metinf' });
  if (meta !== undefined) return { kind: 'insert', parent: meta, node: size };
  const holder = elementLike(item.element, 'Meta', [size]);
  return { kind: 'insert', parent: item.element, node: holder, before: data };
}

/** Everything between, but the white space beside what stays. */
function removal(text: string, start: number, end: number, side: 'before' | 'behind'): TextEdit {
  const written = text.slice(start, end);
  const kept = side === 'before' ? (/\s*$/.exec(written)?.[0].length ?? 0) : 0;
  const tail = side === 'behind' ? (/\s*$/.exec(written)?.[0].length ?? 0) : 0;
  return { range: { start, end: Math.max(start, end - kept - tail) }, newText: '' };
}
