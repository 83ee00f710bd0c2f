// Semantic tokens: what names and numbers of a document mean, for colours that no grammar could give.
import type { Range } from '#engine/base/problem';
import { codesIn } from './codesIn';
import type { DocumentModel } from './documentModel';
import type { FileFacts } from './facts';
import { targetOfAddress } from './nodeLinks';
import type { WorkspaceIndex } from './workspaceIndex';

/** The legend; package.json says for themes what each is like. */
export const tokenTypes = [
  /** A node of the management tree: a segment of an address, a NodeName. */
  'fumoNode',
  'fumoStatus',
  'fumoAlert',
  /** A firmware state or a result code. */
  'fumoResult',
  /** CmdID, MsgID, the number of a step; without `declaration`, what refers to one. */
  'fumoNumber',
  /** A parameter, a let or a capture of a flow. */
  'variable',
] as const;

export const tokenModifiers = [
  'declaration',
  /** A node that a description of the workspace describes. */
  'described',
  /** A code that says that all went well. */
  'success',
  /** A code that says that something went wrong. */
  'failure',
] as const;

export type TokenType = (typeof tokenTypes)[number];
export type TokenModifier = (typeof tokenModifiers)[number];

export interface SemanticToken {
  readonly range: Range;
  readonly type: TokenType;
  readonly modifiers: readonly TokenModifier[];
}

/** In the order of their places, not overlapping, none over the end of a line. */
export function semanticTokens(model: DocumentModel, facts: FileFacts, index: WorkspaceIndex, within: Range = { start: 0, end: model.text.length }): readonly SemanticToken[] {
  const touches = ({ start, end }: Range): boolean => start <= within.end && within.start <= end;
  const all: SemanticToken[] = [];
  const add = (type: TokenType, range: Range, ...modifiers: readonly TokenModifier[]): void => {
    if (touches(range) && range.end > range.start) all.push({ range, type, modifiers });
  };
  for (const { range, declares } of facts.names) add('variable', range, ...declaration(declares !== undefined));
  for (const { range, declares } of facts.steps) add('fumoNumber', range, ...declaration(declares));
  const { message } = facts;
  if (message?.id !== undefined) add('fumoNumber', message.id.range, 'declaration');
  for (const { id } of message?.commands ?? []) add('fumoNumber', id.range, 'declaration');
  for (const { message: to, command } of message?.references ?? []) for (const one of [to, command]) if (one !== undefined) add('fumoNumber', one.range);
  for (const { name, nameRange } of facts.nodes) if (name !== '') add('fumoNode', nameRange, 'declaration');
  for (const use of facts.uses) {
    use.segments.forEach(({ name, range }, at) => {
      if (!touches(range) || name.includes('${')) return;
      add('fumoNode', range, ...(targetOfAddress(facts, use, at, index).places.length > 0 ? (['described'] as const) : []));
    });
  }
  for (const { kind, value, range } of codesIn(model, within)) {
    const type = kind === 'status' ? 'fumoStatus' : kind === 'alert' ? 'fumoAlert' : 'fumoResult';
    add(type, range, ...(kind === 'status' || kind === 'result' ? outcome(value) : []));
  }
  return apart(all, model);
}

function declaration(declares: boolean): readonly TokenModifier[] {
  return declares ? ['declaration'] : [];
}

/** Of statuses and of results alike the hundreds tell. */
function outcome(value: string): readonly TokenModifier[] {
  if (value.startsWith('2')) return ['success'];
  return /^[45]/.test(value) ? ['failure'] : [];
}

function apart(all: readonly SemanticToken[], { lines }: DocumentModel): readonly SemanticToken[] {
  const found: SemanticToken[] = [];
  let end = 0;
  for (const token of [...all].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end)) {
    const { range } = token;
    if (range.start < end || lines.position(range.start).line !== lines.position(range.end).line) continue;
    found.push(token);
    end = range.end;
  }
  return found;
}
