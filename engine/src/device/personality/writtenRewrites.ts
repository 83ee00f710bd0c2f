// Personalities that write what the protocol asks in another way: changes of the elements, and of how they become octets.
import type { Encoding } from '../../session/encoding';
import type { EncodeOptions } from '../../wbxml/encode';
import { syncMl12, type DocumentType } from '../../wbxml/documentTypes';
import { childElements, element, text, withChildren, type Element, type XmlNode } from '../../xml/element';

export type ElementRewrite = (root: Element, encoding: Encoding) => Element;

export const elementRewrites: Readonly<Record<string, ElementRewrite>> = {
  'correlator-before-data': (root) => deep(root, (of) => (of.local === 'Alert' ? inOrder(of, ['CmdID', 'Correlator', 'Data']) : of)),
  'status-data-first': (root) => deep(root, (of) => (of.local === 'Status' ? inOrder(of, ['CmdID', 'Data', 'Item']) : of)),
  'line-ends-around-values': (root) => deep(root, (of) => (padded.has(of.local) && childElements(of).length === 0 ? withLineEnds(of) : of)),
  'meta-without-namespace': (root, encoding) => (encoding === 'wbxml' ? root : deep(root, (of) => (of.namespace === 'syncml:metinf' ? renamed(of, root.namespace) : of))),
  'lower-case-namespace': (root, encoding) => (encoding === 'wbxml' ? root : deep(root, (of) => (of.namespace === root.namespace ? renamed(of, root.namespace.toLowerCase()) : of))),
};

/** The tags of 1.2 under the name of 1.1. */
const named11: DocumentType = { ...syncMl12, textualId: '-//SYNCML//DTD SyncML 1.1//EN' };

/** How octets are made of the elements, in WBXML. */
export const wbxmlForms: Readonly<Record<string, EncodeOptions>> = {
  'public-id-of-1.1': { type: named11, publicId: 'textual' },
  'public-id-in-table': { publicId: 'string-table' },
};

const padded: ReadonlySet<string> = new Set(['Data', 'LocURI', 'Cmd', 'MsgRef', 'CmdRef']);

/** Children first, so that a change of an element keeps those below it. */
function deep(of: Element, change: (of: Element) => Element): Element {
  const children = of.children.map((node) => (node.kind === 'element' ? deep(node, change) : node));
  return change(children.every((node, i) => node === of.children[i]) ? of : withChildren(of, children));
}

/** The children that are named come first, in that order. */
function inOrder(of: Element, names: readonly string[]): Element {
  const rank = (node: XmlNode): number => {
    const at = node.kind === 'element' ? names.indexOf(node.local) : -1;
    return at < 0 ? names.length : at;
  };
  return withChildren(of, [...of.children].sort((a, b) => rank(a) - rank(b)));
}

function withLineEnds(of: Element): Element {
  return of.children.some((node) => node.kind !== 'text') || of.children.length === 0 ? of : withChildren(of, [text('\n'), ...of.children, text('\n')]);
}

function renamed(of: Element, namespace: string): Element {
  return element(of.local, of.children, { namespace });
}
