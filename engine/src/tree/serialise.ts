// The tree as text and back: what a device keeps over a power cycle.
import { fromBase64, toBase64 } from '../base/bytes';
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
  return JSON.stringify(stored(tree.root));
}

/** Reads what `writeTree` wrote. `description` is that of the tree written. Throws a Failure where the text is damaged. */
export function readTree(text: string, description: Description): Tree {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw new Failure('tree-damaged', "The stored tree can't be read.", cause);
  }
  return { root: restored(content, description.root), description };
}

function stored(node: TreeNode): Stored {
  return {
    n: node.name,
    f: node.format,
    ...(node.type === undefined ? {} : { t: node.type }),
    ...(node.title === undefined ? {} : { h: node.title }),
    ...(node.acl === undefined ? {} : { a: node.acl }),
    ...(node.value === undefined ? {} : typeof node.value === 'string' ? { v: node.value } : { o: toBase64(node.value) }),
    ...(node.children === undefined ? {} : { c: [...node.children.values()].map(stored) }),
  };
}

function restored(content: unknown, described: DescribedNode | undefined): TreeNode {
  if (!isStored(content)) throw new Failure('tree-damaged', 'The stored tree holds something that is no node.');
  const { n, f, t, h, a, v, o, c } = content;
  const octets = o === undefined ? undefined : fromBase64(o);
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
