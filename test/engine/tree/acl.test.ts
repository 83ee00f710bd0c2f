import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aclInForce, allows, granting, readAcl, writeAcl } from '#engine/tree/acl';

const codes = (text: string): readonly string[] => readAcl(text).problems.map((problem) => problem.code);

test('a list is read and written [TND 7.7.1.5]', () => {
  const { acl, problems } = readAcl('Replace=a+b&Get=*');
  assert.deepEqual(problems, []);
  assert.ok(acl);
  assert.equal(writeAcl(acl), 'Get=*&Replace=a+b');
  assert.deepEqual([allows(acl, 'Get', 'c'), allows(acl, 'Replace', 'b'), allows(acl, 'Replace', 'c'), allows(acl, 'Exec', 'a')], [true, true, false, false]);
  assert.deepEqual([readAcl('').acl?.size, readAcl('').problems], [0, []]);
});

test('what breaks the grammar gives no list, and the place of it [TND 7.7.1.5]', () => {
  const table: readonly (readonly [string, string])[] = [
    ['Get:*', 'acl-syntax'], ['Copy=*', 'acl-command'], ['get=*', 'acl-command'], ['Get=', 'acl-empty-ids'],
    ['Get=my srv', 'acl-char'], ['Get=a++b', 'acl-char'], ['Get=*x', 'acl-char'],
  ];
  for (const [text, code] of table) {
    assert.deepEqual([codes(text), readAcl(text).acl], [[code], undefined], text);
  }
  assert.deepEqual(readAcl('Get=*&Copy=*').problems[0]?.range, { start: 6, end: 12 });
});

test('what is only odd is read with a warning', () => {
  assert.deepEqual(codes('Get=*+srv'), ['acl-star-plus-id']);
  assert.deepEqual(codes('Get=a&Get=b'), ['acl-duplicate-command']);
  assert.equal(allows(readAcl('Get=a&Get=b').acl ?? new Map(), 'Get', 'a'), true);
});

test('inheritance is all or nothing, and the root has a default [TND 7.7.1.2]', () => {
  assert.equal(writeAcl(aclInForce([undefined, undefined])), 'Add=*&Get=*');
  assert.equal(writeAcl(aclInForce(['Add=*&Get=*', undefined, 'Exec=srv', undefined])), 'Exec=srv');
  assert.equal(writeAcl(aclInForce(['Get=*', ''])), 'Get=*');
  assert.equal(writeAcl(aclInForce(['Get=*', 'nonsense'])), '');
});

test('rights are added only where they are missing', () => {
  const acl = readAcl('Get=*&Delete=a').acl ?? new Map();
  assert.equal(writeAcl(granting(acl, ['Get', 'Delete', 'Replace'], 'b')), 'Delete=a+b&Get=*&Replace=b');
});
