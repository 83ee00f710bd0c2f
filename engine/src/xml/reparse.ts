// A text that was sound before one stretch of it was changed: read again there alone.
import { limitsOf, parsedOf, parseXml, type Parsed, type ParseOptions } from './parse';
import { StretchReading } from './stretchReading';
import { changeBetween, type TextChange } from './textChange';
import { rowOf } from './views';

/** Names that a text may have had in the course of its changes before it is read anew and they are forgotten. */
const mostNames = 10_000;

/**
 * The same as `parseXml(text, options)`. `before` is what came of another text by the same options; the fewer
 * characters there are from the first to the last in which they differ, the less time it takes. `change` is what makes
 * `text` of the other, where that is known already.
 */
export function parseAfter(before: Parsed, text: string, options: ParseOptions = {}, change?: TextChange): Parsed {
  const { root } = before.document;
  const read = root === undefined || before.problems.length > 0 ? undefined : rowOf(root);
  if (read === undefined || read.table.names.count > mostNames) return parseXml(text, options);
  const { table, row } = read;
  const changed = new StretchReading(table, row, text, limitsOf(options), options.guide, change ?? changeBetween(table.text, text)).changed();
  return changed === undefined ? parseXml(text, options) : parsedOf(changed);
}
