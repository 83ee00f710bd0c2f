// Agreement with others: asks libxml2 and libwbxml what they make of the corpus and of generated messages, and compares.
import { metInfRows } from '#engine/schema/metInf';
import { syncml12 } from '#engine/schema/syncml';
import { child, childElements, textOf } from '#engine/xml/element';
import { decodeText } from '#engine/xml/encoding';
import { parseXml } from '#engine/xml/parse';
import { corpusFiles, hasCorpus, isXml, type CorpusFile, type DtdName } from './corpus';
import { explains, type Difference, type Explanation, type Row } from './difference';
import { explanations, setAside } from './explanations';
import { damagedMessages, generatedMessages, rearrangedMessages, wireMessages } from './generated';
import { askStructure, askWellFormed, type Aside, type StructureSubject, type Subject } from './questions';
import { askCorpusDecoding, askOurEncoding, askTheirEncoding, askTwins } from './wbxml';

export interface OracleOptions {
  readonly messages: number;
  readonly seed: number;
}

export interface Agreement {
  /** What was asked, and how many differences there are that a known reason explains, and that none does. */
  readonly rows: readonly (Row & { readonly explained: number; readonly unexplained: number })[];
  readonly unexplained: readonly Difference[];
  /** Reasons, in the order of the table, with how often each was needed. */
  readonly reasons: readonly { readonly reason: string; readonly right: Explanation['right']; readonly times: number }[];
}

/** Needs the programs of `tools.ts`. */
export async function runOracle({ messages, seed }: OracleOptions): Promise<Agreement> {
  const aside = new Map<string, number>();
  const setsAside: Aside = (ours, theirs) => {
    const found = setAside.find((one) => (ours !== undefined && one.ours?.test(ours)) || (theirs !== undefined && one.theirs?.test(theirs)));
    if (found !== undefined) aside.set(found.reason, (aside.get(found.reason) ?? 0) + 1);
    return found !== undefined;
  };
  const rows = [...(await askCorpus(setsAside)), ...(await askGenerated(messages, seed, setsAside))];
  const times = explanations.map(() => 0);
  const unexplained: Difference[] = [];
  const judged = rows.map((row) => {
    const left = row.differences.filter((difference) => {
      const at = explanations.findIndex((explanation) => explains(explanation, difference));
      if (at >= 0) times[at] = (times[at] ?? 0) + 1;
      return at < 0;
    });
    unexplained.push(...left);
    return { ...row, explained: row.differences.length - left.length, unexplained: left.length };
  });
  const reasons = [
    ...setAside.map(({ reason, right }) => ({ reason, right, times: aside.get(reason) ?? 0 })),
    ...explanations.map(({ reason, right }, at) => ({ reason, right, times: times[at] ?? 0 })),
  ];
  return { rows: judged, unexplained, reasons };
}

async function askCorpus(aside: Aside): Promise<Row[]> {
  if (!hasCorpus()) return [{ what: 'the corpus', subjects: 0, differences: [], skipped: 'there is none' }];
  const all = corpusFiles();
  const files = all.filter(isXml);
  const binaries = all.filter(({ file }) => file.endsWith('.wbxml'));
  const subjects = files.map(({ file, bytes }): Subject => ({ name: file, bytes, text: decodeText(bytes).text }));
  const fragments = files.filter(({ listed }) => listed['wellformed'] === 'only-as-fragment').map(asFragment);
  const sound = subjects.flatMap(({ name, text }) => (parseXml(text).problems.some(({ severity }) => severity === 'error') ? [] : [{ name, text }]));
  const headless = sound.flatMap(({ name, text }) => (withHeader(text) === text ? [] : judgedBy(name, withHeader(text))));
  return [
    ...(await askWellFormed('corpus', subjects)),
    ...(await askWellFormed('corpus, what is a fragment only', fragments)),
    await askStructure('corpus', sound.flatMap(({ name, text }) => judgedBy(name, text)), aside),
    await askStructure('corpus, fragments', fragments.flatMap(piecesOf), aside),
    await askStructure('corpus, messages given a header', headless, aside),
    await askCorpusDecoding(binaries),
    askTwins(binaries, all),
  ];
}

/** Every command of a fragment, on its own line. */
function piecesOf({ name, text }: Subject): StructureSubject[] {
  const { root } = parseXml(text).document;
  const pieces = root === undefined ? [] : childElements(root);
  return pieces.flatMap(({ range }, i) => judgedBy(`${name}, ${i + 1}`, text.slice(0, range.start).replace(/[^\n]+/g, '') + text.slice(range.start, range.end)));
}

/** Several roots, blanks before the declaration, and prefixes that were declared elsewhere, made one document. */
function asFragment({ file, bytes }: CorpusFile): Subject {
  const text = decodeText(bytes).text.replace(/<\?xml[^>]*\?>/, '').replace(/<!DOCTYPE[^>[]*(\[[^\]]*\])?\s*>/, '');
  return { name: file, text: `<fragment xmlns:A="urn:a" xmlns:MSFT="urn:m">${text}</fragment>` };
}

/** By the root, whatever it is in a fragment and whatever its namespace, and by the version of a message. */
function judgedBy(name: string, text: string): StructureSubject[] {
  const { root } = parseXml(text).document;
  if (root === undefined) return [];
  if (root.local === 'MgmtTree') return [{ name, text, dtd: 'd12' }];
  if (root.local === 'SyncML') {
    const header = child(root, 'SyncHdr');
    const version = header === undefined ? undefined : child(header, 'VerDTD');
    const claims11 = version === undefined ? /1\.[01]$/.test(root.namespace) : textOf(version).trim() < '1.2';
    return [{ name, text, dtd: claims11 ? 'r11' : 'r12' }];
  }
  if (metInfRows.some(({ name: known }) => known === root.local)) return [{ name, text, dtd: 'm11' }];
  return syncml12.elements.has(root.local) ? [{ name, text, dtd: 'r12' }] : [];
}

/** A header where a message has none, so that the rest is judged as well. */
function withHeader(text: string): string {
  const { root } = parseXml(text).document;
  if (root?.local !== 'SyncML' || root.children.some((node) => node.kind === 'element' && node.local === 'SyncHdr')) return text;
  const end = (name: string): string => `<${name}><LocURI>a</LocURI></${name}>`;
  const header = `<SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto><SessionID>1</SessionID><MsgID>1</MsgID>${end('Target')}${end('Source')}</SyncHdr>`;
  return text.slice(0, root.startTag.end) + header + text.slice(root.startTag.end);
}

async function askGenerated(count: number, seed: number, aside: Aside): Promise<Row[]> {
  const messages = generatedMessages(count, seed);
  const damaged = damagedMessages(messages, seed);
  const rows = [...(await askWellFormed(`${count} generated messages`, messages)), ...(await askWellFormed(`${count} damaged messages`, damaged))];
  // Elements of vendors have no tokens: libwbxml takes none, and literals carry no namespace.
  const wire = wireMessages(count, seed);
  rows.push(await askOurEncoding(`${count} generated messages`, wire), await askTheirEncoding(`${count} generated messages`, wire));
  if (!hasCorpus()) return [...rows, { what: 'structure of generated messages', subjects: 0, differences: [], skipped: 'the DTDs are in the corpus' }];
  const dtdOf = (text: string): DtdName => (text.includes('SYNCML:SYNCML1.1') ? 'r11' : 'r12');
  const judged = (subjects: readonly Subject[]): StructureSubject[] => subjects.map(({ name, text }) => ({ name, text, dtd: dtdOf(text) }));
  return [
    ...rows,
    await askStructure(`${count} generated messages`, judged(messages), aside),
    await askStructure(`${count} rearranged messages`, judged(rearrangedMessages(messages, seed)), aside),
  ];
}
