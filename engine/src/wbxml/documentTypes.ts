// The types of document that a WBXML header can declare, and how they are told apart.
import { childElements, textOf, type Element, type XmlDocument } from '../xml/element';
import {
  devInfNamespace,
  devInfSpace,
  dmDdfNamespace,
  metInfNamespace,
  oldDevInfSpace,
  syncMlSpace,
  type CodeSpace,
} from './tokens';

export interface DocumentType {
  readonly name: string;
  readonly family: 'syncml' | 'metinf' | 'devinf' | 'dmddf';
  /** Times ten. */
  readonly version: number;
  /** Absent where none was ever assigned: the textual one has to be used. */
  readonly publicId?: number;
  readonly textualId: string;
  readonly root: string;
  /** The page that the root stands on. */
  readonly rootPage: number;
  readonly namespace: string;
  readonly space: CodeSpace;
}

function syncMl(version: '1.0' | '1.1' | '1.2', publicId: number): DocumentType {
  return {
    name: `SyncML ${version}`,
    family: 'syncml',
    version: Math.round(Number(version) * 10),
    publicId,
    textualId: `-//SYNCML//DTD SyncML ${version}//EN`,
    root: 'SyncML',
    rootPage: 0,
    namespace: `SYNCML:SYNCML${version}`,
    space: syncMlSpace,
  };
}

function metInf(version: '1.0' | '1.1' | '1.2', publicId?: number): DocumentType {
  return {
    name: `MetInf ${version}`,
    family: 'metinf',
    version: Math.round(Number(version) * 10),
    ...(publicId !== undefined && { publicId }),
    textualId: `-//SYNCML//DTD MetInf ${version}//EN`,
    root: 'MetInf',
    rootPage: 1,
    namespace: metInfNamespace,
    space: syncMlSpace,
  };
}

function devInf(version: '1.0' | '1.1' | '1.2', publicId: number): DocumentType {
  return {
    name: `DevInf ${version}`,
    family: 'devinf',
    version: Math.round(Number(version) * 10),
    publicId,
    textualId: `-//SYNCML//DTD DevInf ${version}//EN`,
    root: 'DevInf',
    rootPage: 0,
    namespace: devInfNamespace,
    space: version === '1.2' ? devInfSpace : oldDevInfSpace,
  };
}

export const syncMl12: DocumentType = syncMl('1.2', 0x1201);

/** [TND 10.1] Has no number. */
export const dmDdf12: DocumentType = {
  name: 'DM DDF 1.2',
  family: 'dmddf',
  version: 12,
  textualId: '-//OMA//DTD-DM-DDF 1.2//EN',
  root: 'MgmtTree',
  rootPage: 2,
  namespace: dmDdfNamespace,
  space: syncMlSpace,
};

/** Of one family the newest first. */
export const documentTypes: readonly DocumentType[] = [
  syncMl12,
  syncMl('1.1', 0xfd3),
  syncMl('1.0', 0xfd1),
  devInf('1.2', 0x1203),
  devInf('1.1', 0xfd4),
  devInf('1.0', 0xfd2),
  metInf('1.2', 0x1202),
  metInf('1.1'),
  metInf('1.0'),
  dmDdf12,
];

const byNumber = new Map(documentTypes.flatMap((type) => (type.publicId === undefined ? [] : [[type.publicId, type] as const])));

/** The type that a numeric public id declares. */
export function typeOfPublicId(publicId: number): DocumentType | undefined {
  return byNumber.get(publicId);
}

/** The type that a textual public id declares, whatever the owner, case and punctuation it is spelt with. */
export function typeOfTextualId(textualId: string): DocumentType | undefined {
  const exact = documentTypes.find((type) => type.textualId === textualId);
  if (exact !== undefined) return exact;
  if (textualId.length > 100) return undefined;
  const [, about = '', version = ''] = /\/\/DTD[ -](.*?)[ -]?(1\.[0-2])\/\//i.exec(textualId) ?? [];
  const words = about.toLowerCase().replace(/[^a-z]/g, '');
  const family = families.get(words);
  return documentTypes.find((type) => type.family === family && type.version === Math.round(Number(version) * 10));
}

const families: ReadonlyMap<string, DocumentType['family']> = new Map([
  ['syncml', 'syncml'],
  ['representationprotocol', 'syncml'],
  ['devinf', 'devinf'],
  ['syncmldevinf', 'devinf'],
  ['metinf', 'metinf'],
  ['syncmlmetinf', 'metinf'],
  ['dmddf', 'dmddf'],
  ['syncmldmddf', 'dmddf'],
  ['ddf', 'dmddf'],
  ['dmtnds', 'dmddf'],
  ['dmtnd', 'dmddf'],
]);

/** The type whose root a first tag is; of several versions the newest. */
export function typeOfFirstTag(pageNumber: number, number: number): DocumentType | undefined {
  return documentTypes.find((type) => type.rootPage === pageNumber && type.space[pageNumber]?.numbers.get(type.root) === number);
}

/** The type of an element tree: by the root's name and namespace, its DOCTYPE, and the version that it says it has. */
export function typeOfDocument(document: XmlDocument): DocumentType | undefined {
  const { root } = document;
  if (root === undefined) return undefined;
  const candidates = documentTypes.filter((type) => type.root === root.local && isOurs(root.namespace));
  if (candidates.length === 0 && root.namespace !== '') {
    candidates.push(...documentTypes.filter(({ namespace }) => namespace.toLowerCase() === root.namespace.toLowerCase()));
  }
  return candidates.find((type) => type.version === versionIn(document, root, type.family)) ?? candidates[0];
}

function versionIn(document: XmlDocument, root: Element, family: DocumentType['family']): number | undefined {
  const declared = /^SYNCML:SYNCML1\.([012])$/i.exec(root.namespace)?.[1];
  if (declared !== undefined) return 10 + Number(declared);
  for (const node of document.children) {
    const id = node.kind === 'doctype' ? publicIdOf(node.value) : undefined;
    const type = id === undefined ? undefined : typeOfTextualId(id);
    if (type?.family === family) return type.version;
  }
  const parts = childElements(root);
  const header = parts.find(({ local }) => local === 'SyncHdr');
  const said = (header === undefined ? parts : childElements(header)).find(({ local }) => local === 'VerDTD');
  const version = said === undefined ? undefined : /^\s*1\.([012])\s*$/.exec(textOf(said))?.[1];
  return version === undefined ? undefined : 10 + Number(version);
}

/** What stands as public id in a DOCTYPE's text. */
export function publicIdOf(doctype: string): string | undefined {
  return /^\s*\S+\s+PUBLIC\s+["']\s*([^"'>]*?)\s*["']/i.exec(doctype.slice(0, 1000))?.[1];
}

/** Whether a namespace is one of those that the code pages imply, or none at all. */
export function isOurs(namespace: string): boolean {
  return namespace === '' || /^syncml:/i.test(namespace);
}
