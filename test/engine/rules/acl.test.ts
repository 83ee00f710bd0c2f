// The rules of access control lists: what they must tell of, and what they must leave alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertFound, findings, mended } from './foundIn';

const sets = (list: string, uri = './A'): string => `<Replace><CmdID>2</CmdID><Item><Target><LocURI>${uri}?prop=ACL</LocURI></Target><Data>${list}</Data></Item></Replace>`;

test('each entry that breaks the grammar is told where it stands [TND 7.7.1.5]', () => {
  assertFound(sets('Replace=*&amp;«Copy=*»&amp;«Get:*»'), ['acl-command', 'acl-syntax']);
  assertFound(sets('\n  Replace=*&amp;«get=*»\n'), ['acl-command']);
  assertFound(sets('<![CDATA[Replace=*&«Get=»]]>'), ['acl-empty-ids']);
  assertFound(sets('«Replace=a++b»'), ['acl-char']);
  assertFound(sets('Replace=a&amp;«Replace=b»&amp;«Get=*+a»'), ['acl-duplicate-command', 'acl-star-plus-id']);
  assertFound(sets('Add=a+b&amp;Delete=a&amp;Exec=*&amp;Get=*&amp;Replace=com.example-1'), []);
});

test('a list that cannot be read is not told of twice', () => assertFound(sets('«Get:*»', '.'), ['acl-syntax']));

test('the root keeps a list, and in it Add=*; other nodes may inherit [TND 7.7.1.2]', () => {
  assertFound(sets('', '.').replace('<Data>', '<«Data»>'), ['acl-root-empty']);
  assertFound(sets('«Add=srv&amp;Get=*»', '.'), ['acl-root-add']);
  assertFound(sets('Add=*&amp;Get=*', '.'), []);
  assertFound(sets(''), []);
});

test('what a device tells of its lists locks nobody out', () => {
  const told = '<Results><CmdID>2</CmdID><MsgRef>1</MsgRef><CmdRef>2</CmdRef><Item><Source><LocURI>./A?prop=ACL</LocURI></Source><Data>Get=*</Data></Item></Results>';
  assert.deepEqual(findings(told, 'client').filter(({ code }) => code.startsWith('acl-')), []);
});

test('a bare ampersand is told as what it means where it parts a list, and mended [XML 2.4]', () => {
  assertFound(sets('Get=*«&»Replace=*'), ['acl-unescaped']);
  assert.equal(mended(sets('Get=*&Replace=*')), sets('Get=*&amp;Replace=*'));
  const elsewhere = sets('a&b').replace('?prop=ACL', '?prop=Title');
  assert.deepEqual(findings(elsewhere).map(({ code }) => code), ['bare-ampersand']);
});
