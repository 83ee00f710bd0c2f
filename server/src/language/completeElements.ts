// Completion of elements: those that may stand at the caret, in order, and the end tag that is due.
import type { Range } from '#engine/base/problem';
import { mayStandAt } from '#engine/schema/next';
import type { ElementRule, Schema } from '#engine/schema/schema';
import { boundsOf } from '#engine/schema/model';
import type { Element } from '#engine/xml/element';
import { pathAt, type XmlPlace } from '#engine/xml/locate';
import { choice, withClause, type Completion } from './completion';
import { commandLines, stepSnippet } from './commandSnippets';
import type { DocumentModel } from './documentModel';
import { schemaAt, valueIn } from './place';

/** `opened`: the `<` stands there already. `nameOnly`: so does the rest of the tag. */
export function elementCompletions(model: DocumentModel, place: XmlPlace, range: Range, form: { readonly opened: boolean; readonly nameOnly: boolean }): readonly Completion[] {
  const schema = schemaAt(model.schema, place.path);
  if (schema === undefined) return [];
  return mayStandAt(schema, place.path, place.before).flatMap(({ name, doc, clause }): Completion[] => {
    const rule = schema.elements.get(name);
    if (rule === undefined) return [];
    const body = form.nameOnly ? name : tagOf(rule, schema, model, place.path);
    return [{ kind: body.includes('\n') ? 'snippet' : 'element', label: name, doc: withClause(doc, clause), insert: form.opened ? body : `<${body}`, range }];
  });
}

/** From the name to the end of the end tag, in snippet notation. */
function tagOf(rule: ElementRule, schema: Schema, model: DocumentModel, path: readonly Element[]): string {
  const { name, content } = rule;
  if (name === 'step') return stepSnippet(nextStep(model.document.root));
  const sender = valueIn(path.findLast(({ local }) => local === 'step'), 'from');
  const lines = content.kind === 'empty' ? undefined : commandLines(name, { inFlow: model.kind === 'flow', cmdId: () => nextCmdId(model), side: sender === 'client' ? 'Source' : 'Target' });
  if (lines !== undefined) return `${name}>\n${lines.map((line) => `\t${line}`).join('\n')}\n</${name}>`;
  const required = rule.attributes.filter((attribute) => attribute.required);
  const attributes = required.map((attribute, i) => ` ${attribute.name}="${choice(i + 1, attribute.values)}"`).join('');
  const next = `$${required.length + 1}`;
  if (content.kind === 'empty') return `${name}${attributes}/>`;
  if (content.kind === 'text' || content.kind === 'any') return `${name}${attributes}>${next}</${name}>`;
  if (content.kind === 'unordered') return required.length > 0 && mayBeEmpty(rule) ? `${name}${attributes}/>` : `${name}${attributes}>\n\t$0\n</${name}>`;
  // One child that is always there, such as the LocURI of a Target, comes with its parent.
  const due = [...boundsOf(content.model)].filter(([, { min }]) => min > 0).map(([child]) => schema.elements.get(child));
  const [only] = due;
  if (due.length === 1 && only?.content.kind === 'text') return `${name}${attributes}><${only.name}>${next}</${only.name}></${name}>`;
  return `${name}${attributes}>$0</${name}>`;
}

function mayBeEmpty({ content, name }: ElementRule): boolean {
  return content.kind === 'unordered' && name !== 'flow' && [...content.members.values()].every(({ min }) => min === 0);
}

/** The number after the highest one. */
function nextStep(root: Element | undefined): string {
  let highest = -1;
  const visit = (element: Element): void => {
    if (element.local === 'step') highest = Math.max(highest, parseInt(valueIn(element, 'n'), 10) || 0);
    for (const inner of element.children) if (inner.kind === 'element') visit(inner);
  };
  if (root !== undefined) visit(root);
  return String(highest + 1);
}

function nextCmdId({ text }: DocumentModel): number {
  let highest = 0;
  for (const match of text.matchAll(/<(?:\w+:)?CmdID>\s*(\d{1,9})\s*</g)) highest = Math.max(highest, Number(match[1]));
  return highest + 1;
}

/** `</Name>` of the element that is due; `written`: how much of it stands there already. */
export function endTagCompletion({ document, text }: DocumentModel, place: XmlPlace, range: Range, written: '' | '</'): readonly Completion[] {
  const inner = place.path.at(-1);
  const open = pathAt(document, range.start - written.length).findLast(({ endTag, selfClosing }) => endTag === undefined && !selfClosing);
  // The end tag of an element that is closed is being renamed; otherwise one is being begun.
  const renamed = place.element?.endNameRange?.start === range.start ? place.element : undefined;
  const element = written === '' ? inner : (renamed ?? open ?? inner);
  if (element === undefined) return [];
  const insert = `${written === '' ? '</' : ''}${element.name}${text.charAt(range.end) === '>' ? '' : '>'}`;
  return [{ kind: 'end-tag', label: `/${element.name}`, detail: 'end tag', insert, range, ...(written === '</' ? { filter: element.name } : {}) }];
}
