// A flow while it is being read: what the document says, with the places where names are used kept beside it, so that
// names can be looked up once everything that is included is known.
import type { Range } from '../base/problem';
import type { LineIndex } from '../xml/lines';
import type { Attribute, Element } from '../xml/element';
import { attribute } from '../xml/element';
import { compileExpression, namesIn } from './expression';
import type { Tell } from './flowRules';
import { namesInText } from './interpolate';
import type { FileReference, Flow, Let, Parameter, Part, Place, Step } from './model';

/** One document of those that make up a flow. */
export interface Source {
  readonly uri: string;
  readonly lines: LineIndex;
  readonly tell: Tell;
  resolve(reference: string): string;
}

/** A place where a name is used. */
export interface NameUse {
  readonly name: string;
  readonly at: Place;
  /** `fill`: a capture is filled; `match`: one is filled if it is empty, else compared; `read`: it must have a value. */
  readonly how: 'fill' | 'match' | 'read';
}

export interface DraftPart {
  readonly part: Part;
  readonly uses: readonly NameUse[];
}

export interface DraftStep {
  readonly step: Omit<Step, 'id' | 'parts'>;
  readonly parts: readonly DraftPart[];
  readonly afterAt?: Place;
}

/** `<at step>`: what is added to a step, or put in the place of its expectations. */
export interface Amendment {
  readonly n: string;
  readonly at: Place;
  readonly parts: readonly DraftPart[];
}

export interface Include {
  readonly file: FileReference;
  /** The range as written; absent for all steps. */
  readonly steps?: { readonly first: string; readonly last: string };
  readonly stepsAt: Place;
  readonly sets: readonly { readonly param: string; readonly to: string; readonly at: Place }[];
}

export interface Capture {
  readonly name: string;
  readonly at: Place;
}

/** What a flow declares. */
export interface Declarations extends Pick<Flow, 'emulate' | 'server' | 'package' | 'downloadServer' | 'outcome'> {
  readonly parameters: readonly Parameter[];
  readonly lets: readonly (Let & { readonly uses: readonly NameUse[] })[];
  readonly captures: readonly Capture[];
}

export interface DraftFlow {
  readonly id: string;
  readonly title: string;
  readonly clause?: string;
  readonly at: Place;
  readonly declarations: Declarations;
  /** In the order of the document. */
  readonly sequence: readonly ({ readonly include: Include } | { readonly step: DraftStep })[];
  readonly amendments: readonly Amendment[];
}

export function place(source: Source, range: Range): Place {
  return { uri: source.uri, range, line: source.lines.position(range.start).line };
}

/** The value of an attribute, white space at its ends taken off. */
export function valueOf(element: Element, name: string): string | undefined {
  return attribute(element, name)?.value.trim();
}

/** Where a stretch of a decoded text stands; the whole of it where references have shifted it. */
function stretch(source: Source, decoded: string, whole: Range, part: Range): Place {
  const exact = whole.end - whole.start === decoded.length;
  return place(source, exact ? { start: whole.start + part.start, end: whole.start + part.end } : whole);
}

/** The `${names}` of a text. */
export function usesInText(source: Source, text: string, range: Range, how: 'match' | 'read'): readonly NameUse[] {
  const { names, broken } = namesInText(text);
  for (const part of broken) {
    source.tell('flow-placeholder-malformed', stretch(source, text, range, part), `"${text.slice(part.start, part.end)}" doesn't hold one name between braces.`);
  }
  return names.map(({ name, range: part }) => ({ name, at: stretch(source, text, range, part), how }));
}

export function usesInAttribute(source: Source, element: Element, name: string, how: 'match' | 'read' = 'read'): readonly NameUse[] {
  const found = attribute(element, name);
  return found === undefined ? [] : usesInText(source, found.value, found.valueRange, how);
}

/** Every `${name}` below an element, in its texts and attributes. */
export function usesInElement(source: Source, element: Element, how: 'match' | 'read'): readonly NameUse[] {
  const uses: NameUse[] = [];
  const waiting: Element[] = [element];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const each of next.attributes) uses.push(...usesInText(source, each.value, each.valueRange, how));
    for (const node of next.children) {
      if (node.kind === 'element') waiting.push(node);
      else if (node.kind === 'text') uses.push(...usesInText(source, node.value, node.range, how));
    }
  }
  return uses.sort((a, b) => a.at.range.start - b.at.range.start);
}

/** The names in an attribute that holds an expression. */
export function usesInExpression(source: Source, found: Attribute | undefined): readonly NameUse[] {
  if (found === undefined) return [];
  const { expression, problem } = compileExpression(found.value);
  if (problem !== undefined) source.tell('flow-expression-invalid', stretch(source, found.value, found.valueRange, problem.range), problem.message);
  if (expression === undefined) return [];
  return namesIn(expression).map(({ name, range }) => ({ name, at: stretch(source, found.value, found.valueRange, range), how: 'read' }));
}
