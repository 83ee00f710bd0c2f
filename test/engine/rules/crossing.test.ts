// Messages against descriptions: which of several candidates counts, and when nothing is to be said.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { against, fromClient, fromServer, type Example } from '#engine/rules/examples';
import { describedNode } from '#engine/rules/nodeExamples';
import { applyEdits } from '#engine/xml/edit';
import { ruleOf } from '#engine/rules/table';
import { descriptionsIn, lintExample, subjectIn } from './lintExample';

const target = (uri: string): string => `<Target><LocURI>${uri}</LocURI></Target>`;
const get = (uri: string): Example => fromServer(`<Get><CmdID>2</CmdID><Item>${target(uri)}</Item></Get>`);
const replace = (uri: string, data: string, meta = ''): Example => fromServer(`<Replace><CmdID>2</CmdID><Item>${target(uri)}${meta}<Data>${data}</Data></Item></Replace>`);
const format = (name: string): string => `<Meta><Format xmlns="syncml:metinf">${name}</Format></Meta>`;

/** `severity code` of what is found, all the more so that nothing else is. */
function assertFound(example: Example, expected: readonly string[]): void {
  assert.deepEqual(
    lintExample(example).map(({ severity, code }) => `${severity} ${code}`),
    expected,
    example.shown,
  );
}

const vendor = describedNode('Vendor', { format: 'node' }, describedNode('Open', { format: 'node' }) + describedNode('Mode') + describedNode('', { format: 'node' }, describedNode('Size', { format: 'int', access: '<Get/><Replace/>' })));

test('without descriptions nothing is held against any', () => {
  assertFound(get('./DevInfo/Nothing'), []);
});

test('what only a standard object could tell is information, and what nobody describes isn\'t told', () => {
  assertFound(against('', get('./DevInfo/Nothing')), ['information x-node-unknown']);
  assertFound(against('', get('./DevInfo/Ext/Anything')), []);
  assertFound(against('', get('./Vendor/Anything')), []);
  assertFound(against('', get('./FwUpdate/Pkg1/Own')), []);
  assertFound(against(vendor, get('./Other/Anything')), ['information x-node-unknown']);
});

test('an object that may stand where it usually does isn\'t taken for sure', () => {
  // ./FwUpdate itself may be the object. [FUMO 5]
  assertFound(against('', fromServer(`<Exec><CmdID>2</CmdID><Correlator>c</Correlator><Item>${target('./FwUpdate/Update')}</Item></Exec>`)), []);
});

test('below an interior node of which no more is described anything may stand', () => {
  assertFound(against(vendor, get('./Vendor/Open/Anything/Else')), []);
  assertFound(against(vendor, get('./Vendor/Mode/Anything')), ['error x-node-unknown']);
});

test('a description of one object speaks for that object, not for others beside it', () => {
  const account = describedNode('Vendor', { format: 'node' }, describedNode('Account', { format: 'node' }, describedNode('Name')));
  assertFound(against(account, get('./Vendor/Other/Name')), ['information x-node-unknown']);
  assertFound(against(account, get('./Vendor/Account/Other')), ['error x-node-unknown']);
});

test('any name fits an unnamed node, and what is below it is looked at [TND 9.4.3.23]', () => {
  assertFound(against(vendor, replace('./Vendor/x/Size', '5', format('int'))), []);
  assertFound(against(vendor, replace('./Vendor/x/Size', '5', format('chr'))), ['error x-format']);
  assertFound(against(vendor, get('./Vendor/x/size')), ['warning x-node-case']);
  assertFound(against(vendor, get('./Vendor/x/Other')), ['error x-node-unknown']);
});

test('with several descriptions a mistake is one that none of them allows', () => {
  const two = (uri: string, data: string): Example => {
    const [one = '', other = ''] = [describedNode('Level', { format: 'int', access: '<Get/><Replace/>' }), describedNode('Level', { access: '<Get/>' })].map((node) => against(node, replace(uri, data)).describedBy?.[0] ?? '');
    return { ...replace(uri, data, format('chr')), describedBy: [one, other] };
  };
  assertFound(two('./Level', 'on'), ['warning x-ddf-conflict']);
});

test('what a person describes goes before the standard object', () => {
  const own = describedNode('DevDetail', { format: 'node' }, describedNode('FwV', { access: '<Get/><Replace/>' }));
  assertFound(against(own, replace('./DevDetail/FwV', '1.1', format('chr'))), []);
  assertFound(against('', replace('./DevDetail/FwV', '1.1', format('chr'))), ['warning x-access']);
});

test('one mistake is told once: octets as b64, a chunk, and a value in the wrong format', () => {
  const data = describedNode('Data', { format: 'bin', access: '<Replace/>', type: '<MIME>application/octet-stream</MIME>' });
  assertFound(against(data, replace('./Data', 'AAEC', format('b64'))), []);
  assertFound(against(vendor, replace('./Vendor/x/Size', 'ten', format('int'))), ['error int-value']);
  assertFound(against(vendor, replace('./Vendor/x/Size', 'ten')), ['error x-value']);
});

test('a client\'s own values are held against no AccessType [DM-PRO 8.3]', () => {
  const tells = fromClient('<Replace><CmdID>2</CmdID><Item><Source><LocURI>./DevInfo/Lang</LocURI></Source><Data>en</Data></Item></Replace>');
  assertFound(against('', tells), []);
});

test('the address is mended in its case, and keeps its query', () => {
  const example = against(vendor, get('./vendor/Mode?prop=ACL'));
  const [{ name, text = '' } = { name: '' }] = example.documents;
  const [found] = lintExample(example);
  assert.equal(found?.code, 'x-node-case');
  const mend = ruleOf('x-node-case')?.fix?.(found, subjectIn(text, 'message', name, descriptionsIn(example)));
  assert.ok(applyEdits(text, mend?.edits ?? []).includes('<LocURI>./Vendor/Mode?prop=ACL</LocURI>'));
});
