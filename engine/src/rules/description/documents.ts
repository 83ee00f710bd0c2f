// Rules of the document around a description: its DOCTYPE and its namespace.
import { isOurNamespace } from '../../ddf/parts';
import { editXml } from '../../xml/edit';
import { quoted } from '../elementText';
import { whole } from '../examples';
import { describedNode } from '../nodeExamples';
import type { Rule } from '../rule';
import type { Subject } from '../subject';

const publicId = '-//OMA//DTD-DM-DDF 1.2//EN';
const systemId = 'http://www.openmobilealliance.org/tech/DTD/dm_ddf-v1_2.dtd';
const document = (id: string): string => `<!DOCTYPE MgmtTree PUBLIC "${id}" "${systemId}">\n<MgmtTree>\n<VerDTD>1.2</VerDTD>\n${describedNode('A')}\n</MgmtTree>`;
const inNamespace = (namespace: string): string => `<MgmtTree xmlns="${namespace}">\n<VerDTD>1.2</VerDTD>\n${describedNode('A')}\n</MgmtTree>`;

export const documentRules: readonly Rule[] = [
  {
    id: 'ddf-public-id',
    group: 'description',
    on: 'document',
    kinds: ['description', 'tree'],
    severity: 'information',
    windows: 'off',
    clause: 'TND 10.1',
    summary: 'The DOCTYPE names the DTD by its public identifier, `-//OMA//DTD-DM-DDF 1.2//EN`.',
    docs: 'A catalogue finds the DTD by this identifier, character by character; with a leading blank, or with that of the SyncML messages, it finds none or the wrong one. Devices read descriptions without it. The mend writes the right one.',
    breaks: whole('description', document(` ${publicId}`)),
    keeps: whole('description', document(publicId)),
    check: (subject, report) => {
      const found = publicIdIn(subject);
      if (found !== undefined && !/^-\/\/OMA\/\/DTD-DM-DDF 1\.[123]\/\/EN$/.test(found.said)) {
        report(found.range, `The public identifier is "${found.said.slice(0, 80)}"; that of descriptions is "${publicId}".`);
      }
    },
    fix: (_, subject) => {
      const found = publicIdIn(subject);
      return found === undefined ? undefined : { title: `Write ${publicId}`, edits: [{ range: found.range, newText: publicId }] };
    },
  },
  {
    id: 'ddf-namespace',
    group: 'description',
    on: 'document',
    kinds: ['description'],
    severity: 'information',
    clause: 'TND 9.3',
    summary: 'A description has no namespace, or `syncml:dmddf1.2`.',
    docs: 'Most descriptions have none at all. The specification names syncml:dmddf, its examples of serialised trees syncml:dmddf1.2; a reader that looks at namespaces knows no other and passes over all that is in it.',
    breaks: whole('description', inNamespace('http://example.com/ddf')),
    keeps: whole('description', inNamespace('syncml:dmddf1.2')),
    check: ({ document: { root } }, report) => {
      if (root?.local === 'MgmtTree' && !isOurNamespace(root.namespace)) {
        report(root, `The namespace is ${quoted(root.namespace)}; a description has none, or "syncml:dmddf1.2".`);
      }
    },
    fix: (_, { document: { root }, text }) => {
      if (root === undefined || root.name !== root.local) return undefined;
      return { title: 'Write "syncml:dmddf1.2"', edits: editXml(text, [{ kind: 'attribute', of: root, name: 'xmlns', value: 'syncml:dmddf1.2' }]) };
    },
  },
];

/** What stands between the quotes after PUBLIC. */
function publicIdIn({ document: { children }, text }: Subject): { readonly said: string; readonly range: { readonly start: number; readonly end: number } } | undefined {
  const doctype = children.find(({ kind }) => kind === 'doctype');
  if (doctype === undefined) return undefined;
  const written = text.slice(doctype.range.start, Math.min(doctype.range.end, doctype.range.start + 1000));
  const [before, said] = /^<!DOCTYPE\s+[\w.:-]+\s+PUBLIC\s+["']([^"']*)/.exec(written) ?? [];
  if (before === undefined || said === undefined) return undefined;
  const end = doctype.range.start + before.length;
  return { said, range: { start: end - said.length, end } };
}
