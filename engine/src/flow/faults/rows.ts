// What the tables of presets share: settings that come again and again, places, and common outcomes.
import { downloadPlaces, messagePlaces, type FaultPlace } from './places';
import type { FaultGroup, FaultOutcome, FaultPreset, FaultSetting } from './preset';

/** A row of a group's table. */
export type Row = Omit<FaultPreset, 'group' | 'outcomes'> & { readonly outcomes?: readonly FaultOutcome[] };

export function grouped(group: FaultGroup, rows: readonly Row[]): readonly FaultPreset[] {
  return rows.map((row) => ({ outcomes: [], ...row, group }));
}

export const messages = messagePlaces;
export const allHttp: readonly FaultPlace[] = [...messagePlaces, ...downloadPlaces, 'notice'];
export const fromServer: readonly FaultPlace[] = ['read', 'question', 'package', 'address', 'order'];
export const fromClient: readonly FaultPlace[] = ['opening', 'reply', 'report'];

export const once: FaultSetting = { name: 'times', form: 'times', value: '1', says: 'How often it happens.' };
export const always: FaultSetting = { ...once, value: 'always' };
export const message: FaultSetting = { name: 'message', form: 'count', value: '1', says: 'Which message of the step, or which request of its kind, it is.' };

export function at(value: string): FaultSetting {
  return { name: 'at', form: 'share', value, says: 'How far things have got when it happens.' };
}

export function lasting(name: 'after' | 'for', value: string, says: string): FaultSetting {
  return { name, form: 'duration', value, says };
}
