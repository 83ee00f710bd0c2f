// Outlines: one line a symbol, children indented.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { modelOf } from '#server/language/documentModel';
import type { OutlineSymbol } from '#server/language/outlineSymbol';
import { symbolsOf } from '#server/language/symbols';
import { flow, message, reading } from './cursor';

function lines(symbols: readonly OutlineSymbol[], indent = ''): readonly string[] {
  return symbols.flatMap(({ name, detail, children }) => [`${indent}${name}${detail === '' ? '' : ` | ${detail}`}`, ...lines(children, `${indent}  `)]);
}

function assertSymbols(text: string, expected: readonly string[]): void {
  const symbols = symbolsOf(modelOf({ uri: 'memory:/a.xml', text }));
  assert.deepEqual(lines(symbols), expected);
  assertNested(symbols, { start: 0, end: text.length });
}

function assertNested(symbols: readonly OutlineSymbol[], outer: { readonly start: number; readonly end: number }): void {
  for (const { range, selection, children } of symbols) {
    assert.ok(outer.start <= range.start && range.end <= outer.end && range.start <= selection.start && selection.end <= range.end);
    assertNested(children, range);
  }
}

test('a flow is outlined by its declarations and numbered steps, those of a message among them', () => {
  const steps = `<message>${reading}</message><step n="13" from="update-client" to="update-client" title="Installs"><seen event="installed"/><expect node="\${fumo}/State" is="90"/></step>`;
  assertSymbols(flow(`<include href="a.flow.xml" steps="0-1"/>${steps}<at step="1"/>`), [
    'param user',
    'emulate device.ddf',
    'server dm.example.com',
    'package ex-1-1.1.0.fwp',
    'let fumo',
    'capture state answer result',
    'include a.flow.xml | steps 0-1',
    '1 Tells | Management Client → Management Server',
    '  Results ${fumo}/State=${state}',
    '  Status Alert ${answer}',
    '  Alert 1226 ${fumo} org.openmobilealliance.dm.firmwareupdate.update ${result}',
    '13 Installs | Firmware Update Client',
    '  seen installed',
    '  expect node ${fumo}/State is 90',
    'at step 1',
  ]);
});

test('a message is outlined by its header and its commands, containers with what they hold', () => {
  const exec = '<Exec><CmdID>3</CmdID><Item><Target><LocURI>./FwUpdate/Pkg1/Update</LocURI></Target></Item></Exec>';
  assertSymbols(message(`<Status><CmdID>1</CmdID><MsgRef>1</MsgRef><CmdRef>2</CmdRef><Cmd>Alert</Cmd><Data>200</Data></Status><Sequence><CmdID>2</CmdID>${exec}</Sequence>`), [
    'Header: session 1, message 1 | http://s → IMEI:493005100592800',
    'Status #1 Alert 200 | to #2',
    'Sequence #2 | 1 commands',
    '  Exec #3 ./FwUpdate/Pkg1/Update',
  ]);
});

test('a description is outlined by its nodes, a serialised tree with its values, secrets left out', () => {
  const properties = (format: string): string => `<DFProperties><AccessType><Get/><Replace/></AccessType><DFFormat><${format}/></DFFormat><Occurrence><ZeroOrOne/></Occurrence></DFProperties>`;
  assertSymbols(`<MgmtTree><Node><NodeName>A</NodeName><Path>./Vendor</Path>${properties('node')}<Node><NodeName></NodeName>${properties('int')}</Node></Node></MgmtTree>`, [
    './Vendor/A | node, Get Replace, ZeroOrOne',
    '  (name given at run time) | int, Get Replace, ZeroOrOne',
  ]);
  const leaf = (name: string): string => `<Node><NodeName>${name}</NodeName><RTProperties><Format><chr/></Format></RTProperties><Value>v</Value></Node>`;
  assertSymbols(`<MgmtTree><Node><NodeName>A</NodeName><Path>.</Path>${leaf('Man')}${leaf('AAuthSecret')}</Node></MgmtTree>`, ['A | node', '  Man | chr = v', '  AAuthSecret | chr']);
});

test('what is broken is outlined as far as it can be made out', () => {
  assertSymbols(flow('<step n="1" from="server" to="client" title="One"><Get></step><step n="2" from="server" to="client" title="Two">').replace('</flow>', ''), [
    ...lines(symbolsOf(modelOf({ uri: 'memory:/a.xml', text: flow('') }))),
    '1 One | Management Server → Management Client',
    '  Get',
    '2 Two | Management Server → Management Client',
  ]);
  assertSymbols('<SyncML><SyncBody><Get><CmdID>1', ['Get #1']);
});
