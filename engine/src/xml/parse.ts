// A text to an element tree, whatever the text: the editor's door. Strict reading for the wire stands in strict.ts.
import type { Problem } from '../base/problem';
import type { ContentGuide } from './contentGuide';
import type { Element, XmlDocument } from './element';
import { pairedByLayout } from './faultyStretch';
import { NodeTable } from './nodeTable';
import { Reading, type ReadingLimits } from './reading';
import { StretchReading } from './stretchReading';
import type { TagMistakes } from './tagMistakes';
import { nodesIn, rowOf } from './views';

export interface ParseOptions {
  /** Helps to tell where an element that was left open ends. */
  readonly guide?: ContentGuide;
  /** Elements deeper than this are laid flat. Default 256. */
  readonly maxDepth?: number;
  /** Problems beyond these are only counted. Default 10,000. */
  readonly maxProblems?: number;
  /** False: a text whose tags don't match is read once and left at that, as for a look at its beginning. Default true. */
  readonly mends?: boolean;
}

export interface Parsed {
  readonly document: XmlDocument;
  /** In the order of their places. */
  readonly problems: readonly Problem[];
}

/**
 * Reads any text, in time linear in its length, and never throws. A text whose tags don't match is read again, knowing
 * from the first time which start and end tags have no partner; only those are mended, so that a well-formed element
 * keeps its place however the guide sees it. White space at the top level is kept as texts.
 */
export function parseXml(text: string, options: ParseOptions = {}): Parsed {
  return parsedOf(readTable(text, options));
}

/** The document that a table was read as. */
export function parsedOf({ table, root: rootRow, problems }: ReadTable): Parsed {
  const children = nodesIn(table, 0, table.end);
  const root = children.find((node): node is Element => node.kind === 'element' && rowOf(node)?.row === rootRow);
  return { document: root === undefined ? { children } : { children, root }, problems };
}

export function limitsOf({ maxDepth = 256, maxProblems = 10_000 }: ParseOptions): ReadingLimits {
  return { maxDepth, maxProblems };
}

/** What `parseXml` reads, as the table that its nodes are views of. */
export interface ReadTable {
  readonly table: NodeTable;
  /** The row of the root element, or -1. */
  readonly root: number;
  readonly problems: readonly Problem[];
}

export function readTable(text: string, options: ParseOptions = {}): ReadTable {
  const { guide, mends = true } = options;
  const limits = limitsOf(options);
  const plain = readPlainly(text, limits, guide, mends);
  if ('result' in plain) return plain.result;
  const { mistakes, room } = plain;
  // Where elements nest in others of their own name, only the layout can tell which of them lacks a tag.
  const { mistakes: laidOut } = new Reading(new NodeTable(text, room), limits, undefined, true).readAll().builder;
  const byIndent = laidOut.count <= mistakes.count;
  const { unmatched, strays } = byIndent ? laidOut : mistakes;
  const table = new NodeTable(text, room);
  return resultOf(table, new Reading(table, limits, { unmatched, strays, ...(guide === undefined ? {} : { guide }) }, byIndent).readAll());
}

/**
 * What is read, or, where tags have no partner and not in one place alone, no more than those and the room that it
 * took: a reading that is of no use isn't kept beside the next.
 */
function readPlainly(
  text: string,
  limits: ReadingLimits,
  guide: ContentGuide | undefined,
  mends: boolean,
): { readonly result: ReadTable } | { readonly mistakes: TagMistakes; readonly room: number } {
  const table = new NodeTable(text);
  const reading = new Reading(table, limits, undefined, false).readAll();
  const { mistakes } = reading.builder;
  if (mistakes.count === 0 || !mends) return { result: resultOf(table, reading) };
  const result = text.length < leastInPart ? undefined : mendedInPart(table, reading, limits, guide);
  return result === undefined ? { mistakes, room: table.end } : { result };
}

/** Characters. A shorter text is read whole as fast. */
const leastInPart = 4096;
/** What a first reading says because of tags that have no partner. */
const byTags: ReadonlySet<string> = new Set(['unclosed-element', 'stray-end-tag', 'second-root', 'text-outside-root']);

/** Reads again what isn't sound and no more; undefined where that isn't one stretch with nothing wrong around it. */
function mendedInPart(read: NodeTable, reading: Reading, limits: ReadingLimits, guide: ContentGuide | undefined): ReadTable | undefined {
  const paired = pairedByLayout(read);
  if (paired === undefined) return undefined;
  const mended = new StretchReading(paired.table, paired.root, read.text, limits, guide, paired.stretch).mended(reading.builder.mistakes.count);
  if (mended === undefined) return undefined;
  const { start, end } = mended.read;
  const isOutside = ({ range, code }: Problem): boolean => !byTags.has(code) && (range.start < start || range.end > end);
  return reading.problemsInOrder().some(isOutside) ? undefined : mended;
}

function resultOf(table: NodeTable, reading: Reading): ReadTable {
  table.seal();
  return { table, root: reading.builder.root, problems: reading.problemsInOrder() };
}
