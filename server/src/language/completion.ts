// Completion: one thing that may be written at the caret.
import type { Range } from '#engine/base/problem';

export type CompletionKind = 'element' | 'end-tag' | 'snippet' | 'attribute' | 'value' | 'code' | 'name' | 'step' | 'interior' | 'leaf';

export interface Completion {
  readonly kind: CompletionKind;
  readonly label: string;
  /** What the characters in `range` are compared with, where it isn't the label. */
  readonly filter?: string;
  /** Short, beside the label. */
  readonly detail?: string;
  /** Markdown. */
  readonly doc?: string;
  /** What takes the place of `range`, in snippet notation: `$1`, `${1:text}`, `${1|a,b|}`, `\$` for a dollar. */
  readonly insert: string;
  readonly range: Range;
  /** The node that it names, whose card is shown when it is looked at. */
  readonly address?: readonly string[];
}

/** A text for a snippet: what would mean something there is escaped. */
export function literally(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

/** A place to choose one of several words at. */
export function choice(stop: number, words: readonly string[]): string {
  return words.length === 0 ? `$${stop}` : `\${${stop}|${words.map((word) => word.replace(/[\\,|$}]/g, '\\$&')).join(',')}|}`;
}

export function withClause(doc: string, clause: string | undefined): string {
  return clause === undefined ? doc : `${doc}\n\n*${clause}*`;
}
