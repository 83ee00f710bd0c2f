// The tree as text and back: what a device keeps over a power cycle.
import { carriedAs, octetsCarried } from '../base/carriedOctets';
import { Failure } from '../base/failure';
import type { DescribedNode, Description } from '../ddf/description';
import { describedChild } from '../ddf/lookUp';
import { isNodeFormat, type NodeFormat } from '../ddf/nodeFormat';
import type { Tree, TreeNode } from './tree';

/** Names are short because a store may hold many trees. `o`: octets, in base64; `v`: text; `c`: children. */
interface Stored {
  readonly n: string;
  readonly f: NodeFormat;
  readonly t?: string;
  readonly h?: string;
  readonly a?: string;
  readonly v?: string;
  readonly o?: string;
  readonly c?: readonly Stored[];
}

/** All but the description, which the device has from elsewhere. */
export function writeTree(tree: Tree): string {
  return textOf(tree.root);
}

/** Reads what `writeTree` wrote. `description` is that of the tree written. Throws a Failure where the text is damaged. */
export function readTree(text: string, description: Description): Tree {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw new Failure('tree-damaged', "The stored tree can't be read.", cause);
  }
  return readTreeContent(content, description);
}

/** The same of a text that has been parsed as JSON. */
export function readTreeContent(content: unknown, description: Description): Tree {
  return { root: restored(content, description.root), description };
}

/** What a node is written as: a device writes its tree at every change, and most of it is what it was. */
const written = new WeakMap<TreeNode, string>();
/** Units of text: larger ones of interior nodes would be kept at every level again. */
const longestKept = 16_384;

function textOf(node: TreeNode): string {
  const known = written.get(node);
  if (known !== undefined) return known;
  const own: Stored = {
    n: node.name,
    f: node.format,
    ...(node.type === undefined ? {} : { t: node.type }),
    ...(node.title === undefined ? {} : { h: node.title }),
    ...(node.acl === undefined ? {} : { a: node.acl }),
    ...(typeof node.value === 'string' ? { v: node.value } : {}),
  };
  let text = JSON.stringify(own);
  // Base64 needs no escapes: a package stands in the text as the string that it is.
  if (node.value instanceof Uint8Array) text = `${text.slice(0, -1)},"o":"${carriedAs(node.value)}"}`;
  if (node.children !== undefined) {
    let inside = '';
    for (const child of node.children.values()) inside += inside === '' ? textOf(child) : `,${textOf(child)}`;
    text = `${text.slice(0, -1)},"c":[${inside}]}`;
  }
  if (node.children === undefined || text.length <= longestKept) written.set(node, text);
  return text;
}

function restored(content: unknown, described: DescribedNode | undefined): TreeNode {
  if (!isStored(content)) throw new Failure('tree-damaged', 'The stored tree holds something that is no node.');
  const { n, f, t, h, a, v, o, c } = content;
  const octets = o === undefined ? undefined : octetsCarried(o);
  if (o !== undefined && octets === undefined) throw new Failure('tree-damaged', `The stored octets of “${n}” aren't base64.`);
  const value = v ?? octets;
  return {
    name: n,
    format: f,
    ...(t === undefined ? {} : { type: t }),
    ...(h === undefined ? {} : { title: h }),
    ...(a === undefined ? {} : { acl: a }),
    ...(value === undefined ? {} : { value }),
    ...(c === undefined ? {} : { children: childrenOf(c, described) }),
    ...(described === undefined ? {} : { described }),
  };
}

function childrenOf(content: readonly unknown[], described: DescribedNode | undefined): ReadonlyMap<string, TreeNode> {
  return new Map(
    content.map((child) => {
      const name = isStored(child) ? child.n : '';
      return [name, restored(child, described === undefined ? undefined : describedChild(described, name))];
    }),
  );
}

function isStored(content: unknown): content is Stored {
  if (typeof content !== 'object' || content === null) return false;
  const { n, f, t, h, a, v, o, c } = content as Record<string, unknown>;
  const texts = [t, h, a, v, o].every((part) => part === undefined || typeof part === 'string');
  return typeof n === 'string' && typeof f === 'string' && isNodeFormat(f) && texts && (c === undefined || Array.isArray(c));
}
