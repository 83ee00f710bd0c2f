// Rules of download descriptors and status reports beyond their examples.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inDescriptor, whole, type Example } from '#engine/rules/examples';
import { lintExample } from './lintExample';

const needed = '<type>application/octet-stream</type><size>48</size><objectURI>https://dl.example.com/a.bin</objectURI>';

function told(example: Example): string[] {
  const text = example.documents[0]?.text ?? '';
  return lintExample(example).map(({ severity, code, range }) => `${severity} ${code} ${text.slice(range.start, range.end)}`);
}

const cases: readonly (readonly [what: string, children: string, expected: readonly string[]])[] = [
  ['all that is missing is told at once', '', ['error dd-missing media']],
  ['what is required and empty is missing', needed.replace('48', ''), ['error dd-missing size']],
  ['an element in another case is named', `${needed}<Vendor>x</Vendor>`, ['warning dd-unknown Vendor']],
  ['an element inside a value is told once', `${needed}<name><b/></name>`, ['error dd-nested b']],
  ['a part of the same response', needed.replace('https://dl.example.com/a.bin', 'cid:a'), []],
  ['types may be many', `${needed}<type>image/png</type>`, []],
  ['plain http is remarked upon for reports too', `${needed}<installNotifyURI>http://a/b</installNotifyURI><nextURL>http://a</nextURL>`, ['information dd-plain-http http://a/b']],
  ['a page may be relative', `${needed}<iconURI>icon.png</iconURI>`, []],
  ['a minor version that nobody knows is a warning', `${needed}<DDVersion>1.3</DDVersion>`, ['warning dd-version 1.3']],
  ['another major version is told alone', '<DDVersion>2.0</DDVersion>', ['error dd-version 2.0']],
  ['a version that is none', `${needed}<DDVersion>one</DDVersion>`, ['error dd-version-form one']],
  ['text between the elements', `${needed}stray`, ['warning text-not-allowed stray\n']],
  ['an extension in a namespace of its own', `${needed}<x:name xmlns:x="urn:x">x</x:name>`, []],
];

for (const [what, children, expected] of cases) {
  void test(`of descriptors: ${what}`, () => {
    assert.deepEqual(told(inDescriptor(children)), expected);
  });
}

void test('media of another language is none of ours', () => {
  assert.deepEqual(told(whole('descriptor', `<media xmlns="http://search.yahoo.com/mrss/">${needed}</media>`)), ['error dd-namespace xmlns']);
});

const reports: readonly (readonly [body: string, expected: readonly string[]])[] = [
  ['900 Success', []],
  ['954', []],
  ['902 User Cancelled \n\r', []],
  ['', ['error dd-report ']],
  ['Success', ['error dd-report Success']],
  ['904 What', ['error dd-report-code 904']],
  ['461 Busy', ['warning dd-report-code 461']],
  ['900Success', ['warning dd-report ']],
  ['905 Gr\u00f6\u00dfe\nmore', ['warning dd-report \nmore']],
];

for (const [body, expected] of reports) {
  void test(`of the report ${JSON.stringify(body)} is told ${expected.join(', ') || 'nothing'} [DLOTA status report]`, () => {
    assert.deepEqual(told(whole('report', body)), expected);
  });
}
