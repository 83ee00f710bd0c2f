import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import type { DownloadDescriptor } from '#engine/download/descriptor';
import { readDescriptor, readDescriptorText } from '#engine/download/readDescriptor';
import { writeDescriptor } from '#engine/download/writeDescriptor';
import { parseXml } from '#engine/xml/parse';
import { writeXml } from '#engine/xml/write';
import { readStrictly } from '#engine/xml/strict';

const namespace = 'http://www.openmobilealliance.org/xmlns/dd';
const needed = '<type>application/octet-stream</type><size>48</size><objectURI>https://dl.example.com/a.bin</objectURI>';

function media(content: string, attributes = ` xmlns="${namespace}"`): string {
  return `<media${attributes}>${content}</media>`;
}

/** The descriptor of a text that must have one, and what was overlooked: severity and code. */
function read(text: string): { descriptor: DownloadDescriptor; said: string[] } {
  const { descriptor, refusal, problems } = readDescriptorText(text);
  assert.equal(refusal, undefined, problems.map(({ message }) => message).join(' '));
  assert.ok(descriptor);
  return { descriptor, said: problems.map(({ severity, code }) => `${severity} ${code}`) };
}

/** What is said about a text, each with the words of the text that it is about. */
function said(text: string): string[] {
  return readDescriptorText(text).problems.map(({ severity, code, range }) => `${severity} ${code} ${text.slice(range.start, range.end)}`);
}

void test('every attribute is read, in any order [DLOTA media]', () => {
  const { descriptor, said } = read(
    media(`
      <infoURL>https://www.example.com/notes</infoURL>
      <objectURI> https://dl.example.com/fw.bin </objectURI>
      <size>48</size>
      <type>application/octet-stream</type>
      <installParam> a=1; b=2 </installParam>
      <iconURI>icon.png</iconURI>
      <nextURL>https://www.example.com/done</nextURL>
      <installNotifyURI>https://dl.example.com/notify/43</installNotifyURI>
      <description>Maintenance &amp; more</description>
      <vendor>Example Devices</vendor>
      <name><![CDATA[EX-1 <1.1.0>]]></name>
      <DDVersion>1.0</DDVersion>`),
  );
  assert.deepEqual(descriptor, {
    version: '1.0',
    objectUri: 'https://dl.example.com/fw.bin',
    size: 48,
    types: ['application/octet-stream'],
    name: 'EX-1 <1.1.0>',
    vendor: 'Example Devices',
    description: 'Maintenance & more',
    installNotifyUri: 'https://dl.example.com/notify/43',
    nextUrl: 'https://www.example.com/done',
    infoUrl: 'https://www.example.com/notes',
    iconUri: 'icon.png',
    installParam: ' a=1; b=2 ',
  });
  assert.deepEqual(said, []);
});

void test('a descriptor that doesn\u2019t say its version is of 1.0 [DLOTA DDVersion]', () => {
  assert.equal(read(media(needed)).descriptor.version, '1.0');
});

const versions: readonly (readonly [written: string, outcome: string | 951, said: string])[] = [
  ['1.0', '1.0', ''],
  [' 1.0\n', '1.0', ''],
  ['1.3', '1.3', 'warning dd-version'],
  ['1', '1.0', 'warning dd-version-form'],
  ['1.x', '1.0', 'warning dd-version-form'],
  ['2.0', 951, 'error dd-version'],
  ['0.9', 951, 'error dd-version'],
  ['10.0', 951, 'error dd-version'],
  ['', 951, 'error dd-version-form'],
  ['one', 951, 'error dd-version-form'],
];

for (const [written, outcome, remark] of versions) {
  void test(`DDVersion "${written.trim()}" gives ${outcome} [DLOTA DDVersion]`, () => {
    const { descriptor, refusal, problems } = readDescriptorText(media(`<DDVersion>${written}</DDVersion>${needed}`));
    assert.equal(refusal ?? descriptor?.version, outcome);
    assert.deepEqual(problems.map(({ severity, code }) => `${severity} ${code}`), remark === '' ? [] : [remark]);
  });
}

void test('the version is checked before what is missing [DLOTA 951]', () => {
  assert.equal(readDescriptorText(media('<DDVersion>2.0</DDVersion>')).refusal, 951);
});

for (const name of ['type', 'size', 'objectURI']) {
  void test(`a descriptor without ${name} is refused with 906 [DLOTA ${name}]`, () => {
    const text = media(needed.replace(new RegExp(`<${name}>.*</${name}>`), ''));
    assert.equal(readDescriptorText(text).refusal, 906);
    assert.deepEqual(said(text), ['error dd-missing media']);
  });

  void test(`a descriptor with an empty ${name} is refused with 906 [DLOTA ${name}]`, () => {
    const text = media(needed.replace(new RegExp(`<${name}>.*</${name}>`), `<${name}> </${name}>`));
    assert.equal(readDescriptorText(text).refusal, 906);
    assert.deepEqual(said(text), [`error dd-missing ${name}`]);
  });
}

const sizes: readonly (readonly [written: string, outcome: number, said: string])[] = [
  ['48', 48, ''],
  [' 048 ', 48, ''],
  ['1,000', 1000, 'warning dd-size-separator 1,000'],
  ['12,345,678', 12_345_678, 'warning dd-size-separator 12,345,678'],
  ['10,00', 906, 'error dd-size 10,00'],
  ['0', 906, 'error dd-size 0'],
  ['-5', 906, 'error dd-size -5'],
  ['1.5', 906, 'error dd-size 1.5'],
  ['1e3', 906, 'error dd-size 1e3'],
  ['99999999999999999', 906, 'error dd-size 99999999999999999'],
];

for (const [written, outcome, remark] of sizes) {
  void test(`size "${written}" gives ${outcome} [DLOTA size]`, () => {
    const text = media(needed.replace('48', written));
    const { descriptor, refusal } = readDescriptorText(text);
    assert.equal(refusal ?? descriptor?.size, outcome);
    assert.deepEqual(said(text), remark === '' ? [] : [remark]);
  });
}

void test('a size above the limit of the reader is refused [DLOTA size]', () => {
  const { refusal, problems } = readDescriptorText(media(needed.replace('48', '4096')), { maxSize: 4095 });
  assert.equal(refusal, 906);
  assert.deepEqual(problems.map(({ code }) => code), ['dd-size']);
});

void test('a text above the limit of the reader isn\u2019t looked at', () => {
  const text = media(needed);
  assert.deepEqual(readDescriptorText(text, { maxText: text.length - 1 }).problems.map(({ code }) => code), ['too-big']);
  assert.ok(readDescriptorText(text, { maxText: text.length }).descriptor);
});

const remarks: readonly (readonly [what: string, content: string, said: readonly string[]])[] = [
  ['an unknown element is ignored [DLOTA unknown elements]', `<garbage>x</garbage>${needed}`, ['hint dd-unknown garbage']],
  ['an element with the wrong case is ignored, and the right name is told', `<Name>x</Name>${needed}`, ['warning dd-unknown Name']],
  ['an element of another namespace is an extension', `<x:name xmlns:x="urn:x">x</x:name>${needed}`, []],
  ['an element of version 2 is ignored', `<product><name>x</name></product>${needed}`, ['warning dd-v2-element product']],
  ['types may be many [DLOTA type]', `${needed}<type>image/png</type>`, []],
  ['of other attributes the first counts', `${needed}<size>49</size>`, ['warning dd-duplicate size']],
  ['text between the elements is ignored', `stray${needed}`, ['warning text-not-allowed stray']],
  ['an attribute without value counts as missing', `${needed}<name/>`, ['warning dd-empty name']],
  ['a type must be a media type [DLOTA type]', needed.replace('application/', ''), ['error dd-type octet-stream']],
  ['a type may have parameters', needed.replace('stream', 'stream; v=1'), []],
  ['objectURI may be relative [DLOTA objectURI]', needed.replace('https://dl.example.com/', ''), ['information dd-objecturi-relative a.bin']],
  ['objectURI may name a part of the same response [DLOTA combined delivery]', needed.replace('https://dl.example.com/a.bin', 'cid:a'), []],
  ['objectURI is http or https [DLOTA objectURI]', needed.replace('https', 'ftp'), ['error dd-objecturi ftp://dl.example.com/a.bin']],
  ['objectURI is a URI', needed.replace('a.bin', 'a b'), ['error dd-objecturi https://dl.example.com/a b']],
  ['objectURI is an address', needed.replace('dl.example.com', '[x'), ['error dd-objecturi https://[x/a.bin']],
  ['installNotifyURI is absolute [DLOTA installNotifyURI]', `${needed}<installNotifyURI>notify</installNotifyURI>`, ['error dd-notify-uri notify']],
  ['installNotifyURI is http or https [DLOTA installNotifyURI]', `${needed}<installNotifyURI>mailto:a@b</installNotifyURI>`, ['error dd-notify-uri mailto:a@b']],
  ['other addresses may be of other schemes, with a warning', `${needed}<nextURL>market:a</nextURL>`, ['warning dd-uri market:a']],
];

for (const [what, content, expected] of remarks) {
  void test(what, () => {
    const text = media(content);
    assert.ok(readDescriptorText(text).descriptor);
    assert.deepEqual(said(text), expected);
  });
}

void test('of a repeated attribute the first is read, of types all', () => {
  const { descriptor } = read(media(`${needed}<size>49</size><type>image/png</type>`));
  assert.equal(descriptor.size, 48);
  assert.deepEqual(descriptor.types, ['application/octet-stream', 'image/png']);
});

const roots: readonly (readonly [what: string, text: string, outcome: 'read' | 906 | 951, said: readonly string[]])[] = [
  ['without a namespace', media(needed, ''), 'read', ['warning dd-namespace media']],
  ['with a prefix', media(needed, ` xmlns:d="${namespace}"`).replace(/<(\/?)/g, '<$1d:'), 'read', []],
  ['with a slash after its namespace', media(needed, ` xmlns="${namespace}/"`), 'read', ['warning dd-namespace xmlns']],
  ['with its namespace in another case', media(needed, ' xmlns="HTTP://www.OpenMobileAlliance.org/xmlns/DD"'), 'read', ['warning dd-namespace xmlns']],
  ['in a foreign namespace', media(needed, ' xmlns="http://search.yahoo.com/mrss/"'), 906, ['error dd-namespace xmlns']],
  ['of version 2 by its root', '<dd xmlns="urn:x"/>', 951, ['error dd-root dd']],
  ['of version 2 by its attribute', media(needed, ` DDVersion="2.0" xmlns="${namespace}"`), 951, ['error dd-version 2.0']],
  ['that is another document', '<SyncML/>', 906, ['error dd-root SyncML']],
  ['that is nothing', '', 906, ['error no-root-element ', 'error dd-root ']],
  ['after text', `garbage${media(needed)}`, 906, ['error text-outside-root garbage']],
  ['before text', `${media(needed)}garbage`, 906, ['error text-outside-root garbage']],
  ['that isn\u2019t well-formed', media(needed).replace('</size>', ''), 906, ['error unclosed-element size', 'error dd-nested objectURI']],
  ['with mark-up in a value', media(`${needed}<name>a <b>c</b></name>`), 906, ['error dd-nested b']],
];

for (const [what, text, outcome, expected] of roots) {
  void test(`a descriptor ${what} gives ${outcome} [DLOTA 906]`, () => {
    const { descriptor, refusal } = readDescriptorText(text);
    assert.equal(descriptor === undefined ? refusal : 'read', outcome);
    if (!what.includes('well-formed')) assert.deepEqual(said(text), expected);
  });
}

void test('a tree with text around its root is refused without saying again what its parser said', () => {
  assert.deepEqual(readDescriptor(parseXml(`garbage${media(needed)}`).document), { refusal: 906, problems: [] });
});

void test('a refusal says where it is to be reported [DLOTA status report]', () => {
  const notify = '<installNotifyURI>https://dl.example.com/n</installNotifyURI>';
  for (const content of [notify, `<DDVersion>2.0</DDVersion>${notify}`, `${needed}${notify}<a>`]) {
    assert.equal(readDescriptorText(media(content)).reportTo, 'https://dl.example.com/n', content);
  }
  assert.equal(readDescriptorText(media('<installNotifyURI>n</installNotifyURI>')).reportTo, undefined);
});

const word = fc.string({ unit: fc.constantFrom(...'abZ09-_&<é漢'), minLength: 1, maxLength: 12 });
const address = word.map((path) => `https://dl.example.com/${encodeURIComponent(path)}`);
const descriptors: fc.Arbitrary<DownloadDescriptor> = fc.record(
  {
    version: fc.constantFrom('1.0', '1.1'),
    objectUri: address,
    size: fc.integer({ min: 1, max: 2 ** 40 }),
    types: fc.array(fc.constantFrom('application/octet-stream', 'image/png'), { minLength: 1, maxLength: 3 }),
    name: word,
    vendor: word,
    description: word,
    installNotifyUri: address,
    nextUrl: address,
    infoUrl: address,
    iconUri: address,
    installParam: word.map((value) => ` ${value}\n`),
  },
  { requiredKeys: ['version', 'objectUri', 'size', 'types'], noNullPrototype: true },
);

void test('what is written is read again, laid out or not, by either parser', () => {
  fc.assert(
    fc.property(descriptors, fc.boolean(), (descriptor, laidOut) => {
      const text = writeXml(writeDescriptor(descriptor), { declaration: true, ...(laidOut && { indent: '  ' }) });
      assert.deepEqual(readDescriptorText(text).descriptor, descriptor);
      const strict = readStrictly(text);
      assert.ok('document' in strict);
      assert.deepEqual(readDescriptor(strict.document).descriptor, descriptor);
    }),
  );
});

const corpus = join(process.cwd(), '..', 'shared', 'corpus', 'dd', 'chromium-chromium');
const skip = existsSync(corpus) ? false : 'the collection of files is not here';

void test('descriptors that a browser is tested with are accepted and refused as it does', { skip }, () => {
  const of = (file: string): string => readFileSync(join(corpus, file), 'utf8');
  const { descriptor, said } = read(of('valid.dd'));
  assert.deepEqual(descriptor, {
    version: '1.0',
    objectUri: 'http://test/test.dm',
    size: 1000,
    types: ['image/jpeg', 'application/vnd.oma.drm.message'],
    name: 'test.dm',
    vendor: 'testvendor',
    description: 'testjpg',
    nextUrl: 'http://nexturl.html',
  });
  assert.deepEqual(said, ['warning dd-size-separator', 'hint dd-unknown']);
  assert.equal(readDescriptorText(of('empty.dd')).refusal, 906);
  assert.equal(readDescriptorText(of('leading-garbage.dd')).refusal, 906);
});
