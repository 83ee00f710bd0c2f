// How the emulated device of a flow behaves, and what its run is expected to end with.
import { resultCode } from '../fumo/resultCodes';
import type { Strictness } from '../fumo/transitions';
import { attribute, type Element } from '../xml/element';
import { place, valueOf, type Source } from './draft';
import type { Flow } from './model';
import { faultOfPersonality } from './personalities';
import { readWords, wordIn } from './values';

type Emulate = NonNullable<Flow['emulate']>;

/** Transitions, refusals, results and personality of `<emulate>`. */
export function readBehaviour(emulate: Element | undefined, source: Source): Pick<Emulate, 'transitions' | 'refusalStatus' | 'results' | 'personality'> {
  if (emulate === undefined) return {};
  const transitions = valueOf(emulate, 'transitions');
  const refusalStatus = readRefusal(emulate, source);
  const [download, update] = [readResult(emulate, 'download-result', source), readResult(emulate, 'update-result', source)];
  const personality = readPersonality(emulate, source);
  const isStrictness = (word: string | undefined): word is Strictness => word === 'strict' || word === 'lenient';
  return {
    ...(isStrictness(transitions) && { transitions }),
    ...(refusalStatus !== undefined && { refusalStatus }),
    ...(personality.length > 0 && { personality }),
    ...((download !== undefined || update !== undefined) && { results: { ...(download !== undefined && { download }), ...(update !== undefined && { update }) } }),
  };
}

export function readOutcome(element: Element | undefined, source: Source): Pick<Flow, 'outcome'> {
  const verdict = element === undefined ? undefined : valueOf(element, 'verdict');
  if (element === undefined || verdict === undefined) return {};
  const result = readResult(element, 'result', source);
  const step = valueOf(element, 'step');
  return { outcome: { verdict, ...(result !== undefined && { result }), ...(step !== undefined && { step }), at: place(source, element.startTag) } };
}

/** The names that somebody knows; of the others is told. */
function readPersonality(emulate: Element, source: Source): readonly string[] {
  const found = attribute(emulate, 'personality');
  const names = [...new Set(readWords(found?.value ?? ''))];
  return names.filter((name) => {
    const fault = faultOfPersonality(name);
    if (found !== undefined && fault !== undefined) source.tell('flow-personality-unknown', wordIn(found.value, name, place(source, found.valueRange)), fault);
    return fault === undefined;
  });
}

/** [FUMO 6.1] A refusal is a status of error. */
function readRefusal(emulate: Element, source: Source): number | undefined {
  const found = attribute(emulate, 'refusal-status');
  if (found === undefined) return undefined;
  if (/^[45]\d\d$/.test(found.value.trim())) return Number(found.value.trim());
  source.tell('flow-status-value', place(source, found.valueRange), `An Exec is refused with a status from 400 to 599, not "${found.value}".`);
  return undefined;
}

/** [FUMO 6.2.4] */
function readResult(element: Element, name: string, source: Source): number | undefined {
  const found = attribute(element, name);
  if (found === undefined) return undefined;
  const code = /^\d{3}$/.test(found.value.trim()) ? Number(found.value.trim()) : undefined;
  if (code !== undefined && resultCode(code) !== undefined) return code;
  source.tell('flow-result-value', place(source, found.valueRange), `"${found.value}" is no result code of a firmware update.`);
  return undefined;
}
