// Inline values: what the debugger is asked for beside the lines of a flow that is stopped.
import type { Range } from '#engine/base/problem';
import type { DocumentModel } from './documentModel';
import type { FileFacts } from './facts';

export interface InlineExpression {
  readonly range: Range;
  /** As the debugger evaluates it: a name, or the URI of a node. */
  readonly expression: string;
}

/** Values shown at a time. */
const most = 500;

/** Of names and of nodes, each once in a line. `until`: the end of what has been reached; below it nothing has its value yet. */
export function inlineExpressions({ kind, lines, text }: DocumentModel, { names, uses }: FileFacts, within: Range, until: number): readonly InlineExpression[] {
  if (kind !== 'flow') return [];
  const last = lines.position(until).line;
  const seen = new Set<string>();
  const named = names.flatMap(({ name, range, within: elsewhere }) => (elsewhere === undefined ? [{ range, expression: name }] : []));
  const nodes = uses.flatMap(({ range }) => {
    const expression = text.slice(range.start, range.end).replace(/\?.*$/, '');
    return /^\.\/[^$&\s]+$/.test(expression) ? [{ range, expression }] : [];
  });
  return [...named, ...nodes]
    .filter(({ range }) => range.start >= within.start && range.end <= within.end && lines.position(range.start).line <= last)
    .sort((a, b) => a.range.start - b.range.start)
    .filter(({ range, expression }) => {
      const key = `${lines.position(range.start).line} ${expression}`;
      return !seen.has(key) && seen.add(key);
    })
    .slice(0, most);
}
