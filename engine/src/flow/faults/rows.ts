// What the tables of presets share: settings that come again and again, places, and common outcomes.
import { downloadPlaces, messagePlaces, type FaultPlace } from './places';
import type { FaultGroup, FaultOutcome, FaultPreset, FaultSetting } from './preset';

/** A row of a group's table. */
export type Row = Omit<FaultPreset, 'group'>;

export function grouped(group: FaultGroup, rows: readonly Row[]): readonly FaultPreset[] {
  return rows.map((row) => ({ ...row, group }));
}

export const messages = messagePlaces;
export const allHttp: readonly FaultPlace[] = [...messagePlaces, ...downloadPlaces, 'notice'];
export const fromServer: readonly FaultPlace[] = ['read', 'question', 'package', 'address', 'order', 'download-order'];
export const fromClient: readonly FaultPlace[] = ['opening', 'reply', 'report'];

export const once: FaultSetting = { name: 'times', form: 'times', value: '1', says: 'How often it happens.' };
export const always: FaultSetting = { ...once, value: 'always' };
export const message: FaultSetting = { name: 'message', form: 'count', value: '1', says: 'Which message of the step, or which request of its kind, it is.' };

export function howFar(value: string): FaultSetting {
  return { name: 'at', form: 'share', value, says: 'How far things have got when it happens.' };
}

export function lasting(name: 'after' | 'for', value: string, says: string): FaultSetting {
  return { name, form: 'duration', value, says };
}

export const beforeOrder: readonly FaultPlace[] = ['opening', 'read', 'reply', 'question', 'package'];
export const orders: readonly FaultPlace[] = ['order', 'address', 'download-order'];
export const session: readonly FaultPlace[] = [...beforeOrder, 'address', 'download-order'];

/** The update goes on as if nothing had been. */
export const usual: FaultOutcome = { result: 200, state: 10, report: 'arrived', firmware: 'new', verdict: 'success' };
/** The session is lost before anything was ordered: no report is due. [FUMO 6.1] */
export const nothing: FaultOutcome = { state: 10, report: 'none', firmware: 'old', verdict: 'failed' };
/** The same, and the package is on the device already. */
export const ready: FaultOutcome = { ...nothing, state: 50 };
/** The update succeeds and is reported; something else that the flow expects never comes. */
export const unconfirmed: FaultOutcome = { ...usual, verdict: 'failed' };
/** The update succeeds; its report can't be delivered and waits on the device. [FUMO 6.2] */
export const undelivered: FaultOutcome = { result: 200, state: 100, report: 'pending', firmware: 'new', verdict: 'failed' };
/** The same; the server has taken the report in, and the device doesn't believe its answer. */
export const unbelieved: FaultOutcome = { ...undelivered, taken: true };
/** The server has refused the report, and it isn't sent again. [FUMO 6.2] */
export const unheard: FaultOutcome = { state: 10, report: 'none', firmware: 'new', verdict: 'failed' };
/** The user says no to the server, which leaves it at that. [DM-PRO 10.2.2] */
export const declined: FaultOutcome = { ...nothing, verdict: 'declined' };
/** The new firmware is written, and nobody is left to say so. [FUMO 8] */
export const dead: FaultOutcome = { state: 60, report: 'none', firmware: 'new', verdict: 'failed' };

/** The update fails with a result, and is reported. [FUMO 6.2.4] */
export function failing(result: number): FaultOutcome {
  return { result, state: 10, report: 'arrived', firmware: 'old', verdict: 'failed' };
}

/** An outcome for some places only. */
export function at(places: readonly FaultPlace[], outcome: FaultOutcome): FaultOutcome {
  return { ...outcome, at: places };
}
