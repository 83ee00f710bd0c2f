// Every rule against its own two examples, and the table against itself.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rules } from '#engine/rules/table';
import { applyEdits } from '#engine/xml/edit';
import { descriptionsIn, lintExample, subjectIn } from './lintExample';

/** Rules that only a profile or a person switches on are on in their own test. */
function on(id: string): { rules: Record<string, 'warning'> } | object {
  return rules.find((rule) => rule.id === id)?.severity === 'off' ? { rules: { [id]: 'warning' } } : {};
}

for (const rule of rules) {
  void test(`${rule.id} is told of its broken example alone, once`, () => {
    assert.deepEqual(
      lintExample(rule.breaks, on(rule.id)).map(({ code }) => code),
      [rule.id],
      rule.breaks.shown,
    );
  });

  void test(`${rule.id} finds nothing in the example that keeps it, nor does any other rule`, () => {
    assert.deepEqual(
      lintExample(rule.keeps, on(rule.id)).map(({ code, message }) => `${code}: ${message}`),
      [],
      rule.keeps.shown,
    );
  });

  const { fix, breaks } = rule;
  if (fix !== undefined && breaks.kind !== 'session' && breaks.kind !== 'bytes') {
    const { kind } = breaks;
    void test(`the mend of ${rule.id} leaves nothing of it`, () => {
      const [{ name, text = '' } = { name: '' }] = breaks.documents;
      const subject = subjectIn(text, kind, name, descriptionsIn(breaks));
      const [found] = lintExample(breaks, on(rule.id));
      assert.ok(found);
      const mend = fix(found, subject);
      assert.ok(mend, 'there is a mend');
      const mended = applyEdits(text, mend.edits);
      assert.deepEqual(
        lintExample({ ...breaks, documents: [{ name, text: mended }] }, on(rule.id)).map(({ code }) => code),
        [],
        mended,
      );
    });
  }
}

void test('ids are kebab-case and stand once; every rule has words', () => {
  const ids = rules.map(({ id }) => id);
  assert.deepEqual([...new Set(ids)], ids);
  for (const { id, summary, docs, clause } of rules) {
    assert.match(id, /^[a-z0-9]+(-[a-z0-9]+)*$/);
    assert.match(summary, /^[A-Z"`<].*[^ ]\.$/s, id);
    assert.ok(docs.length > 60 && docs.endsWith('.'), `${id} has a paragraph`);
    assert.notEqual(clause, '', id);
  }
});
