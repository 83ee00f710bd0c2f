// What a page tells of the cases that it ran.

export interface BrowserResult {
  readonly passed: number;
  readonly failures: readonly string[];
}
