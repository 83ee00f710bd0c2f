// The standard management objects that come with the product: own descriptions, known by MO identifier. [STD 5.3, FUMO 5.1]
import { Failure } from '../base/failure';
import { fumoIdentifiers } from '../fumo/firmwareObject';
import { parseXml } from '../xml/parse';
import type { DescribedNode, Description } from './description';
import { readDdf } from './readDdf';
import devDetailText from './standard/devDetail.ddf';
import devInfoText from './standard/devInfo.ddf';
import dmAccText from './standard/dmAcc.ddf';
import fumoText from './standard/fumo.ddf';

export type StandardObjectId = 'DevInfo' | 'DevDetail' | 'DMAcc' | 'FUMO';

export interface StandardObject {
  readonly id: StandardObjectId;
  /** Its MO identifier. */
  readonly mo: string;
  /** All identifiers by which devices in the field mark it, `mo` first. */
  readonly identifiers: readonly string[];
  /** Where it stands (DevInfo, DevDetail) or where its instances usually stand (DMAcc, FUMO). */
  readonly usualPath: string;
  /** Its DDF, from which `description` is read. */
  readonly text: string;
  readonly description: Description;
  /** The object's own node in the description; unnamed where there can be several. */
  readonly node: DescribedNode;
}

const sources = [
  { id: 'DevInfo', identifiers: ['urn:oma:mo:oma-dm-devinfo:1.0'], usualPath: './DevInfo', text: devInfoText },
  { id: 'DevDetail', identifiers: ['urn:oma:mo:oma-dm-devdetail:1.0'], usualPath: './DevDetail', text: devDetailText },
  { id: 'DMAcc', identifiers: ['urn:oma:mo:oma-dm-dmacc:1.0'], usualPath: './DMAcc', text: dmAccText },
  { id: 'FUMO', identifiers: fumoIdentifiers, usualPath: './FwUpdate', text: fumoText },
] as const;

/** The MO identifier of each standard object. */
export const moIdentifiers: Readonly<Record<StandardObjectId, string>> = {
  DevInfo: sources[0].identifiers[0],
  DevDetail: sources[1].identifiers[0],
  DMAcc: sources[2].identifiers[0],
  FUMO: sources[3].identifiers[0],
};

let read: readonly StandardObject[] | undefined;

/** The standard objects, read when they are first asked for. */
export function standardObjects(): readonly StandardObject[] {
  read ??= sources.map((source) => {
    const mo = source.identifiers[0];
    const { description } = readDdf(parseXml(source.text).document);
    const node = description === undefined ? undefined : objectNode(description.root, mo);
    if (description === undefined || node === undefined) throw new Failure('standard-object', `The description of ${source.id} is damaged.`);
    return { ...source, mo, description, node };
  });
  return read;
}

export function standardObject(id: StandardObjectId): StandardObject {
  const found = standardObjects().find((object) => object.id === id);
  if (found === undefined) throw new Failure('standard-object', `There is no standard object ${id}.`);
  return found;
}

function objectNode(node: DescribedNode, mo: string): DescribedNode | undefined {
  if (node.ddfName === mo) return node;
  for (const child of node.children) {
    const found = objectNode(child, mo);
    if (found !== undefined) return found;
  }
  return undefined;
}
