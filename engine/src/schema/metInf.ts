// The elements of meta-information: what Meta holds, one by one or wrapped in MetInf.
import { emptyContent, ordered, row, textContent, unordered } from './rules';
import type { ElementRule } from './schema';

/** Meta holds them in any order: the models bind inside an explicit MetInf only, and the protocol's examples mix it. */
const names = 'Format? Type? Mark? Size? Anchor? Version? NextNonce? MaxMsgSize? MaxObjSize? EMI* Mem?';
export const metaContent = unordered(`${names} FieldLevel? MetInf?`);
export const metaContent11 = unordered(`${names} MetInf?`);

export const metInfRows: readonly ElementRule[] = [
  row(
    'MetInf',
    ordered(`${names.replace(/ /g, ', ')}, FieldLevel?`),
    'METINF 5',
    'Wraps meta-information; usually left out, so that its children stand in Meta themselves.',
  ),
  row('Format', textContent, 'METINF 5.2', 'How the data is encoded: b64, bin, bool, chr, int, node, null, xml, date, time or float; chr where it is missing.'),
  row('Type', textContent, 'METINF 5.10', 'The media type of the data, the scheme of a credential, or the type of a generic alert; text/plain where it is missing.'),
  row('Mark', textContent, 'DM-PRO 8.7.1', 'The importance of a generic alert, from fatal to indeterminate.'),
  row('Size', textContent, 'DM-PRO 7', 'The size in octets of the whole object as it appears in the messages; only with the first chunk.'),
  row('NextNonce', textContent, 'DM-REP 6.1.2', 'The nonce, in base64, that the next credential must be made with.'),
  row('MaxMsgSize', textContent, 'METINF 5', 'The largest message, in octets, that the sender of this takes.'),
  row('MaxObjSize', textContent, 'DM-PRO 7', 'The largest object, in octets, that the sender of this takes.'),
  row('EMI', textContent, 'METINF 5', 'An experimental extension of a vendor.'),
  row('Anchor', ordered('Last?, Next'), 'METINF 5', 'The synchronisation anchors; not used in device management.'),
  row('Last', textContent, 'METINF 5', 'The anchor of the last synchronisation; not used in device management.'),
  row('Next', textContent, 'METINF 5', 'The anchor of this synchronisation; not used in device management.'),
  row('Version', textContent, 'METINF 5', 'The version of the data; not used in device management.'),
  row('Mem', ordered('SharedMem?, FreeMem, FreeID'), 'METINF 5', 'The memory that is free; not used in device management.'),
  row('SharedMem', emptyContent, 'METINF 5', 'Says that memory is shared among data stores; not used in device management.'),
  row('FreeMem', textContent, 'METINF 5', 'The octets that are free; not used in device management.'),
  row('FreeID', textContent, 'METINF 5', 'The number of free item identifiers; not used in device management.'),
  row('FieldLevel', emptyContent, 'METINF 5', 'Says that single fields are replaced; not used in device management.'),
];

/** Of MetInf 1.1: FieldLevel came with 1.2. */
export const metInfRows11: readonly ElementRule[] = metInfRows
  .filter(({ name }) => name !== 'FieldLevel')
  .map((rule) => (rule.name === 'MetInf' ? { ...rule, content: ordered(names.replace(/ /g, ', ')) } : rule));
