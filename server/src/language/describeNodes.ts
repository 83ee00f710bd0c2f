// Writes a device description from what a device holds (a serialised tree), or from what messages address.
import type { AccessVerb } from '#engine/ddf/description';
import { isNodeFormat, type NodeFormat } from '#engine/ddf/nodeFormat';
import type { PlantedNode } from '#engine/ddf/plantedNode';
import { readTnds } from '#engine/ddf/readTnds';
import { messageFacts } from '#engine/rules/messageFacts';
import { element, text, textOf, type Element } from '#engine/xml/element';
import { writeXml } from '#engine/xml/write';
import { addressIn } from './address';
import type { DocumentModel } from './documentModel';
import type { FileFacts } from './facts';
import { freeUri, stemOf, type Change, type Refactoring } from './refactoring';
import { resolvedAddress } from './nodeLinks';
import type { WorkspaceIndex } from './workspaceIndex';

interface Sketch {
  readonly name: string;
  readonly access: Set<AccessVerb>;
  format?: NodeFormat;
  type?: string;
  readonly children: Map<string, Sketch>;
}

function sketch(name: string): Sketch {
  return { name, access: new Set(['Get']), children: new Map() };
}

function nodeAt(root: Sketch, path: readonly string[]): Sketch {
  let at = root;
  for (const name of path) {
    const next = at.children.get(name) ?? sketch(name);
    at.children.set(name, next);
    at = next;
  }
  return at;
}

export const describeNodes: Refactoring = {
  id: 'describe-nodes',
  kind: 'refactor.extract',
  creates: true,
  title({ model, facts }) {
    if (model.kind === 'tree' && facts.nodes.length > 0) return 'Describe these nodes in a DDF';
    return model.kind === 'message' && facts.uses.some(({ segments }) => segments.length > 0) ? 'Describe the nodes that the messages here address in a DDF' : undefined;
  },
  changes({ model, facts, index }): readonly Change[] {
    const root = sketch('');
    if (model.kind === 'tree') plant(root, readTnds(model.document).nodes, 0);
    else fromMessages(root, model, facts, index);
    return [{ kind: 'create', uri: freeUri(facts.uri, stemOf(facts.uri), '.ddf', index), text: written(root) }];
  },
};

/** Levels that are described. */
const deepest = 64;

function plant(parent: Sketch, nodes: readonly PlantedNode[], depth: number): void {
  for (const { name, path, format = '', type, children } of nodes) {
    const above = depth === 0 && path !== undefined ? (addressIn(path, 0, 'path')?.segments.map((segment) => segment.name) ?? []) : [];
    const at = nodeAt(parent, name === '.' ? above : [...above, name]);
    if (isNodeFormat(format)) at.format = format;
    if (type !== undefined && type !== '') at.type = type;
    if (depth < deepest) plant(at, children, depth + 1);
  }
}

const verbs: ReadonlyMap<string, AccessVerb> = new Map<string, AccessVerb>([...(['Add', 'Copy', 'Delete', 'Exec', 'Get', 'Replace'] as const).map((verb): [string, AccessVerb] => [verb, verb]), ['Results', 'Get']]);

/** The messages of the folder, this one with what it does to the nodes. */
function fromMessages(root: Sketch, model: DocumentModel, facts: FileFacts, index: WorkspaceIndex): void {
  const folder = facts.uri.replace(/[^/]*$/, '');
  for (const one of index.files()) {
    if (one.kind !== 'message' || one.uri.replace(/[^/]*$/, '') !== folder) continue;
    for (const use of one.uses) if (use.role === 'uri') nodeAt(root, resolvedAddress(one, use, index).path);
  }
  for (const { name, items } of messageFacts(model.document)?.commands ?? []) {
    const verb = verbs.get(name);
    for (const { targetUri, sourceUri, format, type } of items) {
      const uri = targetUri ?? sourceUri;
      const path = uri === undefined ? undefined : addressIn(textOf(uri), 0, 'uri')?.segments.map((segment) => segment.name);
      if (path === undefined || path.length === 0 || verb === undefined) continue;
      const at = nodeAt(root, path);
      at.access.add(verb);
      const [said, kind] = [format, type].map((one) => (one === undefined ? '' : textOf(one).trim()));
      if (said !== undefined && isNodeFormat(said)) at.format = said;
      if (kind !== undefined && kind !== '') at.type = kind;
    }
  }
}

const namespace = 'syncml:dmddf1.2';

function make(name: string, ...children: readonly (Element | string)[]): Element {
  return element(name, children.filter((one) => one !== '').map((one) => (typeof one === 'string' ? text(one) : one)), { namespace });
}

function written(root: Sketch): string {
  const nodes = [...root.children.values()].map((one) => nodeElement(one, true));
  return writeXml(make('MgmtTree', make('VerDTD', '1.2'), ...nodes), { indent: '  ', declaration: true });
}

/** What can't be told is proposed: one instance, of a leaf a text. [TND 9.4] */
function nodeElement({ name, access, format, type, children }: Sketch, isTop: boolean): Element {
  const own = children.size > 0 ? 'node' : (format ?? 'chr');
  const isOctets = own === 'bin' || own === 'b64';
  const kind = own === 'node' ? make('DDFName', type ?? '') : make('MIME', type ?? (isOctets ? 'application/octet-stream' : 'text/plain'));
  return make(
    'Node',
    make('NodeName', name),
    ...(isTop ? [make('Path', '.')] : []),
    make(
      'DFProperties',
      make('AccessType', ...[...access].sort().map((verb) => make(verb))),
      make('DFFormat', make(own)),
      make('Occurrence', make('One')),
      make('Scope', make('Dynamic')),
      make('DFType', kind),
    ),
    ...[...children.values()].map((one) => nodeElement(one, false)),
  );
}
