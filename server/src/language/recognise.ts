// What kind of document a text is: by its root element, else by the language that the editor has given it.
import { accountsSchema } from '#engine/schema/accounts';
import { ddf12 } from '#engine/schema/ddf';
import { flowSchema } from '#engine/schema/flow';
import { recognise, schemas } from '#engine/schema/recognise';
import type { Schema } from '#engine/schema/schema';
import { childElements, type Element, type XmlDocument } from '#engine/xml/element';
import { parseXml } from '#engine/xml/parse';

/** `description` is a DDF, `tree` a TNDS; `unknown` is none of ours. */
export type DocumentKind = 'flow' | 'accounts' | 'message' | 'description' | 'tree' | 'descriptor' | 'unknown';

/** Characters in which the root element is looked for first. */
const headLength = 4096;

/** The root element of each language's documents. */
const rootsOfLanguages: ReadonlyMap<string, string> = new Map([
  ['fumo-flow', 'flow'],
  ['syncml', 'SyncML'],
  ['dm-ddf', 'MgmtTree'],
  ['oma-dd', 'media'],
]);

/** The schema that a text is written by; what the root says goes before the language. */
export function schemaOfText(text: string, languageId?: string): Schema | undefined {
  const byRoot = recognise(parseXml(text.slice(0, headLength), { mends: false }).document) ?? (text.length > headLength ? recognise(parseXml(text).document) : undefined);
  const root = languageId === undefined ? undefined : rootsOfLanguages.get(languageId);
  return byRoot ?? (root === undefined ? undefined : schemas.find(({ roots }) => roots.includes(root)));
}

export function kindOf(schema: Schema | undefined, document: XmlDocument, uri: string, languageId?: string): DocumentKind {
  if (schema === flowSchema) return 'flow';
  if (schema === accountsSchema) return 'accounts';
  if (schema === ddf12) return isSerialisedTree(document, uri) ? 'tree' : 'description';
  if (schema?.roots.includes('SyncML') === true) return 'message';
  return schema !== undefined || languageId === 'oma-dd' ? 'descriptor' : 'unknown';
}

/** Descriptions and serialised trees share one DTD: only the former have framework properties. [TND 9.4.1, TNDS 6.1] */
function isSerialisedTree({ root }: XmlDocument, uri: string): boolean {
  if (/\.tnds(\.xml)?$/i.test(uri)) return true;
  const signs = root === undefined ? { describes: false, serialises: false } : signsIn(root);
  if (signs.describes || /\.ddf$/i.test(uri)) return false;
  return signs.serialises;
}

function signsIn(root: Element): { readonly describes: boolean; readonly serialises: boolean } {
  let serialises = false;
  const waiting: Element[] = [root];
  for (let element = waiting.pop(); element !== undefined; element = waiting.pop()) {
    for (const child of childElements(element)) {
      if (child.local === 'DFProperties') return { describes: true, serialises };
      if (child.local === 'RTProperties' || child.local === 'Value') serialises = true;
      else if (child.local === 'Node') waiting.push(child);
    }
  }
  return { describes: false, serialises };
}
