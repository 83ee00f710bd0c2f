// Rules of formats, and of values and types by format.
import { readAcl } from '../../tree/acl';
import { editXml } from '../../xml/edit';
import { child, childElements, element, text as newText, textOf } from '../../xml/element';
import type { NodeParts } from '../../ddf/nodeParts';
import { labelOf } from '../../ddf/report';
import { elementAt } from '../elementAt';
import { quoted } from '../elementText';
import { described } from '../examples';
import type { Fix, FixSubject } from '../fix';
import { describedNode } from '../nodeExamples';
import type { Report, Rule } from '../rule';
import type { Subject } from '../subject';

const leaf = describedNode('A');
const object = (type: string): string => describedNode('A', { type, format: 'node' });
const runTime = (inside: string): string => `<RTProperties>${inside}<Type><MIME>text/plain</MIME></Type></RTProperties>`;

export const formatRules: readonly Rule[] = [
  {
    id: 'ddf-format-count',
    group: 'description',
    on: 'reading',
    severity: 'error',
    clause: 'TND 9.4.3.4',
    summary: 'Format and DFFormat hold exactly one format.',
    docs: 'A node has one format, and its name is the empty element inside. Without one nobody knows how a value is to be read; of two, readers take the first. Where several formats are possible the one of the value that is stored counts.',
    breaks: described(leaf.replace('<chr/>', '<int/><chr/>')),
    keeps: described(leaf),
  },
  {
    id: 'ddf-interior-value',
    group: 'description',
    on: 'reading',
    severity: 'error',
    clause: 'TND 9.4.3.2',
    summary: 'An interior node has no value.',
    docs: 'A node of the format node holds other nodes, and nothing else: what stands in Value or DefaultValue can never be read or stored. Either the format is wrong, or the value belongs to a leaf inside.',
    breaks: described(describedNode('A', { format: 'node', value: '1' })),
    keeps: described(describedNode('A', { format: 'node' })),
  },
  {
    id: 'ddf-value-children',
    group: 'description',
    on: 'reading',
    severity: 'error',
    clause: 'TND 9.4.1.8',
    summary: 'A Node holds a Value or other Nodes, not both.',
    docs: 'A Value ends the branch: the node is a leaf, and leaves have no nodes below them. Readers drop one of the two. Take the Value away where the node is meant to be interior, and give the value to a leaf inside.',
    breaks: described(describedNode('A', {}, `${describedNode('B')}<Value></Value>`)),
    keeps: described(describedNode('A', {}, describedNode('B'))),
  },
  {
    id: 'ddf-leaf-children',
    group: 'description',
    on: 'reading',
    severity: 'error',
    clause: 'TND 6.2',
    summary: 'A node with nodes inside has the format node.',
    docs: 'Only interior nodes hold others, and their format is node. A server that reads the format takes the node for a leaf and writes a value to it, which the device refuses. The mend writes node.',
    breaks: described(describedNode('A', { format: 'chr', type: '<DDFName></DDFName>' }, describedNode('B'))),
    keeps: described(describedNode('A', { format: 'node' }, describedNode('B'))),
    fix: ({ range }, subject) => withNodeFormat(range.start, subject),
  },
  {
    id: 'ddf-default-format',
    group: 'description',
    on: 'reading',
    severity: 'error',
    clause: 'TND 9.4.3.2',
    summary: 'A default value is one of the node\u2019s format.',
    docs: 'A device that starts with such a value answers its first Get with something that the server can not read as the format says. Numbers are written in decimal and fit 32 bits, octets are base64, dates and times are ISO 8601. A remark on the value belongs in Description.',
    breaks: described(describedNode('A', { format: 'int', value: '0x0' })),
    keeps: described(describedNode('A', { format: 'int', value: '0' })),
  },
  {
    id: 'ddf-default-bool',
    group: 'description',
    on: 'node',
    kinds: ['description'],
    severity: 'information',
    clause: 'practice',
    summary: 'A default value of the format bool is `true` or `false`.',
    docs: 'The specification leaves open how a bool is written. Most published descriptions say true and false in lower case, and some clients compare just that; 1, 0 and capital letters are understood by many. The mend writes the usual word.',
    breaks: described(describedNode('A', { format: 'bool', value: '1' })),
    keeps: described(describedNode('A', { format: 'bool', value: 'true' })),
    check: ({ formatWord, defaultValue, rows }, report) => {
      if (formatWord !== 'bool' || defaultValue < 0) return;
      const written = rows.wordOf(defaultValue);
      if (/^(?:1|0|true|false)$/i.test(written) && written !== 'true' && written !== 'false') {
        report(rows.nameRange(defaultValue), `The default value is ${quoted(written)}; a bool is mostly written true or false.`);
      }
    },
    fix: ({ range }, { document, text }) => {
      const found = elementAt(document, range)?.element;
      if (found === undefined) return undefined;
      const value = /^(?:1|true)$/i.test(textOf(found).trim()) ? 'true' : 'false';
      return { title: `Write ${value}`, edits: editXml(text, [{ kind: 'value', of: found, value }]) };
    },
  },
  {
    id: 'ddf-format-consistency',
    group: 'description',
    on: 'node',
    kinds: ['description'],
    severity: 'error',
    clause: 'TND 9.4.2.2',
    summary: 'Format in RTProperties says the same as DFFormat.',
    docs: 'Both name the format of the node\u2019s value, one for the property that a server can read at run time and one for the framework. Where they differ the device answers with a format that its own description excludes. Correct the one that is wrong, or leave Format out.',
    breaks: described(describedNode('A', { format: 'int', runTime: runTime('<Format><chr/></Format>') })),
    keeps: described(describedNode('A', { format: 'int', runTime: runTime('<Format><int/></Format>') })),
    check: ({ formatWord, runTimeFormat, format, rows }, report) => {
      if (formatWord === '' || runTimeFormat === '' || formatWord === runTimeFormat) return;
      report(rows.nameRange(format), `Format is ${quoted(runTimeFormat)}, but DFFormat is ${quoted(formatWord)}.`);
    },
  },
  {
    id: 'ddf-dftype-interior',
    group: 'description',
    on: 'reading',
    severity: 'warning',
    clause: 'TND 9.4.3.8',
    summary: 'The DFType of an interior node is a DDFName.',
    docs: 'The type of an interior node is the identifier of the management object that begins there, in DDFName, or an empty DDFName where none does. Many published descriptions wrap the identifier in MIME, so it is only a warning; tools that look for objects by DDFName miss it there. The mend writes DDFName in its place.',
    breaks: described(object('<MIME>com.example/1.0/Things</MIME>')),
    keeps: described(object('<DDFName>com.example/1.0/Things</DDFName>')),
    fix: asObjectName,
  },
  {
    id: 'ddf-dftype-leaf',
    group: 'description',
    on: 'node',
    kinds: ['description'],
    severity: 'warning',
    clause: 'TND 9.4.3.8',
    summary: 'The DFType of a leaf is one or more MIME.',
    docs: 'A leaf has a value, and its type is the media type of that value; a DDFName names a management object, which only an interior node can be. Servers that write the leaf then have no type to give. The mend writes MIME, with text/plain where nothing else was said.',
    breaks: described(describedNode('A', { type: '<DDFName></DDFName>' })),
    keeps: described(describedNode('A', { type: '<MIME>text/plain</MIME>' })),
    check: (node, report) => {
      const { formatWord, ddfName, rows, children } = node;
      if (ddfName < 0 || formatWord === '' || formatWord === 'node' || children.length > 0) return;
      report(rows.nameRange(ddfName), `${labelOf(node)} is a leaf: its DFType is a MIME, not a DDFName.`);
    },
    fix: ({ range }, { document, text }) => {
      const found = elementAt(document, range);
      if (found?.parent === undefined) return undefined;
      const { element: name, parent } = found;
      const said = textOf(name).trim();
      if (said !== '' && !mediaType.test(said)) return undefined;
      const by = element('MIME', [newText(said === '' ? 'text/plain' : said)]);
      const hasMime = child(parent, 'MIME') !== undefined;
      return { title: hasMime ? 'Remove DDFName' : 'Write MIME', edits: editXml(text, [hasMime ? { kind: 'remove', node: name } : { kind: 'replace', node: name, by }]) };
    },
  },
  {
    id: 'ddf-mime-empty',
    group: 'description',
    on: 'node',
    kinds: ['description'],
    severity: 'hint',
    clause: 'TND 9.4.2.20',
    summary: 'MIME names a media type.',
    docs: 'An empty MIME says that the leaf has a type and keeps it secret. Devices take text/plain then, as for a value without a type. Write the type that the value has, for text and numbers text/plain.',
    breaks: described(describedNode('A', { type: '<MIME></MIME>' })),
    keeps: described(describedNode('A', { type: '<MIME>text/plain</MIME>' })),
    check: (node, report) => {
      forMimes(node, (row, word) => {
        if (word === '') report(node.rows.nameRange(row), 'MIME is empty; it names the media type of the value.');
      });
    },
  },
  {
    id: 'ddf-mime-form',
    group: 'description',
    on: 'node',
    kinds: ['description', 'tree'],
    severity: 'warning',
    clause: 'TND 9.4.2.20',
    summary: 'MIME is written type/subtype.',
    docs: 'A media type has two parts and a slash between them. A word alone is nothing that a server could put into Meta, or that a device would compare with what it gets there. Text and numbers are text/plain, octets application/octet-stream.',
    breaks: described(describedNode('A', { type: '<MIME>plain</MIME>' })),
    keeps: described(describedNode('A', { type: '<MIME>text/plain</MIME>' })),
    check: (node, report) => {
      const check = (row: number, word: string): void => {
        if (word !== '' && word !== 'text/plain' && !mediaType.test(word)) report(node.rows.nameRange(row), `MIME is ${quoted(word)}; a media type is written like text/plain.`);
      };
      forMimes(node, check);
      if (node.type < 0 || node.isInterior) return;
      const type = node.rows.first(node.type);
      if (type >= 0 && node.rows.local(type) === 'MIME') check(type, node.rows.wordOf(type));
    },
  },
  {
    id: 'ddf-moid-form',
    group: 'description',
    on: 'node',
    kinds: ['description', 'tree'],
    severity: 'warning',
    clause: 'TND 7.7.7.2',
    summary: 'DDFName is a URN or an identifier such as `com.example/1.0/Things`.',
    docs: 'Servers find management objects by this identifier, wherever a device keeps them. It is a URN of the registry, urn:oma:mo:name:1.0, or a reversed domain, a version and a name, with slashes between them. Anything else may be taken for another object, or for none.',
    breaks: described(object('<DDFName>my object</DDFName>')),
    keeps: described(object('<DDFName>urn:oma:mo:oma-example:1.0</DDFName>')),
    check: (node, report) => {
      if (node.ddfName >= 0 && node.isInterior) checkObjectName(node, node.ddfName, report);
      if (node.type < 0) return;
      const type = node.rows.first(node.type);
      if (type >= 0 && node.rows.local(type) === 'DDFName') checkObjectName(node, type, report);
    },
  },
  {
    id: 'ddf-rtproperties-type',
    group: 'description',
    on: 'reading',
    severity: 'error',
    clause: 'TND 9.4.2',
    summary: 'RTProperties hold a Type.',
    docs: 'Type is the one property that the DTD requires wherever RTProperties are given: every node has it at run time. Serialised trees from the field leave it out at times, which is a warning there. Write the media type of a leaf, the identifier of an object, or an empty DDFName.',
    breaks: described(describedNode('A', { runTime: '<RTProperties><ACL></ACL></RTProperties>' })),
    keeps: described(describedNode('A', { runTime: runTime('<ACL></ACL>') })),
  },
  {
    id: 'ddf-size-interior',
    group: 'description',
    on: 'node',
    kinds: ['description'],
    severity: 'error',
    clause: 'TND 9.4.2.4',
    summary: 'An interior node has no Size.',
    docs: 'Size counts the octets of a value, and an interior node has none: a Get of the property is answered 406. The mend takes Size away.',
    breaks: described(describedNode('A', { format: 'node', runTime: '<RTProperties><Size></Size><Type><DDFName></DDFName></Type></RTProperties>' })),
    keeps: described(describedNode('A', { runTime: runTime('<Size></Size>') })),
    check: (node, report) => {
      if (node.size >= 0 && node.isInterior) report(node.rows.nameRange(node.size), `${labelOf(node)} is an interior node and has no Size.`);
    },
    fix: ({ range }, { document, text }) => {
      const size = elementAt(document, range)?.element;
      return size === undefined ? undefined : { title: 'Remove Size', edits: editXml(text, [{ kind: 'remove', node: size }]) };
    },
  },
  {
    id: 'ddf-acl-default',
    group: 'description',
    on: 'node',
    kinds: ['description', 'tree'],
    severity: 'error',
    clause: 'TND 9.4.2.1',
    summary: 'The ACL of a node is an access control list, or empty.',
    docs: 'A device that can not read the list gives nobody any right, or refuses the node. Entries look like Get=* or Replace=server1+server2, with an ampersand between them, which is written &amp; in XML; Copy has no entry. An empty list inherits that of the node above.',
    breaks: described(describedNode('A', { runTime: runTime('<ACL>Get:*</ACL>') })),
    keeps: described(describedNode('A', { runTime: runTime('<ACL>Get=*</ACL>') })),
    check: ({ acl, rows }, report) => {
      const written = rows.wordOf(acl);
      const fault = written === '' ? undefined : readAcl(written).problems.find(({ severity }) => severity === 'error');
      if (fault !== undefined) report(rows.nameRange(acl), fault.message);
    },
  },
];

const mediaType = /^[!#$%&'*+.^`|~\w-]+\/[!#$%&'*+.^`|~\w-]+(?:[ \t]*;.*)?$/;

/** The MIME elements of a leaf; those of an interior node are wrong whatever they hold. */
function forMimes(node: NodeParts, tell: (row: number, word: string) => void): void {
  const { mime, rows, dfType, hasTypes } = node;
  if (mime < 0 || node.isInterior) return;
  if (!hasTypes) tell(mime, node.mimeWord);
  else for (const row of rows.partsOf(dfType)) if (rows.local(row) === 'MIME') tell(row, rows.wordOf(row));
}

function checkObjectName({ rows }: NodeParts, row: number, report: Report): void {
  const said = rows.wordOf(row);
  if (said === '' || /^urn:[a-z0-9][a-z0-9-]{0,31}:\S+$/i.test(said) || /^[a-z0-9-]+(?:\.[a-z0-9-]+)+\/\d+(?:\.\d+)*(?:\/[\w.-]+)+$/i.test(said)) return;
  report(rows.nameRange(row), `DDFName is ${quoted(said)}; it is a URN, or like com.example/1.0/Things.`);
}

/** MIME in place of which a DDFName stands, or beside which it does. */
function asObjectName({ range }: FixSubject, { document, text }: Subject): Fix | undefined {
  const type = elementAt(document, range)?.parent;
  if (type === undefined) return undefined;
  const parts = childElements(type);
  const mimes = parts.filter(({ local }) => local === 'MIME');
  const names = parts.filter(({ local }) => local === 'DDFName');
  const [first, ...others] = mimes;
  const said = mimes.map((mime) => textOf(mime).trim()).filter((word) => word !== '' && !/^(?:text|application)\//i.test(word));
  const [name, ...more] = [...new Set([...names.map((one) => textOf(one).trim()).filter((word) => word !== ''), ...said])];
  // Two names for one object: which is meant, a person knows.
  if (first === undefined || more.length > 0) return undefined;
  const by = element('DDFName', name === undefined ? [] : [newText(name)]);
  const removed = [...others, ...names].map((node) => ({ kind: 'remove', node }) as const);
  return { title: 'Write DDFName', edits: editXml(text, [{ kind: 'replace', node: first, by }, ...removed]) };
}

/** `start`: where the name of the element begins that says the format now. */
function withNodeFormat(start: number, { document, text }: Subject): Fix | undefined {
  const found = elementAt(document, { start, end: start + 1 });
  if (found?.parent?.local !== 'DFFormat' && found?.parent?.local !== 'Format') return undefined;
  return { title: 'Write node', edits: editXml(text, [{ kind: 'rename', of: found.element, name: 'node' }]) };
}
