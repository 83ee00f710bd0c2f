// The settings of a fault as they are written, and what they mean.
import { readDuration } from '../values';
import type { FaultPreset, SettingForm } from './preset';

/** What a setting is worth: octets or a share of the whole, milliseconds, a number. */
export type SettingValue = { readonly octets: number } | { readonly share: number } | number;

/** Undefined where the text hasn't the form. `always` is Infinity. */
export function readSetting(form: SettingForm, text: string): SettingValue | undefined {
  switch (form) {
    case 'count':
      return count(text);
    case 'times':
      return text === 'always' ? Infinity : count(text);
    case 'share': {
      const percent = /^(\d{1,3}(?:\.\d+)?)%$/.exec(text)?.[1];
      if (percent !== undefined) return Number(percent) <= 100 ? { share: Number(percent) / 100 } : undefined;
      return /^\d{1,12}$/.test(text) ? { octets: Number(text) } : undefined;
    }
    case 'duration':
      return readDuration(text);
    case 'status':
      return /^[1-9]\d\d$/.test(text) ? Number(text) : undefined;
    case 'difference':
      return /^-?[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
  }
}

function count(text: string): number | undefined {
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : undefined;
}

/** The settings of a fault, defaults in place. What can't be read has its default: that was told before. */
export class Settings {
  constructor(
    private readonly preset: FaultPreset,
    private readonly given: Readonly<Record<string, string>>,
  ) {}

  /** A count, a status, a difference, or a duration in milliseconds. */
  number(name: string): number {
    const value = this.value(name);
    return typeof value === 'number' ? value : 0;
  }

  /** Octets of a whole that has `length`. */
  octets(name: string, length: number): number {
    const value = this.value(name);
    if (typeof value === 'number') return value;
    return Math.min(length, 'share' in value ? Math.floor(length * value.share) : value.octets);
  }

  /** From 0 to 1; of a thing that has no octets a number of them means nothing, and is the middle. */
  share(name: string): number {
    const value = this.value(name);
    return typeof value === 'object' && 'share' in value ? value.share : 0.5;
  }

  private value(name: string): SettingValue {
    const setting = this.preset.settings.find((candidate) => candidate.name === name);
    if (setting === undefined) return 1;
    const given = this.given[name];
    return (given === undefined ? undefined : readSetting(setting.form, given)) ?? readSetting(setting.form, setting.value) ?? 0;
  }
}
