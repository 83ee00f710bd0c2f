// What a peer has sent, held against the pattern of its step: captures are filled, differences are told.
import type { PartOf } from '../flow/model';
import { objectOfReport } from '../management/reportSource';
import { sameAlertType } from '../syncml/genericAlert';
import { itemText } from '../syncml/itemText';
import type { Command, Item } from '../syncml/message';
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
  const nameless = itemsOf(arrived).filter((candidate) => addressOf(candidate) === '');
  for (const wanted of itemsOf(pattern)) {
    const uri = uriOf(wanted, variables.fillOrKeep);
    // Items of user alerts have no address: their order tells which is which. [DM-PRO 10.2]
    const item = uri === '' ? nameless.shift() : (itemsOf(arrived).find((candidate) => isAbout(candidate, uri, arrived)) ?? foundByType(wanted, arrived, variables));
    if (item === undefined) {
      // Results may come in pieces; what never came is told at the end of the step.
      if (arrived.name === 'Alert') differences.push(`No Item of the Alert has the Source ${uri}.`);
      continue;
    }
    record.arrived.add(uriOf(wanted, variables.fillOrKeep));
    // [DM-REP 6.5, METINF 5] In XML octets travel as base64.
    const format = wanted.meta?.format === 'bin' && item.meta?.format === 'b64' ? 'b64' : wanted.meta?.format;
    check(`The Format of ${uri}`, format, item.meta?.format ?? 'chr');
    const type = wanted.meta?.type;
    if (type !== undefined && !sameAlertType(variables.fillOrKeep(type), item.meta?.type ?? '')) {
      differences.push(`The Type of ${uri} is ${quoted(item.meta?.type ?? '')}; the flow expects ${quoted(variables.fillOrKeep(type))}.`);
    }
    // Octets that a flow names are held against what arrives only by the one who takes them in.
    const data = wanted.data === undefined || isOctets(itemText(wanted)) ? undefined : itemText(wanted);
    check(`The value of ${uri}`, data, itemText(item));
  }
  return differences;
}

/** An Item whose address is still to be learnt: the first of the type that is wanted, such as an MO identifier. [FUMO 5] */
function foundByType(wanted: Item, arrived: Command, variables: Variables): Item | undefined {
  const { source, meta } = wanted;
  if (arrived.name !== 'Results' || source === undefined || meta?.type === undefined || !variables.fillOrKeep(source).includes('${')) return undefined;
  const type = variables.fillOrKeep(meta.type).trim();
  return itemsOf(arrived).find((candidate) => candidate.meta?.type?.trim() === type && variables.match(source.trim(), addressOf(candidate)));
}

/** A report may name the node that was executed instead of the object that it is in. [FUMO 6.2.1] */
function isAbout(item: Item, uri: string, { name }: Command): boolean {
  const address = addressOf(item);
  return address === uri || (name === 'Alert' && objectOfReport(address, item.meta?.type ?? '') === uri);
}

function addressOf(item: Item): string {
  return uriOf(item, (text) => text);
}

function isOctets(text: string): boolean {
  return text.trim() === '${package.bytes}';
}

function quoted(text: string): string {
  return text.length > 80 ? `"${text.slice(0, 80)}…"` : `"${text}"`;
}
