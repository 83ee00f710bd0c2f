// Compares what both ends say with worked messages that stand beside the project; skipped where they aren't there.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseXml } from '#engine/xml/parse';
import { childElements, textOf, type Element } from '#engine/xml/element';
import { alert, deviceId, get, leaf, nonces, Pair, replace, ScriptedConductor, ScriptedTarget } from './pair';

const file = join(process.cwd(), '..', 'shared', 'reference', 'fumo.md');
const skip = existsSync(file) ? false : 'the worked messages are not here';

function worked(name: string): string {
  const text = readFileSync(file, 'utf8');
  const at = text.indexOf(`**${name}**`);
  assert.ok(at >= 0, `${name} is not in ${file}`);
  const from = text.indexOf('```xml\n', at) + '```xml\n'.length;
  return text.slice(from, text.indexOf('```', from));
}

/** An outline of a message: one line an element, with its text. `but` leaves lines out or changes them. */
function outline(xml: string, but: (path: string, value: string) => string | undefined = (_, value) => value): readonly string[] {
  const { root } = parseXml(xml).document;
  assert.ok(root !== undefined);
  const lines: string[] = [];
  const walk = (element: Element, above: string): void => {
    const path = `${above}/${element.local}`;
    const children = childElements(element);
    const value = children.length > 0 ? '' : textOf(element).trim();
    const kept = but(path, value);
    if (kept !== undefined) lines.push(`${path} ${kept}`.trim());
    if (kept !== undefined) for (const child of children) walk(child, path);
  };
  walk(root, '');
  return lines;
}

/** Limits are told by both ends at the beginning of each session; chunks are as large as their messages allow. */
function comparable(path: string, value: string): string | undefined {
  if (path === '/SyncML/SyncHdr/Meta') return undefined;
  if (path.endsWith('/Replace/Item/Data') || path.endsWith('/Meta/Size')) return 'some';
  return value;
}

function same(ours: string | undefined, name: string): void {
  assert.deepEqual(outline(ours ?? '', comparable), outline(worked(name), comparable), name);
}

const tree = (version: string, state: string) =>
  new Map([
    ['./DevDetail/FwV', leaf('./DevDetail/FwV', version)],
    ['./DevDetail/LrgObj', leaf('./DevDetail/LrgObj', 'true', 'bool')],
    ['./FwUpdate/Pkg1/State', leaf('./FwUpdate/Pkg1/State', state, 'int')],
  ]);

test('the messages of an update over DM are those worked out for scenario 1', { skip }, async () => {
  const conductor = new ScriptedConductor([
    [get('./DevDetail/FwV', './DevDetail/LrgObj', './FwUpdate/Pkg1/State')],
    [alert('1101', { data: 'MINDT=5&MAXDT=60&DR=1' }, { data: 'Firmware 1.1.0 is available. Update now?' })],
    [replace('./FwUpdate/Pkg1/Update/PkgData', new Uint8Array(4000), { format: 'bin', type: 'application/octet-stream' })],
    [{ name: 'Exec', correlator: 'job-42', items: [{ target: './FwUpdate/Pkg1/Update' }] }],
    [],
    [get('./DevDetail/FwV', './FwUpdate/Pkg1/State')],
  ]);
  const target = new ScriptedTarget(tree('1.0.3', '10'));
  const pair = new Pair({ target, conductor, clientRandom: nonces(0x30, 0x50) });
  assert.equal((await pair.run({ opening: '1200' })).how, 'finished');
  const names = Array.from({ length: 12 }, (_, i) => `S1-${String(i + 1).padStart(2, '0')}`);
  names.forEach((name, i) => {
    same(pair.texts[i], name);
  });
  assert.equal(pair.texts.length, 12);

  tree('1.1.0', '100').forEach((item, uri) => target.leaves.set(uri, item));
  target.due = [
    {
      id: 'report',
      alert: {
        ...alert('1226', {
          source: './FwUpdate/Pkg1',
          meta: { format: 'int', type: 'Reversed-Domain-Name: org.openmobilealliance.dm.firmwareupdate.update', mark: 'informational' },
          data: '200',
        }),
        correlator: 'job-42',
      },
    },
  ];
  assert.equal((await pair.run({ sessionId: 'AC' })).how, 'finished');
  ['S1-13', 'S1-14', 'S1-15', 'S1-16'].forEach((name, i) => {
    same(pair.texts[12 + i], name);
  });
  assert.deepEqual(target.answered, ['report 200']);
});

test('a device without a nonce is challenged and begins again, as worked out for missing credentials', { skip }, async () => {
  const known = new Pair().clientAccount;
  const pair = new Pair({
    account: { ...known, client: { ...known.client, nonce: new Uint8Array() } },
    serverAccount: known,
    serverRandom: nonces(0x10, 0x20),
  });
  assert.equal((await pair.run()).how, 'finished');
  ['V4-01', 'V4-02', 'V4-03'].forEach((name, i) => {
    same(pair.texts[i], name);
  });
});

test('an Exec that is refused in a Sequence is answered as worked out for refusals', { skip }, async () => {
  const sequence = [
    { ...replace('./FwUpdate/Pkg1/DownloadAndUpdate/PkgURL', 'https://dl.example.com/fw/ex-1-1.1.0.dd'), cmdId: '' },
    { name: 'Exec' as const, cmdId: '', correlator: 'job-43', items: [{ target: './FwUpdate/Pkg1/DownloadAndUpdate' }] },
  ];
  const run = async (status: number): Promise<readonly string[]> => {
    const conductor = new ScriptedConductor([
      [get('./DevDetail/FwV')],
      [alert('1101', {}, { data: 'Update now?' })],
      [{ name: 'Sequence', commands: sequence }],
    ]);
    const target = new ScriptedTarget(tree('1.0.3', '10'));
    target.execute = () => ({ status });
    const pair = new Pair({ target, conductor });
    assert.equal((await pair.run()).how, 'finished');
    assert.deepEqual(target.orders.slice(-2), ['Replace ./FwUpdate/Pkg1/DownloadAndUpdate/PkgURL', 'Exec ./FwUpdate/Pkg1/DownloadAndUpdate']);
    return pair.texts;
  };
  const accepted = await run(202);
  same(accepted[5], 'S2-06');
  same(accepted[6], 'S2-07');
  same((await run(405))[6], 'V5-01');
  assert.ok(accepted[0]?.includes(deviceId));
});
