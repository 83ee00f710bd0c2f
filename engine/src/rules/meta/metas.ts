// The Metas of a message's commands, and the values that they describe.
import { textOf, type Element } from '../../xml/element';
import { plainText } from '../elementText';
import type { CommandFacts, ItemFacts, MessageFacts } from '../messageFacts';
import { mayContinue } from '../command/visit';

/** Those of commands and of their Items; not the ones of credentials and challenges, which have rules of their own. */
export function* metasOf(message: MessageFacts): Generator<readonly [Element, CommandFacts]> {
  for (const command of message.commands) {
    if (command.meta !== undefined) yield [command.meta, command];
    for (const { meta } of command.items) if (meta !== undefined) yield [meta, command];
  }
}

export interface Value {
  readonly command: CommandFacts;
  readonly item: ItemFacts;
  readonly data: Element;
  /** As written, without white space around it. */
  readonly format: string;
  /** As it stands. */
  readonly text: string;
  /** Where it might be the end of a large object alone. */
  readonly mayBePart: boolean;
}

const bringing: ReadonlySet<string> = new Set(['Add', 'Alert', 'Exec', 'Replace', 'Results']);

/**
 * The texts in Data whose Format is said, where they are there as a whole: no mark-up, no octets, no chunks. What an
 * Alert or an Exec leaves empty is no value.
 */
export function valuesOf(message: MessageFacts): readonly Value[] {
  const before = laidOut.get(message);
  if (before !== undefined) return before;
  const found = [...valuesIn(message)];
  laidOut.set(message, found);
  return found;
}

const laidOut = new WeakMap<MessageFacts, readonly Value[]>();

function* valuesIn(message: MessageFacts): Generator<Value> {
  for (const command of message.commands) {
    if (!bringing.has(command.name)) continue;
    for (const item of command.items) {
      const { data, format, moreData } = item;
      if (data === undefined || format === undefined || moreData) continue;
      const text = plainText(data);
      if (text === undefined || (text.trim() === '' && (command.name === 'Alert' || command.name === 'Exec'))) continue;
      yield { command, item, data, format: textOf(format).trim(), text, mayBePart: mayContinue(item, message) };
    }
  }
}
