// What is found in an example, in short.
import { applyEdits } from '#engine/xml/edit';
import type { Example } from '#engine/rules/examples';
import { ruleOf } from '#engine/rules/table';
import type { RuleSettings } from '#engine/rules/settings';
import { lintExample, subjectIn } from './lintExample';

/** The codes in the order of their places. */
export function codesIn(example: Example, settings?: RuleSettings): readonly string[] {
  return lintExample(example, settings).map(({ code }) => code);
}

/** The text of a message once the mend of what was found first is applied; undefined where there is none. */
export function mended(example: Example): string | undefined {
  const [{ name, text = '' } = { name: '' }] = example.documents;
  const [found] = lintExample(example);
  const subject = subjectIn(text, 'message', name);
  const mend = found === undefined ? undefined : ruleOf(found.code)?.fix?.(found, subject);
  return mend === undefined ? undefined : applyEdits(text, mend.edits);
}
