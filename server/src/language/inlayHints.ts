// Inlay hints: what a code means, which command a reference means, how large octets are and of what kind.
import { fromBase64, fromUtf8Strictly, toHex } from '#engine/base/bytes';
import type { Hasher } from '#engine/base/hasher';
import type { Range } from '#engine/base/problem';
import { resultCode } from '#engine/fumo/resultCodes';
import { stateName } from '#engine/fumo/states';
import { alertCode } from '#engine/syncml/alertCodes';
import { statusName } from '#engine/syncml/statusCodes';
import type { Element } from '#engine/xml/element';
import { codeCard } from './cards';
import type { CodeKind } from './codeKind';
import { codesIn, textRange, walkElements } from './codesIn';
import type { DocumentModel } from './documentModel';
import type { FileFacts } from './facts';
import { formatAround, sizeOf } from './hoverData';
import { commandReferred } from './messageLinks';
import type { WorkspaceIndex } from './workspaceIndex';

export const hintKinds = ['codes', 'references', 'data'] as const;

export type HintKind = (typeof hintKinds)[number];

export interface InlayHintText {
  /** Behind it. */
  readonly offset: number;
  readonly label: string;
  /** What tells more when it is looked at. */
  readonly about: HintSubject;
}

export type HintSubject = { readonly kind: 'code'; readonly code: CodeKind; readonly value: string } | { readonly kind: 'reference' } | { readonly kind: 'data'; readonly range: Range };

export interface HintKnowledge {
  readonly facts?: FileFacts;
  readonly index?: WorkspaceIndex;
  readonly hasher?: Hasher;
}

/** Hints of one answer. */
const most = 2000;
/** Characters of data that are decoded, and of which a digest is made unasked. */
const longest = { decoded: 4_000_000, hashed: 400_000 };
/** Fewer characters are seen at a glance. */
const shortest = 24;

/** In the stretch that is asked for, in the order of their places. */
export function inlayHints(model: DocumentModel, within: Range, kinds: ReadonlySet<HintKind>, knowledge: HintKnowledge = {}): readonly InlayHintText[] {
  if (model.kind === 'unknown') return [];
  const hints: InlayHintText[] = [];
  if (kinds.has('codes')) {
    for (const { kind, value, end } of codesIn(model, within)) {
      const name = meaningOf(kind, value);
      if (name !== undefined) hints.push({ offset: end, label: name, about: { kind: 'code', code: kind, value } });
    }
  }
  if (kinds.has('references')) hints.push(...referenceHints(within, knowledge));
  if (kinds.has('data')) hints.push(...dataHints(model, within, knowledge));
  return hints
    .filter(({ offset }) => within.start <= offset && offset <= within.end)
    .sort((a, b) => a.offset - b.offset)
    .slice(0, most);
}

function meaningOf(kind: CodeKind, value: string): string | undefined {
  switch (kind) {
    case 'status':
      return statusName(value);
    case 'alert':
      return alertCode(value)?.name;
    case 'state':
      return stateName(Number(value));
    case 'result':
      return resultCode(Number(value))?.name;
  }
}

function referenceHints({ start, end }: Range, { facts, index }: HintKnowledge): readonly InlayHintText[] {
  if (facts?.message === undefined || index === undefined) return [];
  return facts.message.references.flatMap((reference): InlayHintText[] => {
    const { command } = reference;
    if (command === undefined || command.range.end < start || command.range.start > end) return [];
    const referred = commandReferred(facts, reference, index);
    if (referred === undefined) return [];
    return [{ offset: command.range.end, label: referred.command?.summary ?? 'the header', about: { kind: 'reference' } }];
  });
}

const holders: ReadonlySet<string> = new Set(['Data', 'Value', 'DefaultValue']);

function dataHints(model: DocumentModel, within: Range, { hasher }: HintKnowledge): readonly InlayHintText[] {
  const hints: InlayHintText[] = [];
  walkElements(model, within, (path, element) => {
    const octets = octetsOf(model, path, element);
    if (octets === undefined) return;
    const digest = hasher === undefined || octets.range.end - octets.range.start > longest.hashed ? '' : `, SHA-256 ${toHex(hasher.sha256(octets.bytes)).slice(0, 8)}…`;
    hints.push({ offset: octets.range.end, label: `${sizeOf(octets.bytes.length)}${typeOf(octets.bytes)}${digest}`, about: { kind: 'data', range: octets.range } });
  });
  return hints;
}

/** The octets that an element holds as base64. */
function octetsOf({ text }: DocumentModel, path: readonly Element[], element: Element): { readonly bytes: Uint8Array; readonly range: Range } | undefined {
  if (!holders.has(element.local) || path.at(-2)?.local === 'Cred') return undefined;
  const range = textRange(element, text);
  const length = range === undefined ? 0 : range.end - range.start;
  if (range === undefined || length < shortest || length > longest.decoded) return undefined;
  const format = formatAround(path);
  const bytes = format === 'b64' || format === 'bin' ? fromBase64(text.slice(range.start, range.end).replace(/\s+/g, '')) : undefined;
  return bytes === undefined ? undefined : { bytes, range };
}

const signatures: readonly (readonly [begins: string, name: string])[] = [
  ['504b0304', 'ZIP'],
  ['1f8b', 'gzip'],
  ['425a68', 'bzip2'],
  ['fd377a585a00', 'xz'],
  ['7f454c46', 'ELF'],
  ['89504e47', 'PNG'],
  ['ffd8ff', 'JPEG'],
  ['43723234', 'CrAU payload'],
  ['03006a', 'WBXML'],
  ['02006a', 'WBXML'],
];

/** By how they begin; empty where that tells nothing. */
function typeOf(bytes: Uint8Array): string {
  const head = toHex(bytes.subarray(0, 8));
  const known = signatures.find(([begins]) => head.startsWith(begins))?.[1];
  if (known !== undefined) return ` of ${known}`;
  const text = fromUtf8Strictly(bytes.subarray(0, 64));
  if (text === undefined || /[^\t\r\n\x20-\x7e]/.test(text)) return '';
  return text.trimStart().startsWith('<') ? ' of XML' : ' of text';
}

/** More about a hint, in Markdown, when it is looked at; undefined where there is no more. */
export function hintCard(about: HintSubject, model: DocumentModel | undefined, hasher: Hasher | undefined): string | undefined {
  if (about.kind === 'code') return codeCard(about.code, about.value);
  if (about.kind === 'reference' || model === undefined || hasher === undefined) return undefined;
  const bytes = fromBase64(model.text.slice(about.range.start, about.range.end).replace(/\s+/g, ''));
  return bytes === undefined ? undefined : `**${sizeOf(bytes.length)}**\n\nSHA-256 \`${toHex(hasher.sha256(bytes))}\``;
}
