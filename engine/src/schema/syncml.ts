// The elements of SyncML messages, by the representation protocol 1.2, and what 1.1 and 1.0 do otherwise.
import { tnds12 } from './ddf';
import { devInf11, devInf12 } from './devInf';
import { metaContent, metaContent11, metInfRows, metInfRows11 } from './metInf';
import { anyContent, emptyContent, ordered, row, table, textContent } from './rules';
import type { ElementRule, Schema } from './schema';

/** Rules of representation protocol 1.2. */
const rows: readonly ElementRule[] = [
  row('SyncML', ordered('SyncHdr, SyncBody'), 'DM-REP 6.2.1', 'A message: one header and one body.'),
  row(
    'SyncHdr',
    ordered('VerDTD, VerProto, SessionID, MsgID, Target, Source, RespURI?, NoResp?, Cred?, Meta?'),
    'DM-REP 6.2.2',
    'The header: versions, session, addresses and credentials.',
  ),
  row(
    'SyncBody',
    ordered('(Alert | Atomic | Copy | Exec | Get | Map | Move | Put | Results | Search | Sequence | Status | Sync | Add | Replace | Delete)+, Final?'),
    'DM-REP 6.2.3',
    'The body: the commands of the message, Final at its end where the package is complete.',
  ),
  row('Add', ordered('CmdID, NoResp?, Cred?, Meta?, Item+'), 'DM-REP 6.6.1', 'Creates a node that must not exist yet.'),
  row(
    'Alert',
    ordered('CmdID, NoResp?, Cred?, Data?, Correlator?, Item*'),
    'DM-REP 6.6.2',
    'Tells or asks the other end something by its alert code: opens a session, asks the user, reports a result.',
  ),
  row(
    'Atomic',
    ordered('CmdID, NoResp?, Meta?, (Add | Replace | Delete | Copy | Atomic | Map | Move | Sequence | Sync | Get | Exec | Alert)+'),
    'DM-REP 6.6.3',
    'Commands that are carried out all together or not at all.',
  ),
  row('Copy', ordered('CmdID, NoResp?, Cred?, Meta?, Item+'), 'DM-REP 6.6.4', 'Copies the value of one leaf to another.'),
  row('Delete', ordered('CmdID, NoResp?, Archive?, SftDel?, Cred?, Meta?, Item+'), 'DM-REP 6.6.5', 'Removes a dynamic node with all below it.'),
  row(
    'Exec',
    ordered('CmdID, NoResp?, Cred?, Meta?, Correlator?, Item'),
    'DM-REP 6.6.6',
    'Starts the process that a node stands for; 202 says that its result will be reported later.',
    { repeated: { Item: 'warning' } },
  ),
  row('Get', ordered('CmdID, NoResp?, Lang?, Cred?, Meta?, Item+'), 'DM-REP 6.6.7', 'Asks for the value of a leaf, the children of an interior node, or a property.'),
  row('Map', ordered('CmdID, Target, Source, Cred?, Meta?, MapItem+'), 'DM-REP 6.6.8', 'Maps identifiers; not used in device management.'),
  row('MapItem', ordered('Target, Source'), 'DM-REP 6.6.9', 'One pair of identifiers; not used in device management.'),
  row('Put', ordered('CmdID, NoResp?, Lang?, Cred?, Meta?, Item+'), 'DM-REP 6.6.10', 'Sends data unasked; not used in device management.'),
  row('Replace', ordered('CmdID, NoResp?, Cred?, Meta?, Item+'), 'DM-REP 6.6.11', 'Overwrites the value of a node, or one of its properties.'),
  row(
    'Results',
    ordered('CmdID, MsgRef?, CmdRef, Cmd?, Meta?, TargetRef?, SourceRef?, Item+'),
    'DM-REP 6.6.12',
    'What a Get brought.',
    { missing: { CmdRef: 'warning' } },
  ),
  row('Search', ordered('CmdID, NoResp?, NoResults?, Cred?, Target?, Source+, Lang?, Meta, Data'), 'DM-REP 6.6.13', 'A query; not used in device management.'),
  row(
    'Sequence',
    ordered('CmdID, NoResp?, Meta?, (Add | Replace | Delete | Copy | Atomic | Map | Move | Sync | Get | Alert | Exec)+'),
    'DM-REP 6.6.14',
    'Commands that are carried out in the order in which they stand.',
  ),
  row(
    'Sync',
    ordered('CmdID, NoResp?, Cred?, Target?, Source?, Meta?, NumberOfChanges?, (Add | Atomic | Copy | Delete | Move | Replace | Sequence)*'),
    'DM-REP 6.6.15',
    'Synchronises data; not used in device management.',
  ),
  row('Move', ordered('CmdID, NoResp?, Cred?, Meta?, Item+'), 'REPPRO 1.2 DTD', 'Moves an item; not used in device management.'),
  row(
    'Status',
    ordered('CmdID, MsgRef, CmdRef, Cmd, TargetRef*, SourceRef*, Cred?, Chal?, Data, Item*'),
    'DM-REP 6.4.1',
    'The outcome of one command or of the header: Data holds the status code.',
    // The protocol's own examples leave both out here and there, CmdRef where the header is answered.
    { missing: { CmdID: 'warning', CmdRef: 'warning' } },
  ),
  row(
    'Item',
    ordered('Target?, Source?, SourceParent?, TargetParent?, Meta?, Data?, MoreData?'),
    'DM-REP 6.3.2',
    'What a command is about: addresses, meta-information, data.',
  ),
  row('Target', ordered('LocURI, LocName?, Filter?'), 'DM-REP 6.1.22', 'Where something goes: a URI and perhaps a name.'),
  row('Source', ordered('LocURI, LocName?'), 'DM-REP 6.1.20', 'Where something comes from: a URI and perhaps a name.'),
  row('SourceParent', ordered('LocURI'), 'REPPRO 1.2 DTD', 'The parent that an item comes from; not used in device management.'),
  row('TargetParent', ordered('LocURI'), 'REPPRO 1.2 DTD', 'The parent that an item goes to; not used in device management.'),
  row('Chal', ordered('Meta'), 'DM-REP 6.1.2', 'A challenge: the scheme, and the nonce, that credentials must be made with.'),
  row('Cred', ordered('Meta?, Data'), 'DM-REP 6.1.6', 'Credentials; in device management only in the header.'),
  row('Meta', metaContent, 'DM-REP 6.3.3', 'Meta-information about the data, in the namespace syncml:metinf.', { foreign: true }),
  row('Data', anyContent, 'DM-REP 6.3.1', 'The value itself: a code, a text, or mark-up of another namespace.'),
  row('Archive', emptyContent, 'DM-REP 6.1.1', 'Asks to archive what is deleted; not used in device management.'),
  row('Final', emptyContent, 'DM-REP 6.1.7', 'Says that this is the last message of the package.'),
  row('MoreData', emptyContent, 'DM-REP 6.1.11', 'Says that the object goes on in the next message.'),
  row('NoResp', emptyContent, 'DM-REP 6.1.14', 'Asks for no Status; not used in device management.'),
  row('NoResults', emptyContent, 'DM-REP 6.1.15', 'Asks for no Results; not used in device management.'),
  row('SftDel', emptyContent, 'DM-REP 6.1.19', 'Asks for a soft delete; not used in device management.'),
  row('Cmd', textContent, 'DM-REP 6.1.3', 'The name of the command that is answered, or SyncHdr.'),
  row('CmdID', textContent, 'DM-REP 6.1.4', 'The number of the command, unique in its message and never 0.'),
  row('CmdRef', textContent, 'DM-REP 6.1.5', 'The CmdID of the command that is answered; 0 stands for the header.'),
  row('Correlator', textContent, 'DM-PRO 8.7.1', 'Ties the report of a result to the Exec that started it.'),
  row('Lang', textContent, 'DM-REP 6.1.8', 'The language that results should come in; not used in device management.'),
  row('LocName', textContent, 'DM-REP 6.1.9', 'The name that belongs to an address; in the header\u2019s Source, the user\u2019s.'),
  row('LocURI', textContent, 'DM-REP 6.1.10', 'An address: a URI, a URN such as IMEI:\u2026, or the place of a node in the tree.'),
  row('MsgID', textContent, 'DM-REP 6.1.12', 'The number of the message; each end counts its own from 1 in each session.'),
  row('MsgRef', textContent, 'DM-REP 6.1.13', 'The MsgID of the message that is answered.'),
  row('NumberOfChanges', textContent, 'DM-REP 6.1.16', 'How many changes follow; not used in device management.'),
  row('RespURI', textContent, 'DM-REP 6.1.17', 'Where further messages of the session are to be sent.'),
  row('SessionID', textContent, 'DM-REP 6.1.18', 'The session, the same in all its messages; at most 4 octets.'),
  row('SourceRef', textContent, 'DM-REP 6.1.21', 'The Source of the item that is answered.'),
  row('TargetRef', textContent, 'DM-REP 6.1.23', 'The Target of the item that is answered.'),
  row('VerDTD', textContent, 'DM-REP 6.1.24', 'The version of the representation protocol: 1.2 in device management 1.2.'),
  row('VerProto', textContent, 'DM-REP 6.1.25', 'The protocol and its version: DM/1.2.'),
  row('Filter', ordered('Meta, Field?, Record?, FilterType?'), 'REPPRO 1.2 DTD', 'Picks items; not used in device management.'),
  row('Field', ordered('Item'), 'REPPRO 1.2 DTD', 'Picks fields of items; not used in device management.'),
  row('Record', ordered('Item'), 'REPPRO 1.2 DTD', 'Picks items by their content; not used in device management.'),
  row('FilterType', textContent, 'REPPRO 1.2 DTD', 'How a filter is meant; not used in device management.'),
  ...metInfRows,
];

/** What 1.1 lacks: these rows stand in place of those above, and some elements are not there at all. */
const since12 = new Set(['Move', 'Correlator', 'SourceParent', 'TargetParent', 'Filter', 'Field', 'Record', 'FilterType', 'FieldLevel']);
const rows11: readonly ElementRule[] = [
  ['SyncBody', '(Alert | Atomic | Copy | Exec | Get | Map | Put | Results | Search | Sequence | Status | Sync | Add | Replace | Delete)+, Final?'],
  ['Alert', 'CmdID, NoResp?, Cred?, Data?, Item*'],
  ['Atomic', 'CmdID, NoResp?, Meta?, (Add | Replace | Delete | Copy | Atomic | Map | Sequence | Sync | Get | Exec | Alert)+'],
  ['Exec', 'CmdID, NoResp?, Cred?, Meta?, Item'],
  ['Sequence', 'CmdID, NoResp?, Meta?, (Add | Replace | Delete | Copy | Atomic | Map | Sync | Get | Alert | Exec)+'],
  ['Sync', 'CmdID, NoResp?, Cred?, Target?, Source?, Meta?, NumberOfChanges?, (Add | Atomic | Copy | Delete | Replace | Sequence)*'],
  ['Item', 'Target?, Source?, Meta?, Data?, MoreData?'],
  ['Target', 'LocURI, LocName?'],
].flatMap(([name, notation]) => rows.filter((rule) => rule.name === name).map((rule) => ({ ...rule, content: ordered(notation ?? '') })));
const meta11 = rows.filter(({ name }) => name === 'Meta').map((rule) => ({ ...rule, content: metaContent11 }));

const metInf = 'syncml:metinf';
/** What Data holds as mark-up. */
const embedded = [tnds12, devInf11, devInf12];

/** Messages of device management 1.2. */
export const syncml12: Schema = {
  id: 'syncml-1.2',
  title: 'SyncML 1.2',
  namespaces: ['SYNCML:SYNCML1.2', metInf],
  roots: ['SyncML'],
  elements: table(...rows),
  embedded,
};

/** Messages of device management 1.1. */
export const syncml11: Schema = {
  id: 'syncml-1.1',
  title: 'SyncML 1.1',
  namespaces: ['SYNCML:SYNCML1.1', 'SYNCML:SYNCML1.0', metInf],
  roots: ['SyncML'],
  elements: table(...rows.filter(({ name }) => !since12.has(name)), ...rows11, ...meta11, ...metInfRows11),
  embedded,
};
