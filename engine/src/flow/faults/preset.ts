// A preset: something that goes wrong, by a name that flows and command lines can use.
import type { FaultPlace } from './places';

export const faultGroups = {
  exchange: 'On the wire',
  message: 'In a message',
  notification: 'The notification',
  server: 'The Management Server',
  user: 'The user',
  package: 'The package',
  device: 'The device',
  download: 'The download',
} as const;

export type FaultGroup = keyof typeof faultGroups;

/** How a setting is written, each with what a person calls it. */
export const settingForms = {
  count: 'a number from 1 on',
  times: 'a number from 1 on, or "always"',
  share: 'a share such as 40%, or a number of octets',
  duration: 'a time such as 500ms, 20s or 5min',
  status: 'three digits',
  difference: 'a number other than 0, perhaps with a minus before it',
} as const;

export type SettingForm = keyof typeof settingForms;

export interface FaultSetting {
  readonly name: string;
  readonly form: SettingForm;
  readonly value: string;
  readonly says: string;
}

/** What becomes of an update. */
export interface FaultOutcome {
  /** The places that it is true for; all others where it is missing. */
  readonly at?: readonly FaultPlace[];
  /** The result that is reported, or would be. Absent: none is due. */
  readonly result?: number;
  /** The State of the FUMO object when all is over. */
  readonly state: number;
  /** `arrived`: counted once by the server. `pending`: the device still keeps it. `none`: none is due. */
  readonly report: 'arrived' | 'pending' | 'none';
  /** A pending report that the server has counted all the same. */
  readonly taken?: true;
  readonly firmware: 'old' | 'new';
  /** What the run ends with. */
  readonly verdict: 'success' | 'failed' | 'declined';
}

export interface FaultPreset {
  readonly name: string;
  readonly group: FaultGroup;
  /** One sentence. */
  readonly says: string;
  readonly places: readonly FaultPlace[];
  readonly settings: readonly FaultSetting[];
  readonly clause: string;
  /** Where it comes from in the field. */
  readonly cause: string;
  /** The first that fits counts. With the settings' defaults, and where nothing else goes wrong. */
  readonly outcomes: readonly FaultOutcome[];
}

/** The outcome at a place; undefined where the preset says nothing of it. */
export function outcomeAt(preset: FaultPreset, places: readonly FaultPlace[]): FaultOutcome | undefined {
  return preset.outcomes.find(({ at }) => at === undefined || at.some((place) => places.includes(place)));
}
