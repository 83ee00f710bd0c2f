// The elements of device descriptions (DDF 1.2) and of serialised trees (TNDS), which share one DTD.
import { microsoftExtension } from './microsoftDdf';
import { emptyContent, ordered, row, table, textContent, unordered } from './rules';
import type { ElementRule, Schema } from './schema';

const formatNames = ['b64', 'bin', 'bool', 'chr', 'int', 'node', 'null', 'xml', 'date', 'time', 'float'];
const formats = ordered(`(${formatNames.join(' | ')})`);

function empty(clause: string, docs: Readonly<Record<string, string>>): readonly ElementRule[] {
  return Object.entries(docs).map(([name, doc]) => row(name, emptyContent, clause, doc));
}

function text(clause: string, docs: Readonly<Record<string, string>>): readonly ElementRule[] {
  return Object.entries(docs).map(([name, doc]) => row(name, textContent, clause, doc));
}

/** Elements of vendors' namespaces may stand where `foreign` says so: real descriptions carry them. */
const rows: readonly ElementRule[] = [
  row('MgmtTree', ordered('VerDTD, Man?, Mod?, Node+'), 'TND 9.4.1', 'A description of a management tree, or a part of one with its values.', {
    foreign: true,
    missing: { VerDTD: 'warning' },
  }),
  ...text('TND 9.4.1', {
    VerDTD: 'The version of the description framework: 1.2.',
    Man: 'The manufacturer of the device.',
    Mod: 'The model of the device.',
  }),
  row(
    'Node',
    ordered('NodeName, Path?, RTProperties?, DFProperties?, (Node* | Value?)'),
    'TND 9.4.1',
    'One node: interior where it holds nodes, a leaf where it has a value.',
    { foreign: true },
  ),
  ...text('TND 9.4.1', {
    NodeName: 'The name of the node; empty where it is given at run time.',
    Path: 'The URI up to the node; without it, the names of the nodes around it count.',
    Value: 'The value of a leaf; in a description the one that new instances get.',
  }),
  row('RTProperties', ordered('ACL?, Format?, Name?, Size?, Title?, TStamp?, Type, VerNo?'), 'TND 9.4.2', 'The run-time properties of a node.', {
    order: 'hint',
    missing: { Type: 'warning' },
    foreign: true,
  }),
  row('ACL', textContent, 'TND 7.7.1', 'Which servers may do what with the node: Add=*&Get=*; empty means inherited.'),
  row('Format', formats, 'TND 7.7.2', 'The format of the node\u2019s value; node for an interior node.'),
  row('Name', textContent, 'TND 7.7.3', 'The last segment of the node\u2019s URI.'),
  row('Size', textContent, 'TND 7.7.4', 'The size of a leaf\u2019s value in octets, not encoded.'),
  row('Title', textContent, 'TND 7.7.5', 'A name for people.'),
  row('TStamp', textContent, 'TND 7.7.6', 'When the node was last changed.'),
  row('Type', ordered('(MIME | DDFName)'), 'TND 7.7.7', 'Of a leaf its media type, of an interior node the management object it is the root of.'),
  row('VerNo', textContent, 'TND 7.7.8', 'How often the node was changed, 16 bits.'),
  row(
    'DFProperties',
    ordered('AccessType, DefaultValue?, Description?, DFFormat, Occurrence?, Scope?, DFTitle?, DFType, CaseSense?'),
    'TND 9.4.3',
    'The framework properties of a node: what it is, never changing at run time.',
    // One description in four has them in another order.
    { order: 'hint', foreign: true },
  ),
  row('AccessType', unordered('Add? Copy? Delete? Exec? Get? Replace?'), 'TND 9.4.3', 'The commands that the node takes, whatever its ACL says.'),
  ...empty('TND 9.4.3', {
    Add: 'Children may be added to the node.',
    Copy: 'The node may be copied.',
    Delete: 'The node may be deleted.',
    Exec: 'The node may be executed.',
    Get: 'The node may be read.',
    Replace: 'The node may be overwritten.',
  }),
  row('DFFormat', formats, 'TND 9.4.3', 'The format of the node\u2019s value; node makes it an interior node.'),
  ...empty('TND 9.4.2', {
    b64: 'Binary data as base64 text.',
    bin: 'Binary data.',
    bool: 'true or false.',
    chr: 'Text.',
    int: 'A whole number of 32 bits, signed.',
    node: 'An interior node: no value, but children.',
    null: 'No value.',
    xml: 'Mark-up.',
    date: 'A date by ISO 8601, with century.',
    time: 'A time of day by ISO 8601.',
    float: 'A floating-point number as XML Schema writes it.',
  }),
  ...text('TND 9.4.3', {
    DefaultValue: 'The value that a leaf has as long as none was given.',
    Description: 'What the node is for, in words.',
    DFTitle: 'A name for people.',
  }),
  row('Occurrence', ordered('(One | ZeroOrOne | ZeroOrMore | OneOrMore | ZeroOrN | OneOrN)'), 'TND 9.4.3', 'How often the node may be there; once where it is missing.'),
  ...empty('TND 9.4.3', {
    One: 'The node is there exactly once.',
    ZeroOrOne: 'The node may be there.',
    ZeroOrMore: 'The node may be there any number of times.',
    OneOrMore: 'The node is there at least once.',
  }),
  ...text('TND 9.4.3', {
    ZeroOrN: 'The node may be there up to N times.',
    OneOrN: 'The node is there at least once and up to N times.',
  }),
  row('Scope', ordered('(Permanent | Dynamic)'), 'TND 9.4.3', 'Whether the node can be created and deleted; Dynamic where it is missing.'),
  ...empty('TND 9.4.3', {
    Permanent: 'The node is always there: no server can create or delete it.',
    Dynamic: 'The node can be created and deleted.',
  }),
  row('DFType', ordered('(MIME+ | DDFName)'), 'TND 9.4.3', 'Of a leaf its media types, of an interior node the description it follows.', {
    // Two descriptions in three name a management object by a media type, or by both.
    beside: 'warning',
  }),
  ...text('TND 9.4.3', {
    MIME: 'A media type.',
    DDFName: 'The identifier of a management object, or nothing.',
  }),
  row('CaseSense', ordered('(CS | CIS)'), 'TND 9.4.3', 'Whether the names of the node and of all below it differ by case.'),
  ...empty('TND 9.4.3', {
    CS: 'Upper and lower case differ.',
    CIS: 'Upper and lower case are the same.',
  }),
];

/** Device descriptions and serialised trees. */
export const ddf12: Schema = {
  id: 'ddf-1.2',
  title: 'OMA DM device description or serialised tree',
  namespaces: ['syncml:dmddf1.2', 'syncml:dmddf'],
  roots: ['MgmtTree'],
  elements: table(...rows),
  extensions: [microsoftExtension],
};

/** The elements of a serialised tree that mean the same as in a description. */
const inTnds = new Set(['VerDTD', 'Man', 'Mod', 'NodeName', 'Path', 'Value', 'ACL', 'Format', 'Title', 'TStamp', 'Type', 'VerNo', 'MIME', 'DDFName', ...formatNames]);

/** Serialised trees: values and run-time properties, no framework properties. */
export const tnds12: Schema = {
  id: 'tnds-1.2',
  title: 'OMA DM serialised tree',
  namespaces: ['syncml:dmddf1.2', 'syncml:dmddf'],
  roots: ['MgmtTree'],
  elements: table(
    row('MgmtTree', ordered('VerDTD, Man?, Mod?, Node+'), 'TNDS 6.1', 'A part of a management tree with its values.', { missing: { VerDTD: 'warning' } }),
    row('Node', ordered('NodeName, Path?, RTProperties, (Node* | Value?)'), 'TNDS 6.1', 'One node: interior where it holds nodes, a leaf where it has a value.', {
      // The specification calls them mandatory, and leaves them out in its own example.
      missing: { RTProperties: 'warning', NodeName: 'warning' },
    }),
    row('RTProperties', ordered('ACL?, Format?, Title?, TStamp?, Type, VerNo?'), 'TNDS 6.1', 'The run-time properties of a node.', {
      order: 'hint',
      missing: { Type: 'warning' },
      // Name and Size follow from the rest.
      unknown: 'warning',
    }),
    ...rows.filter(({ name }) => inTnds.has(name)),
  ),
};
