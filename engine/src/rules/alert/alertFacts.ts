// The alerts of a message: their codes, and of those that ask the user the options.
import { alertCode } from '../../syncml/alertCodes';
import { readAlertOptions, type AlertOptions } from '../../syncml/alertOptions';
import type { Problem, Range } from '../../base/problem';
import { child, type Element } from '../../xml/element';
import { plainText } from '../elementText';
import type { CommandFacts, ItemFacts, MessageFacts } from '../messageFacts';

export interface AlertFacts {
  readonly command: CommandFacts;
  /** Its Data, where there is one. */
  readonly data?: Element;
  /** `''` where it isn't said. */
  readonly code: string;
}

export function* alertsOf(message: MessageFacts): Generator<AlertFacts> {
  for (const command of message.commands) {
    if (command.name !== 'Alert' || command.container?.name === 'Sync') continue;
    const data = child(command.element, 'Data');
    yield { command, code: data === undefined ? '' : (plainText(data) ?? '').trim(), ...(data !== undefined && { data }) };
  }
}

/** `1101 (Confirm or reject)`. */
export function titleOf(code: string): string {
  const known = alertCode(code);
  return known === undefined ? code : `${code} (${known.name})`;
}

export interface UserAlert extends AlertFacts {
  /** What the first Item says, where it says options. */
  readonly options?: { readonly of: Element; readonly text: string; readonly read: AlertOptions; readonly problems: readonly Problem[] };
}

/** The alerts that ask or tell the user something. [DM-PRO 10.2] */
export function* userAlertsOf(message: MessageFacts): Generator<UserAlert> {
  for (const alert of alertsOf(message)) {
    if (!/^110[0-4]$/.test(alert.code)) continue;
    const of = alert.command.items[0]?.data;
    const text = of === undefined ? undefined : plainText(of);
    if (of === undefined || text === undefined || text.trim() === '' || !looksLikeOptions(text)) {
      yield alert;
    } else {
      const { options: read, problems } = readAlertOptions(text);
      yield { ...alert, options: { of, text, read, problems } };
    }
  }
}

/** Rather options, perhaps miswritten, than a text for the user. */
export function looksLikeOptions(text: string): boolean {
  return text.includes('=') || /^\s*(?:MINDT|MAXDT|DR|MAXLEN|IT|ET)\b/i.test(text);
}

/** Where an option stands in the text of all. */
export function optionRange(text: string, name: string): Range | undefined {
  let start = 0;
  for (const pair of text.split('&')) {
    if (pair.trim().toUpperCase().startsWith(`${name}=`)) return { start, end: start + pair.length };
    start += pair.length + 1;
  }
  return undefined;
}

/** How many Items an alert of that code has. [DM-PRO 10.2] */
export function fits(code: string, items: readonly ItemFacts[]): boolean {
  if (code === '1100' || code === '1101') return items.length === 2;
  return items.length >= (code === '1102' ? 2 : 3);
}
