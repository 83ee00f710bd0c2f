// Everything that both ends say, in sessions of every kind, is valid against the DTD.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Account } from '#engine/session/account';
import { syncml12 } from '#engine/schema/syncml';
import { validate } from '#engine/schema/validate';
import { element, type Element, type XmlNode } from '#engine/xml/element';
import { parseXml } from '#engine/xml/parse';
import { writeXml } from '#engine/xml/write';
import { account, alert, get, leaf, nonceFrom, Pair, replace, ScriptedConductor, ScriptedTarget } from './pair';
import { withoutAuth } from './scriptedPeer';

const long = 'v'.repeat(9000);

async function everything(): Promise<readonly string[]> {
  const texts: string[] = [];
  const stale: Account = { ...account, client: { ...account.client, nonce: nonceFrom(0x60) }, server: { ...account.server, nonce: nonceFrom(0x61) } };
  for (const [own, opposite] of [
    [account, account],
    [stale, account],
    [account, stale],
    [{ ...account, auth: 'basic' }, { ...account, auth: 'basic' }],
    [withoutAuth, withoutAuth],
  ] as const) {
    const commands = [{ ...replace('./C', 'x'), cmdId: '' }, { ...alert('1101', {}, { data: '?' }), cmdId: '' }, { ...get('./D'), cmdId: '' }] as never;
    const target = new ScriptedTarget(new Map([['./Long', leaf('./Long', long)], ['./Short', { source: './Short', data: Uint8Array.of(1) }]]));
    target.due = [{ id: 'r', alert: { ...alert('1226', leaf('./Fw', '200')), correlator: 'job' } }];
    target.answer = () => ({ status: 304, items: [{ data: '1' }] });
    const pair = new Pair({
      account: own,
      serverAccount: opposite,
      target,
      serverSetup: { maxMsgSize: 4096 },
      conductor: new ScriptedConductor([
        [get('./Short', './Long', './Nothing')],
        [{ name: 'Sequence', commands }, { name: 'Atomic', commands }, { name: 'Exec', correlator: 'job', items: [{ target: './Do' }] }],
        [replace('./Pkg', new Uint8Array(9000), { format: 'bin' }), { name: 'Delete', items: [{ target: './Old' }] }, alert('1223')],
      ]),
    });
    await pair.run();
    texts.push(...pair.texts);
  }
  assert.ok(texts.length > 40);
  return texts;
}

test('every message of both ends is valid against the SyncML 1.2 tables', async () => {
  for (const text of await everything()) assert.deepEqual(validate(parseXml(text).document, syncml12), [], text);
});

const dtd = join(process.cwd(), '..', 'shared', 'corpus', 'dtd', 'rickyepoderi-wbxml-stream', 'OMA-SUP-DTD_SyncML_RepPro-V1_2-20070221-A.dtd');
const xmllint = spawnSync('xmllint', ['--version']).error === undefined;
const skip = !xmllint ? 'xmllint is not here' : existsSync(dtd) ? false : 'the DTD is not here';

test('every message of both ends is valid against the DTD itself, as xmllint sees it', { skip }, async () => {
  const plain = (node: XmlNode): XmlNode =>
    node.kind !== 'element' ? node : element(node.local, node.local === 'Meta' || node.local === 'Data' ? [] : node.children.map(plain));
  const folder = mkdtempSync(join(tmpdir(), 'fumo-dtd-'));
  try {
    // A comment of its keepers stands before the XML declaration, where none may.
    const own = readFileSync(dtd, 'utf8');
    writeFileSync(join(folder, 'syncml.dtd'), own.slice(own.lastIndexOf('<?xml')));
    const files = (await everything()).map((text, i) => {
      const { root } = parseXml(text).document;
      assert.ok(root !== undefined);
      const file = join(folder, `${i}.xml`);
      writeFileSync(file, writeXml(plain(root) as Element));
      return file;
    });
    const run = spawnSync('xmllint', ['--noout', '--nonet', '--dtdvalid', join(folder, 'syncml.dtd'), ...files], { encoding: 'utf8' });
    assert.equal(run.status, 0, run.stderr);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
