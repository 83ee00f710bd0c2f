// The rules of alerts: what they must tell of, and what they must leave alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertFound, findings, mended, type End } from './foundIn';

const alert = (code: string, inside = ''): string => `<Alert><CmdID>2</CmdID><Data>${code}</Data>${inside}</Alert>`;
const items = (...texts: readonly string[]): string => texts.map((text) => (text === '' ? '<Item/>' : `<Item><Data>${text}</Data></Item>`)).join('');
const metinf = (local: string, value: string): string => `<${local} xmlns="syncml:metinf">${value}</${local}>`;
const generic = (type: string, data = '<Data>1</Data>'): string => alert('1226', `<Item><Meta>${metinf('Format', 'int')}${metinf('Type', type)}</Meta>${data}</Item>`);

test('a code has one fault at most: unknown, reserved, or of data synchronisation [DM-REP 7]', () => {
  const table: Readonly<Record<string, string>> = {
    1099: 'alert-code-unknown', 1105: 'alert-code-reserved', 1199: 'alert-code-reserved', 1202: 'alert-code-reserved', 1220: 'alert-code-reserved', 1221: 'alert-code-unknown',
    1227: 'alert-code-reserved', 1299: 'alert-code-reserved', 1300: 'alert-code-unknown', 200: 'alert-code-ds', 206: 'alert-code-ds', 207: 'alert-code-unknown', 210: 'alert-code-ds', 223: 'alert-code-ds', 224: 'alert-code-unknown', next: 'alert-code-unknown',
  };
  for (const [code, id] of Object.entries(table)) assertFound(alert(`«${code}»`), [id], 'client');
  assertFound('<Alert><CmdID>2</CmdID><«Data»> </Data></Alert>', ['alert-data-missing'], 'client');
});

test('each end has alerts of its own, both have those of the session [DM-PRO 10.2, DM-REP 7]', () => {
  const sender = (code: string, rest: string, end: End): readonly string[] => findings(alert(code, rest), end).map(({ code: id }) => id);
  for (const code of ['1100', '1101']) assert.deepEqual(sender(code, items('', 'x'), 'client'), ['alert-direction-client']);
  for (const code of ['1200', '1201']) assert.deepEqual(sender(code, '', 'server'), ['alert-direction-server']);
  for (const end of ['client', 'server'] as const) for (const code of ['1222', '1223']) assert.deepEqual(sender(code, '', end), []);
});

test('the Items of alerts for the user are counted, and a text in the first is told once [DM-PRO 10.2]', () => {
  assertFound(alert('«1100»', items('Welcome')), ['ui-item-count']);
  assertFound(alert('«1101»', items('', 'Go?', 'Really?')), ['ui-item-count']);
  assertFound(alert('1102', items('', 'Name?')), []);
  assertFound(alert('«1103»', items('', 'When?')), ['ui-item-count']);
  assertFound(alert('1104', items('', 'Which?', 'a', 'b')), []);
  assertFound(alert('1101', items('«Install?»', 'Now')), ['ui-first-item']);
  assertFound(alert('1103', `${items('', 'When?', 'Now')}<«Item»><Data/></Item>`), ['ui-text-empty']);
});

test('an option is pointed at where it stands, escaped or in a CDATA section [DM-PRO 10.3]', () => {
  const asks = (options: string, code = '1101'): string => alert(code, items(options, 'Go?'));
  assertFound(asks('MINDT=5&amp;«MAXDT=ten»&amp;DR=1'), ['ui-mindt-number']);
  assertFound(asks('<![CDATA[MINDT=5&«MAXDT=ten»&DR=1]]>'), ['ui-mindt-number']);
  assertFound(asks('&#x4D;INDT=5&amp;«DR=2»'), ['ui-dr-confirm']);
  assertFound(asks(' «IT=N» ', '1100'), ['ui-option-wrong-alert']);
  assertFound(asks('«MINDT=9»&amp;MAXDT=5'), ['ui-mindt-maxdt']);
  assertFound(asks('MINDT=5&amp;«mindt=6»'), ['ui-option-duplicate']);
  assertFound(asks('«mindt=6»'), ['ui-option-unknown']);
  assertFound(asks('«DR»'), ['ui-option-syntax']);
});

test('the default response numbers choices that there are [DM-PRO 10.3.3]', () => {
  const asks = (code: string, response: string): readonly string[] => findings(alert(code, items(`DR=${response}`, 'Which?', 'a', 'b', 'c'))).map(({ code: id }) => id);
  for (const right of ['1', '3']) assert.deepEqual(asks('1103', right), [], right);
  for (const wrong of ['0', '4', '1-2', 'a', '']) assert.deepEqual(asks('1103', wrong), ['ui-dr-choice'], wrong);
  for (const right of ['2', '1-3', '1-2-3']) assert.deepEqual(asks('1104', right), [], right);
  for (const wrong of ['1-4', '1,2', '1-', '-1', '1--2']) assert.deepEqual(asks('1104', wrong), ['ui-dr-choice'], wrong);
  assert.deepEqual(findings(alert('1102', items('DR=my+name', 'Name?'))), []);
});

test('a session is opened once in a message [DM-PRO 8.3]', () => {
  const codes = findings(`${alert('1201')}<Alert><CmdID>3</CmdID><Data>1201</Data></Alert>`, 'client').map(({ code, related }) => [code, related?.length]);
  assert.deepEqual(codes, [['session-alert-count', 1]]);
});

test('a client event without Format alone is no more than a warning: Windows sends them [DM-REP 6.6.2]', () => {
  const event = (meta: string, data: string): readonly string[] => findings(alert('1224', `<Item><Meta>${meta}</Meta>${data}</Item>`), 'client').map(({ code, severity }) => `${severity} ${code}`);
  assert.deepEqual(event(metinf('Type', 'com.example/1.0/x'), '<Data>1</Data>'), ['warning event-item']);
  assert.deepEqual(event(metinf('Format', 'chr'), '<Data>1</Data>'), ['error event-item']);
  assert.deepEqual(event(metinf('Format', 'chr') + metinf('Type', 'com.example/1.0/x'), ''), ['error event-item']);
});

test('what a generic alert lacks is told for each Item, and a Meta that is not there once [DM-PRO 8.7.1]', () => {
  assertFound(alert('1226', '<«Item»><Data>1</Data></Item>'), ['generic-type-missing'], 'client');
  assertFound(alert('1226', `<Item><«Meta»>${metinf('Type', 'Reversed-Domain-Name: com.example.x')}</Meta><Data>1</Data></Item>`), ['generic-format-missing'], 'client');
  assertFound(alert('«1226»'), ['generic-item'], 'client');
  assert.equal(mended(generic('Reversed-Domain-Name: com.example.x', ''), 'client'), generic('Reversed-Domain-Name: com.example.x', '<Data/>'));
});

test('the forms of types in the field are told apart [DM-PRO 8.7.1.6]', () => {
  const table: Readonly<Record<string, readonly string[]>> = {
    'Reversed-Domain-Name: com.example.x': [],
    'Reversed-Domain-Name:com.microsoft.mdm.x': [],
    'Content-Type: text/plain': [],
    'com.example.x': ['generic-type-prefix'],
    'com.microsoft:mdm.unenrollment.userrequest': ['generic-type-prefix'],
    'urn:oma:at:lawmo:1.0:OperationComplete': ['generic-type-prefix'],
    'Domain: com.example.x': ['generic-type-prefix-bad'],
    'Domain:com.example.x': ['generic-type-prefix-bad'],
    'Type: text/plain': ['generic-type-prefix-bad'],
  };
  for (const [type, codes] of Object.entries(table)) assert.deepEqual(findings(generic(type), 'client').map(({ code }) => code), codes, type);
  assert.equal(mended(generic('com.example.x/y'), 'client'), generic('Reversed-Domain-Name: com.example.x/y'));
  assert.equal(mended(generic('urn:oma:at:lawmo:1.0:OperationComplete'), 'client'), undefined);
});

test('the types of FUMO are left to their own rules [FUMO 6.2.2]', () => {
  const type = 'org.openmobilealliance.dm.firmwareupdate.update';
  const codes = findings(generic(type), 'client').map(({ code }) => code);
  assert.ok(!codes.includes('generic-type-prefix'), codes.join());
});

test('a Mark is mended by its case alone [DM-PRO 8.7.1.8]', () => {
  const marked = (mark: string): string => generic('Reversed-Domain-Name: com.example.x').replace('</Meta>', `${metinf('Mark', mark)}</Meta>`);
  assert.equal(mended(marked('FATAL'), 'client'), marked('fatal'));
  assert.equal(mended(marked('high'), 'client'), undefined);
});
