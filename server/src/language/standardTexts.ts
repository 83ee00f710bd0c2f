// The standard objects as documents that can be looked at: what describes a node that no file of the workspace does.
import type { Range } from '#engine/base/problem';
import { standardObjects } from '#engine/ddf/standardObjects';
import { standardUri } from '#engine/rules/descriptionsOf';
import { LineIndex } from '#engine/xml/lines';

/** The DDF of a standard object; undefined where the URI names none. */
export function standardText(uri: string): string | undefined {
  return standardObjects().find(({ id }) => standardUri(id) === uri)?.text;
}

const lines = new Map<string, LineIndex>();

export function standardLines(uri: string): LineIndex | undefined {
  const known = lines.get(uri);
  if (known !== undefined) return known;
  const text = standardText(uri);
  if (text === undefined) return undefined;
  const made = new LineIndex(text);
  lines.set(uri, made);
  return made;
}

/** The name of a node in the DDF, whose Node element is at `node`. */
export function standardNameRange(uri: string, node: Range): Range {
  const opening = '<NodeName>';
  const text = standardText(uri) ?? '';
  const at = text.indexOf(opening, node.start);
  const start = at < 0 ? node.start : at + opening.length;
  return { start, end: Math.max(start, text.indexOf('<', start)) };
}
