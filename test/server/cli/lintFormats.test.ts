// The forms in which `fumo lint` tells what it found: golden outputs, and the schemas of those that have one.
import Ajv from 'ajv-draft-04';
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { rules } from '#engine/rules/table';
import { parseXml } from '#engine/xml/parse';
import { childElements } from '#engine/xml/element';
import { expectGolden } from '../../golden';
import { fumo, type Called } from './terminalInMemory';

const folder = mkdtempSync(join(tmpdir(), 'fumo-formats-'));
after(() => {
  rmSync(folder, { recursive: true, force: true });
});

const header = '<SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto><SessionID>1</SessionID><MsgID>1</MsgID><Target><LocURI>IMEI:493005100592800</LocURI></Target><Source><LocURI>http://dm.example.com</LocURI></Source></SyncHdr>';
const status = '<Status><CmdID>1</CmdID><MsgRef>1</MsgRef><CmdRef>0</CmdRef><Cmd>SyncHdr</Cmd><Data>200</Data></Status>';
const message = (commands: string): string => `<SyncML xmlns="SYNCML:SYNCML1.2">\n\t${header}\n\t<SyncBody>\n\t\t${status}\n\t\t${commands}\n\t\t<Final/>\n\t</SyncBody>\n</SyncML>\n`;
const files: Readonly<Record<string, string>> = {
  'clean.syncml': message('<Get><CmdID>2</CmdID><Item><Target><LocURI>./DevInfo/Man</LocURI></Target></Item></Get>'),
  'a folder/broken, really.syncml': message('<Get><CmdId>2</CmdId><Item><Target><LocURI>./DevInfo/Man/</LocURI></Target></Item></Get>'),
  'unclosed.ddf': '<MgmtTree>\n  <VerDTD>1.2</VerDTD>\n  <Node>\n    <NodeName>A & B</NodeName>\n</MgmtTree>\n',
};
mkdirSync(join(folder, 'a folder'));
for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);

function lint(words: readonly string[]): Promise<Called> {
  return fumo(['lint', ...words], { directory: folder });
}

for (const format of ['text', 'json', 'sarif', 'junit', 'github'] as const) {
  test(`the golden output as ${format}`, async () => {
    const { code, out, err } = await lint(['.', '--format', format]);
    assert.deepEqual([code, err], [1, '']);
    const stable = out.replaceAll(encodeURI(folder).replaceAll('\\', '/'), '/FOLDER');
    // All rules stand in the driver: the golden file holds what was found, and leaves them to the next test.
    const shown = format === 'sarif' ? JSON.stringify(withoutRules(JSON.parse(stable)), null, 2) : stable;
    expectGolden(`test/server/cli/golden/lint.${format}.golden.txt`, shown);
  });
}

interface Sarif {
  readonly runs: readonly { readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string; readonly help?: { readonly text: string } }[] } } }[];
}

function withoutRules(log: unknown): unknown {
  return JSON.parse(JSON.stringify(log, (key, value: unknown) => (key === 'rules' || key === 'ruleIndex' || key === 'semanticVersion' ? undefined : value)));
}

test('the SARIF is valid against its schema, with all rules and their help in the driver', async () => {
  const schema: object = JSON.parse(readFileSync('node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json', 'utf8')) as object;
  const log = JSON.parse((await lint(['.', '--format', 'sarif'])).out) as Sarif;
  const ajv = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false });
  assert.ok(ajv.validate(schema, log), JSON.stringify(ajv.errors, null, 2));
  const told = new Map(log.runs[0]?.tool.driver.rules.map(({ id, help }) => [id, help?.text ?? '']));
  for (const { id, docs } of rules) assert.ok(told.get(id)?.includes(docs), id);
});

test('JUnit is well-formed, and counts its failures', async () => {
  const { out } = await lint(['.', '--format', 'junit']);
  const { document, problems } = parseXml(out);
  assert.deepEqual(problems, []);
  const suites = document.root === undefined ? [] : childElements(document.root);
  assert.equal(suites.length, Object.keys(files).length);
  for (const suite of suites) {
    const failures = childElements(suite).filter((one) => childElements(one).some(({ local }) => local === 'failure')).length;
    assert.equal(suite.attributes.find(({ name }) => name === 'failures')?.value, String(failures));
  }
});

test('colours are those of a terminal alone', async () => {
  assert.ok(!(await lint(['.'])).out.includes('\u001b['));
  const coloured = await fumo(['lint', '.'], { directory: folder, colour: true });
  assert.ok(coloured.out.includes('\u001b['));
});

test('--fix puts right what has one unambiguous mend, and leaves the rest of the text alone', async () => {
  const path = join(folder, 'mend.syncml');
  writeFileSync(path, message('<Get><CmdId>2</CmdId><Item><Target><LocURI>./DevInfo/Man/</LocURI></Target></Item></Get>'));
  const { code, out } = await lint(['mend.syncml', '--fix']);
  assert.equal(readFileSync(path, 'utf8'), message('<Get><CmdID>2</CmdID><Item><Target><LocURI>./DevInfo/Man</LocURI></Target></Item></Get>'));
  assert.deepEqual([code, out], [0, 'No problems in 1 file.\n']);
  rmSync(path);
});

test('standard input is taken for the file that it is said to be, and mended to standard output', async () => {
  const broken = files['a folder/broken, really.syncml'] ?? '';
  const linted = await fumo(['lint', '-', '--stdin-path', 'x.syncml'], { directory: folder, input: broken });
  assert.equal(linted.code, 1);
  assert.match(linted.out, /^x\.syncml:\d+:\d+ error case-element /m);
  const mended = await fumo(['lint', '-', '--stdin-path', 'x.syncml', '--fix'], { directory: folder, input: broken });
  assert.equal(mended.code, 0);
  assert.ok(mended.out.includes('<CmdID>2</CmdID>') && mended.err.includes('No problems'));
});

test('rules are weighed by profile and by --rule, and warnings can be too many', async () => {
  assert.equal((await lint(['a folder', '--rule', 'case-element=off', '--rule', 'uri-trailing-slash=warning', '--rule', 'cmdid-missing=off'])).code, 0);
  const { code, err } = await lint(['a folder', '--rule', 'case-element=off', '--rule', 'uri-trailing-slash=warning', '--max-warnings', '0']);
  assert.equal(code, 1);
  assert.match(err, /more than the 0 that are allowed/);
});

for (const [words, told] of [
  [['.', '--format', 'html'], /--format is one of/],
  [['.', '--profile', 'loose'], /--profile is one of/],
  [['.', '--rule', 'case-element=bad'], /--rule takes ID=SEVERITY/],
  [['.', '--max-warnings', 'x'], /whole number/],
] as const) {
  test(`${words.join(' ')} is a wrong call`, async () => {
    const { code, out, err } = await lint(words);
    assert.deepEqual([code, out], [2, '']);
    assert.match(err, told);
  });
}
