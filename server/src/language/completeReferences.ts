// Completion of MsgRef and CmdRef: the messages that the other end has sent in this session, and their commands.
import type { Range } from '#engine/base/problem';
import type { Element } from '#engine/xml/element';
import type { Completion } from './completion';
import type { Knowledge } from './knowledge';
import { messagesOfOtherEnd } from './messageLinks';
import { childText } from './place';

/** `path` leads to the reference; undefined where it isn't one, or nothing is known of the session. */
export function referenceCompletions(uri: string, path: readonly Element[], range: Range, { index }: Knowledge): readonly Completion[] | undefined {
  const [element, holder] = path.slice(-2).reverse();
  if (index === undefined || (element?.local !== 'MsgRef' && element?.local !== 'CmdRef')) return undefined;
  const own = index.get(uri);
  const messages = own === undefined ? [] : messagesOfOtherEnd(own, index);
  if (element.local === 'MsgRef') {
    return messages.flatMap(({ message: { id, commands, source } }): Completion[] =>
      id === undefined ? [] : [{ kind: 'code', label: id.value, detail: `${commands.length} commands from ${source}`, insert: id.value, range }],
    );
  }
  const wanted = childText(holder, 'MsgRef');
  const referred = messages.filter(({ message: { id } }) => wanted === '' || id?.value === wanted);
  const header: Completion[] = referred.length === 0 ? [] : [{ kind: 'code', label: '0', detail: 'the header', insert: '0', range }];
  const commands = referred.flatMap(({ message }) => message.commands.map(({ id, summary }): Completion => ({ kind: 'code', label: id.value, detail: summary, insert: id.value, range })));
  return [...header, ...commands];
}
