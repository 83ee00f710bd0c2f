// A node as a serialised tree (TNDS) gives it: what a device holds. [TNDS 6]
import type { Range } from '../base/problem';

export interface PlantedNode {
  /** The root's is `.`; never empty but where the document leaves it out. */
  readonly name: string;
  /** As written: where the node stands, if not where the nesting puts it. */
  readonly path?: string;
  /** As written; a reader of the tree checks it. */
  readonly format?: string;
  /** A MIME type, or the MO identifier of an interior node. */
  readonly type?: string;
  readonly acl?: string;
  readonly title?: string;
  /** Text as written, base64 for `bin`; octets where the document was binary. */
  readonly value?: string | Uint8Array;
  readonly children: readonly PlantedNode[];
  /** Its Node element, in the document that it was read from. */
  readonly at: Range;
}
