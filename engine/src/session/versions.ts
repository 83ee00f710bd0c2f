// The versions that both ends speak. [DM-PRO 8.3, 8.4]
import type { Header, Item } from '../syncml/message';

export const verDtd = '1.2';
export const verProto = 'DM/1.2';

/** The status that a header of another version is answered with, and the Item that names ours. [RepPro 11] */
export function versionRefusal(header: Header): { readonly status: 505 | 513; readonly items: readonly Item[]; readonly reason: string } | undefined {
  if (header.verDtd !== verDtd) {
    return { status: 505, items: [{ data: verDtd }], reason: `VerDTD is ${verDtd}, not "${header.verDtd.slice(0, 20)}". [DM-PRO 8.3]` };
  }
  if (header.verProto !== verProto) {
    return { status: 513, items: [{ data: verProto }], reason: `VerProto is ${verProto}, not "${header.verProto.slice(0, 20)}". [DM-PRO 8.3]` };
  }
  return undefined;
}
