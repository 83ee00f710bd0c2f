import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTnds } from '#engine/ddf/readTnds';
import { perform } from '#engine/tree/perform';
import { nodeAt, textAt, withProperties } from '#engine/tree/tree';
import { parseXml } from '#engine/xml/parse';
import { device, planted, run, status } from './device';

const pkg = './Vendor/Update/Pkg1';
const tree = device();

test('Get gives a leaf with its format and type, under the URI that was asked [DM-REP 6.6.7]', () => {
  assert.deepEqual(run(tree, 'Get', 'DevDetail/FwV').outcome, {
    status: 200, results: [{ source: 'DevDetail/FwV', meta: { format: 'chr', type: 'text/plain' }, data: '1.0.3' }],
  });
  assert.deepEqual(run(tree, 'Get', `${pkg}/State`).outcome.results?.[0], { source: `${pkg}/State`, meta: { format: 'int', type: 'text/plain' }, data: '10' });
});

test('Get of a bin leaf gives its octets [TND 7.7.2]', () => {
  assert.deepEqual(run(tree, 'Get', './Set/Key').outcome.results, [{ source: './Set/Key', meta: { format: 'bin', type: 'application/octet-stream' }, data: Uint8Array.of(0, 1, 255) }]);
});

test('Get of an interior node gives the names of its children, and empty data where there are none [TND 6.2]', () => {
  assert.deepEqual(run(tree, 'Get', './DevDetail/URI').outcome.results, [{ source: './DevDetail/URI', meta: { format: 'node' }, data: 'MaxDepth/MaxTotLen/MaxSegLen' }]);
  const empty = run(run(tree, 'Add', './Set/Items/Two', { meta: { format: 'node' } }).tree, 'Get', './Set/Items/Two');
  assert.deepEqual([empty.outcome.status, empty.outcome.results?.[0]?.data], [200, '']);
});

test('404 where there is no node, 405 where the node forbids, 425 where the list refuses, in this order', () => {
  assert.equal(status(tree, 'Get', './Nope'), 404);
  assert.equal(status(tree, 'Get', './Set/Secret'), 405);
  assert.equal(status(tree, 'Replace', './DevInfo/Man', { data: 'x' }), 405);
  assert.equal(status(tree, 'Replace', './DevInfo/Man', { data: 'x' }, 'stranger'), 405);
  assert.equal(status(tree, 'Replace', './Set/Limit', { data: '1' }, 'stranger'), 425);
  assert.equal(status(tree, 'Replace', './Set/Nope', { data: '1' }, 'stranger'), 404);
  assert.equal(status(tree, 'Exec', `${pkg}/State`), 405);
  assert.equal(status(tree, 'Exec', `${pkg}/Update`, {}, 'stranger'), 425);
  assert.equal(status(tree, 'Exec', `${pkg}/Update`), 200);
  assert.equal(status(tree, 'Exec', `${pkg}/Download`), 404);
});

test('the default list lets everybody read and add, and nobody replace or execute [TND 7.7.1.2]', () => {
  const plain = planted().tree;
  assert.equal(status(plain, 'Get', './DevDetail/FwV', {}, 'anybody'), 200);
  assert.equal(status(plain, 'Add', './Set/Items/New', { meta: { format: 'node' } }, 'anybody'), 200);
  assert.equal(status(plain, 'Replace', `${pkg}/Update/PkgData`, { meta: { format: 'b64' }, data: 'AAEC' }), 425);
  assert.equal(status(plain, 'Exec', `${pkg}/Update`), 425);
});

test('a list below decides alone, whatever stands above [TND 7.7.1.2]', () => {
  const closed = withProperties(tree, './Set', { acl: 'Replace=srv' });
  assert.equal(status(closed, 'Get', './Set/Limit'), 425);
  assert.equal(status(closed, 'Replace', './Set/Limit', { data: '9' }), 200);
});

test('Replace changes a leaf and tells which [DM-REP 6.6.11]', () => {
  const { tree: next, outcome, changed } = run(tree, 'Replace', 'Set/Limit', { meta: { format: 'int', type: 'text/plain' }, data: ' 9 ' });
  assert.deepEqual([outcome, changed, textAt(next, './Set/Limit'), textAt(tree, './Set/Limit')], [{ status: 200 }, ['./Set/Limit'], '9', '5']);
});

test('base64 becomes octets on a bin node, which stays bin [TND 7.7.2]', () => {
  const meta = { format: 'b64', type: 'application/octet-stream' };
  const next = run(tree, 'Replace', `${pkg}/Update/PkgData`, { meta, data: 'AAEC' }).tree;
  assert.deepEqual([nodeAt(next, `${pkg}/Update/PkgData`)?.value, nodeAt(next, `${pkg}/Update/PkgData`)?.format], [Uint8Array.of(0, 1, 2), 'bin']);
  const octets = run(tree, 'Replace', `${pkg}/Update/PkgData`, { meta: { format: 'bin' }, data: Uint8Array.of(9) }).tree;
  assert.deepEqual(nodeAt(octets, `${pkg}/Update/PkgData`)?.value, Uint8Array.of(9));
  const opaque = run(tree, 'Replace', `${pkg}/Update/PkgData`, { meta, data: Uint8Array.of(0x41, 0x41, 0x45, 0x43) }).tree;
  assert.deepEqual(nodeAt(opaque, `${pkg}/Update/PkgData`)?.value, Uint8Array.of(0, 1, 2));
  assert.equal(status(tree, 'Replace', `${pkg}/Update/PkgData`, { meta, data: '%%%' }), 415);
});

test('what does not fit the node is 415, and the tree stays the very same', () => {
  const table: readonly (readonly [string, Parameters<typeof run>[3]])[] = [
    ['./Set/Limit', { data: 'ten' }],
    ['./Set/Limit', { data: '2147483648' }],
    ['./Set/Limit', { meta: { format: 'chr' }, data: '1' }],
    ['./Set/Limit', { meta: { format: 'int', type: 'image/png' }, data: '1' }],
    ['./Set/Secret', { data: Uint8Array.of(255) }],
    ['./Set/Secret', { data: [{ kind: 'text', value: 'x', cdata: false, range: { start: 0, end: 1 } }] }],
  ];
  for (const [target, item] of table) {
    const result = run(tree, 'Replace', target, item);
    assert.deepEqual([result.outcome.status, result.tree === tree, result.changed], [415, true, []], target);
    assert.ok(result.outcome.reason);
  }
});

test('a bool is taken in either pair of words, in any case', () => {
  const switched = planted({ tnds: '<MgmtTree xmlns="syncml:dmddf1.2"><Node><NodeName>On</NodeName><Path>./Set</Path><Value>true</Value></Node></MgmtTree>' }, { acls: { '.': 'Add=*&Get=*&Replace=*' } }).tree;
  for (const data of ['true', 'False', '1', '0']) assert.equal(status(switched, 'Replace', './Set/On', { meta: { format: 'bool' }, data }), 200);
  assert.equal(status(switched, 'Replace', './Set/On', { meta: { format: 'bool' }, data: 'maybe' }), 415);
});

test('a leaf larger than the device can hold is 413', () => {
  const limits = { uri: { maxDepth: 0, maxTotLen: 0, maxSegLen: 0 }, maxValue: 4 };
  assert.equal(run(tree, 'Replace', './Set/Secret', { data: 'abcd' }, { limits }).outcome.status, 200);
  assert.equal(run(tree, 'Replace', './Set/Secret', { data: 'abcé' }, { limits }).outcome.status, 413);
});

test('an interior node is replaced only by a serialised tree [DM-REP 6.6.11]', () => {
  assert.equal(status(tree, 'Replace', './Set/Items/One', { data: 'x' }), 405);
  const meta = { format: 'xml', type: 'application/vnd.syncml.dmtnds+xml' };
  const data = '<MgmtTree xmlns="syncml:dmddf1.2"><VerDTD>1.2</VerDTD><Node><NodeName>One</NodeName><Node><NodeName>Word</NodeName><Value>bye</Value></Node></Node></MgmtTree>';
  const next = run(withProperties(tree, './Set/Items/One', { acl: 'Get=*&Replace=srv' }), 'Replace', './Set/Items/One', { meta, data }).tree;
  assert.deepEqual([...(nodeAt(next, './Set/Items/One')?.children?.keys() ?? [])], ['Word']);
  assert.equal(textAt(next, './Set/Items/One/Word'), 'bye');
  assert.equal(nodeAt(next, './Set/Items/One')?.acl, 'Get=*&Replace=srv');
});

test('a branch that is replaced keeps its permanent nodes [TND 6]', () => {
  const full = planted({ tnds: '<MgmtTree xmlns="syncml:dmddf1.2"><Node><NodeName>One</NodeName><Path>./Set/Items</Path><Node><NodeName>Core</NodeName><Value>c</Value></Node><Node><NodeName>Word</NodeName><Value>w</Value></Node></Node></MgmtTree>' }, { acls: { '.': 'Add=*&Get=*&Replace=srv' } }).tree;
  const data = '<MgmtTree xmlns="syncml:dmddf1.2"><VerDTD>1.2</VerDTD><Node><NodeName>One</NodeName></Node></MgmtTree>';
  const next = run(full, 'Replace', './Set/Items/One', { meta: { format: 'xml', type: 'application/vnd.syncml.dmtnds+xml' }, data }).tree;
  assert.deepEqual([...(nodeAt(next, './Set/Items/One')?.children?.values() ?? [])].map((node) => [node.name, node.value]), [['Core', 'c']]);
});

test('Add makes a leaf or an interior node by the description [DM-REP 6.6.1]', () => {
  const one = run(tree, 'Add', './Set/Items/Two', { meta: { format: 'node', type: 'urn:x-example:item:1.0' } });
  assert.deepEqual([one.outcome.status, one.changed], [200, ['./Set/Items/Two']]);
  const two = run(one.tree, 'Add', './Set/Items/Two/Data', { meta: { format: 'b64' }, data: 'AAEC' });
  const added = nodeAt(two.tree, './Set/Items/Two/Data');
  assert.deepEqual([added?.value, added?.format, added?.type], [Uint8Array.of(0, 1, 2), 'bin', 'application/octet-stream']);
});

test('Add is refused where it may not be [DM-REP 6.6.1]', () => {
  const node = { meta: { format: 'node' } };
  assert.equal(status(tree, 'Add', './Set/Items/One', node), 418);
  assert.equal(status(tree, 'Add', './Set/Nope/Two', node), 404);
  assert.equal(status(tree, 'Add', './Set/Limit/Two', node), 405);
  assert.equal(status(tree, 'Add', './Set/Items/One/Nope', node), 405);
  assert.equal(status(tree, 'Add', './Set/On', { data: 'true' }), 405);
  // Whatever its AccessType says, a permanent node isn't a server's to add. [TND 6]
  assert.equal(status(tree, 'Add', './Set/Items/One/Core', { data: 'x' }), 405);
  assert.equal(status(tree, 'Add', './Set/Items/Two', { meta: { format: 'chr' }, data: 'x' }), 415);
  assert.equal(status(tree, 'Add', './Set/Items/Two', { meta: { format: 'node', type: 'urn:x-example:other:1.0' } }), 415);
  assert.equal(status(tree, 'Add', './Set/Items/Two?prop=ACL', { data: 'Get=*' }), 405);
  assert.equal(status(tree, 'Add', `./Set/Items/${'x'.repeat(33)}`, node), 414);
  assert.equal(status(tree, 'Add', '.', node), 418);
  const closed = withProperties(tree, './Set/Items', { acl: 'Get=*' });
  assert.equal(status(closed, 'Add', './Set/Items/Two', node), 425);
});

test('no more instances than the description allows can be added: 420 [TND 9.4.3.5]', () => {
  let next = tree;
  for (const name of ['Two', 'Three']) next = run(next, 'Add', `./Set/Items/${name}`, { meta: { format: 'node' } }).tree;
  assert.equal(status(next, 'Add', './Set/Items/Four', { meta: { format: 'node' } }), 420);
});

test('who makes an interior node where it may not Replace may go on with it [TND 7.7.1.3]', () => {
  const next = run(planted().tree, 'Add', './Set/Items/Two', { meta: { format: 'node' } }).tree;
  assert.equal(nodeAt(next, './Set/Items/Two')?.acl, 'Add=*&Delete=srv&Get=*&Replace=srv');
  assert.equal(nodeAt(run(tree, 'Add', './Set/Items/Two', { meta: { format: 'node' } }).tree, './Set/Items/Two')?.acl, undefined);
});

test('a serialised tree adds a branch, all of it or nothing [TNDS 5]', () => {
  const add = (inside: string): ReturnType<typeof run> =>
    run(tree, 'Add', './Set/Items/Two', { meta: { format: 'xml', type: 'application/vnd.syncml.dmtnds+xml' }, data: `<MgmtTree xmlns="syncml:dmddf1.2"><VerDTD>1.2</VerDTD>${inside}</MgmtTree>` });
  const good = add('<Node><NodeName>Two</NodeName><RTProperties><ACL>Get=*</ACL></RTProperties><Node><NodeName>Word</NodeName><Value>w</Value></Node></Node>');
  assert.deepEqual([good.outcome.status, textAt(good.tree, './Set/Items/Two/Word'), nodeAt(good.tree, './Set/Items/Two')?.acl], [200, 'w', 'Get=*']);
  const below = add('<Node><NodeName>Word</NodeName><Value>w</Value></Node>');
  assert.equal(textAt(below.tree, './Set/Items/Two/Word'), 'w');
  for (const [inside, expected] of [
    ['<Node><NodeName>Two</NodeName><Node><NodeName>Nope</NodeName><Value>w</Value></Node></Node>', 405],
    ['<Node><NodeName>Two</NodeName><Node><NodeName>Sealed</NodeName><Value>w</Value></Node></Node>', 405],
    ['<Node><NodeName>Two</NodeName><Node><NodeName>Data</NodeName><Value>%%%</Value></Node></Node>', 415],
    ['<Node><NodeName>Two</NodeName>', 415],
  ] as const) {
    const bad = add(inside);
    assert.deepEqual([bad.outcome.status, bad.tree === tree], [expected, true], inside);
  }
  assert.equal(status(tree, 'Add', './Set/Items/Two', { meta: { format: 'bin', type: 'application/vnd.syncml.dmtnds+wbxml' }, data: Uint8Array.of(2) }), 415);
});

test('Delete takes a dynamic node and all below it, and never a permanent one [DM-REP 6.6.5] [TND 6]', () => {
  const { tree: next, changed } = run(tree, 'Delete', './Set/Items/One');
  assert.deepEqual([nodeAt(next, './Set/Items/One'), changed], [undefined, ['./Set/Items/One']]);
  assert.equal(status(tree, 'Delete', './Set/Fixed'), 405);
  assert.equal(status(tree, 'Delete', '.'), 405);
  assert.equal(status(tree, 'Delete', './Set/Secret'), 405);
  assert.equal(status(tree, 'Delete', './Set/Nope'), 404);
  assert.equal(status(tree, 'Delete', './Set/Items/One', {}, 'stranger'), 425);
  assert.equal(status(tree, 'Delete', './Set/Items/One?prop=ACL'), 405);
});

test('properties are read by those who may Get the node [TND 7]', () => {
  const named = withProperties(tree, './Set/Items/One', { title: 'First', acl: 'Get=srv' });
  const property = (uri: string): unknown => run(named, 'Get', uri).outcome.results?.[0]?.data ?? run(named, 'Get', uri).outcome.status;
  const table: readonly (readonly [string, unknown])[] = [
    ['./Set/Items/One?prop=Name', 'One'], ['./Set/Items/One?prop=Format', 'node'], ['./Set/Items/One?prop=Type', 'urn:x-example:item:1.0'],
    ['./Set/Items/One?prop=Title', 'First'], ['./Set/Items/One?prop=ACL', 'Get=srv'], ['./Set/Items/One/Word?prop=ACL', ''],
    ['./Set/Key?prop=Size', '3'], ['./Set/Secret?prop=Size', '6'], ['./Set/Items?prop=Size', 406], ['./Set/Key?prop=TStamp', 406], ['./Set/Key?prop=Colour', 406],
    ['.?prop=ACL', 'Add=*&Delete=srv&Exec=srv&Get=*&Replace=srv'],
  ];
  for (const [uri, expected] of table) assert.deepEqual(property(uri), expected, uri);
  assert.equal(status(named, 'Get', './Set/Items/One?prop=Name', {}, 'stranger'), 425);
});

test('the access control list is replaced by those who may [TND 7.7.1.3]', () => {
  const open = planted({}, { acls: { './Set/Items': 'Get=*&Replace=srv', './Set/Items/One': 'Get=*&Replace=other' } }).tree;
  const one = './Set/Items/One?prop=ACL';
  assert.equal(status(open, 'Replace', one, { data: 'Get=srv' }), 200);
  assert.equal(status(open, 'Replace', one, { data: 'Get=srv' }, 'other'), 200);
  assert.equal(status(open, 'Replace', one, { data: 'Get=srv' }, 'stranger'), 425);
  // Of a leaf only the parent's right counts.
  const leaf = withProperties(open, './Set/Items/One/Word', { acl: 'Replace=third' });
  assert.equal(status(leaf, 'Replace', './Set/Items/One/Word?prop=ACL', { data: '' }, 'third'), 425);
  const inherited = run(leaf, 'Replace', './Set/Items/One/Word?prop=ACL', { data: '' }, { server: 'other' });
  assert.deepEqual([inherited.outcome.status, nodeAt(inherited.tree, './Set/Items/One/Word')?.acl], [200, undefined]);
  assert.equal(status(open, 'Replace', one, { data: 'Copy=*' }), 415);
});

test('the root keeps a list that lets everybody add [TND 7.7.1.2]', () => {
  assert.equal(status(tree, 'Replace', '.?prop=ACL', { data: '' }), 405);
  assert.equal(status(tree, 'Replace', '.?prop=ACL', { data: 'Get=*' }), 405);
  assert.equal(status(tree, 'Replace', '.?prop=ACL', { data: 'Add=*&Get=*&Replace=srv' }), 200);
});

test('dynamic nodes are renamed, with all below them [TND 7.7.3]', () => {
  const { tree: next, changed } = run(tree, 'Replace', './Set/Items/One?prop=Name', { data: 'Uno' });
  assert.deepEqual([textAt(next, './Set/Items/Uno/Word'), nodeAt(next, './Set/Items/One'), changed], ['hello', undefined, ['./Set/Items/One', './Set/Items/Uno']]);
  assert.equal(nodeAt(next, './Set/Items/Uno')?.name, 'Uno');
  // So is an update object, in a place that the standard gave it.
  assert.equal(textAt(run(tree, 'Replace', `${pkg}?prop=Name`, { data: 'Pkg2' }).tree, './Vendor/Update/Pkg2/State'), '10');
  const two = run(tree, 'Add', './Set/Items/Two', { meta: { format: 'node' } }).tree;
  assert.equal(status(two, 'Replace', './Set/Items/Two?prop=Name', { data: 'One' }), 418);
  assert.equal(status(tree, 'Replace', './Set/Items?prop=Name', { data: 'Other' }), 405);
  assert.equal(status(tree, 'Replace', './Set/Secret?prop=Name', { data: 'Other' }), 405);
  assert.equal(status(tree, 'Replace', './Set/Items/One?prop=Name', { data: 'a/b' }), 415);
});

test('Title is replaced, within 255 octets; the other properties are not [TND 7.5]', () => {
  assert.equal(nodeAt(run(tree, 'Replace', './Set/Limit?prop=Title', { data: 'How many' }).tree, './Set/Limit')?.title, 'How many');
  assert.equal(status(tree, 'Replace', './Set/Limit?prop=Title', { data: 'x'.repeat(256) }), 413);
  for (const name of ['Format', 'Type', 'Size', 'TStamp', 'VerNo']) assert.equal(status(tree, 'Replace', `./Set/Limit?prop=${name}`, { data: 'x' }), 405, name);
  assert.equal(status(tree, 'Replace', './Set?list=Struct', { data: 'x' }), 405);
  assert.equal(status(tree, 'Exec', `${pkg}/Update?prop=Name`), 405);
});

test('Struct lists the nodes without data, StructData the leaves with it, secrets held back [TND 8]', () => {
  const items = (list: string): unknown => run(tree, 'Get', `./Set?list=${list}`).outcome.results;
  const struct = [
    { source: './Set', meta: { format: 'node' } }, { source: './Set/Items', meta: { format: 'node' } },
    { source: './Set/Items/One', meta: { format: 'node', type: 'urn:x-example:item:1.0' } }, { source: './Set/Items/One/Word' }, { source: './Set/Items/One/Act', meta: { format: 'null' } },
    { source: './Set/Limit', meta: { format: 'int' } }, { source: './Set/Key', meta: { format: 'bin', type: 'application/octet-stream' } }, { source: './Set/Secret' }, { source: './Set/Fixed' },
  ];
  assert.deepEqual(items('Struct'), struct);
  const data: Readonly<Record<string, unknown>> = { './Set/Items/One/Word': 'hello', './Set/Limit': '5', './Set/Key': Uint8Array.of(0, 1, 255), './Set/Fixed': 'f' };
  assert.deepEqual(items('StructData'), struct.map((item) => (item.source in data ? { ...item, data: data[item.source] } : item)));
});

test('a list leaves out what the server may not read', () => {
  const closed = withProperties(tree, './Set/Items/One', { acl: 'Get=other' });
  const { results } = run(closed, 'Get', './Set/Items?list=Struct').outcome;
  assert.deepEqual(results?.map((item) => item.source), ['./Set/Items']);
});

test('a serialised tree tells of a branch what is asked of it [TND 8.2]', () => {
  const { results } = run(tree, 'Get', './Set/Items/One?list=TNDS-ACL').outcome;
  assert.deepEqual(results?.[0]?.meta, { format: 'xml', type: 'application/vnd.syncml.dmtnds+xml' });
  const data = results[0]?.data;
  assert.ok(typeof data === 'string');
  const { nodes, problems } = readTnds(parseXml(data).document);
  assert.deepEqual(problems, []);
  assert.deepEqual([nodes[0]?.name, nodes[0]?.path, nodes[0]?.type, nodes[0]?.children[0]?.value], ['One', './Set/Items', 'urn:x-example:item:1.0', 'hello']);
  const only = run(tree, 'Get', './Set/Items/One/Word?list=TNDS+Value').outcome.results?.[0]?.data;
  assert.ok(typeof only === 'string' && only.includes('<Value>hello</Value>') && !only.includes('Format'));
});

test('an Item without Target is 400, Copy is 406, an illegal URI 404, one too long 414', () => {
  assert.equal(perform(tree, { verb: 'Get', item: {}, serverId: 'srv' }).outcome.status, 400);
  assert.equal(status(tree, 'Copy', './Set/Limit', { source: './Set/Key' }), 406);
  assert.equal(status(tree, 'Get', './Set/'), 404);
  assert.equal(status(tree, 'Get', `./Set/${'x/'.repeat(8)}y`), 414);
});
