// What the commands of a message are made of, read: addresses, Meta, Data, Cred, Chal and Item.
import { concat, utf8 } from '../base/bytes';
import type { Range } from '../base/problem';
import { childElements, nowhere, type Element, type XmlNode } from '../xml/element';
import { Children, note, readValue, type Reading } from './children';
import { given } from './given';
import type { Cred, Data, Item, Meta } from './message';

/** Where an element stands; `undefined` for one that no text stands behind. */
export function placeIn(element: Element): Range | undefined {
  return element.range === nowhere ? undefined : element.range;
}

/** A Target or Source: its LocURI and LocName. Bare text counts as the LocURI. */
export function readAddress(of: Element, reading: Reading): { readonly uri?: string; readonly name?: string } {
  const bare = !childElements(of).some((child) => child.local === 'LocURI');
  const children = new Children(of, of.local === 'Target' ? 'Target' : 'Source', reading, { bareText: bare });
  const text = bare ? readBareText(of) : undefined;
  if (bare) {
    note(reading, of, {
      code: text === undefined ? 'missing-child' : 'locuri-bare-text',
      severity: 'error',
      message: text === undefined ? `${of.local} lacks LocURI.` : `${of.local} lacks LocURI; the address stands in it as bare text.`,
      clause: 'RepPro 6.1.10',
    });
  }
  return given({ uri: text ?? children.value('LocURI'), name: children.value('LocName') });
}

function readBareText(of: Element): string | undefined {
  let text = '';
  for (const node of of.children) if (node.kind === 'text') text += node.value;
  return text.trim() === '' ? undefined : text.trim();
}

/** Meta with its children directly inside or in a MetInf, in any order. [RepPro 6.3.3, METINF 5] */
export function readMeta(of: Element, reading: Reading): Meta {
  const values = new Map<string, string>();
  const numbers = new Map<string, number>();
  const other: Element[] = [];
  for (const child of metaChildren(of)) {
    const code = numberCodes.get(child.local);
    if (textNames.has(child.local)) values.set(child.local, readValue(child, reading));
    else if (code === undefined) other.push(child);
    else {
      const written = readValue(child, reading);
      const number = /^\d{1,15}$/.test(written) ? Number(written) : undefined;
      if (number !== undefined) numbers.set(child.local, number);
      else other.push(child);
      if (number === undefined || (number === 0 && child.local !== 'Size')) {
        note(reading, child, {
          code,
          severity: 'error',
          message: `${child.local} is a ${child.local === 'Size' ? '' : 'positive '}number of octets, not "${written.slice(0, 40)}".`,
          clause: numberClauses.get(child.local) ?? 'METINF 5',
        });
      }
    }
  }
  return given({
    format: values.get('Format'),
    type: values.get('Type'),
    size: numbers.get('Size'),
    mark: values.get('Mark'),
    nextNonce: values.get('NextNonce'),
    maxMsgSize: numbers.get('MaxMsgSize'),
    maxObjSize: numbers.get('MaxObjSize'),
    other: other.length === 0 ? undefined : other,
  });
}

const textNames: ReadonlySet<string> = new Set(['Format', 'Type', 'Mark', 'NextNonce']);
const numberCodes: ReadonlyMap<string, string> = new Map([
  ['Size', 'size-number'],
  ['MaxMsgSize', 'maxmsgsize-number'],
  ['MaxObjSize', 'maxobjsize-number'],
]);
const numberClauses: ReadonlyMap<string, string> = new Map([
  ['Size', 'METINF 5.9'],
  ['MaxMsgSize', 'METINF 5.5'],
  ['MaxObjSize', 'DM-PRO 7'],
]);

function metaChildren(of: Element): readonly Element[] {
  return childElements(of).flatMap((child) => (child.local === 'MetInf' ? childElements(child) : [child]));
}

/** Mark-up where there is an element, octets where there are some, else character data, its white space kept. */
export function readData(of: Element): Data {
  const nodes = of.children.filter((node) => node.kind !== 'comment');
  if (nodes.some((node) => node.kind === 'element')) return nodes;
  if (nodes.some((node) => node.kind === 'opaque')) return concat(nodes.map(octetsOf));
  return nodes.map((node) => (node.kind === 'text' ? node.value : '')).join('');
}

function octetsOf(node: XmlNode): Uint8Array {
  return node.kind === 'opaque' ? node.value : node.kind === 'text' ? utf8(node.value) : new Uint8Array();
}

/** [RepPro 6.1.6] */
export function readCred(of: Element, reading: Reading): Cred {
  const children = new Children(of, 'Cred', reading);
  const meta = children.one('Meta');
  const data = children.one('Data');
  const secret = data === undefined ? '' : readData(data);
  return given({
    meta: meta === undefined ? undefined : readMeta(meta, reading),
    // Digests of other schemes are octets of any kind: only texts lose the white space around them.
    data: secret instanceof Uint8Array ? secret : data === undefined ? '' : readValue(data, reading),
  });
}

/** The Meta of a challenge. [RepPro 6.1.2] */
export function readChal(of: Element, reading: Reading): Meta {
  const meta = new Children(of, 'Chal', reading).one('Meta');
  return meta === undefined ? {} : readMeta(meta, reading);
}

/** [RepPro 6.3.2] */
export function readItem(of: Element, reading: Reading): Item {
  const children = new Children(of, 'Item', reading);
  const target = children.one('Target');
  const source = children.one('Source');
  const meta = children.one('Meta');
  const data = children.one('Data');
  const to = target === undefined ? {} : readAddress(target, reading);
  const from = source === undefined ? {} : readAddress(source, reading);
  return given({
    target: to.uri,
    targetName: to.name,
    source: from.uri,
    sourceName: from.name,
    meta: meta === undefined ? undefined : readMeta(meta, reading),
    data: data === undefined ? undefined : readData(data),
    moreData: children.flag('MoreData'),
    other: children.kept,
    at: placeIn(of),
  });
}
