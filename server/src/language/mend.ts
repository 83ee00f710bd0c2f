// What has one unambiguous mend is put right, until nothing more has.
import type { Finding } from '#engine/rules/finding';
import { fixOf } from '#engine/rules/fixes';
import { applyEdits, type TextEdit } from '#engine/xml/edit';
import { subjectOfModel } from './checkLinted';
import type { DocumentModel } from './documentModel';
import type { LintOptions } from './lintOptions';

/** One mend may uncover another; what never settles is left as it is after this many rounds. */
const mostRounds = 10;

/** `model` and `check` are asked again for each round's text. */
export async function mended(text: string, model: (text: string) => DocumentModel, check: (model: DocumentModel) => Promise<readonly Finding[]>, options: LintOptions = {}): Promise<string> {
  let current = text;
  for (let round = 0; round < mostRounds; round++) {
    const parsed = model(current);
    const subject = subjectOfModel(parsed, options);
    if (subject === undefined) return current;
    const edits: TextEdit[] = [];
    for (const finding of await check(parsed)) {
      const mend = finding.uri === undefined ? fixOf(finding, subject) : undefined;
      // Mends that touch the same place wait for the next round.
      if (mend !== undefined && mend.edits.every((edit) => edits.every((other) => isApart(edit, other)))) edits.push(...mend.edits);
    }
    if (edits.length === 0) return current;
    const next = applyEdits(current, edits.sort((a, b) => a.range.start - b.range.start));
    if (next === current) return current;
    current = next;
  }
  return current;
}

function isApart(a: TextEdit, b: TextEdit): boolean {
  return a.range.end < b.range.start || b.range.end < a.range.start;
}

/** One text as a change of another: what is alike at both ends stays. */
export function changeBetween(before: string, after: string): readonly TextEdit[] {
  if (before === after) return [];
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let [end, newEnd] = [before.length, after.length];
  while (end > start && newEnd > start && before[end - 1] === after[newEnd - 1]) {
    end--;
    newEnd--;
  }
  return [{ range: { start, end }, newText: after.slice(start, newEnd) }];
}
