// Completion of codes and other fixed words that stand as text in an element.
import type { Range } from '#engine/base/problem';
import { nodeFormats } from '#engine/ddf/nodeFormat';
import { resultCodes } from '#engine/fumo/resultCodes';
import { firmwareStates } from '#engine/fumo/states';
import type { Schema } from '#engine/schema/schema';
import { alertCodes } from '#engine/syncml/alertCodes';
import { firmwareAlertTypes } from '#engine/syncml/genericAlert';
import { statusCodes } from '#engine/syncml/statusCodes';
import type { Element } from '#engine/xml/element';
import { codeCard } from './cards';
import { codeKindOf, type CodeKind } from './codeKind';
import { literally, type Completion } from './completion';
import { childText } from './place';

const tables: Readonly<Record<CodeKind, readonly (readonly [code: number, name: string])[]>> = {
  status: statusCodes.filter(({ use }) => use === 'device-management').map(({ code, name }) => [code, name] as const),
  alert: alertCodes.map(({ code, name }) => [code, name] as const),
  state: firmwareStates.map(({ value, name }) => [value, name] as const),
  result: resultCodes.map(({ code, name }) => [code, name] as const),
};

export function codeCompletions(kind: CodeKind, range: Range): readonly Completion[] {
  return tables[kind].map(([code, name]) => ({ kind: 'code', label: String(code), detail: name, doc: codeCard(kind, String(code)) ?? '', insert: String(code), range }));
}

/** What the text of the innermost element of `path` may be. */
export function textCompletions(path: readonly Element[], schema: Schema | undefined, range: Range): readonly Completion[] {
  const kind = codeKindOf(path);
  if (kind !== undefined) return codeCompletions(kind, range);
  return wordsOf(path, schema).map(([value, detail]) => ({ kind: 'value', label: value, insert: literally(value), range, ...(detail === '' ? {} : { detail }) }));
}

type Word = readonly [value: string, detail: string];

function wordsOf(path: readonly Element[], schema: Schema | undefined): readonly Word[] {
  const [element, parent, outer] = path.slice(-3).reverse();
  switch (element?.local) {
    case 'Cmd':
      return ['SyncHdr', ...[...(schema?.elements.values() ?? [])].filter(({ name }) => commands.has(name)).map(({ name }) => name)].map((name) => [name, ''] as const);
    case 'Format':
      return parent?.local === 'Meta' ? nodeFormats.map((format) => [format, ''] as const) : [];
    case 'Type':
      if (outer?.local === 'Cred' || outer?.local === 'Chal') return authentications;
      return childText(path.findLast(({ local }) => local === 'Alert'), 'Data') === '1226' ? firmwareAlertTypes.map(({ type, meaning }) => [type, meaning] as const) : mediaTypes;
    case 'VerProto':
      return [['DM/1.2', ''], ['DM/1.1', '']];
    case 'VerDTD':
      return [['1.2', '']];
    case 'Mark':
      return ['fatal', 'critical', 'minor', 'warning', 'informational', 'harmless', 'indeterminate'].map((mark) => [mark, ''] as const);
    default:
      return [];
  }
}

const commands: ReadonlySet<string> = new Set(['Add', 'Alert', 'Atomic', 'Copy', 'Delete', 'Exec', 'Get', 'Replace', 'Results', 'Sequence']);
const authentications: readonly Word[] = [
  ['syncml:auth-md5', 'digest'],
  ['syncml:auth-basic', 'name and password'],
  ['syncml:auth-MAC', 'HMAC over the whole message'],
];
const mediaTypes: readonly Word[] = [
  ['text/plain', ''],
  ['application/octet-stream', ''],
  ['application/vnd.syncml.dmtnds+xml', 'serialised tree'],
];
