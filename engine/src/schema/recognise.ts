// Which schema a document is written by.
import { child, childElements, textOf, type Element, type XmlDocument } from '../xml/element';
import { accountsSchema } from './accounts';
import { ddf12, tnds12 } from './ddf';
import { devInf11, devInf12 } from './devInf';
import { downloadDescriptor } from './downloadDescriptor';
import { flowSchema } from './flow';
import { microsoftDdf } from './microsoftDdf';
import { byVersion, speaksOf, type Schema } from './schema';
import { syncml11, syncml12 } from './syncml';

/** Every schema there is. */
export const schemas: readonly Schema[] = [
  flowSchema,
  accountsSchema,
  ddf12,
  syncml12,
  syncml11,
  downloadDescriptor,
  devInf11,
  devInf12,
  tnds12,
  microsoftDdf,
];

/** Those that documents are recognised by: an extension is none, and a serialised tree is told by `variantOf`. */
const documents = schemas.filter((schema) => schema !== microsoftDdf && schema !== tnds12);

/** By the root element and its namespace; messages without a namespace, and device information, by their VerDTD. */
export function recognise(document: XmlDocument): Schema | undefined {
  const { root } = document;
  if (root === undefined) return undefined;
  // A namespace that is missing or mistaken shouldn't leave a document without help, as long as its root is ours.
  const byRoot = documents.filter(({ roots }) => roots.includes(root.local));
  const byNamespace = byRoot.filter((schema) => root.namespace !== '' && speaksOf(schema, root.namespace));
  if (byNamespace.length > 0) return byVersion(byNamespace, root);
  // Peers write SyncML's namespace in any case, and of versions that there aren't: it is a message all the same.
  if (root.local === 'SyncML' && /^syncml:/i.test(root.namespace)) return /1\.[01]$/.test(root.namespace) ? syncml11 : syncml12;
  if (root.namespace !== '') return undefined;
  if (root.local === 'SyncML' && verDtdOf(root)?.startsWith('1.2') === false) return syncml11;
  return byVersion(byRoot, root);
}

/**
 * A message or a description whose namespace nobody has is read as if the namespace were right: its elements are taken
 * for those that they are called.
 */
export function inItsNamespace(schema: Schema, { root }: XmlDocument): Schema {
  const isCalled = root !== undefined && (root.local === 'SyncML' || root.local === 'MgmtTree') && schema.roots.includes(root.local);
  return !isCalled || speaksOf(schema, root.namespace) ? schema : { ...schema, namespaces: [...schema.namespaces, root.namespace] };
}

/**
 * The schema that a document follows. A description without framework properties, but with run-time ones or values, is
 * a serialised tree; a message follows its schema in the message's own namespace, and any other document the schema
 * itself.
 */
export function variantOf(schema: Schema, document: XmlDocument): Schema {
  const { root } = document;
  if (root?.local === 'SyncML') return inItsNamespace(schema, document);
  if (schema !== ddf12 || root === undefined) return schema;
  let serialised = false;
  const waiting: Element[] = [root];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const inner of childElements(next)) {
      // [TND 9.4.1]
      if (inner.local === 'DFProperties') return schema;
      if (inner.local === 'RTProperties' || inner.local === 'Value') serialised = true;
      else if (inner.local === 'Node') waiting.push(inner);
    }
  }
  return serialised ? tnds12 : schema;
}

function verDtdOf(root: Element): string | undefined {
  const header = child(root, 'SyncHdr');
  const version = header === undefined ? undefined : child(header, 'VerDTD');
  return version === undefined ? undefined : textOf(version).trim();
}
