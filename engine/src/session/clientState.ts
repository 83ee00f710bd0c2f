// Where the Management Client's end of a session stands between two messages.
import type { Status } from '../syncml/message';
import type { Badge, Guard } from './authentication';
import type { Assembly } from './assembler';
import type { ClientSetup } from './clientSetup';
import type { PeerLimits } from './conductor';
import { nothingToSay, type Body, type Outgoing } from './outgoing';
import { isSuccess } from './statuses';
import { without } from './without';

/** A value. */
export interface ClientState {
  readonly url: string;
  /** The last MsgID of each side. */
  readonly sent: number;
  readonly received: number;
  /** Our credentials, and the server's. */
  readonly badge: Badge;
  readonly guard: Guard;
  readonly serverLimits: PeerLimits;
  /** Package #1 has gone out whole and was not challenged. */
  readonly opened: boolean;
  /** The server's package has come in whole: ours may be closed. [DM-PRO 6] */
  readonly serverClosed: boolean;
  /** Our last message had Final. */
  readonly ownClosed: boolean;
  /** The number of the server's package that comes in. */
  readonly serverPackage: 2 | 4;
  readonly outgoing: Outgoing;
  /** The alerts that were sent in this session, by due id; and by message and command, those not answered yet. */
  readonly alertsSent: readonly string[];
  readonly alertsOpen: Readonly<Record<string, string>>;
  /** Commands of ours that may be answered, as `msgId/cmdId`. */
  readonly commandsSent: readonly string[];
  readonly assembly?: Assembly;
  /** A nonce of a server that has yet to authenticate: used, but not kept. [DM-SEC 5.3.4] */
  readonly unprovenNonce?: Uint8Array;
  /** What a server that has yet to authenticate has answered our commands with. */
  readonly unprovenStatuses: readonly Status[];
  readonly counted: number;
}

/** A due alert on its way. */
export type DueBody = Body & { readonly dueId?: string };

/** Numbers of commands and statuses that are remembered: enough for any honest package. */
export const mostRemembered = 2000;

export function firstState({ account, url }: ClientSetup): ClientState {
  return {
    url,
    sent: 0,
    received: 0,
    badge: { auth: account.auth, credentials: account.client, state: 'needed', challenges: 0 },
    guard: { auth: account.auth, credentials: account.server, accepted: false, failures: 0 },
    serverLimits: {},
    opened: false,
    serverClosed: true,
    ownClosed: false,
    serverPackage: 2,
    outgoing: nothingToSay,
    alertsSent: [],
    alertsOpen: {},
    commandsSent: [],
    unprovenStatuses: [],
    counted: 0,
  };
}

/** The state after the server's answers to what we sent; `answered`: due alerts, each with its status. */
export function afterStatuses(
  state: ClientState,
  statuses: readonly Status[],
): { readonly state: ClientState; readonly answered: readonly { readonly id: string; readonly status: number }[] } {
  const worst = new Map<string, number>();
  let { outgoing } = state;
  for (const status of statuses) {
    const key = `${status.msgRef}/${status.cmdRef}`;
    const code = Number(status.data);
    // [DM-PRO 9.1] 401 and 407 ask for credentials; they don't answer the alert. 101 answers nothing yet.
    if (Object.hasOwn(state.alertsOpen, key) && Number.isInteger(code) && code >= 200 && code !== 401 && code !== 407) {
      // An Item that failed counts more than one that went well.
      worst.set(key, Math.max(worst.get(key) ?? 0, code));
    }
    // [DM-PRO 7] A chunk of Results that was refused: the rest isn't wanted.
    if (status.cmd === 'Results' && !isSuccess(status.data) && status.msgRef === String(state.sent)) outgoing = without(outgoing, 'splitting');
  }
  const alertsOpen = Object.fromEntries(Object.entries(state.alertsOpen).filter(([key]) => !worst.has(key)));
  const answered = [...worst].flatMap(([key, status]) => {
    const { [key]: id } = state.alertsOpen;
    return id === undefined ? [] : [{ id, status }];
  });
  return { state: { ...state, outgoing, alertsOpen }, answered };
}
