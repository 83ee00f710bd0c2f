// The walk over a document: which elements rules are shown, and that one that fails harms no other.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inDescriptor } from '#engine/rules/examples';
import { subjectOf } from '#engine/rules/lint';
import type { ElementRule, NodeRule } from '#engine/rules/rule';
import { runRules } from '#engine/rules/run';
import { childElements, detached, type Element, type XmlDocument } from '#engine/xml/element';
import { parseXml } from '#engine/xml/parse';

const words = { group: 'description', severity: 'warning', clause: 'practice', summary: '', docs: '', breaks: inDescriptor(''), keeps: inDescriptor('') } as const;

function elementRule(id: string, elements: readonly string[], check: ElementRule['check']): ElementRule {
  return { ...words, id, on: 'element', kinds: ['description'], elements, check };
}

function found(document: XmlDocument, rules: readonly (ElementRule | NodeRule)[], fenced = (_rule: unknown, thrown: unknown): void => assert.fail(String(thrown))): string[] {
  const subject = subjectOf({ uri: 'memory:/a', kind: 'description', text: '', document, faults: [] });
  return runRules(subject, rules, fenced).map(({ code, message }) => `${code} ${message}`);
}

const text = '<MgmtTree><!-- c --><Node>\n<NodeName>A</NodeName><Node><NodeName>B</NodeName></Node>x</Node><Node><NodeName>C</NodeName></Node></MgmtTree>';

function documents(): XmlDocument[] {
  const { document } = parseXml(text);
  const root = document.root === undefined ? undefined : detached(document.root);
  assert.ok(root);
  return [document, { children: [root], root }];
}

void test('an element rule is shown the elements of its names in their order, with those around: the very ones that hold each other', () => {
  const holds = (parent: Element | undefined, inner: Element | undefined): boolean => parent !== undefined && inner !== undefined && childElements(parent).includes(inner);
  const rule = elementRule('names', ['NodeName'], (element, above, report) => {
    const path = [...above, element];
    assert.ok(path.every((one, index) => index === 0 || holds(path[index - 1], one)));
    report(element, path.map(({ local }) => local).join('/'));
  });
  for (const document of documents()) {
    assert.deepEqual(found(document, [rule]), ['names MgmtTree/Node/NodeName', 'names MgmtTree/Node/Node/NodeName', 'names MgmtTree/Node/NodeName']);
  }
});

void test('a rule that throws is fenced, and the others go on', () => {
  const failing = elementRule('failing', ['Node'], () => {
    throw new Error('oh');
  });
  const nodeRule: NodeRule = { ...words, id: 'nodes', on: 'node', kinds: ['description'], check: (node, report) => { report(node.rows.nameRange(node.row), node.name); } };
  const failingNode: NodeRule = { ...nodeRule, id: 'failing-node', check: () => { throw new Error('oh'); } };
  const fences: string[] = [];
  const [document] = documents();
  assert.ok(document);
  const told = found(document, [failing, failingNode, nodeRule], (rule) => fences.push((rule as { id: string }).id));
  assert.deepEqual(told, ['nodes A', 'nodes B', 'nodes C']);
  assert.deepEqual([...new Set(fences)].sort(), ['failing', 'failing-node']);
});

void test('a rule of another kind of document is not asked', () => {
  const [document] = documents();
  assert.ok(document);
  assert.deepEqual(found(document, [{ ...elementRule('x', ['Node'], (element, _, report) => { report(element, 'x'); }), kinds: ['message'] }]), []);
});
