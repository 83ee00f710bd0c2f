// Element to model: the DFProperties of a Node. [TND 9.4.2, 9.4.3]
import { readAllowedValues } from './allowedValues';
import { accessVerbs, occurrenceOf, type AccessVerb, type DescribedNode, type Occurrence, type Scope } from './description';
import { formatFault, isNodeFormat, type NodeFormat } from './nodeFormat';
import { accessBits, type NodeParts } from './nodeParts';
import { labelOf, type Report } from './report';

/** A described node that is still being read. */
export type NodeDraft = { -readonly [K in keyof DescribedNode]: DescribedNode[K] };

const noChildren: readonly DescribedNode[] = [];

/** All that a Node says of itself; its children are left out, and so is its path. */
export function readProperties(node: NodeParts, report: Report): NodeDraft {
  const { rows } = node;
  const format = readFormat(node, report);
  const defaultValue = readDefault(node, node.defaultValue, format, report);
  if (node.value >= 0 && node.children.length > 0) {
    report('ddf-value-children', 'error', `${labelOf(node)} has both a Value and child Nodes; a Value ends the branch.`, node.value, 'TND 9.4.1.8');
  }
  const value = readDefault(node, node.value, format, report);
  const title = rows.wordOf(node.dfTitle);
  const description = rows.wordOf(node.description);
  const ddfName = format === 'node' ? readObjectName(node, report) : '';
  const caseSense = rows.firstName(node.caseSense);
  const own: NodeDraft = {
    name: node.name,
    access: readAccess(node, report),
    format,
    occurrence: readOccurrence(node, report),
    scope: readScope(node, report),
    types: format === 'node' ? noTypes : mimesOf(node),
    children: noChildren,
    at: rows.range(node.row),
  };
  if (node.dfType < 0) report('ddf-missing-child', 'error', `${labelOf(node)} doesn't say its DFType.`, node.dfProperties, 'TND 9.4.3.8');
  if (ddfName !== '') own.ddfName = ddfName;
  if (title !== '') own.title = title;
  if (description !== '') own.description = description;
  if (defaultValue !== undefined) own.defaultValue = defaultValue;
  if (value !== undefined) own.value = value;
  if (caseSense === 'CIS' || caseSense === 'CS') own.caseSense = caseSense;
  const allowed = node.allowedValues < 0 ? undefined : readAllowedValues(rows.elementAt(node.allowedValues));
  if (allowed !== undefined) own.allowed = allowed;
  if (node.rtProperties >= 0) own.rtProperties = rows.partsOf(node.rtProperties).map((row) => rows.local(row));
  return own;
}

/** By the bits of the commands: there are few combinations, and many nodes. */
const accessSets = new Map<number, ReadonlySet<AccessVerb>>();

function readAccess(node: NodeParts, report: Report): ReadonlySet<AccessVerb> {
  const { rows, accessType } = node;
  if (accessType < 0) {
    report('ddf-missing-child', 'error', `${labelOf(node)} doesn't say its AccessType.`, node.dfProperties, 'TND 9.4.3.1');
  } else if (node.strangeAccess >= 0) {
    const said = rows.local(node.strangeAccess).slice(0, 80);
    report('ddf-access-unknown', 'error', `${labelOf(node)}: “${said}” isn't a command that an AccessType may name.`, node.strangeAccess, 'TND 9.4.3.1');
  }
  let access = accessSets.get(node.access);
  // [TND 9.4.3.1] An unordered list, whatever the DTD says.
  if (access === undefined) accessSets.set(node.access, (access = new Set(accessVerbs.filter((verb) => (node.access & (accessBits.get(verb) ?? 0)) !== 0))));
  return access;
}

function readFormat(node: NodeParts, report: Report): NodeFormat {
  const { rows, dfFormat, formatWord } = node;
  const hasChildren = node.children.length > 0;
  const likely = hasChildren ? 'node' : 'chr';
  if (dfFormat < 0) {
    report('ddf-missing-child', 'error', `${labelOf(node)} doesn't say its DFFormat.`, node.dfProperties, 'TND 9.4.3.4');
    return likely;
  }
  if (formatWord === '' || node.hasFormats) {
    report('ddf-format-count', 'error', `${labelOf(node)}: DFFormat must hold exactly one format.`, dfFormat, 'TND 9.4.3.4');
    if (formatWord === '') return likely;
  }
  if (!isNodeFormat(formatWord)) {
    report('ddf-format-unknown', 'error', `${labelOf(node)}: “${formatWord.slice(0, 80)}” isn't a format.`, rows.first(dfFormat), 'TND 9.4.2');
    return likely;
  }
  if (hasChildren && formatWord !== 'node') {
    report('ddf-leaf-children', 'error', `${labelOf(node)} has child Nodes, so its format must be node, not ${formatWord}.`, rows.first(dfFormat), 'TND 6.2');
    return 'node';
  }
  return formatWord;
}

function readDefault(node: NodeParts, row: number, format: NodeFormat, report: Report): string | undefined {
  if (row < 0) return undefined;
  const value = node.rows.textOf(row);
  if (format === 'node') {
    // Where only the children make it an interior node, that is the mistake to tell.
    if (node.formatWord === 'node' && value.trim() !== '') report('ddf-interior-value', 'error', `${labelOf(node)} is an interior node and can't have a value.`, row, 'TND 9.4.3.2');
    return undefined;
  }
  const fault = value.trim() === '' ? undefined : formatFault(format, value);
  if (fault !== undefined) {
    report('ddf-default-format', 'error', `${labelOf(node)}: the default value ${saidOf(value.trim())} ${fault}, but its format is ${format}.`, row, 'TND 9.4.3.2');
  }
  return format === 'chr' || format === 'xml' ? value : value.trim();
}

const once = occurrenceOf('One');
/** By the name of the element: those without a number. */
const occurrences: ReadonlyMap<string, Occurrence> = new Map([
  ['One', once],
  ['ZeroOrOne', occurrenceOf('ZeroOrOne')],
  ['ZeroOrMore', occurrenceOf('ZeroOrMore')],
  ['OneOrMore', occurrenceOf('OneOrMore')],
]);

function readOccurrence(node: NodeParts, report: Report): Occurrence {
  const { rows, occurrence, occurrenceRow, occurrenceWord: name } = node;
  // [TND 9.4.3.5] Left out means One.
  if (occurrence < 0) return once;
  const plain = occurrences.get(name);
  if (plain !== undefined) return plain;
  if (name !== 'ZeroOrN' && name !== 'OneOrN') {
    report('ddf-occurrence-empty', 'error', `${labelOf(node)}: Occurrence must say how often the node may occur.`, occurrence, 'TND 9.4.3.5');
    return once;
  }
  const written = rows.wordOf(occurrenceRow);
  const n = /^\d{1,5}$/.test(written) ? Number(written) : 0;
  if (n >= 2 && n <= 65536) return occurrenceOf(name, n);
  report('ddf-occurrence-n', 'error', `${labelOf(node)}: ${name} holds ${saidOf(written)}, not a number from 2 to 65536.`, occurrenceRow, 'TND 9.4.3.18');
  return occurrenceOf(name);
}

function saidOf(written: string): string {
  return written === '' ? 'nothing' : `“${written.slice(0, 80)}”`;
}

function readScope(node: NodeParts, report: Report): Scope {
  const { scope, scopeWord } = node;
  // [TND 9.4.3.6] Left out means Dynamic.
  if (scope < 0) return 'Dynamic';
  if (scopeWord === 'Permanent' || scopeWord === 'Dynamic') return scopeWord;
  report('ddf-scope-empty', 'error', `${labelOf(node)}: Scope must be Permanent or Dynamic.`, scope, 'TND 9.4.3.6');
  return 'Dynamic';
}

const noTypes: readonly string[] = [];
/** The types of nearly every leaf. */
const plainText: readonly string[] = ['text/plain'];

function mimesOf(node: NodeParts): readonly string[] {
  const { rows, mime } = node;
  if (mime < 0) return noTypes;
  if (!node.hasTypes) {
    const only = node.mimeWord;
    return only === '' ? noTypes : only === 'text/plain' ? plainText : [only];
  }
  return rows.partsOf(node.dfType).filter((row) => rows.local(row) === 'MIME').map((row) => rows.wordOf(row)).filter((word) => word !== '');
}

/** `''` where an interior node says none. */
function readObjectName(node: NodeParts, report: Report): string {
  const { rows } = node;
  const ddfName = rows.wordOf(node.ddfName);
  // [TND 9.4.3.8] An interior node's type is a DDFName; many files wrap the MO identifier in MIME instead.
  if (node.mime >= 0 && node.formatWord === 'node') {
    report('ddf-dftype-interior', 'warning', `${labelOf(node)} is an interior node: its DFType is a DDFName, not a MIME.`, node.mime, 'TND 9.4.3.8');
  }
  if (ddfName !== '') return ddfName;
  return mimesOf(node).find((mime) => !/^(?:text|application|image|audio|video|multipart|message|font|model)\//i.test(mime)) ?? '';
}
