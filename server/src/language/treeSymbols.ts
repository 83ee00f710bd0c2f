// Outline of a device description or a serialised tree: the tree of its nodes.
import { child, childElements, type Element } from '#engine/xml/element';
import { symbolOf, type OutlineSymbol } from './outlineSymbol';
import { childText } from './place';

export function treeSymbols(root: Element): readonly OutlineSymbol[] {
  return nodesIn(root).map((node) => nodeSymbol(node, true));
}

function nodesIn(parent: Element): readonly Element[] {
  return childElements(parent).filter(({ local }) => local === 'Node');
}

function nodeSymbol(node: Element, top = false): OutlineSymbol {
  const name = childText(node, 'NodeName') || '(name given at run time)';
  const path = top ? childText(node, 'Path').replace(/\/+$/, '') : '';
  const inner = nodesIn(node).map((one) => nodeSymbol(one));
  const format = formatOf(node) ?? (inner.length > 0 ? 'node' : undefined);
  return symbolOf(node, format === 'node' ? 'interior' : 'leaf', path === '' || path === '.' ? name : `${path}/${name}`, detailOf(node, format), inner);
}

function formatOf(node: Element): string | undefined {
  const [describing, serialising] = [child(node, 'DFProperties'), child(node, 'RTProperties')];
  return namesIn(describing, 'DFFormat')[0] ?? namesIn(serialising, 'Format')[0];
}

/** The names of the elements inside a property. */
function namesIn(properties: Element | undefined, property: string): readonly string[] {
  const found = properties === undefined ? undefined : child(properties, property);
  return found === undefined ? [] : childElements(found).map(({ local }) => local);
}

/** `int, Get Replace, ZeroOrOne`; of a leaf in a serialised tree its value. */
function detailOf(node: Element, format: string | undefined): string {
  const properties = child(node, 'DFProperties');
  const [occurrence] = namesIn(properties, 'Occurrence');
  const parts = [format, namesIn(properties, 'AccessType').join(' '), occurrence === 'One' ? undefined : occurrence];
  const value = properties === undefined && !/secret|data$|passw/i.test(childText(node, 'NodeName')) ? childText(node, 'Value') : '';
  const head = parts.filter((part) => part !== undefined && part !== '').join(', ');
  return value === '' ? head : `${head === '' ? '' : `${head} `}= ${value}`;
}
