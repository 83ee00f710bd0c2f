// What is wrong with a device description or a serialised tree: its structure by the schema, and what its reader finds.
import type { Problem } from '#engine/base/problem';
import { readDdf } from '#engine/ddf/readDdf';
import { readTnds } from '#engine/ddf/readTnds';
import { validate } from '#engine/schema/validate';
import { pathAt } from '#engine/xml/locate';
import type { DocumentModel } from './documentModel';
import { joined, type Finding } from './finding';

/** The readers also note these; the schema has told the same mistake already, with what would be right. */
const structural: ReadonlySet<string> = new Set([
  ...['ddf-root', 'tnds-root', 'ddf-no-node', 'ddf-verdtd', 'ddf-missing-child', 'ddf-access-unknown', 'ddf-format-count', 'ddf-format-unknown'],
  ...['ddf-occurrence-empty', 'ddf-scope-empty', 'tnds-format-empty', 'ddf-value-children', 'tnds-value-children'],
]);

/** Whatever else stands in it, a DFType that the schema finds wrong has been told of. */
const perhapsTold: ReadonlySet<string> = new Set(['ddf-dftype-interior']);

export function checkTree(model: DocumentModel): readonly Finding[] {
  const { document, schema, faults, kind } = model;
  const structure = schema === undefined ? [] : validate(document, schema);
  const read = document.root?.local !== 'MgmtTree' ? [] : kind === 'tree' ? readTnds(document).problems : readDdf(document).problems;
  return joined(document, faults, [...structure, ...read.filter((problem) => !structural.has(problem.code) && !isTold(problem, structure, model))]);
}

function isTold({ code, range }: Problem, structure: readonly Problem[], { document }: DocumentModel): boolean {
  if (!perhapsTold.has(code) || structure.length === 0) return false;
  const element = pathAt(document, range.start).at(-1);
  return element !== undefined && structure.some((problem) => element.range.start <= problem.range.start && problem.range.end <= element.range.end);
}
