// Which addresses of a message are those of a firmware update object. Some are by their names alone; others where the
// object is known from elsewhere, or is named like one. [FUMO 5]
import { firmwareNodes, fumoIdentifiers } from '../../fumo/firmwareObject';
import { segmentsOf } from '../../tree/uri';
import type { Descriptions } from '../descriptions';

export type FumoNode = (typeof firmwareNodes)[keyof typeof firmwareNodes];

export interface FumoPlace {
  /** The object's address, `./FwUpdate/Pkg1`. */
  readonly x: string;
  /** Relative to x. */
  readonly node: FumoNode;
}

/** Nothing but a firmware update object has these. */
const sureNodes: readonly FumoNode[] = [firmwareNodes.downloadPkgUrl, firmwareNodes.pkgData, firmwareNodes.downloadAndUpdatePkgUrl, firmwareNodes.downloadAndUpdate];
const nodes: readonly FumoNode[] = [...sureNodes, ...Object.values(firmwareNodes).filter((node) => !sureNodes.includes(node))];

/** The place that the names of an address speak of, whatever object it is; `sure` where no other has such names. */
export function likePlace(uri: string): (FumoPlace & { readonly sure: boolean }) | undefined {
  if (uri.includes('?') || !uri.includes('/')) return undefined;
  const address = uri.startsWith('./') ? uri : `./${uri}`;
  for (const node of nodes) {
    if (!address.endsWith(`/${node}`)) continue;
    const x = address.slice(0, -node.length - 1);
    // Below Ext everything is the vendor's own. [FUMO 5.1.11]
    if (x === '.' || x.endsWith('/Ext') || x.includes('/Ext/')) return undefined;
    return { x, node, sure: sureNodes.includes(node) };
  }
  return undefined;
}

/** The place of an address; `known` are the objects that the messages tell of. */
export function fumoPlace(uri: string, known: ReadonlySet<string>, descriptions: Descriptions | undefined): FumoPlace | undefined {
  const like = likePlace(uri);
  if (like === undefined) return undefined;
  const { x, node, sure } = like;
  return sure || known.has(x) || isNamedAsOne(x) || isDescribedAsOne(x, descriptions) ? { x, node } : undefined;
}

/** `./FwUpdate/Pkg1`, `./FUMO`, `./ManagedObjects/Firmware`: what devices call it. */
function isNamedAsOne(x: string): boolean {
  return /\/(?:fw|fumo|firmware)/i.test(x);
}

function isDescribedAsOne(x: string, descriptions: Descriptions | undefined): boolean {
  const segments = descriptions === undefined ? undefined : segmentsOf(x);
  if (descriptions === undefined || segments === undefined) return false;
  return descriptions.find(segments).some(({ node }) => fumoIdentifiers.some((identifier) => identifier === node.ddfName));
}
