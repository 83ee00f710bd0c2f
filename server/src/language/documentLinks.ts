// Document links: files that a document names, and addresses in a network.
import type { Range } from '#engine/base/problem';
import { textOf, type Element } from '#engine/xml/element';
import type { DocumentModel } from './documentModel';
import type { FileFacts } from './facts';
import { uriOfNamed } from './fileLinks';
import type { WorkspaceIndex } from './workspaceIndex';

export interface DocumentLink {
  readonly range: Range;
  readonly target: string;
  /** What following it does, in words. */
  readonly tip: string;
}

/** Elements whose text may be an address in a network. */
const addresses: ReadonlySet<string> = new Set(['objectURI', 'installNotifyURI', 'nextURL', 'infoURL', 'iconURI', 'DDFURI', 'Data', 'Value', 'DefaultValue', 'RespURI']);
/** Links of one document; those beyond are left out. */
const most = 2000;

export function documentLinks({ document }: DocumentModel, facts: FileFacts, index: WorkspaceIndex): readonly DocumentLink[] {
  const links: DocumentLink[] = [];
  for (const file of facts.files) {
    const target = uriOfNamed(facts, file, index);
    if (target !== undefined) links.push({ range: file.range, target, tip: `Opens the ${file.role}` });
  }
  const waiting: Element[] = document.root === undefined ? [] : [document.root];
  for (let element = waiting.pop(); element !== undefined && links.length < most; element = waiting.pop()) {
    for (const child of element.children) if (child.kind === 'element') waiting.push(child);
    const link = addresses.has(element.local) ? inElement(element) : undefined;
    if (link !== undefined && !links.some(({ range }) => range.start === link.range.start)) links.push(link);
  }
  return links.sort((a, b) => a.range.start - b.range.start);
}

function inElement(element: Element): DocumentLink | undefined {
  const node = element.children.find(({ kind }) => kind === 'text');
  const written = textOf(element);
  const target = written.trim();
  if (node === undefined || !/^https?:\/\/[^\s<>"{}]+$/.test(target) || !URL.canParse(target)) return undefined;
  const start = node.range.start + (written.length - written.trimStart().length);
  return { range: { start, end: node.range.end - (written.length - written.trimEnd().length) }, target, tip: 'Opens the address in a browser' };
}
