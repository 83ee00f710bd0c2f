// A SyncML command in a step: whether its sender may send it, and whether what it can't do without is there.
import type { Actor } from '../base/actor';
import { child, childElements, textOf, type Element } from '../xml/element';
import { place, type Source } from './draft';
import { oneOf, type FlowRule } from './flowRules';
import { faultOfNodeUri } from './values';

// [DM-PRO 8] A client sends nothing but its device information, results, alerts and statuses.
const fromClient = ['Alert', 'Replace', 'Results', 'Status'];
const fromServer = ['Add', 'Alert', 'Atomic', 'Copy', 'Delete', 'Exec', 'Get', 'Replace', 'Sequence', 'Status'];

// [DM-REP 7]
const alertSenders: Readonly<Record<string, 'client' | 'server' | 'both'>> = {
  1100: 'server',
  1101: 'server',
  1102: 'server',
  1103: 'server',
  1104: 'server',
  1200: 'client',
  1201: 'client',
  1222: 'both',
  1223: 'both',
  1224: 'client',
  1225: 'both',
  1226: 'client',
};

interface Ends {
  readonly from?: Actor;
  readonly to?: Actor;
}

/** Checks one command element, and those inside it where it is a Sequence or an Atomic. */
export function checkCommand(command: Element, source: Source, ends: Ends, depth = 0): void {
  const tell = (rule: FlowRule, at: Element, message: string): void => {
    source.tell(rule, place(source, at.nameRange), message);
  };
  const sender = ends.from === 'client' || ends.from === 'server' ? ends.from : undefined;
  if (ends.from !== undefined && ends.to !== undefined && (sender === undefined || ends.to !== (sender === 'client' ? 'server' : 'client'))) {
    tell('flow-command-direction', command, `${command.local} crosses the wire between server and client, not from ${ends.from} to ${ends.to}.`);
    return;
  }
  const allowed = sender === 'client' ? fromClient : fromServer;
  if (sender !== undefined && !allowed.includes(command.local) && [...fromClient, ...fromServer].includes(command.local)) {
    tell('flow-command-direction', command, `A ${sender} doesn't send ${command.local}; it sends ${oneOf(allowed)}.`);
    return;
  }
  if (command.local === 'Sequence' || command.local === 'Atomic') {
    for (const inner of childElements(command)) {
      if (!/^[A-Z]/.test(inner.local)) continue;
      if (command.local === 'Atomic') checkInAtomic(inner, source);
      if (depth < 4) checkCommand(inner, source, ends, depth + 1);
    }
  }
  checkAddresses(command, sender, tell);
  checkData(command, sender, tell);
}

/** [DM-REP 6.6.3] An Atomic holds neither Get nor another Atomic; Exec stands only in a Sequence or alone [DM-REP 6.6.6]. */
export function checkInAtomic(command: Element, source: Source): void {
  if (['Get', 'Exec', 'Atomic', 'Sequence'].includes(command.local)) {
    source.tell('flow-atomic-command', place(source, command.nameRange), `${command.local} can't stand in an Atomic.`);
  }
}

type TellAt = (rule: FlowRule, at: Element, message: string) => void;

function items(command: Element): readonly Element[] {
  return childElements(command).filter(({ local }) => local === 'Item');
}

function checkAddresses(command: Element, sender: 'client' | 'server' | undefined, tell: TellAt): void {
  const needed = neededAddresses(command.local, sender);
  for (const item of items(command)) {
    for (const side of needed) {
      const uri = addressIn(item, side);
      // A Target or Source without LocURI is the schema's to tell.
      if (child(item, side) === undefined || (uri !== undefined && textOf(uri).trim() === '')) {
        tell('flow-command-item', uri ?? item, `An Item of ${command.local} needs a ${side} with a LocURI.`);
      }
    }
    for (const side of ['Source', 'Target']) {
      const uri = addressIn(item, side);
      const written = uri === undefined ? '' : textOf(uri).trim();
      const fault = written === '' || command.local === 'Alert' || command.local === 'Status' ? undefined : faultOfNodeUri(written);
      if (uri !== undefined && fault !== undefined) tell('flow-node-uri', uri, `The address of a node ${fault}.`);
    }
  }
}

function neededAddresses(command: string, sender: 'client' | 'server' | undefined): readonly string[] {
  if (command === 'Copy') return ['Source', 'Target'];
  // [DM-PRO 8.3] device information is told by its source
  if (command === 'Results' || (command === 'Replace' && sender === 'client')) return ['Source'];
  if (command === 'Replace' && sender === undefined) return [];
  return ['Add', 'Delete', 'Exec', 'Get', 'Replace'].includes(command) ? ['Target'] : [];
}

function addressIn(item: Element, side: string): Element | undefined {
  const end = child(item, side);
  return end === undefined ? undefined : child(end, 'LocURI');
}

function checkData(command: Element, sender: 'client' | 'server' | undefined, tell: TellAt): void {
  const data = child(command, 'Data');
  if (command.local === 'Alert') {
    checkAlert(command, sender, tell);
  } else if (command.local === 'Status') {
    if (data !== undefined && !/^(\d{3}|.*\$\{.*)$/s.test(textOf(data).trim())) tell('flow-status-value', data, `"${textOf(data).trim()}" is not a status code: those have three digits.`);
  } else if (sender !== 'client' && (command.local === 'Add' || command.local === 'Replace')) {
    for (const item of items(command)) {
      const meta = child(item, 'Meta') ?? child(command, 'Meta');
      const format = meta === undefined ? undefined : child(meta, 'Format');
      const empty = format !== undefined && ['node', 'null'].includes(textOf(format).trim());
      if (child(item, 'Data') === undefined && !empty) tell('flow-command-data', item, `An Item of ${command.local} needs Data, unless its Format is node or null.`);
    }
  }
}

function checkAlert(alert: Element, sender: 'client' | 'server' | undefined, tell: TellAt): void {
  const data = child(alert, 'Data');
  const code = data === undefined ? '' : textOf(data).trim();
  if (data === undefined || code === '') {
    tell('flow-command-data', data ?? alert, 'An Alert has its code in Data.');
    return;
  }
  if (code.includes('${')) return;
  const senders = alertSenders[code];
  if (senders === undefined) {
    tell('flow-alert-code', data, `${code} is not an alert code of DM: those are ${oneOf(Object.keys(alertSenders))}.`);
    return;
  }
  if (sender !== undefined && senders !== 'both' && senders !== sender) tell('flow-alert-direction', data, `Alert ${code} comes from the ${senders}.`);
  const count = items(alert).length;
  // [DM-PRO 10.2] the first Item holds options, the second the text, the others the choices
  if ((code === '1100' || code === '1101') && count !== 2) tell('flow-alert-items', alert, `Alert ${code} has two Items: the options, which may be empty, and the text.`);
  if (code === '1102' && count < 2) tell('flow-alert-items', alert, 'Alert 1102 has at least two Items: the options, which may be empty, and the text.');
  if ((code === '1103' || code === '1104') && count < 3) tell('flow-alert-items', alert, `Alert ${code} has at least three Items: the options, the text and the choices.`);
}
