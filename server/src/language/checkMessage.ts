// What is wrong with a SyncML message: its structure by the schema, and what only a reader of messages can tell.
import type { Problem } from '#engine/base/problem';
import { speaksOf, type Schema } from '#engine/schema/schema';
import { validate } from '#engine/schema/validate';
import { readMessage } from '#engine/syncml/readMessage';
import { child, childElements, textOf, type Element } from '#engine/xml/element';
import type { DocumentModel } from './documentModel';
import { joined, type Finding } from './finding';

/** The reader also notes these; the schema has told the same mistake already, with what would be right. */
const structural: ReadonlySet<string> = new Set([
  ...['root-element', 'unknown-element', 'misplaced-element', 'child-order', 'duplicate-child', 'missing-child', 'body-empty'],
  ...['cmdid-missing', 'item-required', 'exec-one-item', 'target-source-missing', 'empty-element-content', 'text-not-allowed'],
  ...['status-msgref-missing', 'status-cmdref-missing', 'results-cmdref-missing', 'status-in-container'],
]);

export function checkMessage({ document, schema, faults }: DocumentModel): readonly Finding[] {
  const { root } = document;
  if (root === undefined || schema === undefined) return joined(document, faults, []);
  const structure = validate(document, schema).map((problem) => tolerated(problem, root));
  if (root.local !== 'SyncML' || isSynchronisation(root)) return joined(document, faults, structure);
  const read = readMessage(document).problems.filter((problem) => !structural.has(problem.code) && !isKnownNamespace(problem, root, schema));
  return joined(document, faults, [...structure, ...read]);
}

/** A message of data synchronisation keeps to the same representation, and to none of device management's own rules. */
function isSynchronisation(root: Element): boolean {
  const header = child(root, 'SyncHdr');
  const protocol = header === undefined ? undefined : child(header, 'VerProto');
  return protocol !== undefined && /^\s*SyncML\//i.test(textOf(protocol));
}

/** Versions before those that device management speaks still have a schema. */
function isKnownNamespace({ code }: Problem, root: Element, schema: Schema): boolean {
  return code === 'namespace-unknown' && speaksOf(schema, root.namespace);
}

/**
 * Peers take a body without commands, and Windows a document that is all body: neither is an error to those who keep
 * such files. [DM-REP 6.2.1, 6.2.3]
 */
function tolerated(problem: Problem, root: Element): Problem {
  if (problem.code !== 'missing-element') return problem;
  const isAt = (element: Element | undefined): boolean => element?.nameRange.start === problem.range.start;
  const body = child(root, 'SyncBody');
  const lacksHeader = isAt(root) && body !== undefined && child(root, 'SyncHdr') === undefined;
  const lacksCommands = isAt(body) && body !== undefined && childElements(body).every(({ local }) => local === 'Final');
  return lacksHeader || lacksCommands ? { ...problem, severity: 'warning' } : problem;
}
