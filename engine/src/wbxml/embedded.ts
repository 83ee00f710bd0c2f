// Documents within a message: a tree or device information in the Data of an Item, in WBXML a whole document of its own.
import { childElements, textOf, withChildren, withValue, type Element, type XmlNode } from '../xml/element';
import { dmDdf12, documentTypes, isOurs, type DocumentType } from './documentTypes';
import { isOctetFormat } from './formatScope';
import { devInfNamespace, dmDdfNamespace } from './tokens';

/** How deep documents may stand in documents: what is deeper stays octets, or goes in without a header of its own. */
export const maxEmbedding = 3;

/** The type of the document that an element would be, on its own, inside Data. */
export function embeddableType(element: Element): DocumentType | undefined {
  if (!isOurs(element.namespace)) return undefined;
  if (element.local === 'MgmtTree' && element.namespace.toLowerCase() !== devInfNamespace) return dmDdf12;
  if (element.local !== 'DevInf' || element.namespace.toLowerCase() === dmDdfNamespace) return undefined;
  const said = childElements(element).find(({ local }) => local === 'VerDTD');
  const version = said === undefined ? '' : textOf(said).trim();
  const types = documentTypes.filter(({ family }) => family === 'devinf');
  return types.find(({ version: known }) => `1.${known - 10}` === version) ?? types[0];
}

/** Whether there is an element in a Data that can be a document. */
export function holdsDocument(data: readonly XmlNode[]): boolean {
  return data.some((node) => node.kind === 'element' && embeddableType(node) !== undefined);
}

/** Whether the Data of an Item goes out as a document of its own; `outer` is the Format in force around the Item. */
export function itemEmbeds(item: Element, outer: string | undefined): boolean {
  const at = item.children.findIndex((node) => node.kind === 'element' && node.local === 'Data');
  const data = item.children[at];
  if (data?.kind !== 'element' || !holdsDocument(data.children)) return false;
  let format = outer;
  for (const node of item.children.slice(0, at)) {
    if (node.kind === 'element' && node.local === 'Meta') format = metaValue(node, 'Format')?.trim().toLowerCase() ?? format;
  }
  return !isOctetFormat(format);
}

/** What a Meta says, its children directly inside or in a MetInf. */
export function metaValue(meta: Element, local: string): string | undefined {
  for (const node of childElements(meta)) {
    if (node.local === local) return textOf(node);
    const inner = node.local === 'MetInf' ? metaValue(node, local) : undefined;
    if (inner !== undefined) return inner;
  }
  return undefined;
}

/** A Meta whose Type is what `rename` makes of it; the Meta itself where that is nothing new. */
export function withType(meta: Element, rename: (type: string) => string): Element {
  return replaced(meta, (node) => {
    if (node.kind !== 'element') return node;
    if (node.local === 'MetInf') return withType(node, rename);
    if (node.local !== 'Type') return node;
    return replaced(node, (inner) => {
      if (inner.kind !== 'text') return inner;
      const renamed = rename(inner.value);
      return renamed === inner.value ? inner : withValue(inner, renamed);
    });
  });
}

function replaced(element: Element, replace: (node: XmlNode) => XmlNode): Element {
  const children = element.children.map(replace);
  return children.some((node, at) => node !== element.children[at]) ? withChildren(element, children) : element;
}

/** The media type of a document in WBXML, where that of its XML is known. */
export function wbxmlType(type: string): string {
  return type.replace(/^(\s*application\/vnd\.syncml[.-]\S+)\+xml(\s*)$/i, '$1+wbxml$2');
}

/** The media type of the same document in XML. */
export function xmlType(type: string): string {
  return type.replace(/^(\s*application\/vnd\.syncml[.-]\S+)\+wbxml(\s*)$/i, '$1+xml$2');
}

/** The Types of documents that a decoder opened. */
export class EmbeddedTypes {
  /** Metas whose Type is no longer that of the octets. */
  private readonly renamed = new Set<Element>();

  /**
   * Makes the Type in the first Meta that has one that of XML; `holders` are the children of an Item and of its command.
   * What the octets say; undefined where nothing does, or where the same Type held for another document before.
   */
  rename(holders: readonly (XmlNode[] | undefined)[]): string | undefined {
    for (const children of holders) {
      const at = children?.findIndex((node) => node.kind === 'element' && node.local === 'Meta' && metaValue(node, 'Type') !== undefined) ?? -1;
      const meta = children?.[at];
      if (children === undefined || meta?.kind !== 'element') continue;
      if (this.renamed.has(meta)) return undefined;
      const renamed = withType(meta, xmlType);
      children[at] = renamed;
      this.renamed.add(renamed);
      return metaValue(meta, 'Type')?.trim();
    }
    return undefined;
  }
}
