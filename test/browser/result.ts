// What a page tells of the tests that it ran.

export interface BrowserResult {
  readonly passed: number;
  readonly failures: readonly string[];
  /** By file, how many passed. */
  readonly files: Readonly<Record<string, number>>;
}
