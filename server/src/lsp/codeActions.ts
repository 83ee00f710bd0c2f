// What can be done with what stands at a place: mends of what was found, comments that switch rules off, refactorings.
// What costs time is worked out when it is chosen, where the client asks then.
import {
  CodeActionKind,
  LSPErrorCodes,
  ResponseError,
  type ClientCapabilities,
  type CodeAction,
  type CodeActionParams,
  type Diagnostic,
  type Range as LspRange,
  type TextDocumentEdit,
  type CreateFile,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { Range } from '#engine/base/problem';
import type { Finding } from '#engine/rules/finding';
import { fixOf } from '#engine/rules/fixes';
import type { TextEdit } from '#engine/xml/edit';
import { checkModel } from '../language/check';
import { subjectOfModel } from '../language/checkLinted';
import { didYouMean } from '../language/didYouMean';
import { disabledForFile, disabledForLine } from '../language/disabling';
import { modelOf, type DocumentModel } from '../language/documentModel';
import type { LintOptions } from '../language/lintOptions';
import { changeBetween, mended } from '../language/mend';
import type { Change, RefactoringPlace } from '../language/refactoring';
import { refactorings } from '../language/refactorings';
import { toRange } from './convert';
import { fixAllKind, resolves } from './codeActionSupport';
import type { FeatureSetting } from './feature';
import { rangeIn } from './navigation';
import type { Workbench } from './workbench';

/** What an action is worked out from when it is chosen. */
interface ActionData {
  readonly uri: string;
  readonly version: number;
  /** Of a refactoring, or of a rule whose every finding is mended; without either, all are. */
  readonly refactoring?: string;
  readonly rule?: string;
  readonly range: LspRange;
}

const kept = new WeakMap<DocumentModel, { readonly stamp: string; readonly findings: Promise<readonly Finding[]> }>();

/** Made out once for a version of a document. */
function findingsOf(model: DocumentModel, desk: Workbench): Promise<readonly Finding[]> {
  const { settingsRevision, filesRevision, index, isBuilt } = desk.workspace;
  const stamp = [settingsRevision, index.descriptionRevision, isBuilt, model.kind === 'flow' ? filesRevision : ''].join(' ');
  const known = kept.get(model);
  if (known?.stamp === stamp) return known.findings;
  const findings = checkModel(model, desk.files, undefined, optionsOf(model, desk));
  kept.set(model, { stamp, findings });
  return findings;
}

function optionsOf({ uri }: DocumentModel, { workspace, log }: Workbench): LintOptions {
  return workspace.lintOptions(uri, ({ id }, thrown) => {
    log.debug(`The rule ${id} failed: ${String(thrown)}`);
  });
}

/** Whether actions of a kind are asked for: an asked kind stands for those below it. */
function wants(kind: string, only: readonly string[] | undefined): boolean {
  return only === undefined || only.some((one) => one === '' || kind === one || kind.startsWith(`${one}.`));
}

function toEdit(model: DocumentModel, edits: readonly TextEdit[], desk: Workbench, client: ClientCapabilities): WorkspaceEdit {
  return workspaceEdit(edits.map(({ range, newText: text }): Change => ({ kind: 'edit', uri: model.uri, range, text })), desk, client);
}

/** Files are made before they are written to; edits of open documents hold for the version that they were made from. */
function workspaceEdit(changes: readonly Change[], desk: Workbench, client: ClientCapabilities): WorkspaceEdit {
  const byFile = new Map<string, { readonly range: LspRange; readonly newText: string }[]>();
  const created: CreateFile[] = [];
  const start = { line: 0, character: 0 };
  for (const change of changes) {
    const { uri, text: newText } = change;
    if (change.kind === 'create') created.push({ kind: 'create', uri, options: { ignoreIfExists: false } });
    const range = change.kind === 'create' ? { start, end: start } : rangeOf(uri, change.range, desk);
    byFile.set(uri, [...(byFile.get(uri) ?? []), { range, newText }]);
  }
  if (client.workspace?.workspaceEdit?.documentChanges !== true) return { changes: Object.fromEntries(byFile) };
  const edits = [...byFile].map(([uri, all]): TextDocumentEdit => ({ textDocument: { uri, version: desk.version(uri) ?? null }, edits: all }));
  return { documentChanges: [...created, ...edits] };
}

function rangeOf(uri: string, range: Range, desk: Workbench): LspRange {
  const model = desk.model(uri);
  return model === undefined ? rangeIn(uri, range, desk) : toRange(range, model.lines);
}

function samePlace(a: LspRange, b: LspRange): boolean {
  return a.start.line === b.start.line && a.start.character === b.start.character;
}

interface Asked {
  readonly model: DocumentModel;
  readonly desk: Workbench;
  readonly client: ClientCapabilities;
  readonly version: number;
  readonly range: LspRange;
}

async function quickFixes({ model, desk, client, version, range }: Asked, diagnostics: readonly Diagnostic[]): Promise<CodeAction[]> {
  const own = diagnostics.filter(({ source }) => source === 'fumo');
  if (own.length === 0) return [];
  const findings = (await findingsOf(model, desk)).filter(({ uri }) => uri === undefined);
  const subject = subjectOfModel(model, optionsOf(model, desk));
  const [fixes, others, disabling]: CodeAction[][] = [[], [], []];
  const told = new Set<string>();
  for (const diagnostic of own) {
    const finding = findings.find(({ code, range: place }) => code === diagnostic.code && samePlace(toRange(place, model.lines), diagnostic.range));
    if (finding === undefined) continue;
    const { code } = finding;
    const fix = subject === undefined ? undefined : fixOf(finding, subject);
    const meant = fix === undefined ? didYouMean(model, finding) : undefined;
    if (fix !== undefined) fixes?.push({ title: fix.title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], isPreferred: true, edit: toEdit(model, fix.edits, desk, client) });
    if (meant !== undefined) fixes?.push({ title: meant.title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], edit: toEdit(model, meant.edits, desk, client) });
    const alike = findings.filter((one) => one.code === code).length;
    if (fix !== undefined && alike > 1 && !told.has(code)) {
      others?.push({ title: `Put right all ${alike} of ${code}`, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], data: { uri: model.uri, version, rule: code, range } satisfies ActionData });
    }
    const line = disabledForLine(model, finding.range.start, code);
    if (line !== undefined) disabling?.push({ title: `Switch ${code} off for this line`, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], edit: toEdit(model, [line], desk, client) });
    const file = told.has(code) ? undefined : disabledForFile(model, code);
    if (file !== undefined) disabling?.push({ title: `Switch ${code} off for this file`, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], edit: toEdit(model, [file], desk, client) });
    told.add(code);
  }
  return [...(fixes ?? []), ...(others ?? []), ...(disabling ?? [])];
}

function placeOf(uri: string, range: LspRange, desk: Workbench): RefactoringPlace | undefined {
  const found = desk.indexed(uri);
  if (found === undefined) return undefined;
  const { lines } = found.model;
  return { ...found, index: desk.workspace.index, files: desk.files, range: { start: lines.offset(range.start.line, range.start.character), end: lines.offset(range.end.line, range.end.character) } };
}

function refactoringsAt({ model, desk, client, version, range }: Asked, only: readonly string[] | undefined): CodeAction[] {
  const place = placeOf(model.uri, range, desk);
  if (place === undefined) return [];
  const { documentChanges = false, resourceOperations = [] } = client.workspace?.workspaceEdit ?? {};
  // Beside a document that lies in no folder nothing can be made.
  const creates = documentChanges && resourceOperations.includes('create') && !/^(?:fumo-[\w-]+|untitled|debug):/.test(model.uri);
  return refactorings.flatMap((one): CodeAction[] => {
    if (!wants(one.kind, only) || (one.creates && !creates)) return [];
    const title = one.title(place);
    return title === undefined ? [] : [{ title, kind: one.kind, data: { uri: model.uri, version, refactoring: one.id, range } satisfies ActionData }];
  });
}

async function editOf(data: ActionData, desk: Workbench, client: ClientCapabilities): Promise<WorkspaceEdit | undefined> {
  const place = placeOf(data.uri, data.range, desk);
  if (place === undefined) return undefined;
  if (data.refactoring !== undefined) {
    const changes = (await refactorings.find(({ id }) => id === data.refactoring)?.changes(place)) ?? [];
    return changes.length === 0 ? undefined : workspaceEdit(changes, desk, client);
  }
  return toEdit(place.model, await allMended(place.model, data.rule, desk), desk, client);
}

/** Of one rule, or of all. */
async function allMended(model: DocumentModel, rule: string | undefined, desk: Workbench): Promise<readonly TextEdit[]> {
  const options = optionsOf(model, desk);
  const { uri, text } = model;
  const parsed = (other: string): DocumentModel => (other === text ? model : modelOf({ uri, text: other, ...languageOf(desk, uri) }));
  const check = async (one: DocumentModel): Promise<readonly Finding[]> => {
    const findings = one === model ? await findingsOf(model, desk) : await checkModel(one, desk.files, undefined, options);
    return rule === undefined ? findings : findings.filter(({ code }) => code === rule);
  };
  return changeBetween(text, await mended(text, parsed, check, options));
}

function languageOf(desk: Workbench, uri: string): { readonly languageId?: string } {
  const languageId = desk.documents.get(uri)?.languageId;
  return languageId === undefined ? {} : { languageId };
}

/** Null where nothing can be told of the document. */
export async function actionsAt({ textDocument: { uri }, range, context: { only, diagnostics } }: CodeActionParams, { desk, client }: FeatureSetting): Promise<CodeAction[] | null> {
  const model = desk.model(uri);
  if (model === undefined || model.kind === 'unknown') return null;
  const asked: Asked = { model, desk, client, version: desk.version(uri) ?? 0, range };
  const found: CodeAction[] = [
    ...(wants(CodeActionKind.QuickFix, only) ? await quickFixes(asked, diagnostics) : []),
    ...(wants(CodeActionKind.Refactor, only) || only?.some((one) => one.startsWith(CodeActionKind.Refactor)) === true ? refactoringsAt(asked, only) : []),
    // Not among what is offered unasked: it changes places that aren't looked at.
    ...(only !== undefined && wants(fixAllKind, only) ? [{ title: 'Put right everything that has one mend', kind: fixAllKind, data: { uri, version: asked.version, range } satisfies ActionData }] : []),
  ];
  if (resolves(client)) return found;
  const whole: CodeAction[] = [];
  for (const { data, ...action } of found) {
    const edit = isActionData(data) ? await editOf(data, desk, client) : action.edit;
    if (edit !== undefined) whole.push({ ...action, edit });
  }
  return whole;
}

/** The action with its edit. */
export async function resolvedAction(action: CodeAction, { desk, client }: FeatureSetting): Promise<CodeAction | ResponseError> {
  const data: unknown = action.data;
  if (!isActionData(data)) return action;
  if (desk.version(data.uri) !== data.version) return new ResponseError(LSPErrorCodes.ContentModified, 'The document has changed meanwhile.');
  const edit = await editOf(data, desk, client);
  return edit === undefined ? action : { ...action, edit };
}

function isActionData(data: unknown): data is ActionData {
  return typeof data === 'object' && data !== null && 'uri' in data && typeof data.uri === 'string' && 'version' in data && typeof data.version === 'number' && 'range' in data && typeof data.range === 'object';
}
