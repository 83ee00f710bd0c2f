// WBXML: both directions against libwbxml, from text to octets and from octets to text as its converters do; whether
// the time grows with the size alone; and hostile octets.
import { utf8 } from '#engine/base/bytes';
import { decodeWbxml } from '#engine/wbxml/decode';
import { encodeWbxml, type EncodeOptions } from '#engine/wbxml/encode';
import { fromXmlForm, toXmlForm } from '#engine/wbxml/octetsInXml';
import { parseXml } from '#engine/xml/parse';
import { writeXml } from '#engine/xml/write';
import { openWbxmlPeer, type Conversion, type WbxmlPeer } from './wbxmlPeer';
import { syncmlOf } from './xmlInputs';
import { compared, medians, tell, withoutPeer, type XmlRow } from './xmlRow';

const byTable: EncodeOptions = { stringTable: true };

function encoded(text: string, options: EncodeOptions = {}): Uint8Array {
  return encodeWbxml(fromXmlForm(parseXml(text).document), options).bytes;
}

function decoded(octets: Uint8Array): string {
  return writeXml(toXmlForm(decodeWbxml(octets).document));
}

/** From 0.8 to 5 KB each. */
function messages(): string[] {
  return [400, 800, 1600, 2400, 3200, 4000].map(syncmlOf);
}

const passes = 200;

function small(peer: WbxmlPeer | string): XmlRow[] {
  const texts = messages();
  const contents = texts.map(utf8);
  const octets = texts.map((text) => encoded(text));
  const sizes = contents.map(({ length }) => (length / 1000).toFixed(1));
  const row = (name: string, conversion: Conversion, inputs: readonly Uint8Array[], once: () => void): XmlRow => {
    const ours = (): undefined => {
      for (let pass = 0; pass < passes; pass++) once();
      return undefined;
    };
    const whole = `${name}, messages of ${sizes[0] ?? ''} to ${sizes.at(-1) ?? ''} KB, a pass over ${sizes.length}`;
    if (typeof peer === 'string') return withoutPeer(whole, peer, (medians(ours)[0] ?? NaN) / passes, 1.5);
    const [own = NaN, theirs = NaN] = medians(ours, () => peer.time(conversion, inputs, passes) ?? NaN);
    return compared(whole, 'libwbxml in process', own / passes, theirs / passes, 1.5);
  };
  return [
    row('decode WBXML', 'decode', octets, () => {
      for (const content of octets) decoded(content);
    }),
    row('encode WBXML, string table off', 'encode', contents, () => {
      for (const text of texts) encoded(text);
    }),
    row('encode WBXML, string table on', 'encode-table', contents, () => {
      for (const text of texts) encoded(text, byTable);
    }),
  ];
}

/** The peer is asked once, and no longer than this: milliseconds. */
const peerLimit = 60_000;

function large(peer: WbxmlPeer | string): XmlRow[] {
  const text = syncmlOf(5_000_000);
  const half = syncmlOf(2_500_000);
  const work = (input: string, options: EncodeOptions) => (): undefined => void encoded(input, options);
  const [own = NaN, ownHalf = NaN, tabled = NaN, tabledHalf = NaN] = medians(work(text, {}), work(half, {}), work(text, byTable), work(half, byTable));
  const name = 'encode WBXML, 5 MB';
  const rows = [
    compared('encode WBXML, 5 MB, string table off', 'half as much', own, ownHalf, 2.2, 'ms', 'absolute'),
    compared('encode WBXML, 5 MB, string table on', 'half as much', tabled, tabledHalf, 2.2, 'ms', 'absolute'),
  ];
  if (typeof peer === 'string') return [withoutPeer(name, peer, own, 0.05), ...rows];
  const theirs = peer.time('encode', [utf8(text)], 1, peerLimit);
  const against = theirs === undefined ? `libwbxml without string table, not ready after ${peerLimit / 1000} s` : 'libwbxml without string table';
  return [compared(name, against, own, theirs ?? peerLimit, 0.05), ...rows];
}

function joined(count: number, head: readonly number[], each: readonly number[], tail: readonly number[] = []): Uint8Array {
  const octets = new Uint8Array(head.length + count * each.length + tail.length);
  octets.set(head);
  for (let i = 0; i < count; i++) octets.set(each, head.length + i * each.length);
  octets.set(tail, octets.length - tail.length);
  return octets;
}

/** A header that declares SyncML 1.2 in UTF-8, with a string table. */
function header(table: string): number[] {
  const strings = utf8(table);
  return [0x02, 0xa4, 0x01, 0x6a, strings.length, ...strings];
}

const hostile: readonly { readonly name: string; readonly count: number; readonly make: (count: number) => Uint8Array }[] = [
  { name: 'octets of references into the string table', count: 1_000_000, make: (count) => joined(count / 2, [...header('a text of the table\0'), 0x6d], [0x83, 0x00], [0x01]) },
  { name: 'octets of references behind the string table', count: 1_000_000, make: (count) => joined(count / 2, [...header('a\0'), 0x6d], [0x83, 0x7f], [0x01]) },
  { name: 'octets of literal elements', count: 1_000_000, make: (count) => joined(count / 2, [...header('name\0'), 0x6d], [0x04, 0x00], [0x01]) },
  { name: 'nested elements that are never closed', count: 100_000, make: (count) => joined(count, header(''), [0x6d]) },
  {
    name: 'nested elements',
    count: 100_000,
    make: (count) => {
      const octets = joined(2 * count, header(''), [0x01]);
      return octets.fill(0x6d, header('').length, header('').length + count);
    },
  },
  { name: 'octets of ends that end nothing', count: 1_000_000, make: (count) => joined(count, header(''), [0x01]) },
  { name: 'octets of page switches', count: 1_000_000, make: (count) => joined(count / 2, [...header(''), 0x6d], [0x00, 0x01], [0x01]) },
];

function hostileRows(): XmlRow[] {
  return hostile.map(({ name, count, make }) => {
    const work = (octets: Uint8Array, times: number) => (): undefined => {
      for (let i = 0; i < times; i++) decodeWbxml(octets);
      return undefined;
    };
    const once = make(count);
    decodeWbxml(once);
    // What is over in no time is done often, or the clock and the garbage of others are all that is measured.
    const start = performance.now();
    decodeWbxml(once);
    const times = Math.max(1, Math.ceil(60 / (performance.now() - start)));
    const [short = NaN, long = NaN] = medians(work(once, times), work(make(2 * count), times));
    return compared(`WBXML, ${2 * count} ${name}`, 'half as many', long / times, short / times, 2.5, 'ms', 'absolute');
  });
}

function main(): void {
  const peer = openWbxmlPeer();
  try {
    for (const row of small(peer)) tell(row);
    for (const row of hostileRows()) tell(row);
    for (const row of large(peer)) tell(row);
  } finally {
    if (typeof peer !== 'string') peer.close();
  }
}

main();
