import assert from 'node:assert/strict';
import { test } from 'node:test';
import { childrenOf } from '#engine/schema/guide';
import { automatonOf } from '#engine/schema/automaton';
import { schemas } from '#engine/schema/recognise';

/** The elements that are ours alone come from no specification. */
const own = new Set(['flow-1', 'accounts-1']);

for (const schema of schemas) {
  void test(`in ${schema.id} every element that may stand somewhere has a rule, and every rule can be reached`, () => {
    const reached = new Set(schema.roots);
    for (const name of reached) {
      const rule = schema.elements.get(name);
      assert.ok(rule !== undefined, `${name} has no rule`);
      for (const child of childrenOf(rule.content) ?? []) reached.add(child);
    }
    assert.deepEqual([...schema.elements.keys()].filter((name) => !reached.has(name)), []);
  });

  void test(`in ${schema.id} every element is explained in one sentence`, () => {
    for (const { name, doc, attributes } of schema.elements.values()) {
      assert.match(doc, /^\S.*\.$/, name);
      for (const attribute of attributes) assert.match(attribute.doc, /^\S.*\.$/, `${name} ${attribute.name}`);
    }
  });

  void test(`in ${schema.id} every content model is deterministic`, () => {
    for (const { name, content } of schema.elements.values()) {
      if (content.kind !== 'elements') continue;
      const { steps } = automatonOf(content.model);
      for (const targets of steps) assert.equal(new Set(targets.values()).size, targets.size, name);
    }
  });

  if (own.has(schema.id)) continue;
  void test(`in ${schema.id} every element names its clause`, () => {
    for (const { name, clause } of schema.elements.values()) assert.match(clause ?? '', /^[A-Z][A-Z-]+ \S/, name);
  });
}
