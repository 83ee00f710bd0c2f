// What is wrong with an update flow and with the files that it names; the latter is told where the flow names them.
import { fromUtf8 } from '#engine/base/bytes';
import type { Files } from '#engine/base/files';
import type { Problem, Range } from '#engine/base/problem';
import { readFlow, readFlowText } from '#engine/flow/readFlow';
import { joined, type Finding } from '#engine/rules/finding';
import { checkAccounts } from './checkAccounts';
import { checkLinted } from './checkLinted';
import type { CheckMemory } from './checkMemory';
import { modelOf, type DocumentModel } from './documentModel';
import { fileNamesIn, type FileName } from './fileNames';
import type { LintOptions } from './lintOptions';

/** Includes inside includes that are looked through for the one that a problem comes by. */
const maxDepth = 8;
/** Problems of one file that are named one by one. */
const mostRelated = 5;

export async function checkFlow(model: DocumentModel, files: Files, memory: CheckMemory, options: LintOptions): Promise<readonly Finding[]> {
  const { document, faults, text, uri } = model;
  const { problems } = await readFlowText(uri, text, files);
  const names = fileNamesIn(document);
  const blind = !isInFolder(uri);
  const includes = names.filter(({ role }) => role === 'flow');
  const lost = blind ? includes : includes.filter(({ attribute }) => problems.some((problem) => isLost(problem, attribute.valueRange)));
  const own = problems.filter(
    ({ code, uri: place }) => place === undefined && !(blind && ofFiles.has(code)) && !(lost.length > 0 && ofIncludes.has(code)),
  );
  const named = names.map(({ role, attribute }): Named => ({ role, attribute, uri: resolved(files, uri, attribute.value.trim()), findings: [] }));
  for (const problem of problems) {
    if (problem.uri !== undefined) (await namedBy(problem.uri, named, files))?.findings.push({ ...problem, uri: problem.uri });
  }
  for (const one of named) one.findings.push(...(await findingsOf(one, files, memory, options)));
  return joined(document, faults, [...own, ...named.flatMap(told)]);
}

interface Named extends FileName {
  readonly uri: string;
  readonly findings: (Finding & { readonly uri: string })[];
}

/**
 * A document that was never saved, shows something of the past, or lies where only the editor can look, has nothing
 * beside it that could be missing.
 */
function isInFolder(uri: string): boolean {
  return !/^(untitled|git|github|debug|output|https?|vscode-[a-z-]+|fumo-[a-z]+):/.test(uri);
}

/** What is told of files that can't be looked at. */
const ofFiles: ReadonlySet<string> = new Set(['flow-file-missing', 'flow-file-unreadable', 'flow-root']);
/** What is told only because what an include would have brought isn't there. */
const ofIncludes: ReadonlySet<string> = new Set([
  ...['flow-declaration-missing', 'flow-step-unknown', 'flow-name-unknown', 'flow-param-unknown', 'flow-capture-unknown', 'flow-capture-early'],
  'flow-capture-unfilled',
]);

function isLost({ code, range }: Problem, href: Range): boolean {
  return (ofFiles.has(code) || code.startsWith('flow-include-')) && range.start === href.start;
}

function resolved(files: Files, base: string, reference: string): string {
  try {
    return files.resolve(base, reference);
  } catch {
    return reference;
  }
}

/** The name that leads to the document `uri`, perhaps over includes of includes. */
async function namedBy(uri: string, names: readonly Named[], files: Files): Promise<Named | undefined> {
  const direct = names.find((name) => name.uri === uri);
  if (direct !== undefined) return direct;
  for (const name of names) if (name.role === 'flow' && (await leadsTo(name.uri, uri, files, maxDepth))) return name;
  return undefined;
}

async function leadsTo(from: string, to: string, files: Files, depth: number): Promise<boolean> {
  if (depth === 0) return false;
  const includes = (await readFlow(from, files)).flow?.includes ?? [];
  if (includes.some(({ uri }) => uri === to)) return true;
  for (const { uri } of includes) if (await leadsTo(uri, to, files, depth - 1)) return true;
  return false;
}

/** What is wrong with a file that the flow names; what can't be read the flow's own problems tell. */
async function findingsOf({ uri, role }: Named, files: Files, memory: CheckMemory, options: LintOptions): Promise<readonly (Finding & { readonly uri: string })[]> {
  if (role === 'package' || role === 'flow') return [];
  let bytes: Uint8Array | undefined;
  try {
    bytes = await files.read(uri);
  } catch {
    return [];
  }
  if (bytes === undefined) return [];
  const text = fromUtf8(bytes);
  return memory.recall(`${role} ${uri}`, text, () => checkAs(role, uri, text, options)).map((finding) => ({ ...finding, uri }));
}

const contents = {
  description: { is: 'a device description', kinds: ['description', 'tree'] },
  tree: { is: 'a serialised tree', kinds: ['description', 'tree'] },
  accounts: { is: 'a file of accounts', kinds: ['accounts'] },
} as const satisfies Partial<Record<FileName['role'], unknown>>;

function checkAs(role: keyof typeof contents, uri: string, text: string, options: LintOptions): readonly Finding[] {
  const model = modelOf({ uri, text });
  const { is, kinds } = contents[role];
  if (!kinds.some((kind) => kind === model.kind)) {
    return [{ code: 'named-file-kind', severity: 'error', message: `It is not ${is}.`, range: { start: 0, end: 0 } }];
  }
  return role === 'accounts' ? checkAccounts(model) : checkLinted({ ...model, kind: role }, options);
}

/** One finding for each file: errors and warnings, the rest is shown in the file itself. */
function told({ attribute, findings }: Named): readonly Finding[] {
  const serious = findings.filter(({ severity }) => severity === 'error' || severity === 'warning');
  const [first] = serious.filter(({ severity }) => severity === 'error').concat(serious);
  if (first === undefined) return [];
  const more = serious.length > 1 ? ` There are ${serious.length - 1} more.` : '';
  return [
    {
      code: 'named-file-problem',
      severity: first.severity,
      message: `${attribute.value.trim()}: ${first.message}${more}`,
      range: attribute.valueRange,
      ...(first.clause === undefined ? {} : { clause: first.clause }),
      related: serious.slice(0, mostRelated).map(({ range, message, uri }) => ({ uri, range, message })),
    },
  ];
}
