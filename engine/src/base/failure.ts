// A Failure: what we or the machine got wrong. Thrown; fenced once at each entry (language server, debug adapter,
// command line).

/** `code` is a stable kebab-case id, such as `port-in-use`; `message` is a sentence for a person. */
export class Failure extends Error {
  constructor(
    readonly code: string,
    message: string,
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'Failure';
  }
}

/** The sentence of whatever was thrown. */
export function sentenceOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
