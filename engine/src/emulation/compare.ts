// What a peer has sent, held against the pattern of its step: captures are filled, differences are told.
import type { PartOf } from '../flow/model';
import { sameAlertType } from '../syncml/genericAlert';
import { itemText } from '../syncml/itemText';
import type { Command } from '../syncml/message';
import type { StepRecord } from './stepRecords';
import { isOfPattern, itemsOf, patternOf, uriOf } from './stepMatch';
import type { Variables } from './variables';

/** Differences between what has arrived for a step and what the step says, a sentence each. */
export function compare(record: StepRecord, arrived: Command, variables: Variables): readonly string[] {
  return record.step.parts
    .filter((part): part is PartOf<'command'> => part.kind === 'command')
    .map(patternOf)
    .filter((pattern) => isOfPattern(pattern, arrived, variables.fillOrKeep))
    .flatMap((pattern) => compareCommand(pattern, arrived, record, variables));
}

/** The nodes that a step's patterns name and that haven't been sent by its end. */
export function missingNodes(record: StepRecord, variables: Variables): readonly string[] {
  return record.step.parts
    .filter((part): part is PartOf<'command'> => part.kind === 'command')
    .map(patternOf)
    .filter((pattern) => pattern.name === 'Results' || pattern.name === 'Replace')
    .flatMap((pattern) => itemsOf(pattern).map((item) => uriOf(item, variables.fillOrKeep)))
    .filter((uri) => !record.arrived.has(uri));
}

function compareCommand(pattern: Command, arrived: Command, record: StepRecord, variables: Variables): readonly string[] {
  const differences: string[] = [];
  const check = (what: string, wanted: string | undefined, actual: string | undefined): void => {
    if (wanted === undefined) return;
    if (actual === undefined) differences.push(`${what} is missing; the flow expects ${quoted(variables.fillOrKeep(wanted))}.`);
    else if (!variables.match(wanted.trim(), actual.trim())) {
      differences.push(`${what} is ${quoted(actual)}; the flow expects ${quoted(variables.fillOrKeep(wanted))}.`);
    }
  };
  if (pattern.name === 'Status' && arrived.name === 'Status') check('The Status', pattern.data, arrived.data);
  if (pattern.name === 'Alert' && arrived.name === 'Alert') check('The Correlator', pattern.correlator, arrived.correlator);
  for (const wanted of itemsOf(pattern)) {
    const uri = uriOf(wanted, variables.fillOrKeep);
    const item = itemsOf(arrived).find((candidate) => uriOf(candidate, (text) => text) === uri);
    if (item === undefined) {
      // Results may come in pieces; what never came is told at the end of the step.
      if (arrived.name === 'Alert') differences.push(`No Item of the Alert has the Source ${uri}.`);
      continue;
    }
    record.arrived.add(uri);
    check(`The Format of ${uri}`, wanted.meta?.format, item.meta?.format ?? 'chr');
    const type = wanted.meta?.type;
    if (type !== undefined && !sameAlertType(variables.fillOrKeep(type), item.meta?.type ?? '')) {
      differences.push(`The Type of ${uri} is ${quoted(item.meta?.type ?? '')}; the flow expects ${quoted(variables.fillOrKeep(type))}.`);
    }
    check(`The value of ${uri}`, wanted.data === undefined ? undefined : itemText(wanted), itemText(item));
  }
  return differences;
}

function quoted(text: string): string {
  return text.length > 80 ? `"${text.slice(0, 80)}…"` : `"${text}"`;
}
