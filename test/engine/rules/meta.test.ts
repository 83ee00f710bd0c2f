// The rules of meta-information and of values: what they must tell of, and what they must leave alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromServer, whole } from '#engine/rules/examples';
import { lint } from '#engine/rules/lint';
import { assertFound, findings, mended } from './foundIn';
import { lintExample, subjectIn } from './lintExample';

const metinf = (local: string, value: string): string => `<${local} xmlns="syncml:metinf">${value}</${local}>`;
const replace = (meta: string, data = '<Data>1</Data>', uri = './Vendor/A'): string => `<Replace><CmdID>2</CmdID><Item><Target><LocURI>${uri}</LocURI></Target>${meta}${data}</Item></Replace>`;
const valued = (format: string, value: string): string => replace(`<Meta>${metinf('Format', format)}</Meta>`, `<Data>${value}</Data>`);
const codes = (commands: string): readonly string[] => findings(commands).map(({ code, severity }) => (severity === 'information' ? `${code} (information)` : code));

test('a Meta whose children lack the namespace is told once, and mended as a whole [RepPro 5.4]', () => {
  assertFound(replace('<Meta><«Format»>chr</Format><Type>text/plain</Type></Meta>'), ['meta-namespace']);
  assert.equal(
    mended(replace('<Meta><Format>chr</Format><Type xmlns="syncml:metinf">text/plain</Type></Meta>')),
    replace('<Meta><Format xmlns="syncml:metinf">chr</Format><Type xmlns="syncml:metinf">text/plain</Type></Meta>'),
  );
  for (const sound of ['<Meta xmlns="syncml:metinf"><Format>chr</Format></Meta>', '<Meta><m:Format xmlns:m="syncml:metinf">chr</m:Format></Meta>', '<Meta><MetInf xmlns="syncml:metinf"><Format>chr</Format></MetInf></Meta>']) {
    assert.deepEqual(codes(replace(sound)).filter((code) => code.startsWith('meta-namespace')), [], sound);
  }
});

test('a namespace that is nearly right is an error, one of a vendor is none of ours [METINF 4]', () => {
  assertFound(replace('<Meta><«Format» xmlns="SYNCML:METINF">chr</Format></Meta>'), ['meta-namespace-case']);
  assertFound(replace('<Meta><Limit xmlns="http://example.com/limits">5</Limit></Meta>'), []);
});

test('what is in no content model of meta-information is told under its own name; a misspelt case is told as that [METINF 5]', () => {
  assertFound(replace('<Meta><«Encoding» xmlns="syncml:metinf">chr</Encoding></Meta>'), ['meta-unknown']);
  assertFound(replace('<Meta><«format» xmlns="syncml:metinf">chr</format></Meta>'), ['case-element']);
});

test('the order of a Meta is mended without touching what stands between', () => {
  assert.equal(
    mended(replace(`<Meta>\n  ${metinf('Type', 'text/plain')}\n  <!-- why -->\n  ${metinf('Format', 'chr')}\n</Meta>`)),
    replace(`<Meta>\n  ${metinf('Format', 'chr')}\n  <!-- why -->\n  ${metinf('Type', 'text/plain')}\n</Meta>`),
  );
});

test('values are held against their formats [TND 9.4.2]', () => {
  const table: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
    int: { '0': [], '-5': [], '+7': [], ' 12 ': [], '-2147483648': [], '2147483648': ['int-range'], '4294967295': ['int-range'], '-2147483649': ['int-range'], '1.0': ['int-value'], '0x10': ['int-value'], '1 000': ['int-value'], '': ['int-value'] },
    bool: { true: [], false: [], '1': ['bool-value (information)'], '0': ['bool-value (information)'], True: ['bool-value (information)'], yes: ['bool-value'], '': ['bool-value'] },
    b64: { '': [], AAEC: [], 'AA==': [], 'AA\nEC': [], AAE: ['b64-value'], 'A-_B': ['b64-value'], 'AA=C': ['b64-value'] },
    xml: { '': [], '&lt;a/&gt;': [], '<![CDATA[<a>b</a>]]>': [], '&lt;a/&gt;&lt;b/&gt;': ['xml-value'], text: ['xml-value'], '&lt;a&gt;': ['xml-value'] },
    date: { '20240201': [], '2024-02-01': [], '24-02-01': ['date-value'] },
    time: { '143000Z': [], '14:30': [], noon: ['date-value'] },
    float: { '1': [], '-1.5e3': [], INF: [], '1,5': ['float-value'], '1.5kg': ['float-value'] },
    chr: { anything: [], '': [] },
  };
  for (const [format, values] of Object.entries(table)) for (const [value, expected] of Object.entries(values)) assert.deepEqual(codes(valued(format, value)), expected, `${format} ${value}`);
  assertFound(replace(`<Meta>${metinf('Format', 'xml')}</Meta>`, '<Data><a xmlns="http://example.com/a"/></Data>'), []);
});

test('chunks of large objects are no values, nor what may be the last of them [DM-PRO 7]', () => {
  const chunk = (format: string, value: string, more: string): string => replace(`<Meta>${metinf('Format', format)}</Meta>`, `<Data>${value}</Data>${more}`);
  assert.deepEqual(codes(chunk('b64', 'AAE', '<MoreData/>')).filter((code) => code.endsWith('-value')), []);
  const later = (commands: string): readonly string[] => {
    const [{ text = '' } = {}] = fromServer(commands).documents;
    return lintExample(whole('message', text.replace('<MsgID>1', '<MsgID>2'))).map(({ code }) => code);
  };
  assert.deepEqual(later(chunk('b64', 'AAEAAEC', '')), []);
  assert.deepEqual(later(chunk('xml', 'b&lt;/a&gt;', '')), []);
  assert.deepEqual(later(chunk('b64', '%%%%', '')), ['b64-value']);
});

test('bin is for octets as such: wrong in XML, right in WBXML [TND 7.7.2]', () => {
  assertFound(valued('«bin»', 'AAEC'), ['bin-in-xml']);
  assertFound(valued('bin', ''), []);
  const [{ text = '' } = {}] = fromServer(valued('bin', 'AAEC')).documents;
  const subject = subjectIn(text, 'message', 'message.wbxml');
  assert.deepEqual(lint({ ...subject, encoding: 'wbxml' }, {}, (_rule, error) => assert.ifError(error)), []);
});

test('types of leaves are media types; interior nodes, alerts and credentials have others [METINF 5.10, TND 7.7.7.2]', () => {
  const typed = (type: string): readonly string[] => codes(replace(`<Meta>${metinf('Format', 'chr')}${metinf('Type', type)}</Meta>`));
  for (const right of ['text/plain', 'application/vnd.example.x+xml; charset=utf-8', 'urn:oma:mo:oma-fumo:1.0']) assert.deepEqual(typed(right), [], right);
  for (const wrong of ['text', 'text/', '']) assert.deepEqual(typed(wrong), ['type-mime'], wrong);
  const command = `<Replace><CmdID>2</CmdID><Meta>${metinf('Type', '«text»')}</Meta><Item><Target><LocURI>./A</LocURI></Target><Data>1</Data></Item><Item><Target><LocURI>./B</LocURI></Target><Data>1</Data></Item></Replace>`;
  assertFound(command, ['type-mime']);
});

test('messages of data synchronisation are left alone', () => {
  const [{ text = '' } = {}] = fromServer(valued('int', 'x')).documents;
  assert.deepEqual(lintExample(whole('message', text.replace('DM/1.2', 'SyncML/1.2'))), []);
});
