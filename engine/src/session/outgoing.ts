// Outgoing: what one end still has to say, and how as much of it as fits goes into a message.
import { Failure } from '../base/failure';
import type { Command, Status, Unnumbered } from '../syncml/message';
import { pairs, type Draft, type Numbered } from './draft';
import type { Encoding } from './encoding';
import { chunk, split, type Splitting } from './splitter';
import { toWire } from './wireForm';

/** What waits to be sent; a value. Answers go before anything else. [RepPro 6.4.1] */
export interface Outgoing {
  readonly statuses: readonly Unnumbered<Status>[];
  readonly bodies: readonly Body[];
  /** The large object under way: its chunks go in consecutive messages. [DM-PRO 7] */
  readonly splitting?: Splitting & { readonly of: Body };
}

/** A command to send. */
export interface Body {
  /** As it was given. */
  readonly original: Unnumbered<Command>;
  /** As it goes out. */
  readonly wire: Unnumbered<Command>;
}

export function asBody(original: Unnumbered<Command>, encoding: Encoding): Body {
  return { original, wire: toWire(original, encoding) };
}

/** The same in the other encoding; an object of which chunks have gone out is begun anew. */
export function reencoded(outgoing: Outgoing, encoding: Encoding): Outgoing {
  const { statuses, bodies, splitting } = outgoing;
  const all = splitting === undefined ? bodies : [splitting.of, ...bodies];
  return { statuses, bodies: all.map((body) => ({ ...body, wire: toWire(body.original, encoding) })) };
}

export const nothingToSay: Outgoing = { statuses: [], bodies: [] };

export function isEmpty(outgoing: Outgoing): boolean {
  return outgoing.statuses.length === 0 && outgoing.bodies.length === 0 && outgoing.splitting === undefined;
}

/** What entered a message. */
export interface Entered extends Numbered {
  readonly body: Body;
  /** `more`: a chunk that isn't the last. */
  readonly chunk?: 'more' | 'last';
}

export interface Filled {
  readonly rest: Outgoing;
  readonly entered: readonly Entered[];
}

/**
 * Moves as much as fits into the draft, which holds the answer to the header already. Throws a Failure where a
 * command can never be sent to this peer.
 */
export function fill(draft: Draft, outgoing: Outgoing): Filled {
  let { statuses, bodies, splitting } = outgoing;
  const entered: Entered[] = [];
  while (statuses[0] !== undefined && draft.fits(statuses[0])) {
    draft.add(statuses[0]);
    statuses = statuses.slice(1);
  }
  const blocked = statuses[0];
  if (blocked !== undefined && draft.commands.length <= 1) throw tooLarge(blocked, draft);
  let open = blocked === undefined;
  while (open) {
    if (splitting !== undefined) {
      const { of } = splitting;
      const next = chunk(splitting, draft.room, draft.encoding, (command) => draft.measure(command));
      if (next === undefined) {
        if (draft.commands.length <= 1) throw tooLarge(of.wire, draft);
        break;
      }
      const command = draft.add(next.command);
      const { next: left } = next;
      entered.push({ command, original: of.original, body: of, chunk: left === undefined ? 'last' : 'more' });
      splitting = left === undefined ? undefined : { ...left, of };
      // [DM-PRO 7] Nothing follows a chunk in its message.
      open = left === undefined;
      continue;
    }
    const [body, ...others] = bodies;
    if (body === undefined) break;
    if (draft.fits(body.wire)) {
      const command = draft.add(body.wire);
      entered.push(...pairs(command, body.original).map((pair) => ({ ...pair, body })));
      bodies = others;
      continue;
    }
    if (entered.length > 0 || draft.measure(body.wire) <= draft.laterRoom) break;
    const begun = beginSplit(body.wire);
    if (begun !== undefined) {
      splitting = { ...begun, of: body };
      bodies = others;
      continue;
    }
    const [part, remainder] = divideResults(body, draft);
    if (part === undefined || remainder === undefined) throw tooLarge(body.wire, draft);
    bodies = [part, remainder, ...others];
  }
  return { rest: { statuses, bodies, ...(splitting === undefined ? {} : { splitting }) }, entered };
}

function beginSplit(wire: Unnumbered<Command>): Splitting | undefined {
  return wire.name === 'Add' || wire.name === 'Replace' || wire.name === 'Results' ? split(wire) : undefined;
}

/** Results with several Items may be given in several commands, as long as each names the Get. [DM-PRO 8.5] */
function divideResults(body: Body, draft: Draft): readonly [Body?, Body?] {
  const { wire } = body;
  if (wire.name !== 'Results' || !('items' in wire) || wire.items.length < 2) return [];
  let count = 1;
  while (count < wire.items.length - 1 && draft.fits({ ...wire, items: wire.items.slice(0, count + 1) })) count++;
  const some = (from: number, to?: number): Body => {
    const part = { ...wire, items: wire.items.slice(from, to) };
    return { original: part, wire: part };
  };
  return [some(0, count), some(count)];
}

function tooLarge(command: Unnumbered<Command>, draft: Draft): Failure {
  return new Failure(
    'command-too-large',
    `${command.name} needs ${draft.measure(command)} octets and must fit in one message of the peer. [DM-PRO 6]`,
  );
}
