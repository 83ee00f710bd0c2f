// Descriptions in short: what the tests of this room are about, the rest filled in.
import { describedAt } from '#engine/ddf/lookUp';
import type { DescribedNode, Description } from '#engine/ddf/description';
import { readDdf } from '#engine/ddf/readDdf';
import { parseXml } from '#engine/xml/parse';

/** A MgmtTree around Node elements. */
export function mgmtTree(nodes: string, version = '<VerDTD>1.2</VerDTD>'): string {
  return `<MgmtTree>${version}${nodes}</MgmtTree>`;
}

/** DFProperties of a node of that format. */
export function properties(format: string, more: { access?: string; occurrence?: string; scope?: string; type?: string; extra?: string } = {}): string {
  const type = more.type ?? (format === 'node' ? '<DDFName/>' : '<MIME>text/plain</MIME>');
  return (
    `<DFProperties><AccessType>${more.access ?? '<Get/>'}</AccessType>${more.extra ?? ''}<DFFormat><${format}/></DFFormat>` +
    (more.occurrence === undefined ? '' : `<Occurrence>${more.occurrence}</Occurrence>`) +
    `${more.scope === undefined ? '' : `<Scope><${more.scope}/></Scope>`}<DFType>${type}</DFType></DFProperties>`
  );
}

export function read(text: string): { description: Description; codes: readonly string[] } {
  const { description, problems } = readDdf(parseXml(text).document);
  if (description === undefined) throw new Error(problems[0]?.message ?? 'no description');
  return { description, codes: problems.map((problem) => problem.code) };
}

export function described(description: Description, uri: string): DescribedNode {
  const node = describedAt(description, uri);
  if (node === undefined) throw new Error(`${uri} isn't described`);
  return node;
}
