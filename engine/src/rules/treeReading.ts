// What the content models and the readers find in descriptions and serialised trees, each mistake once, under its name.
import type { Problem } from '../base/problem';
import { checkTree } from '../ddf/checkTree';
import { isNodeFormat } from '../ddf/nodeFormat';
import { nodeTreeOf, type NodeTree } from '../ddf/nodeTree';
import { descriptionOf } from './readDescription';
import type { StructureProblem } from '../schema/findings';
import type { XmlDocument } from '../xml/element';

type TreeKind = 'description' | 'tree';

/** What the readers note as well; the content models have told the same mistake already, with what would be right. */
const toldByStructure: ReadonlySet<string> = new Set([
  ...['ddf-root', 'ddf-no-node', 'ddf-missing-child', 'ddf-access-unknown', 'ddf-format-count', 'ddf-format-unknown'],
  ...['ddf-occurrence-empty', 'ddf-scope-empty', 'ddf-value-children'],
]);

/** In no particular order. `structure` is what the content models found in the document. */
export function treeProblems(document: XmlDocument, kind: TreeKind, structure: readonly StructureProblem[], laidOut?: NodeTree): readonly Problem[] {
  const nodes = laidOut ?? nodeTreeOf(document);
  const named = structure.flatMap((problem) => underItsName(problem, kind, document) ?? []);
  return nodes === undefined ? named : [...named, ...nodeProblems(document, nodes, kind)];
}

/** What a reader of the nodes finds, the content models apart. */
export function nodeProblems(document: XmlDocument, nodes: NodeTree, kind: TreeKind): readonly Problem[] {
  const read = kind === 'tree' ? checkTree(nodes) : descriptionOf(document, nodes).problems;
  const root = nodes.rows.nameRange(nodes.rows.root).start;
  return read.filter(({ code, range }) => !toldByStructure.has(code) && (code !== 'ddf-verdtd' || range.start !== root));
}

/** The elements of a tree that no message has but in a tree. */
const ofTrees: ReadonlySet<string> = new Set(['MgmtTree', 'Node', 'NodeName', 'Path', 'Value', 'RTProperties', 'ACL', 'Format', 'Type', 'TStamp', 'VerNo']);

/** Whether what is wrong in a message is wrong in a serialised tree that it carries. */
export function isOfTree({ inside }: StructureProblem): boolean {
  return inside !== undefined && ofTrees.has(inside);
}

/** Undefined where a rule of the nodes tells it. */
export function underItsName(problem: StructureProblem, kind: TreeKind, { root }: XmlDocument): Problem | undefined {
  const { code, inside, child = '' } = problem;
  switch (code) {
    case 'unknown-element':
    case 'misplaced-element':
      if (inside !== undefined) return wrongChild(problem, inside, child, kind);
      // A vendor's elements have no name of their own in the tables, and neither has the root.
      return { ...problem, code: problem.range.start === root?.nameRange.start ? 'ddf-root' : 'ddf-unknown-element' };
    case 'duplicate-child':
      return { ...problem, code: duplicates.get(inside ?? '') ?? code };
    case 'child-order':
      return { ...problem, code: 'ddf-child-order' };
    case 'missing-child':
      return missing(problem, inside ?? '', child, kind);
    default:
      return problem;
  }
}

const duplicates: ReadonlyMap<string, string> = new Map([
  ['AccessType', 'ddf-access-duplicate'],
  ['Format', 'ddf-format-count'],
  ['DFFormat', 'ddf-format-count'],
]);

function wrongChild(problem: StructureProblem, inside: string, child: string, kind: TreeKind): Problem | undefined {
  switch (inside) {
    case 'AccessType':
      return { ...problem, code: 'ddf-access-unknown', clause: 'TND 9.4.3.1' };
    case 'Format':
    case 'DFFormat':
      return { ...problem, code: isNodeFormat(child) ? 'ddf-format-count' : 'ddf-unknown-element' };
    case 'DFType':
      // Which of the two is wrong there, the format tells.
      return child === 'MIME' || child === 'DDFName' ? undefined : { ...problem, code: 'ddf-unknown-element' };
    case 'Node':
      if (child === 'Node' || child === 'Value') return { ...problem, code: 'ddf-value-children' };
      return child === 'DFProperties' && kind === 'tree' ? undefined : { ...problem, code: 'ddf-unknown-element' };
    case 'RTProperties':
      return { ...problem, code: kind === 'tree' ? 'tnds-property-unknown' : 'ddf-unknown-element' };
    case 'Occurrence':
    case 'Scope':
    case 'CaseSense':
    case 'Type':
      return problem.code === 'unknown-element' ? { ...problem, code: 'ddf-unknown-element' } : problem;
    default:
      return { ...problem, code: 'ddf-unknown-element' };
  }
}

function missing(problem: StructureProblem, inside: string, child: string, kind: TreeKind): Problem | undefined {
  switch (inside) {
    case 'MgmtTree':
      if (child === 'VerDTD') return { ...problem, code: 'ddf-verdtd', severity: 'error', message: 'VerDTD is missing; it should be 1.2.', clause: 'TND 9.4.1.2' };
      return { ...problem, code: 'ddf-no-node' };
    case 'Node':
      return child === 'RTProperties' ? undefined : { ...problem, code: 'ddf-missing-child' };
    case 'RTProperties':
      return { ...problem, code: 'ddf-rtproperties-type', severity: kind === 'tree' ? 'warning' : 'error' };
    case 'Format':
    case 'DFFormat':
      return { ...problem, code: 'ddf-format-count' };
    case 'Occurrence':
      return { ...problem, code: 'ddf-occurrence-empty' };
    case 'Scope':
      return { ...problem, code: 'ddf-scope-empty' };
    case 'DFProperties':
    case 'DFType':
    case 'Type':
    case 'CaseSense':
      return { ...problem, code: 'ddf-missing-child' };
    default:
      return problem;
  }
}
