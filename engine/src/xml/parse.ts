// A text to an element tree, whatever the text: the editor's door. Strict reading for the wire stands in strict.ts.
import type { Problem } from '../base/problem';
import type { ContentGuide } from './contentGuide';
import type { Element, XmlDocument } from './element';
import { NodeTable } from './nodeTable';
import { Reading, type ReadingLimits } from './reading';
import type { Recovery } from './tagMender';
import type { TagMistakes } from './tagMistakes';
import { nodesIn, rowOf } from './views';

export interface ParseOptions {
  /** Helps to tell where an element that was left open ends. */
  readonly guide?: ContentGuide;
  /** Elements deeper than this are laid flat. Default 256. */
  readonly maxDepth?: number;
  /** Problems beyond these are only counted. Default 10,000. */
  readonly maxProblems?: number;
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
  const { guide } = options;
  const limits = limitsOf(options);
  const plain = readPlainly(text, limits);
  if ('result' in plain) return plain.result;
  const { mistakes, room } = plain;
  // Where elements nest in others of their own name, only the layout can tell which of them lacks a tag.
  const { mistakes: laidOut } = new Reading(new NodeTable(text, room), limits, undefined, true).readAll().builder;
  const byIndent = laidOut.count <= mistakes.count;
  const { unmatched, strays } = byIndent ? laidOut : mistakes;
  return readWhole(new NodeTable(text, room), limits, { unmatched, strays, ...(guide === undefined ? {} : { guide }) }, byIndent);
}

/**
 * What is read, or, where tags have no partner, no more than those and the room that it took: a reading that is of no
 * use isn't kept beside the next.
 */
function readPlainly(text: string, limits: ReadingLimits): { readonly result: ReadTable } | { readonly mistakes: TagMistakes; readonly room: number } {
  const table = new NodeTable(text);
  const reading = new Reading(table, limits, undefined, false).readAll();
  const { mistakes } = reading.builder;
  return mistakes.count === 0 ? { result: resultOf(table, reading) } : { mistakes, room: table.end };
}

function readWhole(table: NodeTable, limits: ReadingLimits, recovery: Recovery, byIndent: boolean): ReadTable {
  return resultOf(table, new Reading(table, limits, recovery, byIndent).readAll());
}

function resultOf(table: NodeTable, reading: Reading): ReadTable {
  table.seal();
  return { table, root: reading.builder.root, problems: reading.problemsInOrder() };
}
