// The encodings that documents come in.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readText, readTextStrictly } from '#server/language/readText';

const text = '<a>é</a>';

test('a byte order mark says the encoding, and is no part of the text', () => {
  assert.equal(readText(Buffer.from(`\uFEFF${text}`, 'utf8')), text);
  assert.equal(readText(Buffer.from(`\uFEFF${text}`, 'utf16le')), text);
  assert.equal(readText(Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()), text);
});

test('what is not UTF-8 is read as its declaration says, or not at all', () => {
  const declared = `<?xml version="1.0" encoding="ISO-8859-1"?>${text}`;
  assert.equal(readText(Buffer.from(declared, 'latin1')), declared);
  assert.equal(readTextStrictly(Buffer.from(text, 'latin1')), undefined);
  assert.equal(readTextStrictly(Buffer.from(declared.replace('ISO-8859-1', 'none'), 'latin1')), undefined);
  assert.equal(readText(Buffer.from(text, 'latin1')), '<a>\uFFFD</a>');
});
