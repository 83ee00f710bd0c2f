// The steps of a flow's text with their lines, without including anything: what breakpoints are set on.
import type { Range } from '../base/problem';
import { childElements, type Element } from '../xml/element';
import { LineIndex } from '../xml/lines';
import { parseXml } from '../xml/parse';
import { valueOf } from './draft';

export interface StepLines {
  readonly n: string;
  readonly title: string;
  /** The document that it was read from. */
  readonly uri: string;
  /** The start tag. */
  readonly range: Range;
  /** Lines counted from 0: where the start tag begins, and where the element ends. */
  readonly line: number;
  readonly endLine: number;
}

/** The `<step>` elements of a flow's text, in its order, as far as they can be made out. */
export function stepsOfText(text: string, uri: string): readonly StepLines[] {
  const { root } = parseXml(text).document;
  if (root?.local !== 'flow') return [];
  const lines = new LineIndex(text);
  const found: StepLines[] = [];
  const visit = (parent: Element): void => {
    for (const element of childElements(parent)) {
      if (element.local === 'message') visit(element);
      if (element.local !== 'step') continue;
      found.push({
        n: valueOf(element, 'n') ?? '',
        title: valueOf(element, 'title') ?? '',
        uri,
        range: element.startTag,
        line: lines.position(element.startTag.start).line,
        endLine: lines.position(Math.max(element.range.start, element.range.end - 1)).line,
      });
      // A step that was never closed swallows those after it.
      visit(element);
    }
  };
  visit(root);
  return found;
}

/**
 * The step that a breakpoint on `line` belongs to: the one whose start tag begins there, else the one that the line
 * stands in, else the next one. `undefined` behind the last step.
 */
export function snapToStep<S extends Pick<StepLines, 'line' | 'endLine'>>(steps: readonly S[], line: number): S | undefined {
  const starting = steps.find((step) => step.line === line);
  // The innermost, where steps stand in each other.
  const holding = steps.findLast((step) => step.line <= line && line <= step.endLine);
  return starting ?? holding ?? steps.find((step) => step.line > line);
}
