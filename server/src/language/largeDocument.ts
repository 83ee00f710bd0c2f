// Documents that are too large to be looked through with each keystroke: they are checked for well-formedness alone.

/** Characters. The largest description that is published has a third of this. */
export const mostForRules = 12_000_000;

/** What is left out for a document of this length; undefined where nothing is. */
export function leftOutOf(length: number): 'rules' | undefined {
  return length > mostForRules ? 'rules' : undefined;
}
