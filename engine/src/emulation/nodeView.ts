// The device's tree for a person to look at.
import { toBase64 } from '../base/bytes';
import type { TreeNode } from '../tree/tree';
import type { Masking } from './masking';
import type { NodeView } from './run';

const shown = 64;

/** A node and everything below it. `uri` is where it stands. */
export function viewOf(node: TreeNode, uri: string, masking: Masking): NodeView {
  return {
    name: node.name,
    uri,
    format: node.format,
    ...(node.type !== undefined && node.type !== '' && { type: node.type }),
    ...(node.acl !== undefined && node.acl !== '' && { acl: node.acl }),
    ...(node.children === undefined
      ? { value: masking.leaf(node.name, textOfLeaf(node.value)) }
      : { children: [...node.children].map(([name, child]) => viewOf(child, `${uri}/${name}`, masking)) }),
  };
}

/** A leaf's value as text; octets as base64, shortened with their number after it. */
export function textOfLeaf(value: string | Uint8Array | undefined): string {
  if (value === undefined || typeof value === 'string') return value ?? '';
  if (value.length <= shown) return toBase64(value);
  return `${toBase64(value.subarray(0, shown))}… (${value.length} octets)`;
}
