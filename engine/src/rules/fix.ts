// Fix: the mend of one mistake, as edits of the text that it was found in.
import type { Problem } from '../base/problem';
import type { TextEdit } from '../xml/edit';

export interface Fix {
  /** In the imperative: `Write CmdID`. */
  readonly title: string;
  /** Ranges of the text as it stands, not overlapping. */
  readonly edits: readonly TextEdit[];
}

/** What was found: a problem, and what its rule left for the mend. */
export interface FixSubject extends Problem {
  readonly data?: string;
}
