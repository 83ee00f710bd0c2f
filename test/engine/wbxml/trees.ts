// Trees and octets, in forms that tests compare.
import { toHex } from '#engine/base/bytes';
import { isOurs } from '#engine/wbxml/documentTypes';
import type { XmlDocument, XmlNode } from '#engine/xml/element';

/** In capitals, a blank between octets. */
export function hexOf(octets: Uint8Array): string {
  return toHex(octets)
    .toUpperCase()
    .replace(/..(?=.)/g, '$& ');
}

export function octets(hex: string): Uint8Array {
  return Uint8Array.from(hex.split(' ').filter((word) => word !== ''), (word) => parseInt(word, 16));
}

export interface BareOptions {
  /** Without what a decoded element hasn't: declarations. */
  readonly withoutDeclarations?: boolean;
  /** Namespaces that code pages imply count as one with none at all. */
  readonly looseNamespaces?: boolean;
}

/** What a tree holds, without its places; texts beside each other joined, empty ones left out. */
export function bare(document: XmlDocument, options: BareOptions = {}): unknown {
  return bareNodes(document.children, options);
}

function bareNodes(nodes: readonly XmlNode[], options: BareOptions): unknown[] {
  const out: unknown[] = [];
  let text = '';
  const flush = (): void => {
    if (text !== '') out.push(text);
    text = '';
  };
  for (const node of nodes) {
    if (node.kind === 'text' && !node.cdata) {
      text += node.value;
      continue;
    }
    flush();
    if (node.kind === 'text') out.push({ cdata: node.value });
    else if (node.kind === 'opaque') out.push({ octets: hexOf(node.value) });
    else if (node.kind === 'element') {
      const attributes = node.attributes.filter(({ name }) => options.withoutDeclarations !== true || !/^xmlns(:|$)/.test(name));
      out.push({
        name: node.name,
        namespace: options.looseNamespaces === true && isOurs(node.namespace) ? '' : node.namespace,
        attributes: attributes.map(({ name, value }) => [name, value]),
        children: bareNodes(node.children, options),
      });
    } else out.push({ kind: node.kind, value: node.value });
  }
  flush();
  return out;
}
