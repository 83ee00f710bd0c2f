// A message in one line for a person: `Status SyncHdr 212, Get ./DevDetail/FwV`. Secrets are never shown.
import { childElements, type XmlNode } from '../xml/element';
import { bareAlertType } from './genericAlert';
import type { Alert, Command, Data, Item, Message, Meta, Unnumbered } from './message';

/** Longest value that is shown rather than counted, in characters. */
const longestShown = 40;
/** Items of one command that are shown; the rest is counted. */
const mostItems = 12;

export function summarise(message: Message): string {
  return message.commands.length === 0 ? 'no commands' : message.commands.map(summariseCommand).join(', ');
}

export function summariseCommand(command: Command | Unnumbered<Command>): string {
  switch (command.name) {
    case 'Status':
      return words('Status', clean(command.cmd), clean(command.data), command.chal === undefined ? '' : challenge(command.chal));
    case 'Alert':
      return words('Alert', command.data === undefined ? '' : clean(command.data), ...alertParts(command));
    case 'Exec':
      return words('Exec', ...items(command.items, command.meta), correlator(command.correlator));
    case 'Sequence':
    case 'Atomic':
      return `${command.name} (${command.commands.map(summariseCommand).join(', ')})`;
    case 'other':
      return clean(command.element.local);
    default:
      return words(command.name, ...items(command.items, command.meta));
  }
}

function words(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}

function challenge(chal: Meta): string {
  return chal.nextNonce === undefined && chal.type === undefined ? '' : `(challenge${chal.type === undefined ? '' : ` ${clean(chal.type)}`})`;
}

function alertParts(alert: Unnumbered<Alert>): readonly string[] {
  // The second Item of 1100 to 1104 is what the user reads; the first may hold a password as default response.
  if (/^110\d$/.test(alert.data ?? '')) return [shownValue(alert.items[1]?.data)];
  const parts = limited(alert.items).map((item) => {
    const type = item.meta?.type ?? alert.meta?.type;
    const value = item.data === undefined ? '' : valueOf(item, alert.meta);
    return words(clean(item.source ?? item.target ?? '', 200), type === undefined ? '' : clean(bareAlertType(type)), value);
  });
  return [...parts, more(alert.items), correlator(alert.correlator)];
}

function correlator(value: string | undefined): string {
  return value === undefined ? '' : `(correlator ${clean(value)})`;
}

function items(all: readonly Item[], meta: Meta | undefined): readonly string[] {
  const parts = limited(all).map((item) => {
    const uri = clean(item.target ?? item.source ?? '', 200);
    const from = item.target !== undefined && item.source !== undefined ? ` from ${clean(item.source, 200)}` : '';
    const value = item.data === undefined ? '' : valueOf(item, meta);
    return `${uri}${from}${value === '' ? '' : `=${value}`}${item.moreData === true ? ' (more follows)' : ''}`;
  });
  return [...parts, more(all)];
}

function limited(all: readonly Item[]): readonly Item[] {
  return all.slice(0, mostItems);
}

function more(all: readonly Item[]): string {
  return all.length > mostItems ? `(and ${all.length - mostItems} more)` : '';
}

function valueOf(item: Item, meta: Meta | undefined): string {
  if (isSecret(item.target) || isSecret(item.source)) return '***';
  if ((item.meta?.format ?? meta?.format) === 'b64' && typeof item.data === 'string' && item.data !== '') return sized(item.data.length, 'characters of base64');
  return shownValue(item.data);
}

/** Nodes whose last names hold secrets: those of the DM account, and what vendors call theirs. */
function isSecret(uri: string | undefined): boolean {
  if (uri === undefined) return false;
  const name = uri.replace(/\?.*$/, '').split('/').at(-1) ?? '';
  return /auth(secret|data|pw)|secret|passw|passphrase|passcode|pwd|nonce|credential|token|private|^a?pin$|key$/i.test(name);
}

function shownValue(data: Data | undefined): string {
  if (data === undefined) return '';
  if (data instanceof Uint8Array) return sized(data.length, 'octets');
  if (typeof data !== 'string') return `(${rootName(data)})`;
  return data.length > longestShown && !data.includes('://') ? sized(data.length, 'characters') : clean(withoutSecrets(data), longestShown * 2);
}

function rootName(nodes: readonly XmlNode[]): string {
  const [first] = childElements({ children: nodes });
  return first === undefined ? 'mark-up' : clean(first.local);
}

function sized(size: number, unit: string): string {
  return `(${size} ${unit})`;
}

/** URLs lose the name and password before the host and the query, where tokens stand. */
function withoutSecrets(value: string): string {
  return value.replace(/:\/\/[^/?#\s]*@/g, '://***@').replace(/(:\/\/[^?\s]*)\?\S*/g, '$1?***');
}

/** On one line, without control characters, shortened. */
function clean(value: string, longest = 80): string {
  const flat = value.trim().replace(/\s+/g, ' ').replace(/[\p{Cc}\p{Cf}]/gu, '·');
  return flat.length > longest ? `${flat.slice(0, longest)}…` : flat;
}
