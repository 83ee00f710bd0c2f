// What is shown of a code, an element, an attribute, an actor: short texts in Markdown, the clause last.
import { actorTitles, type Actor } from '#engine/base/actor';
import { resultCode } from '#engine/fumo/resultCodes';
import { firmwareStates } from '#engine/fumo/states';
import { childrenOf } from '#engine/schema/guide';
import type { AttributeRule, ElementRule, Schema } from '#engine/schema/schema';
import { alertCode } from '#engine/syncml/alertCodes';
import { statusCode } from '#engine/syncml/statusCodes';
import type { CodeKind } from './codeKind';

/** Paragraphs; empty ones are left out. */
function card(title: string, ...paragraphs: readonly string[]): string {
  return [title, ...paragraphs].filter((part) => part !== '').join('\n\n');
}

function clauseLine(clause: string | undefined): string {
  return clause === undefined ? '' : `*${clause}*`;
}

/** Undefined for a value that the table doesn't have. */
export function codeCard(kind: CodeKind, value: string): string | undefined {
  return cardMakers[kind](value);
}

const directions = { 'server-to-client': 'Server to client.', 'client-to-server': 'Client to server.', both: 'Either way.' } as const;

const cardMakers: Readonly<Record<CodeKind, (value: string) => string | undefined>> = {
  status(value) {
    const found = statusCode(value);
    if (found === undefined) return undefined;
    const listed = found.commands.length === 0 ? '' : `Listed for ${found.commands.join(', ')}.`;
    const use = found.use === 'data-synchronisation' ? 'Not used in device management.' : '';
    return card(`**Status ${found.code}: ${found.name}**`, found.meaning, listed, use, clauseLine(found.clause));
  },
  alert(value) {
    const found = alertCode(value);
    if (found === undefined) return undefined;
    return card(
      `**Alert ${found.code}: ${found.name}**`,
      found.meaning,
      `${directions[found.direction]} Items: ${found.payload.charAt(0).toLowerCase()}${found.payload.slice(1)}`,
      `Answered by ${found.statuses.join(', ')}.`,
      clauseLine(found.clause),
    );
  },
  state(value) {
    const found = firmwareStates.find((state) => String(state.value) === value.trim());
    if (found === undefined) return undefined;
    return card(`**Firmware state ${found.value}: ${found.name}**`, found.meaning, clauseLine('FUMO 5.1.10'));
  },
  result(value) {
    const found = /^\s*\d+\s*$/.test(value) ? resultCode(Number(value)) : undefined;
    if (found === undefined) return undefined;
    return card(`**Result ${found.code}: ${found.name}**`, found.meaning, clauseLine('FUMO 6.2.4'));
  },
};

export function elementCard(rule: ElementRule, schema: Schema): string {
  return card(`**${rule.name}** (${schema.title})`, rule.doc, contents(rule), clauseLine(rule.clause));
}

function contents({ content }: ElementRule): string {
  if (content.kind === 'empty') return 'Empty.';
  if (content.kind === 'text' || content.kind === 'any') return '';
  const names = [...(childrenOf(content) ?? [])];
  const shown = names.length > 14 ? [...names.slice(0, 14), '…'] : names;
  return names.length === 0 ? '' : `Holds ${shown.map((name) => (name === '…' ? name : `\`${name}\``)).join(', ')}.`;
}

export function attributeCard(attribute: AttributeRule, rule: ElementRule): string {
  const values = attribute.values.length === 0 ? '' : `One of ${attribute.values.map((value) => `\`${value}\``).join(', ')}.`;
  const need = attribute.required ? '' : 'May be left out.';
  return card(`**${attribute.name}** of \`${rule.name}\``, attribute.doc, values, need, clauseLine(rule.clause));
}

const actorDocs: Readonly<Record<Actor, string>> = {
  authority: 'Decides that a device is to be updated, and orders it from the server. Driven by the flow.',
  server: 'Manages the device by SyncML messages. Driven by the flow.',
  client: 'The end of the management protocol on the device. Observed, never driven.',
  user: 'The person at the device, who is asked and answers.',
  'update-client': 'Installs the package on the device. What it does is seen only by its consequences.',
  'download-agent': 'Fetches descriptor and package on the device, and reports on it.',
  'download-server': 'Serves descriptor and package, and takes the report. Driven by the flow.',
};

export function actorCard(actor: Actor): string {
  return card(`**${actorTitles[actor]}**`, actorDocs[actor]);
}
