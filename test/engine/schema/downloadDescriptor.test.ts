import assert from 'node:assert/strict';
import { test } from 'node:test';
import { downloadDescriptor } from '#engine/schema/downloadDescriptor';
import { recognise } from '#engine/schema/recognise';
import { validate } from '#engine/schema/validate';
import { parseXml } from '#engine/xml/parse';

function said(content: string): string[] {
  const text = `<media xmlns="http://www.openmobilealliance.org/xmlns/dd">${content}</media>`;
  const { document } = parseXml(text);
  assert.equal(recognise(document), downloadDescriptor);
  return validate(document, downloadDescriptor).map(({ severity, code, range }) => `${severity} ${code} ${text.slice(range.start, range.end)}`);
}

const needed = '<type>a/b</type><size>1</size><objectURI>http://a/b</objectURI>';

void test('attributes of a descriptor come in any order, type as often as one likes [DLOTA media]', () => {
  assert.deepEqual(said(`<objectURI>http://a/b</objectURI><type>a/b</type><name>x</name><size>1</size><type>c/d</type>`), []);
});

void test('a descriptor without size lacks it [DLOTA size]', () => {
  assert.deepEqual(said('<type>a/b</type><objectURI>http://a/b</objectURI>'), ['error missing-child media']);
});

void test('an unknown element is only pointed at, since devices ignore it [DLOTA unknown elements]', () => {
  assert.deepEqual(said(`${needed}<garbage/>`), ['hint unknown-element garbage']);
});

void test('an attribute that comes twice is a warning, since devices take the first', () => {
  assert.deepEqual(said(`${needed}<size>2</size>`), ['warning duplicate-child size']);
});
