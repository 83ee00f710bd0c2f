// A Problem: what a document got wrong, as data. Parsers and readers return lists of these and never throw.

/** A half-open stretch of a text or of bytes, in offsets from its start: UTF-16 units in texts, octets in bytes. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/**
 * One mistake at one place. `code` is a stable kebab-case id: the diagnostic's code, the settings key and what a
 * quick fix switches on.
 */
export interface Problem {
  readonly code: string;
  readonly severity: Severity;
  /** One sentence that names what was found and what was expected. */
  readonly message: string;
  readonly range: Range;
  /** The clause that was bent, like `DM-PRO 8.3`. */
  readonly clause?: string;
  /** The document that `range` counts in, where it isn't the one being read (an included flow, a named file). */
  readonly uri?: string;
}
