// Objects that are sent in chunks: which Items belong to one object, and what came between. [DM-PRO 7]
import { textOf } from '../../xml/element';
import { normaliseUri } from '../../tree/uri';
import type { CommandFacts, ItemFacts } from '../messageFacts';
import type { Chunk, Exchanged, LargeObject, Sent } from '../sessionFacts';
import type { Sender } from '../sender';
import { otherOf } from './answers';
import { isAlert } from './commands';

type Draft = { -readonly [Key in keyof LargeObject]: LargeObject[Key] } & { readonly chunks: Chunk[]; readonly name: string; uri: string };

/** A command with one of its Items, in the order in which they stand; a command without Items stands for itself. */
interface Unit {
  readonly command: CommandFacts;
  readonly item?: ItemFacts;
}

export function largeObjects(messages: readonly Exchanged[]): readonly LargeObject[] {
  const found: Draft[] = [];
  const open: Partial<Record<Sender, Draft>> = {};
  for (const message of messages) {
    const { sender } = message;
    if (sender === undefined) continue;
    if (message.commands.some(({ command }) => isAlert(command, '1223'))) {
      for (const draft of Object.values(open)) draft.refused = true;
      delete open.client;
      delete open.server;
    }
    const theirs = open[otherOf(sender)];
    // The receiver has lost the object, or refuses a chunk of it. [DM-PRO 7]
    if (theirs !== undefined && (message.commands.some(({ command }) => isAlert(command, '1225')) || isRefused(theirs))) {
      theirs.refused = true;
      delete open[otherOf(sender)];
    }
    const rest = goOn(message, open, sender);
    if (rest !== undefined) begin(message, rest, open, sender, found);
  }
  return found;
}

/** Takes the next chunk of the object that the sender has open; the units after it, where no object is open then. */
function goOn(message: Exchanged, open: Partial<Record<Sender, Draft>>, sender: Sender): readonly Unit[] | undefined {
  const units = unitsIn(message);
  const draft = open[sender];
  if (draft === undefined) return units;
  if (units.length === 0) {
    // A message that only answers: it neither goes on with the object nor puts anything in its place.
    draft.abandoned = true;
    return undefined;
  }
  draft.abandoned = false;
  let at = units.findIndex((unit) => goesOnWith(unit, draft));
  if (at < 0) at = units.findIndex((unit) => straysFrom(unit, draft));
  if (at !== 0) interrupt(draft, message, units[0]);
  const unit = units[at];
  if (unit?.item === undefined) return undefined;
  const chunk = chunkOf(message, unit.command, unit.item);
  draft.chunks.push(chunk);
  if (!goesOnWith(unit, draft)) {
    draft.strayed ??= chunk;
    draft.uri = uriOf(unit.item);
  }
  if (unit.item.moreData) {
    interrupt(draft, message, units[at + 1]);
    return undefined;
  }
  draft.complete = true;
  delete open[sender];
  return units.slice(at + 1);
}

function begin(message: Exchanged, units: readonly Unit[], open: Partial<Record<Sender, Draft>>, sender: Sender, found: Draft[]): void {
  const at = units.findIndex(({ item }) => item?.moreData === true);
  const unit = units[at];
  if (unit?.item === undefined) return;
  const draft: Draft = {
    ...{ sender, chunks: [chunkOf(message, unit.command, unit.item)], complete: false, refused: false, abandoned: false },
    ...{ name: unit.command.name, uri: uriOf(unit.item) },
  };
  interrupt(draft, message, units[at + 1]);
  found.push(draft);
  open[sender] = draft;
}

function interrupt(draft: Draft, { index }: Exchanged, by: Unit | undefined): void {
  if (by === undefined) return;
  const element = by.item?.element ?? by.command.element;
  draft.interruptedBy ??= { message: index, element, name: by.item !== undefined && by.command.items.length > 1 ? 'Item' : by.command.name };
}

function unitsIn({ facts }: Exchanged): readonly Unit[] {
  const units: Unit[] = [];
  for (const command of facts.commands) {
    // What answers, and what asks for more, stands beside the chunks. [DM-PRO 6]
    if (command.name === 'Status' || isAlert(command, '1222', '1223', '1225')) continue;
    if (command.name === 'Sequence' || command.name === 'Atomic') continue;
    if (command.items.length === 0) units.push({ command });
    for (const item of command.items) units.push({ command, item });
  }
  return units;
}

/** A chunk without an address belongs to what came before: repeating it is advice. [DM-PRO 7] */
function goesOnWith({ command, item }: Unit, { name, uri }: Draft): boolean {
  return command.name === name && item !== undefined && (uriOf(item) === uri || uriOf(item) === '');
}

function straysFrom({ command, item }: Unit, { name }: Draft): boolean {
  return command.name === name && command.items.length === 1 && item?.data !== undefined;
}

function chunkOf(message: Exchanged, command: CommandFacts, item: ItemFacts): Chunk {
  const sent: Sent | undefined = message.commands.find((one) => one.command === command);
  return { message: message.index, command, item, ...(sent !== undefined && { sent }) };
}

function isRefused({ chunks }: Draft): boolean {
  return chunks.at(-1)?.sent?.answers.some(({ code }) => /^[45]/.test(code?.value ?? '')) === true;
}

function uriOf({ targetUri, sourceUri }: ItemFacts): string {
  const uri = targetUri ?? sourceUri;
  return uri === undefined ? '' : normaliseUri(textOf(uri).trim());
}
