// The rules of commands: what they must tell of, and what they must leave alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertFound, findings, mended } from './foundIn';

const target = (uri: string): string => `<Target><LocURI>${uri}</LocURI></Target>`;
const source = (uri: string): string => `<Source><LocURI>${uri}</LocURI></Source>`;
const metinf = (local: string, value: string): string => `<${local} xmlns="syncml:metinf">${value}</${local}>`;
const meta = (format: string, type = 'text/plain'): string => `<Meta>${metinf('Format', format)}${type === '' ? '' : metinf('Type', type)}</Meta>`;
const replace = (uri: string, id = 2): string => `<Replace><CmdID>${id}</CmdID><Item>${target(uri)}<Data>1</Data></Item></Replace>`;
const exec = (uri: string, id = 3): string => `<Exec><CmdID>${id}</CmdID><Item>${target(uri)}</Item></Exec>`;

test('who names a node by Source is told, unless it is a client that tells of itself [DM-REP 6.6, DM-PRO 8.3]', () => {
  assertFound(`<Delete><CmdID>2</CmdID><Item><«Source»><LocURI>./A</LocURI></Source></Item></Delete>`, ['item-target-required']);
  assertFound(`<Exec><CmdID>2</CmdID><«Item»/></Exec>`, ['item-target-required']);
  assertFound(`<Replace><CmdID>2</CmdID><«Item»><Data>1</Data></Item></Replace>`, ['item-target-required']);
  assertFound(`<Replace><CmdID>2</CmdID><Item>${source('./DevInfo/Lang')}<Data>en</Data></Item></Replace>`, [], 'client');
  assertFound(`<Replace><CmdID>2</CmdID><Item>${source('DevInfo')}<Data>en</Data></Item></Replace>`, [], 'client');
  assert.equal(mended(`<Get><CmdID>2</CmdID><Item>${source('./A')}</Item></Get>`), `<Get><CmdID>2</CmdID><Item>${target('./A')}</Item></Get>`);
});

test('bare text in Target is one mistake, and only where there is no LocURI [RepPro 6.1.10]', () => {
  assertFound('<Get><CmdID>2</CmdID><Item><«Target»> ./A </Target></Item></Get>', ['locuri-bare-text']);
  assertFound('<Get><CmdID>2</CmdID><Item><Target>«x»<LocURI>./A</LocURI></Target></Item></Get>', ['text-not-allowed']);
  assertFound('<Get><CmdID>2</CmdID><Item><«Target»></Target></Item></Get>', ['missing-child']);
  assert.equal(mended('<Get><CmdID>2</CmdID><Item><Target>./A</Target></Item></Get>'), `<Get><CmdID>2</CmdID><Item>${target('./A')}</Item></Get>`);
});

test('Data is asked for where a leaf gets a value [DM-REP 6.3.2]', () => {
  const item = (inside: string, command = 'Replace'): string => `<${command}><CmdID>2</CmdID><«Item»>${target('./Vendor/A')}${inside}</Item></${command}>`;
  assertFound(item(meta('chr')), ['item-data-missing']);
  assertFound(item(meta('int', 'text/plain'), 'Add'), ['item-data-missing']);
  assertFound(item('', 'Add'), ['add-meta-missing']);
  for (const sound of [item(meta('node', '')), item(meta('null')), item(meta('node', ''), 'Add')]) assertFound(sound.replace(/[«»]/g, ''), []);
  assertFound(`<Replace><CmdID>2</CmdID><Item>${target('./A?prop=Title')}</Item></Replace>`, []);
  assertFound(`<Replace><CmdID>2</CmdID><Item>${target('./A')}<Data/></Item></Replace>`, []);
});

test('Format and Type of an Add may stand with the command or the container around it [RepPro 6.3.3]', () => {
  const add = (outer: string): string => `<Add><CmdID>2</CmdID>${outer}<Item>${target('./Vendor/A')}<Data>1</Data></Item></Add>`;
  assertFound(add(meta('int')), []);
  assertFound(`<Atomic><CmdID>4</CmdID>${meta('chr')}${add('')}${replace('./Vendor/B', 5)}</Atomic>`, []);
  assert.deepEqual(findings(add(meta('int', ''))).map(({ code, severity }) => [code, severity]), [['add-meta-missing', 'information']]);
  assert.deepEqual(findings(add('')).map(({ code, severity }) => [code, severity]), [['add-meta-missing', 'warning']]);
});

test('a serialised tree is told by its Type and its Format, as mark-up or as text [TNDS 5]', () => {
  const tree = '<MgmtTree xmlns="syncml:dmddf1.2"><VerDTD>1.2</VerDTD><Node><NodeName>A</NodeName><RTProperties><Format><node/></Format><Type><DDFName>com.example/1.0/A</DDFName></Type></RTProperties></Node></MgmtTree>';
  const type = 'application/vnd.syncml.dmtnds+xml';
  const add = (inside: string, data: string): string => `<Add><CmdID>2</CmdID><Item>${target('./Vendor/A')}${inside}<Data>${data}</Data></Item></Add>`;
  const codes = (inside: string, data: string): readonly string[] => findings(add(inside, data)).map(({ code }) => code);
  for (const data of [tree, `<![CDATA[<?xml version="1.0"?>${tree}]]>`, tree.replace(/</g, '&lt;')]) {
    assert.deepEqual(codes(meta('xml', type), data), []);
    assert.deepEqual(codes(meta('xml', 'text/xml'), data), ['tnds-type-format']);
    assert.deepEqual(codes(meta('chr', type), data), ['tnds-type-format']);
    assert.deepEqual(codes('', data), ['tnds-type-format']);
  }
  assert.deepEqual(codes(meta('chr', 'application/vnd.syncml.dmtnds+wbxml'), 'AAEC'), ['tnds-type-format']);
  assert.deepEqual(codes(meta('b64', 'application/vnd.syncml.dmtnds+wbxml'), 'AAEC'), []);
  assert.equal(mended(add(meta('chr', type), tree)), add(meta('xml', type), tree));
});

test('what an Atomic may not hold is found however deep it stands [DM-REP 6.6.3]', () => {
  const get = (id: number): string => `<Get><CmdID>${id}</CmdID><Item>${target('./A')}</Item></Get>`;
  const inner = `<«Sequence»><CmdID>3</CmdID><«Get»><CmdID>4</CmdID><Item>${target('./A')}</Item></Get>${replace('./B', 5)}</Sequence>`;
  assertFound(`<Atomic><CmdID>2</CmdID>${inner}${replace('./C', 6)}</Atomic>`, ['atomic-sequence', 'atomic-get']);
  assertFound(`<Sequence><CmdID>2</CmdID>${get(3)}${exec('./X', 4)}</Sequence>`, []);
  assertFound(`<«Sequence»><CmdID>2</CmdID></Sequence>`, ['container-empty']);
  assertFound(`<Sequence><CmdID>2</CmdID>${replace('./A', 3)}<«Sequence»><CmdID>4</CmdID></Sequence></Sequence>`, ['sequence-nested']);
});

test('commands that depend on each other are told once, where nothing orders them [DM-PRO 8]', () => {
  const wrong = `${replace('./Vendor/Job/Delay')}\n<«Exec»><CmdID>3</CmdID><Item>${target('./Vendor/Job')}</Item></Exec>`;
  assertFound(wrong, ['order-dependent']);
  assertFound(`${wrong}\n${exec('./Vendor/Job', 4)}`, ['order-dependent']);
  assertFound(`${replace('./Vendor/Job/Delay')}${exec('./Vendor/Other')}`, []);
  assertFound(`${exec('./Vendor/Job')}${replace('./Vendor/Job/Delay')}`, []);
  const add = (uri: string, id: number, format: string): string => `<Add><CmdID>${id}</CmdID><Item>${target(uri)}${meta(format, format === 'node' ? '' : 'text/plain')}${format === 'node' ? '' : '<Data>1</Data>'}</Item></Add>`;
  assertFound(`${add('./Vendor/A', 2, 'node')}${add('./Vendor/A/B', 3, 'chr').replace('Add', '«Add»')}`, ['order-dependent']);
  assertFound(`${add('./Vendor/A/B', 2, 'chr')}${add('./Vendor/A', 3, 'node')}`, []);
  // Items of one command keep their order.
  assertFound(`<Add><CmdID>2</CmdID><Item>${target('./Vendor/A')}${meta('node', '')}</Item><Item>${target('./Vendor/A/B')}${meta('chr')}<Data>1</Data></Item></Add>`, []);
});

test('the Sequence around them gets a CmdID of its own, and keeps what stands between', () => {
  assert.equal(
    mended(`${replace('./Vendor/Job/Delay', 7)}\n${replace('./Vendor/X', 8)}\n${exec('./Vendor/Job', 9)}`),
    `<Sequence><CmdID>10</CmdID>\n${replace('./Vendor/Job/Delay', 7)}\n${replace('./Vendor/X', 8)}\n${exec('./Vendor/Job', 9)}\n</Sequence>`,
  );
  const status = '<Status><CmdID>8</CmdID><MsgRef>1</MsgRef><CmdRef>1</CmdRef><Cmd>Alert</Cmd><Data>200</Data></Status>';
  assert.equal(mended(`${replace('./Vendor/Job/Delay', 7)}\n${status}\n${exec('./Vendor/Job', 9)}`), undefined);
});

test('only a known sender breaks the rules of who sends what [DM-PRO 8]', () => {
  const get = `<«Get»><CmdID>2</CmdID><Item>${target('./A')}</Item></Get>`;
  assertFound(get, ['client-command'], 'client');
  assertFound(get.replace(/[«»]/g, ''), []);
  assertFound(`<«Sequence»><CmdID>2</CmdID>${exec('./A')}${exec('./B', 4)}</Sequence>`, ['client-command'], 'client');
  assertFound(`<Replace><CmdID>2</CmdID><Item><«Target»><LocURI>DevInfo/Lang</LocURI></Target><Data>en</Data></Item></Replace>`, ['replace-devinfo-source'], 'client');
  assertFound(`<Replace><CmdID>2</CmdID><Item>${source('«./DevInformation»')}<Data>1</Data></Item></Replace>`, ['client-replace-not-devinfo'], 'client');
});

test('the same node twice is seen through different ways of writing it, and not in chunks [DM-PRO 7]', () => {
  const get = (...uris: readonly string[]): string => `<Get><CmdID>2</CmdID>${uris.map((uri) => `<Item>${target(uri)}</Item>`).join('')}</Get>`;
  assertFound(get('./A?prop=ACL', './A'), []);
  assert.deepEqual(findings(get('./A', 'A', './B')).map(({ code }) => code).sort(), ['duplicate-target-in-command', 'uri-relative-style']);
  const chunk = (more: string): string => `<Item>${target('./A')}<Meta>${metinf('Format', 'chr')}${metinf('Size', '2')}</Meta><Data>1</Data>${more}</Item>`;
  assert.deepEqual(findings(`<Replace><CmdID>2</CmdID>${chunk('<MoreData/>')}${chunk('')}</Replace>`).filter(({ code }) => code === 'duplicate-target-in-command'), []);
});
