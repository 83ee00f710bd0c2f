// A difference between us and another program, and the table of those that are known and why.

/** What two programs disagree about. */
export type Question = 'well-formed' | 'prefixes' | 'structure' | 'wbxml-decode' | 'wbxml-encode' | 'wbxml-twin';

export interface Difference {
  readonly question: Question;
  /** The file of the corpus, or what was generated. */
  readonly subject: string;
  readonly ours: string;
  readonly theirs: string;
}

export interface Explanation {
  readonly question: Question;
  /** The subject, as a whole or by a pattern. */
  readonly subject: string | RegExp;
  /** Our answer and theirs, where the subject alone doesn't tell which difference is meant. */
  readonly ours?: RegExp;
  readonly theirs?: RegExp;
  /** Why the two differ, with the clause that decides. */
  readonly reason: string;
  readonly right: 'ours' | 'theirs' | 'both';
}

export function explains(explanation: Explanation, difference: Difference): boolean {
  const { question, subject, ours, theirs } = explanation;
  return (
    question === difference.question &&
    (typeof subject === 'string' ? subject === difference.subject : subject.test(difference.subject)) &&
    (ours?.test(difference.ours) ?? true) &&
    (theirs?.test(difference.theirs) ?? true)
  );
}

/** One question, put to both about many subjects. */
export interface Row {
  readonly what: string;
  readonly subjects: number;
  readonly differences: readonly Difference[];
  /** Why nothing was asked. */
  readonly skipped?: string;
}
