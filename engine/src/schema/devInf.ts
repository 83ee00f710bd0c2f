// The elements of device information documents, which data synchronisation exchanges and old devices send as well.
import { emptyContent, ordered, row, table, textContent } from './rules';
import type { ElementRule, Schema } from './schema';

const clause = 'DEVINF 5';

function texts(docs: Readonly<Record<string, string>>): readonly ElementRule[] {
  return Object.entries(docs).map(([name, doc]) => row(name, textContent, clause, doc));
}

function flags(docs: Readonly<Record<string, string>>): readonly ElementRule[] {
  return Object.entries(docs).map(([name, doc]) => row(name, emptyContent, clause, doc));
}

/** What documents in use order in another way. */
const loose = { order: 'hint' } as const;

/** Rules that both versions share. */
const rows: readonly ElementRule[] = [
  row('Rx-Pref', ordered('CTType, VerCT'), clause, 'The content type that the data store likes best to receive.', loose),
  row('Rx', ordered('CTType, VerCT'), clause, 'Another content type that the data store can receive.', loose),
  row('Tx-Pref', ordered('CTType, VerCT'), clause, 'The content type that the data store likes best to send.', loose),
  row('Tx', ordered('CTType, VerCT'), clause, 'Another content type that the data store can send.', loose),
  row('DSMem', ordered('SharedMem?, MaxMem?, MaxID?'), clause, 'How much the data store can hold.', loose),
  row('SyncCap', ordered('SyncType+'), clause, 'The kinds of synchronisation that the data store takes part in.'),
  row('Ext', ordered('XNam, XVal*'), clause, 'An extension of a vendor: a name and its values.'),
  ...flags({
    UTC: 'The device understands times in UTC.',
    SupportLargeObjs: 'The device takes objects that are spread over several messages.',
    SupportNumberOfChanges: 'The device makes use of the number of changes.',
    SharedMem: 'The data stores share their memory.',
  }),
  ...texts({
    VerDTD: 'The version of the device information: 1.1 or 1.2.',
    Man: 'The manufacturer of the device.',
    Mod: 'The model of the device.',
    OEM: 'The original manufacturer, where another one built the device.',
    FwV: 'The version of the firmware.',
    SwV: 'The version of the software.',
    HwV: 'The version of the hardware.',
    DevID: 'The identifier of the device, unique in the world.',
    DevTyp: 'The kind of device: phone, pda, server, workstation and the like.',
    SourceRef: 'The address of the data store.',
    DisplayName: 'A name for people.',
    MaxGUIDSize: 'The longest identifier, in octets, that the data store takes.',
    MaxMem: 'The octets that the data store can hold.',
    MaxID: 'The number of items that the data store can hold.',
    CTType: 'A media type.',
    VerCT: 'The version of the media type.',
    PropName: 'The name of a property of the content type.',
    ParamName: 'The name of a parameter of the property.',
    DataType: 'What the values are: chr, int, bool, bin, datetime or phonenum.',
    ValEnum: 'One of the values that are taken.',
    SyncType: 'A kind of synchronisation, from 1 (two-way) to 7 (server alerted).',
    XNam: 'The name of the extension.',
    XVal: 'A value of the extension.',
  }),
];

const head = 'VerDTD, Man?, Mod?, OEM?, FwV?, SwV?, HwV?, DevID, DevTyp, UTC?, SupportLargeObjs?, SupportNumberOfChanges?';
const title = 'Describes a device: who made it, what it can do, and its data stores.';
const store = 'A data store of the device and what it can exchange.';

/** In 1.1, properties and parameters follow each other without anything around them. */
const rows11: readonly ElementRule[] = [
  row('DevInf', ordered(`${head}, DataStore+, CTCap*, Ext*`), clause, title, loose),
  row('DataStore', ordered('SourceRef, DisplayName?, MaxGUIDSize?, Rx-Pref, Rx*, Tx-Pref, Tx*, DSMem?, SyncCap'), clause, store, loose),
  row(
    'CTCap',
    ordered('(CTType, (PropName, (ValEnum+ | (DataType, Size?))?, DisplayName?, (ParamName, (ValEnum+ | (DataType, Size?))?, DisplayName?)*)+)+'),
    clause,
    'The content types of the device, with their properties one after another.',
    loose,
  ),
  row('Size', textContent, clause, 'The greatest size of the values.'),
];

const rows12: readonly ElementRule[] = [
  row('DevInf', ordered(`${head}, DataStore+, Ext*`), clause, title, loose),
  row(
    'DataStore',
    ordered('SourceRef, DisplayName?, MaxGUIDSize?, Rx-Pref, Rx*, Tx-Pref, Tx*, CTCap*, DSMem?, SupportHierarchicalSync?, SyncCap, Filter-Rx*, FilterCap*'),
    clause,
    store,
    loose,
  ),
  row('CTCap', ordered('CTType, VerCT, FieldLevel?, Property+'), clause, 'A content type of the data store and its properties.', loose),
  row(
    'Property',
    ordered('PropName, DataType?, MaxOccur?, MaxSize?, NoTruncate?, ValEnum*, DisplayName?, PropParam*'),
    clause,
    'A property of the content type.',
    loose,
  ),
  row('PropParam', ordered('ParamName, DataType?, ValEnum*, DisplayName?'), clause, 'A parameter of the property.', loose),
  row('Filter-Rx', ordered('CTType, VerCT'), clause, 'A kind of filter that the data store takes.', loose),
  row('FilterCap', ordered('CTType, VerCT, FilterKeyword*, PropName*'), clause, 'What the data store can filter by.', loose),
  ...flags({
    FieldLevel: 'Single fields of an item can be replaced.',
    NoTruncate: 'Values of the property are never cut short.',
    SupportHierarchicalSync: 'The data store keeps folders in folders.',
  }),
  ...texts({
    MaxOccur: 'How often the property may come.',
    MaxSize: 'The greatest size of the values, in octets.',
    FilterKeyword: 'A keyword that filters may use.',
  }),
];

const namespaces = ['syncml:devinf'];
const roots = ['DevInf'];
/** No device is managed by it. */
const atWorst = 'warning';

/** Also for 1.0, which lacks a few of its elements. */
export const devInf11: Schema = {
  id: 'devinf-1.1',
  title: 'Device information 1.1',
  version: '1.1',
  namespaces,
  roots,
  atWorst,
  elements: table(...rows, ...rows11),
};

export const devInf12: Schema = {
  id: 'devinf-1.2',
  title: 'Device information 1.2',
  version: '1.2',
  namespaces,
  roots,
  atWorst,
  elements: table(...rows, ...rows12),
};
