// Descriptions: which described nodes an address means, over a person's descriptions and the standard objects.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDdf } from '#engine/ddf/readDdf';
import { descriptionsOf, standardUri, type ObjectPlace } from '#engine/rules/descriptionsOf';
import type { DescriptionSource } from '#engine/rules/descriptions';
import { parseXml } from '#engine/xml/parse';

function node(name: string, inside = '', more = ''): string {
  const format = inside === '' ? 'chr' : 'node';
  return `<Node><NodeName>${name}</NodeName><DFProperties><AccessType><Get/></AccessType><DFFormat><${format}/></DFFormat><Occurrence><One/></Occurrence><DFType>${more === '' ? '<MIME>text/plain</MIME>' : more}</DFType></DFProperties>${inside}</Node>`;
}

function source(uri: string, nodes: string): DescriptionSource {
  const { description } = readDdf(parseXml(`<MgmtTree><VerDTD>1.2</VerDTD>${nodes}</MgmtTree>`).document);
  assert.ok(description);
  return { uri, description };
}

/** `uri name` of each node found, the unnamed as `*`. */
function assertFound(sources: readonly DescriptionSource[], address: string, expected: readonly string[], objects: readonly ObjectPlace[] = []): void {
  const found = descriptionsOf(sources, objects).find(address.split('/'));
  assert.deepEqual(found.map((place) => `${place.source.uri} ${[...place.above.slice(1), place.node].map(({ name }) => (name === '' ? '*' : name)).join('/')}`), expected);
}

const own = source('own', node('DevInfo', node('Lang') + node('Extra')) + node('Vendor', node('', node('Name') + node('Size')) + node('Fixed', node('Name'))));

test('a named node goes before an unnamed one, which any name fits [TND 9.4.3.23]', () => {
  assertFound([own], 'Vendor/Fixed/Name', ['own Vendor/Fixed/Name']);
  assertFound([own], 'Vendor/x1/Size', ['own Vendor/*/Size']);
  assertFound([own], 'Vendor/Fixed/Size', []);
  assertFound([own], 'Vendor/x1/Size/More', []);
});

test('what a person describes comes before the standard object', () => {
  assertFound([own], 'DevInfo/Lang', ['own DevInfo/Lang', `${standardUri('DevInfo')} DevInfo/Lang`]);
  assertFound([own], 'DevInfo/Extra', ['own DevInfo/Extra']);
  assertFound([own], 'FwUpdate/Pkg1/Download/PkgURL', [`${standardUri('FUMO')} FwUpdate/*/Download/PkgURL`]);
});

test('a standard object goes on wherever its identifier stands [FUMO 5.1]', () => {
  const bare = source('bare', node('Fw', node('', node('Ext', node('Own')), '<DDFName>urn:oma:mo:oma-fumo:1.0</DDFName>')));
  assertFound([bare], 'Fw/a/State', [`${standardUri('FUMO')} Fw/*/State`]);
  assertFound([bare], 'Fw/a/Ext/Own', ['bare Fw/*/Ext/Own']);
  assertFound([bare], 'Fw/a/Nothing', []);
  assertFound([], 'Other/Box/State', [`${standardUri('FUMO')} State`], [{ segments: ['Other', 'Box'], identifier: 'urn:oma:mo:oma-fumo:1.0' }]);
});

test('names are compared without regard to case where the description says so', () => {
  const text = node('Car', node('Door')).replace('</AccessType>', '</AccessType><CaseSense><CIS/></CaseSense>');
  assertFound([source('cis', text)], 'Car/dOOR', ['cis Car/Door']);
});

test('finding in a node with ten thousand children takes no longer for the last than for the first', () => {
  const wide = source('wide', node('All', Array.from({ length: 10_000 }, (_, i) => node(`n${i}`)).join('')));
  const descriptions = descriptionsOf([wide]);
  for (let i = 0; i < 10_000; i++) assert.equal(descriptions.find(['All', `n${i}`]).length, 1);
});
