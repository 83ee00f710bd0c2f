// Status: how commands are answered. [RepPro 6.4.1]
import type { Command, Header, Item, Message, Meta, Status, Unnumbered } from '../syncml/message';

/** The name that a Status calls a command by. */
export function commandName(command: Command): string {
  return command.name === 'other' ? command.element.local : command.name;
}

/** The answer to the header: the first Status of the body. [RepPro 6.4.1] */
export function headerStatus(answered: Header, status: number, more: { readonly chal?: Meta; readonly items?: readonly Item[] } = {}): Unnumbered<Status> {
  return {
    name: 'Status',
    msgRef: answered.msgId,
    cmdRef: '0',
    cmd: 'SyncHdr',
    targetRefs: [answered.target],
    sourceRefs: [answered.source],
    ...(more.chal === undefined ? {} : { chal: more.chal }),
    data: String(status),
    items: more.items ?? [],
  };
}

/** What became of one Item, or of a command without Items. */
export interface ItemOutcome {
  readonly status: number;
  readonly items?: readonly Item[];
}

/**
 * The Status of a command, one for all of its Items where they agree, one for each where they don't. `outcomes` has
 * an entry for each Item, or a single one for the whole command.
 */
export function statusesOf(command: Command, msgRef: string, outcomes: readonly ItemOutcome[]): readonly Unnumbered<Status>[] {
  const items = 'items' in command ? command.items : [];
  const [first] = outcomes;
  if (first === undefined) return [];
  const agree = outcomes.every((outcome) => outcome.status === first.status);
  if (items.length !== outcomes.length || (agree && items.length !== 1)) {
    // [RepPro 6.4.1] A Status for several Items together names none of them.
    const ref = items.length === 1 ? items[0] : undefined;
    return [statusOf(command, msgRef, ref, { status: first.status, items: outcomes.flatMap((outcome) => outcome.items ?? []) })];
  }
  return outcomes.map((outcome, i) => statusOf(command, msgRef, items[i], outcome));
}

/** The same status for a command and everything inside it, none of which was carried out. */
export function statusForAll(command: Command, msgRef: string, status: number): readonly Unnumbered<Status>[] {
  if (!isAnswered(command)) return [];
  const inner = 'commands' in command ? command.commands.flatMap((child) => statusForAll(child, msgRef, status)) : [];
  return [...statusesOf(command, msgRef, [{ status }]), ...inner];
}

/** Status is never answered, and what has no number can't be. [RepPro 6.4.1] */
export function isAnswered(command: Command): boolean {
  return command.name !== 'Status' && command.cmdId !== '';
}

export function statusesIn(message: Message): readonly Status[] {
  return message.commands.filter((command) => command.name === 'Status');
}

/** 2xx: done, accepted or buffered. */
export function isSuccess(status: string): boolean {
  return /^2\d\d$/.test(status);
}

function statusOf(command: Command, msgRef: string, item: Item | undefined, outcome: ItemOutcome): Unnumbered<Status> {
  return {
    name: 'Status',
    msgRef,
    cmdRef: command.cmdId,
    cmd: commandName(command),
    targetRefs: refsTo(item?.target),
    sourceRefs: refsTo(item?.source),
    data: String(outcome.status),
    items: outcome.items ?? [],
  };
}

/** An address that says nothing can't be referred to. */
function refsTo(uri: string | undefined): readonly string[] {
  return uri === undefined || uri === '' ? [] : [uri];
}
