// What a launch configuration says is read, attribute by attribute, and the manifest offers each of them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { personalities } from '#engine/flow/personalities';
import { readLaunch } from '#server/dap/launchOrder';

const flow = '/updates/update.flow.xml';

interface Property {
  readonly description?: string;
  readonly markdownDescription?: string;
  readonly items?: { readonly enum?: readonly string[] };
}

interface Manifest {
  readonly contributes: { readonly debuggers: readonly { readonly configurationAttributes: { readonly launch: { readonly properties: Readonly<Record<string, Property>> } } }[] };
}

function fileOfProject(name: string): unknown {
  return JSON.parse(readFileSync(join(process.cwd(), name), 'utf8'));
}

const { properties } = (fileOfProject('package.json') as Manifest).contributes.debuggers[0]?.configurationAttributes.launch ?? { properties: {} };

/** An attribute, a value, and what it makes of the order. */
const attributes: readonly (readonly [string, unknown, object])[] = [
  ['params', { user: 'accept', tries: 3 }, { parameters: { user: 'accept', tries: '3' } }],
  ['encoding', 'wbxml', { encoding: 'wbxml' }],
  ['showSecrets', true, { showSecrets: true }],
  ['installTime', 5, { installTime: 5 }],
  ['serverPort', 1, { serverPort: 1 }],
  ['devicePort', 2, { devicePort: 2 }],
  ['downloadPort', 3, { downloadPort: 3 }],
  ['host', '0.0.0.0', { host: '0.0.0.0' }],
  ['realDevice', 'udp://10.0.0.2:2948', { realDevice: { notify: 'udp://10.0.0.2:2948' } }],
  ['realDevice', 'real', { realDevice: {} }],
  ['realServer', 'https://dm.example.com/dm', { realServer: { url: 'https://dm.example.com/dm' } }],
  ['personality', ['always-final', 'correlator-lost'], { personality: ['always-final', 'correlator-lost'] }],
  ['personality', 'always-final', { personality: ['always-final'] }],
  ['faults', ['power-cut@13,at=40%,for=10s'], { faults: [{ name: 'power-cut', step: '13', settings: { at: '40%', for: '10s' } }] }],
];

for (const [name, value, expected] of attributes) {
  test(`the attribute ${name} is read from ${JSON.stringify(value)}`, () => {
    const { run } = readLaunch({ flow, [name]: value });
    assert.deepEqual(run, { uri: 'file:///updates/update.flow.xml', parameters: {}, ...expected });
  });
}

test('stopOnEntry and expect are true only where they are said to be', () => {
  assert.deepEqual([readLaunch({ flow, stopOnEntry: true, expect: true }), readLaunch({ flow, expect: 'yes' })].map(({ stopOnEntry, expect }) => [stopOnEntry, expect]), [
    [true, true],
    [false, false],
  ]);
});

const wrong: readonly (readonly [object, RegExp])[] = [
  [{ realDevice: 'http://10.0.0.2' }, /"realDevice" is udp:\/\/HOST:PORT, or real/],
  [{ realServer: 'udp://10.0.0.2:1' }, /"realServer" is the URL of a Management Server/],
  [{ realDevice: 'real', realServer: 'http://dm.example.com/' }, /leave nothing to run/],
  [{ host: 7 }, /"host" is a text/],
  [{ downloadPort: 70_000 }, /"downloadPort" is a whole number/],
  [{ personality: [7] }, /"personality" is a list of texts/],
  [{ faults: ['power-cut'] }, /"faults" takes NAME@STEP/],
  [{ faults: ['power-cut@13,at'] }, /"faults" takes settings as NAME=VALUE/],
];

for (const [given, message] of wrong) {
  test(`${JSON.stringify(given)} is refused, and the attribute is named`, () => {
    assert.throws(() => readLaunch({ flow, ...given }), { code: 'bad-launch', message });
  });
}

test('the manifest offers every attribute, each with a description in words', () => {
  const words = fileOfProject('package.nls.json') as Readonly<Record<string, string>>;
  for (const name of new Set(['flow', 'stopOnEntry', 'expect', ...attributes.map(([attribute]) => attribute)])) {
    const property = properties[name];
    const key = (property?.description ?? property?.markdownDescription ?? '').replaceAll('%', '');
    assert.notEqual(words[key] ?? '', '', name);
  }
});

test('the manifest offers the personalities of the table and no others', () => {
  assert.deepEqual(properties['personality']?.items?.enum, personalities.map(({ id }) => id));
});
