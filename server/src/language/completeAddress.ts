// Completion of addresses: the nodes that may stand below what is written, from the descriptions; instances, as other
// documents name them; what may be asked of a node instead of its value.
import type { Range } from '#engine/base/problem';
import type { DescribedNode } from '#engine/ddf/description';
import { objectOf } from '#engine/rules/descriptionsOf';
import { propertyNames } from '#engine/tree/uri';
import { addressIn } from './address';
import { literally, type Completion } from './completion';
import type { DocumentModel } from './documentModel';
import { pathTo, type Knowledge } from './knowledge';
import { nodeDetail } from './nodeCard';
import { segmentsOfNode } from './treeFacts';
import type { WorkspaceIndex } from './workspaceIndex';

/** Names of one level that are offered; who looks for more types more letters. */
const most = 1000;
/** Instances that are looked for in other documents. */
const mostInstances = 100;

/** `whole` is the stretch that holds the address; undefined where there is nothing to offer. */
export function addressCompletions(model: DocumentModel, whole: Range, offset: number, knowledge: Knowledge): readonly Completion[] | undefined {
  const { index } = knowledge;
  const before = model.text.slice(whole.start, offset);
  if (index === undefined || /[\s<&]/.test(before)) return undefined;
  const query = /^[^?]*\?([^?]*)$/.exec(before);
  if (query !== null) return queries({ start: offset - (query[1]?.length ?? 0), end: endOf(model.text, offset, whole.end, /^[^<\s]*/) });
  const slash = before.lastIndexOf('/');
  const parent = slash < 0 ? [] : parentPath(before.slice(0, slash), whole.start, knowledge);
  if (parent === undefined) return undefined;
  const range: Range = { start: slash < 0 ? whole.start : whole.start + slash + 1, end: endOf(model.text, offset, whole.end, /^[^/?<\s]*/) };
  // At the very beginning the dot comes with the name.
  const lead = slash < 0 ? './' : '';
  const candidates = [...childrenAt(model.uri, parent, index), ...instancesAt(parent, index)];
  const seen = new Set<string>();
  return candidates
    .filter(({ name }) => !seen.has(name) && seen.add(name))
    .slice(0, most)
    .map(({ name, node }): Completion => {
      const address = [...parent, name === '' ? '*' : name];
      if (name === '') return { kind: 'interior', label: `${lead}(any name)`, filter: model.text.slice(range.start, range.end), insert: `${lead}\${1:name}`, range, address, ...(node !== undefined && { detail: nodeDetail(node) }) };
      return {
        kind: node?.format === 'node' ? 'interior' : 'leaf',
        label: `${lead}${name}`,
        insert: literally(`${lead}${name}`),
        range,
        address,
        detail: node === undefined ? 'named in the workspace' : nodeDetail(node),
      };
    });
}

function endOf(text: string, offset: number, end: number, rest: RegExp): number {
  return offset + (rest.exec(text.slice(offset, end))?.[0].length ?? 0);
}

function parentPath(written: string, start: number, knowledge: Knowledge): readonly string[] | undefined {
  if (written === '.' || written === '') return [];
  const use = addressIn(written, start, 'uri');
  return use === undefined ? undefined : pathTo(use, use.segments.length - 1, knowledge);
}

interface Candidate {
  readonly name: string;
  readonly node?: DescribedNode;
}

/** Described children, the person's own first; unnamed ones last. */
function childrenAt(uri: string, parent: readonly string[], index: WorkspaceIndex): readonly Candidate[] {
  const places = index.descriptionsFor(uri).find(parent);
  const children = places.flatMap(({ node }) => [...node.children, ...(node.ddfName === undefined ? [] : (objectOf(node.ddfName)?.node.children ?? []))]);
  const named = children.filter(({ name }) => name !== '');
  const unnamed = children.filter(({ name }) => name === '');
  const known = instancesAt(parent, index).filter(({ name }) => !named.some((node) => node.name === name));
  const [first] = unnamed;
  return [...named.map((node) => ({ name: node.name, node })), ...(first === undefined ? [] : [...known.map(({ name }) => ({ name, node: first })), { name: '', node: first }])];
}

/** Names that stand below that path in other addresses and in trees. */
function instancesAt(parent: readonly string[], index: WorkspaceIndex): readonly Candidate[] {
  const names = new Set<string>();
  const depth = parent.length;
  const last = parent.at(-1);
  for (const { uses, nodes, kind } of index.files()) {
    for (const { segments, role } of uses) {
      const name = segments[depth]?.name;
      if (role !== 'uri' || name === undefined || name.includes('${') || !parent.every((one, i) => segments[i]?.name === one)) continue;
      // The last one may be just what is being written.
      if (segments.length > depth + 1) names.add(name);
    }
    if (kind !== 'tree') continue;
    for (const node of nodes) {
      if (node.name === '' || node.name === '.' || (last !== undefined && (node.parent?.name ?? node.above.at(-1)) !== last)) continue;
      const path = segmentsOfNode(node);
      if (path.length === depth + 1 && parent.every((one, i) => path[i] === one)) names.add(node.name);
    }
    if (names.size >= mostInstances) break;
  }
  return [...names].slice(0, mostInstances).map((name) => ({ name }));
}

/** [TND 7.3, 8] */
function queries(range: Range): readonly Completion[] {
  const word = (label: string, detail: string): Completion => ({ kind: 'value', label, detail, insert: label, range });
  return [...propertyNames.map((name) => word(`prop=${name}`, 'property of the node')), word('list=Struct', 'the addresses of all nodes below'), word('list=StructData', 'the same with their values'), word('list=TNDS', 'all below as one serialised tree')];
}
