// Whether a fault can be what is written: its name, its settings, its place.
import { oneOf } from '../flowRules';
import { faultPlaces, type FaultPlace } from './places';
import { settingForms } from './preset';
import { faultPreset, faultPresets } from './presets';
import { readSetting } from './settings';

/** `about`: the name, a setting, or where the fault stands. */
export interface FaultOfFault {
  readonly rule: 'flow-fault-unknown' | 'flow-fault-setting' | 'flow-fault-place';
  readonly about: string;
  readonly message: string;
}

/** What is wrong with a fault. Values that hold `${}` aren't looked at. `places` of the step that it stands in. */
export function faultsOfFault(name: string, settings: Readonly<Record<string, string>>, places: readonly FaultPlace[]): readonly FaultOfFault[] {
  const preset = faultPreset(name);
  if (preset === undefined) {
    const near = nearest(name);
    return [{ rule: 'flow-fault-unknown', about: 'name', message: `There is no fault "${name}"${near === undefined ? '' : `; the nearest is "${near}"`}.` }];
  }
  const found: FaultOfFault[] = [];
  for (const [setting, text] of Object.entries(settings)) {
    const known = preset.settings.find((candidate) => candidate.name === setting);
    if (known === undefined) {
      const names = preset.settings.map((candidate) => candidate.name);
      found.push({ rule: 'flow-fault-setting', about: setting, message: `The fault ${name} has no setting "${setting}"; it has ${names.length === 0 ? 'none' : oneOf(names)}.` });
    } else if (!text.includes('${') && readSetting(known.form, text) === undefined) {
      found.push({ rule: 'flow-fault-setting', about: setting, message: `"${setting}" of the fault ${name} is ${settingForms[known.form]}, not "${text}".` });
    }
  }
  if (!preset.places.some((place) => places.includes(place))) {
    found.push({ rule: 'flow-fault-place', about: 'name', message: `The fault ${name} can't come about here: it stands at ${oneOf(preset.places.map((place) => faultPlaces[place]))}.` });
  }
  return found;
}

/** The preset whose name is written most like this. */
function nearest(name: string): string | undefined {
  const scored = faultPresets.map((preset) => ({ name: preset.name, score: common(preset.name, name) }));
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a), { name: '', score: 0 });
  return best.score >= 0.5 ? best.name : undefined;
}

/** The share of pairs of letters that two words have in common. */
function common(a: string, b: string): number {
  const pairs = (word: string): readonly string[] => [...word].slice(1).map((letter, i) => `${word.charAt(i)}${letter}`);
  const [of, others] = [pairs(a), pairs(b)];
  const both = of.filter((pair) => others.includes(pair)).length;
  return of.length + others.length === 0 ? 0 : (2 * both) / (of.length + others.length);
}
