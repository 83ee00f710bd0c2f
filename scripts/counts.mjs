// How many tests passed and failed, said the same way by every test command.

/** A closing line that a person and a machine read alike, alone on its line. */
export function closingLine({ passed, failed }) {
  return `${passed} passed, ${failed} failed`;
}
