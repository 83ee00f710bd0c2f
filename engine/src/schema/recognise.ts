// Which schema a document is written by.
import { child, textOf, type Element, type XmlDocument } from '../xml/element';
import { accountsSchema } from './accounts';
import { ddf12 } from './ddf';
import { downloadDescriptor } from './downloadDescriptor';
import { flowSchema } from './flow';
import { speaksOf, type Schema } from './schema';
import { syncml11, syncml12 } from './syncml';

/** Every schema there is. */
export const schemas: readonly Schema[] = [flowSchema, accountsSchema, ddf12, syncml12, syncml11, downloadDescriptor];

/** By the root element and its namespace; a SyncML message without a namespace by its VerDTD. */
export function recognise(document: XmlDocument): Schema | undefined {
  const { root } = document;
  if (root === undefined) return undefined;
  // A namespace that is missing or mistaken shouldn't leave a document without help, as long as its root is ours.
  const byRoot = schemas.filter(({ roots }) => roots.includes(root.local));
  const byNamespace = byRoot.filter((schema) => root.namespace !== '' && speaksOf(schema, root.namespace));
  if (byNamespace[0] !== undefined) return byNamespace[0];
  if (root.namespace !== '') return undefined;
  if (root.local === 'SyncML' && verDtdOf(root)?.startsWith('1.2') === false) return syncml11;
  return byRoot[0];
}

function verDtdOf(root: Element): string | undefined {
  const header = child(root, 'SyncHdr');
  const version = header === undefined ? undefined : child(header, 'VerDTD');
  return version === undefined ? undefined : textOf(version).trim();
}
