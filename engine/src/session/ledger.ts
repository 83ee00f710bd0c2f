// Ledger: what the Management Server has sent and how it was answered. Nothing that a client refers to is believed
// before it is found here. [RepPro 6.1.5, 6.1.13]
import type { Command, Get, Item, Results, Status, Unnumbered } from '../syncml/message';
import type { Entered } from './outgoing';
import { commandName, isSuccess } from './statuses';

/** A command that was sent. */
export interface Sent {
  readonly msgId: string;
  readonly command: Command;
  readonly original: Unnumbered<Command>;
  readonly inside?: string;
  readonly chunk?: 'more' | 'last';
  /** The references of each Status that has come; empty where none has. */
  readonly answers: readonly string[];
  /** The last status. */
  readonly status?: string;
  readonly resultsSeen: boolean;
}

/** By message and command, `3/2`; a value. */
export type Ledger = Readonly<Record<string, Sent>>;

export function enter(ledger: Ledger, msgId: string, entered: readonly Entered[]): Ledger {
  const news = entered.map(({ command, original, inside, chunk }) => {
    const sent: Sent = {
      ...{ msgId, command, original, answers: [], resultsSeen: false },
      ...(inside === undefined ? {} : { inside }),
      ...(chunk === undefined ? {} : { chunk }),
    };
    return [`${msgId}/${command.cmdId}`, sent] as const;
  });
  return { ...ledger, ...Object.fromEntries(news) };
}

/** Without the chunks that were accepted: a long object would fill the ledger with them. */
export function withoutAcceptedChunks(ledger: Ledger): Ledger {
  return Object.fromEntries(Object.entries(ledger).filter(([, sent]) => sent.chunk !== 'more' || sent.answers.length === 0));
}

/** What must be known for longer than its Status: Gets of late, since Results may come in later messages. */
export function onlyGetsSince(ledger: Ledger, msgId: number): Ledger {
  return Object.fromEntries(Object.entries(ledger).filter(([, sent]) => sent.command.name === 'Get' && Number(sent.msgId) >= msgId));
}

/** Without what stood in that message. */
export function withoutMessage(ledger: Ledger, msgId: string): Ledger {
  return Object.fromEntries(Object.entries(ledger).filter(([, sent]) => sent.msgId !== msgId));
}

/** What still waits for its Status. What is asked for with Alert 1222 answers it by coming. */
export function unanswered(ledger: Ledger): readonly Sent[] {
  return Object.values(ledger).filter((sent) => sent.answers.length === 0 && !isCovered(ledger, sent) && !isOwn(sent));
}

/** Alerts that the session says by itself: nobody else hears of their answers. */
export function isOwn({ command }: Sent): boolean {
  return command.name === 'Alert' && (command.data === '1222' || command.data === '1225');
}

/** Gets that went well and whose Results haven't come. */
export function awaitingResults(ledger: Ledger): readonly Sent[] {
  return Object.values(ledger).filter(
    (sent) => sent.command.name === 'Get' && !sent.resultsSeen && sent.status !== undefined && isSuccess(sent.status),
  );
}

/** A container that was refused as a whole answers for what it holds. */
function isCovered(ledger: Ledger, sent: Sent): boolean {
  const container = sent.inside === undefined ? undefined : ledger[`${sent.msgId}/${sent.inside}`];
  if (container === undefined) return false;
  return (container.status !== undefined && !isSuccess(container.status)) || isCovered(ledger, container);
}

export interface Matched {
  readonly ledger: Ledger;
  /** Absent where the Status answers nothing. */
  readonly sent?: Sent;
  readonly remarks: readonly string[];
}

/** Finds what a Status answers. 101 only says that it takes time. [RepPro 11] */
export function matchStatus(ledger: Ledger, status: Status): Matched {
  const key = `${status.msgRef}/${status.cmdRef}`;
  const sent = Object.hasOwn(ledger, key) ? ledger[key] : undefined;
  const ignored = (why: string): Matched => ({ ledger, remarks: [`A Status for command ${status.cmdRef} of message ${status.msgRef} is ignored: ${why}`] });
  if (sent === undefined) return ignored('no such command waits for one. [RepPro 6.1.5]');
  if (status.cmd !== commandName(sent.command)) {
    return ignored(`it calls it ${status.cmd.slice(0, 40)}, and it is a ${commandName(sent.command)}. [RepPro 6.1.3]`);
  }
  if (!/^\d{3}$/.test(status.data)) return ignored(`"${status.data.slice(0, 20)}" isn't a status code. [RepPro 11]`);
  if (status.data === '101') return { ledger, remarks: [] };
  const refs = [...status.targetRefs, ...status.sourceRefs].join(' ');
  const items = 'items' in sent.command ? sent.command.items : [];
  const everyItem = sent.answers.some((before) => before === '') || sent.answers.length >= Math.max(1, items.length);
  if (everyItem || sent.answers.includes(refs)) return ignored('it was answered before. [RepPro 6.4.1]');
  const uris = items.flatMap((item) => [item.target, item.source]);
  const strange = [...status.targetRefs, ...status.sourceRefs].filter((ref) => !uris.includes(ref));
  const remarks = strange.map((ref) => `A Status for ${commandName(sent.command)} names ${ref.slice(0, 100)}, which isn't among its Items. [RepPro 6.1.21]`);
  const answered: Sent = { ...sent, answers: [...sent.answers, refs], status: status.data };
  return { ledger: { ...ledger, [key]: answered }, sent: answered, remarks };
}

/** Finds the Get that Results belong to; Items that it didn't ask for are dropped. [RepPro 6.5.12] */
export function matchResults(ledger: Ledger, results: Results): Matched & { readonly items: readonly Item[] } {
  const msgRef = results.msgRef ?? '1';
  const key = `${msgRef}/${results.cmdRef}`;
  const sent = Object.hasOwn(ledger, key) ? ledger[key] : undefined;
  if (sent?.command.name !== 'Get') {
    return { ledger, items: [], remarks: [`Results for command ${results.cmdRef} of message ${msgRef} are ignored: no such Get was sent. [RepPro 6.5.12]`] };
  }
  const remarks: string[] = [];
  if (sent.status !== undefined && !isSuccess(sent.status)) remarks.push(`Results come although the Get was answered with ${sent.status}. [DM-PRO 8.5]`);
  const items = results.items.flatMap((item) => {
    const named = nameItem(item, results, sent.command as Get);
    if (named !== undefined) return [named];
    remarks.push(`Results name ${(item.source ?? 'no node').slice(0, 100)}, which the Get didn't ask for. [RepPro 6.5.12]`);
    return [];
  });
  return { ledger: { ...ledger, [key]: { ...sent, resultsSeen: true } }, sent, remarks, items };
}

/** The Item with its Source, if the Get asked for it. */
function nameItem(item: Item, results: Results, get: Get): Item | undefined {
  const only = get.items.length === 1 ? get.items[0]?.target : undefined;
  const source = item.source ?? results.sourceRef ?? results.targetRef ?? only;
  if (source === undefined) return undefined;
  const asked = get.items.map(({ target }) => place(target ?? ''));
  const found = place(source);
  // [DM-REP 6.6.12] A list of a sub-tree names nodes below the one asked for.
  return asked.some((uri) => uri === '' || found === uri || found.startsWith(`${uri}/`)) ? { ...item, source } : undefined;
}

/** The node that a URI names, without its query; `./` in front says nothing, and the root is empty. */
function place(uri: string): string {
  return uri.replace(/\?.*$/, '').replace(/^\.(?:\/|$)/, '').replace(/\/+$/, '');
}
