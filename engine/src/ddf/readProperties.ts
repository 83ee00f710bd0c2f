// Element to model: the DFProperties of a Node. [TND 9.4.2, 9.4.3]
import type { Problem, Severity } from '../base/problem';
import { textOf, type Element } from '../xml/element';
import { accessVerbs, occurrenceOf, type AccessVerb, type DescribedNode, type Occurrence, type Scope } from './description';
import { formatFault, isNodeFormat, type NodeFormat } from './nodeFormat';
import { part, partsOf, wordOf } from './parts';

/** All that a Node says of itself, its children left out. */
export type OwnProperties = Omit<DescribedNode, 'children' | 'name' | 'path' | 'implied'>;

export type Report = (code: string, severity: Severity, message: string, at: Element, clause: string) => void;

export function reportInto(problems: Problem[]): Report {
  return (code, severity, message, at, clause) => problems.push({ code, severity, message, range: at.startTag, clause });
}

/** `label` names the node in messages; `hasChildren`: Node elements stand inside. */
export function readProperties(node: Element, properties: Element, label: string, hasChildren: boolean, report: Report): OwnProperties {
  const format = readFormat(properties, label, hasChildren, report);
  const interior = format === 'node';
  const defaultElement = part(properties, 'DefaultValue');
  const defaultValue = readDefault(defaultElement, format, label, report);
  const valueElement = part(node, 'Value');
  if (valueElement !== undefined && hasChildren) {
    report('ddf-value-children', 'error', `${label} has both a Value and child Nodes; a Value ends the branch.`, valueElement, 'TND 9.4.1.8');
  }
  const value = readDefault(valueElement, format, label, report);
  const caseSense = partsOf(part(properties, 'CaseSense') ?? properties).find((child) => child.local === 'CS' || child.local === 'CIS');
  const runTime = part(node, 'RTProperties');
  const title = wordOf(properties, 'DFTitle');
  const description = wordOf(properties, 'Description');
  return {
    access: readAccess(properties, label, report),
    format,
    occurrence: readOccurrence(properties, label, report),
    scope: readScope(properties, label, report),
    ...readType(properties, interior, label, report),
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(defaultValue === undefined ? {} : { defaultValue }),
    ...(value === undefined ? {} : { value }),
    ...(caseSense === undefined ? {} : { caseSense: caseSense.local === 'CIS' ? 'CIS' : 'CS' }),
    ...(runTime === undefined ? {} : { rtProperties: partsOf(runTime).map((property) => property.local) }),
    at: node.range,
  };
}

function readAccess(properties: Element, label: string, report: Report): ReadonlySet<AccessVerb> {
  const element = part(properties, 'AccessType');
  const access = new Set<AccessVerb>();
  if (element === undefined) {
    report('ddf-missing-child', 'error', `${label} doesn't say its AccessType.`, properties, 'TND 9.4.3.1');
    return access;
  }
  // [TND 9.4.3.1] An unordered list, whatever the DTD says.
  for (const child of partsOf(element)) {
    const verb = accessVerbs.find((candidate) => candidate === child.local);
    if (verb === undefined) {
      report('ddf-access-unknown', 'error', `${label}: “${child.local}” isn't a command that an AccessType may name.`, child, 'TND 9.4.3.1');
    } else {
      access.add(verb);
    }
  }
  return access;
}

function readFormat(properties: Element, label: string, hasChildren: boolean, report: Report): NodeFormat {
  const likely = hasChildren ? 'node' : 'chr';
  const element = part(properties, 'DFFormat');
  if (element === undefined) {
    report('ddf-missing-child', 'error', `${label} doesn't say its DFFormat.`, properties, 'TND 9.4.3.4');
    return likely;
  }
  const [first, ...more] = partsOf(element);
  if (first === undefined || more.length > 0) {
    report('ddf-format-count', 'error', `${label}: DFFormat must hold exactly one format.`, element, 'TND 9.4.3.4');
    if (first === undefined) return likely;
  }
  if (!isNodeFormat(first.local)) {
    report('ddf-format-unknown', 'error', `${label}: “${first.local}” isn't a format.`, first, 'TND 9.4.2');
    return likely;
  }
  if (hasChildren && first.local !== 'node') {
    report('ddf-leaf-children', 'error', `${label} has child Nodes, so its format must be node, not ${first.local}.`, first, 'TND 6.2');
    return 'node';
  }
  return first.local;
}

function readDefault(element: Element | undefined, format: NodeFormat, label: string, report: Report): string | undefined {
  if (element === undefined) return undefined;
  const value = textOf(element);
  if (format === 'node') {
    if (value.trim() !== '') report('ddf-interior-value', 'error', `${label} is an interior node and can't have a value.`, element, 'TND 9.4.3.2');
    return undefined;
  }
  const fault = value.trim() === '' ? undefined : formatFault(format, value);
  if (fault !== undefined) {
    report('ddf-default-format', 'error', `${label}: the default value ${fault}, but its format is ${format}.`, element, 'TND 9.4.3.2');
  }
  return format === 'chr' || format === 'xml' ? value : value.trim();
}

function readOccurrence(properties: Element, label: string, report: Report): Occurrence {
  const element = part(properties, 'Occurrence');
  // [TND 9.4.3.5] Left out means One.
  if (element === undefined) return occurrenceOf('One');
  const child = partsOf(element)[0];
  switch (child?.local) {
    case 'One':
    case 'ZeroOrOne':
    case 'ZeroOrMore':
    case 'OneOrMore':
      return occurrenceOf(child.local);
    case 'ZeroOrN':
    case 'OneOrN': {
      const n = Number(textOf(child).trim());
      if (Number.isInteger(n) && n >= 2 && n <= 65536) return occurrenceOf(child.local, n);
      report('ddf-occurrence-n', 'error', `${label}: ${child.local} must hold a number from 2 to 65536.`, child, 'TND 9.4.3.18');
      return occurrenceOf(child.local);
    }
    default:
      report('ddf-occurrence-empty', 'error', `${label}: Occurrence must say how often the node may occur.`, element, 'TND 9.4.3.5');
      return occurrenceOf('One');
  }
}

function readScope(properties: Element, label: string, report: Report): Scope {
  const element = part(properties, 'Scope');
  // [TND 9.4.3.6] Left out means Dynamic.
  if (element === undefined) return 'Dynamic';
  const child = partsOf(element)[0];
  if (child?.local === 'Permanent' || child?.local === 'Dynamic') return child.local;
  report('ddf-scope-empty', 'error', `${label}: Scope must be Permanent or Dynamic.`, element, 'TND 9.4.3.6');
  return 'Dynamic';
}

function readType(properties: Element, interior: boolean, label: string, report: Report): { readonly types: readonly string[]; readonly ddfName?: string } {
  const element = part(properties, 'DFType');
  if (element === undefined) {
    report('ddf-missing-child', 'error', `${label} doesn't say its DFType.`, properties, 'TND 9.4.3.8');
    return { types: [] };
  }
  const types = partsOf(element)
    .filter((child) => child.local === 'MIME')
    .map((child) => textOf(child).trim())
    .filter((mime) => mime !== '');
  if (!interior) return { types };
  const ddfName = wordOf(element, 'DDFName');
  if (ddfName !== undefined) return { types: [], ddfName };
  // [TND 9.4.3.8] An interior node's type is a DDFName; many files wrap the MO identifier in MIME instead.
  const wrapped = types.find((mime) => !/^(?:text|application|image|audio|video|multipart|message|font|model)\//i.test(mime));
  const format = part(properties, 'DFFormat');
  // Where the format itself is wrong, that is the mistake to tell.
  if (part(element, 'MIME') !== undefined && format !== undefined && part(format, 'node') !== undefined) {
    report('ddf-dftype-interior', 'warning', `${label} is an interior node: its DFType is a DDFName, not a MIME.`, element, 'TND 9.4.3.8');
  }
  return wrapped === undefined ? { types: [] } : { types: [], ddfName: wrapped };
}
