// Model to element: a serialised tree. [TNDS 5, 6]
import { toBase64 } from '../base/bytes';
import { element, text, type Element } from '../xml/element';
import type { PlantedNode } from './plantedNode';

const namespace = 'syncml:dmddf1.2';

/** The MgmtTree of those nodes. Only what a node has is written; octets as base64. */
export function writeTnds(nodes: readonly PlantedNode[]): Element {
  const children = [part('VerDTD', [text('1.2')]), ...nodes.map(writeNode)];
  return element('MgmtTree', children, { namespace });
}

function writeNode(node: PlantedNode): Element {
  const properties = writeRunTime(node);
  return part('Node', [
    part('NodeName', node.name === '' ? [] : [text(node.name)]),
    ...(node.path === undefined ? [] : [part('Path', [text(node.path)])]),
    ...(properties.length === 0 ? [] : [part('RTProperties', properties)]),
    ...node.children.map(writeNode),
    ...(node.value === undefined ? [] : [writeValue(node.value)]),
  ]);
}

/** In the order of the DTD. */
function writeRunTime(node: PlantedNode): readonly Element[] {
  return [
    ...(node.acl === undefined ? [] : [part('ACL', [text(node.acl)])]),
    ...(node.format === undefined ? [] : [part('Format', [part(node.format, [])])]),
    ...(node.title === undefined ? [] : [part('Title', [text(node.title)])]),
    ...(node.type === undefined ? [] : [part('Type', [part(node.format === 'node' ? 'DDFName' : 'MIME', [text(node.type)])])]),
  ];
}

function writeValue(value: string | Uint8Array): Element {
  const written = typeof value === 'string' ? value : toBase64(value);
  return part('Value', written === '' ? [] : [text(written)]);
}

function part(name: string, children: readonly (Element | ReturnType<typeof text>)[]): Element {
  return element(name, children, { namespace });
}
