// What the index keeps of an update flow: its names and numbers and where they are used, the files that it names, the
// addresses that it writes.
import type { Range } from '#engine/base/problem';
import type { ObjectPlace } from '#engine/rules/descriptionsOf';
import { attribute, childElements, type Attribute, type Element, type XmlDocument } from '#engine/xml/element';
import { addressIn, type AddressUse } from './address';
import { fileNamesIn } from './fileNames';
import { messageUses } from './messageFacts';
import type { NamedFile } from './namedFile';
import { valueIn } from './place';

/** A name of a parameter, a let or a capture, where it is declared or used. */
export interface NameFact {
  readonly name: string;
  readonly range: Range;
  /** What it declares; absent where the name is used. */
  readonly declares?: 'param' | 'let' | 'capture';
  /** The text of a let's value or else, or a parameter's default. */
  readonly value?: string;
  /** The flow that it is looked up in, where that is an included one. */
  readonly within?: string;
}

/** The number of a step, where it is given or used. */
export interface StepFact {
  readonly n: string;
  readonly range: Range;
  readonly declares: boolean;
  readonly title?: string;
  readonly within?: string;
}

export interface FlowFacts {
  readonly names: readonly NameFact[];
  readonly steps: readonly StepFact[];
  readonly files: readonly NamedFile[];
  readonly uses: readonly AddressUse[];
  readonly objects: readonly ObjectPlace[];
}

const declaring: Readonly<Record<string, NonNullable<NameFact['declares']>>> = { param: 'param', let: 'let', capture: 'capture' };
/** Attributes that hold one name. */
const nameAttributes: ReadonlySet<string> = new Set(['param/name', 'let/name', 'answer/into', 'read/into', 'set/param']);
const stepAttributes: ReadonlySet<string> = new Set(['step/n', 'skip/to', 'step/after', 'at/step', 'include/steps', 'outcome/step']);
const addressAttributes: ReadonlySet<string> = new Set(['expect/node', 'read/node', 'let/else', 'let/value']);
const expressions: ReadonlySet<string> = new Set(['when', 'unless', 'that']);
const words: ReadonlySet<string> = new Set(['and', 'or', 'not', 'in', 'starts', 'ends', 'contains', 'true', 'false']);

export function flowFacts(document: XmlDocument, text: string, resolve: (reference: string) => string): FlowFacts {
  const { root } = document;
  if (root === undefined) return { names: [], steps: [], files: [], uses: [], objects: [] };
  const found = { names: [] as NameFact[], steps: [] as StepFact[], uses: [...messageUses(root, text)], served: [] as Range[] };
  const objects: ObjectPlace[] = [];

  const ofAttribute = (element: Element, parent: Element | undefined, { name, valueRange }: Attribute): void => {
    const key = `${element.local}/${name}`;
    const written = text.slice(valueRange.start, valueRange.end);
    const holder = element.local === 'set' ? parent : element;
    const href = element.local === 'include' || element.local === 'set' ? valueIn(holder, 'href') : '';
    const within = href === '' ? {} : { within: resolve(href) };
    if (nameAttributes.has(key) || key === 'capture/names') {
      for (const range of wordsIn(written, valueRange.start, /[A-Za-z_]\w*/g)) found.names.push({ ...nameFact(element, key, text.slice(range.start, range.end), range), ...within });
    } else if (stepAttributes.has(key)) {
      for (const range of wordsIn(written, valueRange.start, /\d+[a-z]?/g)) {
        const declares = key === 'step/n';
        found.steps.push({ n: text.slice(range.start, range.end), range, declares, ...(declares && { title: valueIn(element, 'title') }), ...within });
      }
    } else if (expressions.has(name)) {
      for (const range of wordsIn(written, valueRange.start, /'[^']*'|&\w+;|[A-Za-z_][\w.]*/g)) {
        const word = text.slice(range.start, range.end);
        if (/^[A-Za-z_]\w*$/.test(word) && !words.has(word)) found.names.push({ name: word, range });
      }
    } else placeholders(written, valueRange.start);
    const use = addressAttributes.has(key) && (name === 'node' || written.trim().startsWith('./')) ? addressIn(written, valueRange.start, 'uri') : undefined;
    if (use !== undefined) found.uses.push(use);
  };
  const placeholders = (written: string, start: number): void => {
    if (!written.includes('${')) return;
    for (const match of written.matchAll(/\$\{\s*([A-Za-z_]\w*)\s*\}/g)) {
      const [whole, name = ''] = match;
      const from = start + match.index + whole.indexOf(name);
      found.names.push({ name, range: { start: from, end: from + name.length } });
    }
    for (const match of written.matchAll(/\$\{\s*download\.base\s*\}\/[^\s?#<>$"']+/g)) found.served.push({ start: start + match.index, end: start + match.index + match[0].length });
  };
  const visit = (element: Element, parent: Element | undefined): void => {
    for (const one of element.attributes) ofAttribute(element, parent, one);
    const object = element.local === 'let' ? objectOfLet(element) : undefined;
    if (object !== undefined) objects.push(object);
    for (const node of element.children) {
      if (node.kind === 'text') placeholders(text.slice(node.range.start, node.range.end), node.range.start);
      else if (node.kind === 'element') visit(node, element);
    }
  };
  visit(root, undefined);
  return { names: found.names, steps: found.steps, uses: found.uses, objects, files: [...namedFiles(document, resolve), ...servedFiles(root, text, found.served, resolve)] };
}

function nameFact(element: Element, key: string, name: string, range: Range): NameFact {
  const declares = key === 'capture/names' || key.endsWith('/name') ? declaring[element.local] : undefined;
  const value = declares === undefined ? undefined : ['value', 'else', 'default'].map((one) => attribute(element, one)?.value).find((one) => one !== undefined);
  return { name, range, ...(declares !== undefined && { declares }), ...(value !== undefined && { value }) };
}

function wordsIn(written: string, start: number, pattern: RegExp): readonly Range[] {
  return [...written.matchAll(pattern)].map((match) => ({ start: start + match.index, end: start + match.index + match[0].length }));
}

function objectOfLet(element: Element): ObjectPlace | undefined {
  const [identifier, otherwise] = [valueIn(element, 'find'), valueIn(element, 'else')];
  const segments = addressIn(otherwise, 0, 'uri')?.segments.map(({ name }) => name) ?? [];
  return identifier === '' || segments.length === 0 ? undefined : { segments, identifier };
}

function namedFiles(document: XmlDocument, resolve: (reference: string) => string): readonly NamedFile[] {
  return fileNamesIn(document).map(({ role, attribute: { value, valueRange } }) => {
    const lead = value.length - value.trimStart().length;
    const written = value.trim();
    return { role, written, range: { start: valueRange.start + lead, end: valueRange.start + lead + written.length }, uri: resolve(written) };
  });
}

/** Files that the flow's download server serves from its folder. */
function servedFiles(root: Element, text: string, served: readonly Range[], resolve: (reference: string) => string): readonly NamedFile[] {
  const store = valueIn(childElements(root).find(({ local }) => local === 'download-server'), 'store');
  // A flow that takes over its declarations keeps the files beside itself, or nothing is found there.
  const folder = store === '' || store === '.' ? '' : `${store.replace(/\/+$/, '')}/`;
  return served.map((range) => {
    const written = text.slice(range.start, range.end);
    const name = written.slice(written.indexOf('/') + 1);
    return { role: /\.dd$/i.test(name) ? 'descriptor' : 'package', written: name, range: { start: range.end - name.length, end: range.end }, uri: resolve(`${folder}${name}`) };
  });
}
