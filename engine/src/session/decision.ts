// What the Management Server says once a message of the client is taken in: the rest of a package, new commands, or that
// it waits for more. [DM-PRO 6, 8.6]
import { Failure } from '../base/failure';
import type { Message } from '../syncml/message';
import type { SessionEnd } from './clientSetup';
import type { TakenIn } from './intake';
import { awaitingResults, unanswered, type Sent } from './ledger';
import { isEmpty } from './outgoing';
import type { ServerState } from './serverState';

/** What is to be said now. */
export interface Decision {
  /**
   * `package`: what waits to be said; `commands`: what the conductor gives next; `next-message`: Alert 1222;
   * `statuses`: answers, and nothing after them.
   */
  readonly send: 'package' | 'commands' | 'next-message' | 'statuses';
  readonly end?: SessionEnd;
  readonly remarks?: readonly string[];
}

/** How often a client may be asked for the rest of its package and bring nothing. */
const mostFruitless = 2;

/** Messages after which a session is aborted, where nothing else is said. */
const mostMessages = 1000;

/** Throws a Failure where the session can't go on: it ends in Alert 1223. [DM-PRO 8.1] */
export function decide(state: ServerState, message: Message, taken: TakenIn, limits: { readonly maxMessages?: number }): Decision {
  const { ledger, ownClosed, counted, restarts, sent, outgoing } = state;
  if (taken.aborted) {
    return { send: 'statuses', end: { how: 'aborted', by: 'client', reason: 'The client aborted the session with Alert 1223. [DM-PRO 8.1]' } };
  }
  if (counted > (limits.maxMessages ?? mostMessages)) throw new Failure('session-too-long', 'The session has had more messages than it may. [DM-PRO 8.1]');
  if (restarts > 1) throw new Failure('object-broken', 'The client broke off the same large object twice. [DM-PRO 7]');
  // [DM-PRO 6] A client that is asked for the rest of its package again and again, and brings nothing, has said all of
  // it, Final or not: it would go on without end.
  const spent = !message.final && state.asked >= mostFruitless && !taken.brought;
  const closed = message.final || spent;
  const [open] = unanswered(ledger);
  if (open !== undefined) {
    // [DM-PRO 6] Nothing new before everything sent is answered; and a closed package holds all the answers.
    if (!closed) return { send: 'next-message' };
    throw new Failure(
      'status-missing',
      `The client closed its package without a Status for the ${open.command.name} that was command ${open.command.cmdId} of message ${open.msgId}. [DM-PRO 8.5]`,
    );
  }
  const clientHasMore = !closed && !taken.askedNext && awaitingResults(ledger).length > 0;
  if (clientHasMore || (taken.assembly !== undefined && !message.final)) return { send: 'next-message' };
  if (!isEmpty({ ...outgoing, statuses: [] })) return { send: 'package' };
  // [DM-PRO 6] The client asks for the rest of our package and there is none: our Final went astray, and without it the
  // client may not close its own. All is answered, so what comes next may be said.
  if (!message.final && ownClosed && taken.askedNext) return { send: 'commands', remarks: [finalAstray] };
  // [DM-PRO 6] The client's package isn't whole, and ours is: it is asked for the rest.
  if (!closed && (ownClosed || sent === 0)) return { send: 'next-message' };
  const missing = closed ? awaitingResults(ledger).filter(({ msgId }) => msgId === String(sent)).map(noResults) : [];
  return { send: 'commands', remarks: spent ? [neverClosed, ...missing] : missing };
}

const neverClosed = 'The client has nothing more to say and has not closed its package. [DM-PRO 6]';
const finalAstray = 'The client asks for the rest of a package that was closed: its Final went astray. [DM-PRO 6]';

function noResults({ command }: Sent): string {
  return `The Get that was command ${command.cmdId} went well, and no Results came. [DM-PRO 8.5]`;
}
