// One element against its rule: its attributes, its value, and what stands directly inside.
import { childElements, textOf, type Element } from '../xml/element';
import { checkAttributes } from './attributes';
import { checkCounts, checkOrder } from './checkOrder';
import { clauseOf, expected, found, list, type StructureProblem } from './findings';
import { childrenOf } from './guide';
import { byVersion, speaksOf, type ElementRule, type Schema } from './schema';

/** An element and the schema that speaks of it. */
export interface Place {
  readonly element: Element;
  readonly schema: Schema;
}

/** Returns the children to go on with, in their order. */
export function checkElement(element: Element, rule: ElementRule, schema: Schema, problems: StructureProblem[]): Place[] {
  checkAttributes(element, rule, problems);
  if (rule.content.kind === 'any') return childElements(element).flatMap((child) => embeddedIn(schema, child) ?? []);
  checkValue(element, rule, problems);
  return checkChildren(element, rule, schema, problems);
}

function embeddedIn(schema: Schema, element: Element): Place | undefined {
  const candidates = (schema.embedded ?? []).filter(({ roots, namespaces }) => roots.includes(element.local) && namespaces.includes(element.namespace));
  const found = byVersion(candidates, element);
  return found === undefined ? undefined : { element, schema: found };
}

function checkValue(element: Element, rule: ElementRule, problems: StructureProblem[]): void {
  const { content } = rule;
  if (content.kind !== 'text' || content.values === undefined) return;
  const value = textOf(element).trim();
  if (content.values.includes(value)) return;
  const said = value === '' ? 'empty' : value;
  problems.push(found('element-value', 'warning', `${rule.name} is one of ${list(content.values)}, not ${said}.`, element, rule));
}

function checkChildren(element: Element, rule: ElementRule, schema: Schema, problems: StructureProblem[]): Place[] {
  const allowed = childrenOf(rule.content) ?? new Set<string>();
  const inside: Place[] = [];
  const vendors = new Set<string>();
  const placed: Element[] = [];
  let strangers = 0;
  for (const node of element.children) {
    if (node.kind === 'text' || node.kind === 'opaque') {
      if (rule.content.kind === 'text') continue;
      if (node.kind === 'text' && !/[^ \t\r\n]/.test(node.value)) continue;
      const what = allowed.size === 0 ? 'is empty' : `holds elements (${list([...allowed])}), no text`;
      const code = allowed.size === 0 ? 'empty-element-content' : 'text-not-allowed';
      problems.push({ code, severity: 'error', message: `${rule.name} ${what}.`, range: node.range, ...clauseOf(rule) });
      continue;
    }
    if (node.kind !== 'element') continue;
    const ours = speaksOf(schema, node.namespace);
    if (!ours && rule.foreign === true) {
      if (isVendors(node, rule, schema, vendors, problems)) inside.push(...placesOf(node, schema));
      continue;
    }
    if (ours && allowed.has(node.local)) {
      placed.push(node);
      inside.push({ element: node, schema });
      continue;
    }
    strangers++;
    if (!ours || !schema.elements.has(node.local)) {
      problems.push(found('unknown-element', rule.unknown ?? 'error', `${schema.title} has no element ${node.name}; ${expected(allowed, rule)}.`, node, rule, node.local));
    } else {
      problems.push(found('misplaced-element', 'error', `${node.name} may not stand in ${rule.name}; ${expected(allowed, rule)}.`, node, rule, node.local));
    }
  }
  if (rule.content.kind === 'elements') checkOrder(element, rule, rule.content, placed, strangers, problems);
  else if (rule.content.kind === 'unordered') checkCounts(element, rule, rule.content.members, placed, strangers, problems);
  return inside;
}

function extensionOf(schema: Schema, element: Element): NonNullable<Schema['extensions']>[number] | undefined {
  return schema.extensions?.find((extension) => extension.schema.namespaces.includes(element.namespace));
}

function placesOf(element: Element, schema: Schema): Place[] {
  const extension = extensionOf(schema, element);
  return extension === undefined ? [] : [{ element, schema: extension.schema }];
}

/** Whether the element is one of a vendor's that is known to stand here; says so where it is not, or stands twice. */
function isVendors(element: Element, rule: ElementRule, schema: Schema, seen: Set<string>, problems: StructureProblem[]): boolean {
  const extension = extensionOf(schema, element);
  const names = extension?.inside.get(rule.name);
  if (extension === undefined || names === undefined) return false;
  if (!names.includes(element.local)) {
    const known = extension.schema.elements.has(element.local);
    const what = known ? `${element.name} may not stand in ${rule.name}` : `${extension.schema.title} has no element ${element.name}`;
    const code = known ? 'misplaced-element' : 'unknown-element';
    problems.push(found(code, 'warning', `${what}; ${rule.name} may hold ${list(names)}.`, element));
    return false;
  }
  if (seen.has(element.local)) problems.push(found('duplicate-child', 'warning', `${element.name} may stand only once in ${rule.name}.`, element));
  seen.add(element.local);
  return true;
}
