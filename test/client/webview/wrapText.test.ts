// Texts broken and shortened by measured width.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shortenText, wrapText, type Measure } from '#client/webview/wrapText';

const tenEach: Measure = (text) => text.length * 10;

test('a text that fits stays on one line', () => {
  assert.deepEqual(wrapText('Hands over', 100, 'title', tenEach), ['Hands over']);
});

test('a text breaks between words, each line as long as it can be', () => {
  assert.deepEqual(wrapText('Sends a notification now', 130, 'title', tenEach), ['Sends a', 'notification', 'now']);
});

test('a word that no line can hold is shortened', () => {
  assert.deepEqual(wrapText('a supercalifragilistic b', 60, 'title', tenEach), ['a', 'super…', 'b']);
});

test('an empty text is one empty line', () => {
  assert.deepEqual(wrapText('', 60, 'title', tenEach), ['']);
});

test('a text is shortened no more than it must be', () => {
  assert.equal(shortenText('12345', 50, 'note', tenEach), '12345');
  assert.equal(shortenText('123456', 50, 'note', tenEach), '1234…');
});

test('without any room the ellipsis alone stays', () => {
  assert.equal(shortenText('123456', 0, 'note', tenEach), '…');
});
