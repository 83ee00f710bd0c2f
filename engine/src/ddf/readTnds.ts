// Element to model: a serialised tree. [TNDS 5, 6]
import type { Problem, Severity } from '../base/problem';
import { textOf, type Element, type XmlDocument } from '../xml/element';
import { part, partsOf, wordOf } from './parts';
import type { PlantedNode } from './plantedNode';

export interface TndsLimits {
  /** Levels of nested Node elements; what lies deeper is left out with a problem. */
  readonly maxDepth?: number;
}

type Report = (code: string, severity: Severity, message: string, at: Element, clause: string) => void;

/** Reads a serialised tree; the nodes directly below MgmtTree, in their order. */
export function readTnds(document: XmlDocument, limits: TndsLimits = {}): { readonly nodes: readonly PlantedNode[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const tree = document.root;
  if (tree?.local !== 'MgmtTree') {
    const range = tree?.startTag ?? { start: 0, end: 0 };
    problems.push({ code: 'tnds-root', severity: 'error', message: 'A serialised tree begins with MgmtTree.', range, clause: 'TNDS 5.3' });
    return { nodes: [], problems };
  }
  const report: Report = (code, severity, message, at, clause) => problems.push({ code, severity, message, range: at.nameRange, clause });
  return { nodes: readTndsElement(tree, report, limits.maxDepth ?? 128), problems };
}

function readTndsElement(tree: Element, report: Report, maxDepth: number): readonly PlantedNode[] {
  // [TNDS 5.3]
  if (tree.namespace === '') report('tnds-namespace', 'hint', 'A serialised tree has the namespace “syncml:dmddf1.2”.', tree, 'TNDS 5.3');
  return readNodes(tree, maxDepth, report);
}

function readNodes(parent: Element, levels: number, report: Report): readonly PlantedNode[] {
  const nodes: PlantedNode[] = [];
  for (const element of partsOf(parent)) {
    if (element.local !== 'Node') continue;
    if (levels === 0) {
      report('tnds-too-deep', 'error', 'Nodes are nested too deep; this one is left out.', element, 'TND 5');
      break;
    }
    nodes.push(readNode(element, levels, report));
  }
  return nodes;
}

function readNode(element: Element, levels: number, report: Report): PlantedNode {
  const name = wordOf(element, 'NodeName') ?? '';
  const label = name === '' ? 'A node without a name' : `The node “${name}”`;
  if (name.includes('/')) report('tnds-nodename-slash', 'error', `${label}: a name can't contain a slash.`, element, 'TND 6');
  if (part(element, 'DFProperties') !== undefined) {
    // [TNDS 6.1] They describe what may be, not what is.
    report('tnds-dfproperties', 'warning', `${label} has DFProperties, which belong in a device description.`, element, 'TNDS 6.1');
  }
  const children = readNodes(element, levels - 1, report);
  const valueElement = part(element, 'Value');
  if (valueElement !== undefined && children.length > 0) {
    report('tnds-value-children', 'error', `${label} has both a Value and child Nodes.`, valueElement, 'TND 9.4.1.8');
  }
  const path = part(element, 'Path');
  const properties = part(element, 'RTProperties');
  return {
    name,
    ...(path === undefined ? {} : { path: textOf(path).trim() }),
    ...(properties === undefined ? {} : readRunTime(properties, label, report)),
    ...(valueElement === undefined || children.length > 0 ? {} : { value: readValue(valueElement) }),
    children,
    at: element.range,
  };
}

function readRunTime(properties: Element, label: string, report: Report): Pick<PlantedNode, 'format' | 'type' | 'acl' | 'title'> {
  const formatElement = part(properties, 'Format');
  const format = formatElement === undefined ? undefined : partsOf(formatElement)[0];
  if (formatElement !== undefined && format === undefined) {
    report('tnds-format-empty', 'warning', `${label}: Format must hold the name of a format.`, formatElement, 'TND 9.4.2');
  }
  const typeElement = part(properties, 'Type');
  const type = typeElement === undefined ? undefined : (wordOf(typeElement, 'MIME') ?? wordOf(typeElement, 'DDFName'));
  const acl = wordOf(properties, 'ACL');
  const title = wordOf(properties, 'Title');
  return {
    ...(format === undefined ? {} : { format: format.local }),
    ...(type === undefined ? {} : { type }),
    ...(acl === undefined ? {} : { acl }),
    ...(title === undefined ? {} : { title }),
  };
}

function readValue(element: Element): string | Uint8Array {
  const octets = element.children.find((child) => child.kind === 'opaque');
  return octets === undefined ? textOf(element) : octets.value;
}
