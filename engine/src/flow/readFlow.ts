// A flow and everything that it names: read, included, checked.
import { fromUtf8Strictly } from '../base/bytes';
import { sentenceOf } from '../base/failure';
import type { Files } from '../base/files';
import type { Problem } from '../base/problem';
import { flowSchema } from '../schema/flow';
import { guideOf } from '../schema/guide';
import { speaksOf } from '../schema/schema';
import { validate } from '../schema/validate';
import { LineIndex } from '../xml/lines';
import { parseXml } from '../xml/parse';
import { checkFlow } from './checkFlow';
import { compose, type ComposedFlow } from './compose';
import type { DraftFlow, Include, Source } from './draft';
import { flowProblems, oneOf, type Tell } from './flowRules';
import type { FileReference, Flow, Place } from './model';
import { readDocument } from './readDocument';

export interface ReadLimits {
  /** Characters of one document. Default 2,000,000. */
  readonly maxText?: number;
  /** Includes inside includes. Default 8. */
  readonly maxDepth?: number;
  /** Steps of the whole flow. Default 5000. */
  readonly maxSteps?: number;
}

export interface ReadFlow {
  /** As much as could be read; absent only where the document is no flow at all. Not to be run where a problem is an error. */
  readonly flow?: Flow;
  /** In the order of their places; those with a `uri` stand in an included document. */
  readonly problems: readonly Problem[];
}

/** Reads the flow at `uri`. Never throws for what a document or a file holds. */
export async function readFlow(uri: string, files: Files, limits: ReadLimits = {}): Promise<ReadFlow> {
  const { problems, tell } = flowProblems(uri);
  const text = await readText({ uri, written: uri, at: start(uri) }, files, tell);
  return text === undefined ? { problems } : readFlowText(uri, text, files, limits);
}

/** The same for a text that is open in an editor; `files` gives everything else. */
export async function readFlowText(uri: string, text: string, files: Files, limits: ReadLimits = {}): Promise<ReadFlow> {
  const { problems, tell } = flowProblems(uri);
  const { maxText = 2_000_000, maxDepth = 8, maxSteps = 5000 } = limits;
  const finished = new Map<string, ComposedFlow | undefined>();

  const read = (at: string, content: string): DraftFlow | undefined => {
    if (content.length > maxText) {
      tell('flow-too-large', start(at), `The flow is longer than ${maxText} characters.`);
      return undefined;
    }
    const { document, problems: found } = parseXml(content, { guide: guideOf(flowSchema) });
    for (const problem of [...found, ...validate(document, flowSchema)]) problems.push(at === uri ? problem : { ...problem, uri: at });
    const { root } = document;
    if (root?.local !== 'flow') return undefined;
    if (!speaksOf(flowSchema, root.namespace)) {
      tell('flow-root', { uri: at, range: root.nameRange }, `The namespace of an update flow is ${oneOf(flowSchema.namespaces)}.`);
      return undefined;
    }
    return readDocument(root, sourceOf(at, content, files, tell));
  };

  const load = async (at: string, content: string, chain: readonly string[]): Promise<ComposedFlow | undefined> => {
    const draft = read(at, content);
    if (draft === undefined) return undefined;
    for (const entry of draft.sequence) {
      if ('include' in entry) await loadIncluded(entry.include, [...chain, at]);
    }
    return compose(draft, ({ file }) => finished.get(file.uri), tell, maxSteps);
  };

  const loadIncluded = async ({ file }: Include, chain: readonly string[]): Promise<void> => {
    if (chain.includes(file.uri)) {
      tell('flow-include-circle', file.at, `${file.written} includes itself.`);
    } else if (chain.length > maxDepth) {
      tell('flow-include-depth', file.at, `Flows are included in each other more than ${maxDepth} deep.`);
    } else if (!finished.has(file.uri)) {
      const content = await readText(file, files, tell);
      const flow = content === undefined ? undefined : await load(file.uri, content, chain);
      if (content !== undefined && flow === undefined) tell('flow-root', file.at, `${file.written} is no update flow.`);
      finished.set(file.uri, flow);
    }
  };

  const composed = await load(uri, text, []);
  if (composed === undefined) return { problems: inOrder(problems) };
  checkFlow(composed, uri, tell);
  const { emulate, server, package: image } = composed.declarations;
  for (const file of [emulate?.ddf, emulate?.tree, server?.accounts, image]) {
    if (file !== undefined) await readBytes(file, files, tell);
  }
  return { flow: flowOf(uri, composed), problems: inOrder(problems) };
}

function flowOf(uri: string, { id, title, clause, declarations, steps, includes }: ComposedFlow): Flow {
  const { parameters, lets, captures, ...parties } = declarations;
  return {
    uri,
    id,
    title,
    ...(clause === undefined ? {} : { clause }),
    ...parties,
    parameters,
    includes,
    lets: lets.map(({ name, value, find, otherwise, at }) => ({
      name,
      ...(value === undefined ? {} : { value }),
      ...(find === undefined ? {} : { find }),
      ...(otherwise === undefined ? {} : { otherwise }),
      at,
    })),
    captures: captures.map(({ name }) => name),
    steps: steps.map(({ step, parts }) => ({ ...step, id: `${id}/${step.n}`, parts: parts.map(({ part }) => part) })),
  };
}

function start(uri: string): Place {
  return { uri, range: { start: 0, end: 0 }, line: 0 };
}

function sourceOf(uri: string, text: string, files: Files, tell: Tell): Source {
  return {
    uri,
    lines: new LineIndex(text),
    tell,
    resolve(reference) {
      try {
        return files.resolve(uri, reference);
      } catch {
        // A reference that can't be resolved names no file; reading it says so.
        return reference;
      }
    },
  };
}

async function readBytes(file: FileReference, files: Files, tell: Tell): Promise<Uint8Array | undefined> {
  try {
    const bytes = await files.read(file.uri);
    if (bytes === undefined) tell('flow-file-missing', file.at, `There is no file ${file.written}.`);
    return bytes;
  } catch (thrown) {
    tell('flow-file-unreadable', file.at, `${file.written} can't be read: ${sentenceOf(thrown)}`);
    return undefined;
  }
}

async function readText(file: FileReference, files: Files, tell: Tell): Promise<string | undefined> {
  const bytes = await readBytes(file, files, tell);
  if (bytes === undefined) return undefined;
  const text = fromUtf8Strictly(bytes);
  if (text === undefined) tell('flow-file-unreadable', file.at, `${file.written} isn't written in UTF-8.`);
  return text;
}

/** By document and place; the same problem told twice stands once. */
function inOrder(problems: readonly Problem[]): readonly Problem[] {
  const once = new Map(problems.map((problem) => [JSON.stringify([problem.uri, problem.range, problem.code, problem.message]), problem]));
  return [...once.values()].sort(
    (a, b) => (a.uri ?? '').localeCompare(b.uri ?? '', 'en') || a.range.start - b.range.start || a.range.end - b.range.end,
  );
}
