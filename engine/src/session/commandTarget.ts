// CommandTarget: what the Management Client's end of a session does its work on. Declared here, given by the device.
import type { Alert, Item, ItemCommand, Unnumbered } from '../syncml/message';

/** One Item of one command, Meta of the command already applied to it, large objects already put together; base64 as it came. */
export interface Order {
  readonly verb: ItemCommand['name'] | 'Exec';
  readonly item: Item;
  readonly correlator?: string;
  /** The server that asks, as its account names it: what an ACL speaks of. */
  readonly serverId: string;
}

/** What became of an order: a status, and for a Get what goes into Results. */
export interface Outcome {
  readonly status: number;
  readonly results?: readonly Item[];
  /** Items of the Status itself, such as the user's input. */
  readonly items?: readonly Item[];
}

export interface CommandTarget {
  perform(order: Order): Promise<Outcome>;
  /** Alerts 1100 to 1104: shows the user something and waits. [DM-PRO 10] */
  interact(alert: Alert): Promise<Outcome>;
  /**
   * Begins what must be done as a whole or not at all; nothing of it outlasts a loss of power before it is kept. Absent
   * where the device can't undo. [DM-REP 6.6.3]
   */
  begin?(): Undertaking;
  /** The Items of the Replace in package #1. [DM-PRO 8.3] */
  deviceInfo(): readonly Item[];
  /** Alerts that are due in package #1 or in the next package #3 of the session, oldest first. */
  dueAlerts(): readonly DueAlert[];
  /** The server has answered an alert that was due; it must not be sent again. */
  alertAnswered(id: string, status: number): void;
}

/** Changes that aren't for good yet. One of the two is called, once. */
export interface Undertaking {
  keep(): void;
  /** False where it could not be undone. */
  undo(): boolean;
}

export interface DueAlert {
  /** Tells it from others; never on the wire. */
  readonly id: string;
  readonly alert: Unnumbered<Alert>;
}
