// What is wrong with a document of the kinds that the rules look at.
import { joined, type Finding } from '#engine/rules/finding';
import { lint, subjectOf } from '#engine/rules/lint';
import type { Subject } from '#engine/rules/subject';
import type { DocumentModel } from './documentModel';
import { unfenced, type LintOptions } from './lintOptions';

export function checkLinted(model: DocumentModel, options: LintOptions): readonly Finding[] {
  const subject = subjectOfModel(model, options);
  return subject === undefined ? joined(model.document, model.faults, []) : lint(subject, options.settings ?? {}, options.fenced ?? unfenced);
}

/** A document as the rules look at it; undefined for a kind that they don't look at. */
export function subjectOfModel(model: DocumentModel, { descriptions, sender }: LintOptions = {}): Subject | undefined {
  const { kind, uri, text, document, schema, faults } = model;
  if (kind === 'flow' || kind === 'accounts' || kind === 'unknown') return undefined;
  // The text of a WBXML file, where octets may stand as such.
  const encoding = uri.startsWith('fumo-wbxml:') ? { encoding: 'wbxml' as const } : {};
  const parsed = { kind, uri, text, document, faults, ...encoding, ...(schema !== undefined && { schema }), ...(sender !== undefined && { sender }) };
  return subjectOf({ ...parsed, ...(descriptions !== undefined && { descriptions }) });
}
