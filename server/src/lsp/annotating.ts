// What is shown in and beside the text of a document: colours by meaning, hints, values while debugging, lenses.
import {
  CodeLensRequest,
  CodeLensResolveRequest,
  ConfigurationRequest,
  InlayHintRequest,
  InlayHintResolveRequest,
  InlineValueRequest,
  MarkupKind,
  SemanticTokensBuilder,
  SemanticTokensDeltaRequest,
  SemanticTokensRangeRequest,
  SemanticTokensRequest,
  type CodeLens,
  type Command,
  type InlayHint,
  type InlineValue,
  type Range as LspRange,
} from 'vscode-languageserver';
import type { Range } from '#engine/base/problem';
import { codeLenses, encodedSize, mentionsOfNodeAt, type LensAction } from '../language/codeLenses';
import type { DocumentModel } from '../language/documentModel';
import type { FileFacts } from '../language/facts';
import { hintCard, hintKinds, inlayHints, type HintKind, type HintSubject } from '../language/inlayHints';
import { inlineExpressions } from '../language/inlineValues';
import { semanticTokens as tokensOf, tokenModifiers, tokenTypes } from '../language/semanticTokens';
import { toDocumentation, toRange } from './convert';
import { answering, feature, row, type Feature, type FeatureSetting } from './feature';
import { rangeIn } from './navigation';
import { followChanges } from './refreshing';
import type { Workbench } from './workbench';

function offsetsOf({ lines }: DocumentModel, { start, end }: LspRange): Range {
  return { start: lines.offset(start.line, start.character), end: lines.offset(end.line, end.character) };
}

function pushTokens(builder: SemanticTokensBuilder, { model, facts }: Indexed, { workspace: { index } }: Workbench, within?: Range): void {
  for (const { range, type, modifiers } of tokensOf(model, facts, index, within)) {
    const { line, character } = model.lines.position(range.start);
    const bits = modifiers.reduce((sum, one) => sum | (1 << tokenModifiers.indexOf(one)), 0);
    builder.push(line, character, range.end - range.start, tokenTypes.indexOf(type), bits);
  }
}

interface Indexed {
  readonly model: DocumentModel;
  readonly facts: FileFacts;
}

/** Documents whose last tokens are kept, so that only what has changed is sent. */
const mostKept = 8;
const kept = new WeakMap<Workbench, Map<string, SemanticTokensBuilder>>();

function builderFor(uri: string, desk: Workbench): SemanticTokensBuilder {
  const builders = kept.get(desk) ?? new Map<string, SemanticTokensBuilder>();
  kept.set(desk, builders);
  const builder = builders.get(uri) ?? new SemanticTokensBuilder();
  builders.delete(uri);
  builders.set(uri, builder);
  const [oldest] = builders.keys();
  if (builders.size > mostKept && oldest !== undefined) builders.delete(oldest);
  return builder;
}

const noTokens = { data: [] };

export const semanticTokens: Feature = following(
  row(
    () => ({ semanticTokensProvider: { legend: { tokenTypes: [...tokenTypes], tokenModifiers: [...tokenModifiers] }, full: { delta: true }, range: true } }),
    answering(SemanticTokensRequest.type, noTokens, ({ textDocument: { uri } }, { desk }) => {
      const found = desk.indexed(uri);
      if (found === undefined) return noTokens;
      const builder = builderFor(uri, desk);
      // What was built before is given up: an id that names nothing makes it so.
      builder.previousResult('');
      pushTokens(builder, found, desk);
      return builder.build();
    }),
    answering(SemanticTokensDeltaRequest.type, noTokens, ({ textDocument: { uri }, previousResultId }, { desk }) => {
      const found = desk.indexed(uri);
      if (found === undefined) return noTokens;
      const builder = builderFor(uri, desk);
      builder.previousResult(previousResultId);
      pushTokens(builder, found, desk);
      return builder.buildEdits();
    }),
    answering(SemanticTokensRangeRequest.type, noTokens, ({ textDocument: { uri }, range }, { desk }) => {
      const found = desk.indexed(uri);
      if (found === undefined) return noTokens;
      const builder = new SemanticTokensBuilder();
      pushTokens(builder, found, desk, offsetsOf(found.model, range));
      return builder.build();
    }),
  ),
);

/** With the client told to ask again when what the answers hang on has changed. */
function following(of: Feature): Feature {
  return {
    ...of,
    register(setting) {
      of.register(setting);
      followChanges(setting);
    },
  };
}

/** Which hints the person wants; all of them where the editor can't be asked. */
async function wantedHints(uri: string, { connection, client }: FeatureSetting): Promise<ReadonlySet<HintKind>> {
  if (client.workspace?.configuration !== true) return new Set(hintKinds);
  const answers: unknown = await connection.sendRequest(ConfigurationRequest.type, { items: [{ scopeUri: uri, section: 'fumo' }] });
  const settings: unknown = Array.isArray(answers) ? answers[0] : undefined;
  const said: unknown = typeof settings === 'object' && settings !== null && 'inlayHints' in settings ? settings.inlayHints : undefined;
  if (typeof said !== 'object' || said === null) return new Set(hintKinds);
  const off = new Set(Object.entries(said).flatMap(([key, value]) => (value === false ? [key] : [])));
  return new Set(hintKinds.filter((kind) => !off.has(kind)));
}

interface HintData {
  readonly uri: string;
  readonly about: HintSubject;
}

export const inlayHint = row(
  () => ({ inlayHintProvider: { resolveProvider: true } }),
  answering(InlayHintRequest.type, null, async ({ textDocument: { uri }, range }, setting): Promise<InlayHint[] | null> => {
    const { desk } = setting;
    const kinds = await wantedHints(uri, setting);
    const found = desk.indexed(uri);
    if (found === undefined) return null;
    const { model, facts } = found;
    return inlayHints(model, offsetsOf(model, range), kinds, { facts, index: desk.workspace.index, hasher: desk.runtime.hasher }).map(({ offset, label, about }) => ({
      position: model.lines.position(offset),
      label,
      paddingLeft: true,
      data: { uri, about } satisfies HintData,
    }));
  }),
  answering(InlayHintResolveRequest.type, { label: '', position: { line: 0, character: 0 } }, (hint, { desk, client }): InlayHint => {
    const data: unknown = hint.data;
    if (!isHintData(data)) return hint;
    const card = hintCard(data.about, desk.model(data.uri), desk.runtime.hasher);
    const markdown = client.textDocument?.hover?.contentFormat?.includes(MarkupKind.Markdown) === true;
    return card === undefined ? hint : { ...hint, tooltip: toDocumentation(card, markdown) };
  }),
);

function isHintData(data: unknown): data is HintData {
  return typeof data === 'object' && data !== null && 'uri' in data && typeof data.uri === 'string' && 'about' in data && typeof data.about === 'object' && data.about !== null && 'kind' in data.about;
}

export const inlineValue = feature(InlineValueRequest.type, () => ({ inlineValueProvider: true }), null, ({ textDocument: { uri }, range, context: { stoppedLocation } }, { desk }): InlineValue[] | null => {
  const found = desk.indexed(uri);
  if (found === undefined) return null;
  const { model, facts } = found;
  const until = model.lines.offset(stoppedLocation.end.line, stoppedLocation.end.character);
  return inlineExpressions(model, facts, offsetsOf(model, range), until).map(({ range: place, expression }) => ({ range: toRange(place, model.lines), expression }));
});

interface LensData {
  readonly uri: string;
  readonly action: LensAction;
  /** Of the name that the lens stands above. */
  readonly start: number;
}

const titles = { run: 'Run', debug: 'Debug', encode: 'Show as WBXML' } as const;
const commands = { run: 'fumo.runFlow', debug: 'fumo.debugFlow', encode: 'fumo.showEncoded' } as const;

/** The commands are those of the extension; another client may give them a meaning, or pass them over. */
export const codeLens = row(
  () => ({ codeLensProvider: { resolveProvider: true } }),
  answering(CodeLensRequest.type, null, ({ textDocument: { uri } }, { desk }): CodeLens[] | null => {
    const found = desk.indexed(uri);
    if (found === undefined) return null;
    const { model, facts } = found;
    return codeLenses(model, facts).map(({ range, action }) => ({
      range: toRange(range, model.lines),
      ...((action === 'run' || action === 'debug') && { command: { title: titles[action], command: commands[action], arguments: [uri] } }),
      data: { uri, action, start: range.start } satisfies LensData,
    }));
  }),
  answering(CodeLensResolveRequest.type, { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } }, async (lens, { desk }): Promise<CodeLens> => {
    const data: unknown = lens.data;
    return isLensData(data) ? { ...lens, command: await commandOf(data, lens.range, desk) } : lens;
  }),
);

async function commandOf({ uri, action, start }: LensData, range: LspRange, desk: Workbench): Promise<Command> {
  const found = desk.indexed(uri);
  if (action === 'references') {
    const mentions = found === undefined ? [] : mentionsOfNodeAt(found.facts, start, desk.workspace.index);
    const title = `${mentions.length} ${mentions.length === 1 ? 'reference' : 'references'}`;
    if (mentions.length === 0) return { title, command: '' };
    return { title, command: 'fumo.showReferences', arguments: [uri, range.start, mentions.map((one) => ({ uri: one.uri, range: rangeIn(one.uri, one.range, desk) }))] };
  }
  const size = action === 'encode' && found !== undefined ? await encodedSize(found.model) : undefined;
  return { title: size === undefined ? titles[action] : `${titles[action]} (${size} octets)`, command: commands[action], arguments: [uri] };
}

function isLensData(data: unknown): data is LensData {
  return typeof data === 'object' && data !== null && 'uri' in data && typeof data.uri === 'string' && 'start' in data && typeof data.start === 'number' && 'action' in data && typeof data.action === 'string' && ['run', 'debug', 'encode', 'references'].includes(data.action);
}
