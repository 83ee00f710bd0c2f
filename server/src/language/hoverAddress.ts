// Hover over the address of a node: the node that it means; over a node of a description: that node.
import type { Range } from '#engine/base/problem';
import { describedNodes, type DescribedNode } from '#engine/ddf/description';
import { pathSegments, readName } from '#engine/ddf/nodePath';
import { readDdf } from '#engine/ddf/readDdf';
import { child, childElements, type Element } from '#engine/xml/element';
import { parseXml } from '#engine/xml/parse';
import { nameOfUri } from '../launch/fileUri';
import { addressIn, addressOfElement, isNodeAddress, mayRefer, type AddressUse } from './address';
import type { DocumentModel } from './documentModel';
import type { HoverText } from './hoverText';
import { pathTo, type Knowledge } from './knowledge';
import { addressCard, nodeCard } from './nodeCard';
import { childText } from './place';

/** In the text of the innermost element of `path`. */
export function addressHover(model: DocumentModel, path: readonly Element[], offset: number, knowledge: Knowledge): HoverText | undefined {
  const element = path.at(-1);
  if (element === undefined) return undefined;
  if (element.local === 'NodeName') return nodeHover(model, path.slice(0, -1), offset);
  const isAddress = isNodeAddress(path) || (element.local === 'Path' && path.some(({ local }) => local === 'MgmtTree')) || mayRefer(element);
  const use = isAddress ? addressOfElement(element, model.text, 'uri') : undefined;
  return use === undefined ? undefined : ofUse(model, use, offset, knowledge);
}

/** In the value of an attribute of a flow. */
export function attributeAddressHover(model: DocumentModel, valueRange: Range, offset: number, knowledge: Knowledge): HoverText | undefined {
  const use = addressIn(model.text.slice(valueRange.start, valueRange.end), valueRange.start, 'uri');
  return use === undefined ? undefined : ofUse(model, use, offset, knowledge);
}

function ofUse(model: DocumentModel, use: AddressUse, offset: number, knowledge: Knowledge): HoverText | undefined {
  const next = use.segments.findIndex(({ range }) => range.start === offset);
  const at = next >= 0 ? next : use.segments.findIndex(({ range }) => range.start <= offset && offset <= range.end);
  const segment = use.segments[at];
  if (segment === undefined || segment.name.includes('${') || knowledge.index === undefined) return undefined;
  const path = pathTo(use, at, knowledge);
  const markdown = addressCard(path, knowledge.index.descriptionsFor(model.uri).find(path));
  return markdown === undefined ? undefined : { markdown, range: segment.range };
}

/** `path` ends in the Node; only what stands in it and around it is read, however long the description is. */
function nodeHover(model: DocumentModel, path: readonly Element[], offset: number): HoverText | undefined {
  const node = path.at(-1);
  const properties = node === undefined ? undefined : child(node, 'DFProperties');
  if (node === undefined || properties === undefined) return undefined;
  const named = child(node, 'NodeName');
  const text = named?.children.find(({ kind, range }) => kind === 'text' && range.start <= offset && offset <= range.end);
  const own = describedAlone(node, model.text);
  if (own === undefined) return undefined;
  const around = path.filter(({ local }) => local === 'Node');
  const segments = around.flatMap((one, i) => {
    const name = readName(childText(one, 'NodeName'));
    return [...(i === 0 ? pathSegments(childText(one, 'Path')) : []), ...(name === '.' ? [] : [name === '' ? '*' : name])];
  });
  const markdown = nodeCard(segments, own, nameOfUri(model.uri));
  return { markdown, range: text?.range ?? named?.range ?? node.nameRange };
}

/** What a Node says of itself: read without the Nodes inside. */
function describedAlone(node: Element, text: string): DescribedNode | undefined {
  let own = '';
  let at = node.range.start;
  for (const inner of childElements(node)) {
    if (inner.local !== 'Node') continue;
    own += text.slice(at, inner.range.start);
    at = inner.range.end;
  }
  own += text.slice(at, node.range.end);
  const found = readDdf(parseXml(`<MgmtTree>${own}</MgmtTree>`).document).description;
  return found === undefined ? undefined : [...describedNodes(found)].map((one) => one.node).find(({ implied }) => implied !== true);
}
