// Devices that do otherwise than the specifications ask: our server understands each, and the trace names the clause.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { personalities, type Personality } from '#engine/flow/personalities';
import type { CallFlowMessage, Verdict } from '#engine/emulation/runEvent';
import { preparedRun, type Changes, type RunOptions } from '../../flowFolder';
import { expectGolden } from '../../golden';
import { virtualMachine } from '../../virtualMachine';
import { transcribe, type Transcript } from './transcript';

/** 8.1.1 where nothing else is said. */
const alternate = { flow: 'alternate-download.flow.xml', parameters: { user: 'accept', consent: 'accept' } } as const;

/** What must be so that the deviation shows. */
const circumstances: Readonly<Record<string, { readonly options?: RunOptions; readonly changes?: Changes }>> = {
  'sequence-answered-last': { options: alternate },
  'size-of-value': { changes: { 'device.tnds.xml': (text) => text.replace('<Value>Example Devices</Value>', '<Value>Exämple Devices</Value>') } },
  'number-kept-after-challenge': { changes: { 'device.tnds.xml': (text) => text.replace('EBESExQVFhcYGRobHB0eHw==', '') } },
};

/** A run that is a success but for what the flow expects of the very thing that the device does otherwise. */
const failing: ReadonlySet<string> = new Set(['correlator-lost', 'exec-answered-200']);

async function runAs({ id }: Personality, encoding: 'xml' | 'wbxml', also: RunOptions = {}): Promise<Transcript> {
  const machine = virtualMachine();
  const { options, changes } = circumstances[id] ?? {};
  return transcribe(await preparedRun(machine, changes, { ...options, ...also, encoding, personality: [id] }), machine);
}

function assertUpdated(id: string, verdict: Verdict): void {
  assert.equal(verdict.verdict, failing.has(id) ? 'failed' : 'success', verdict.reason);
  assert.deepEqual([verdict.result, verdict.versionBefore, verdict.versionAfter], [200, '1.0.3', '1.1.0'], verdict.reason);
}

function oddOnes(messages: readonly CallFlowMessage[], clause: string): readonly CallFlowMessage[] {
  return messages.filter(({ remarks }) => remarks.some((remark) => remark.includes(`[${clause}]`)));
}

for (const personality of personalities) {
  const { id, clause } = personality;
  for (const encoding of personality.encoding === undefined ? (['xml', 'wbxml'] as const) : [personality.encoding]) {
    test(`${id}, in ${encoding}: the update is made, and the trace names ${clause}`, async () => {
      const transcript = await runAs(personality, encoding);
      assertUpdated(id, transcript.verdict);
      const odd = oddOnes(transcript.messages, clause);
      assert.notEqual(odd.length, 0, transcript.messages.flatMap(({ remarks }) => remarks).join('\n'));
      if (encoding !== (personality.encoding ?? 'xml')) return;
      const lines = odd.slice(0, 2).map(({ id: name, from, text, remarks }) => `${name} from the ${from}\n${remarks.map((remark) => `  ! ${remark}\n`).join('')}${shortened(text, id)}`);
      expectGolden(`test/engine/emulation/golden/personalities/${id}.txt`, `${lines.join('\n')}\nVERDICT ${JSON.stringify(transcript.verdict)}\n`);
    });
  }
  test(`${id}: a package by download is installed as well`, async () => {
    const { verdict } = await runAs(personality, personality.encoding ?? 'xml', alternate);
    assertUpdated(id, verdict);
  });
}

test('all personalities that go together can be put on together', async () => {
  const machine = virtualMachine();
  const all = personalities.map(({ id }) => id).filter((id) => id !== 'prefix-without-blank' && id !== 'number-kept-after-challenge' && !failing.has(id));
  const { verdict } = await transcribe(await preparedRun(machine, {}, { personality: all }), machine);
  assertUpdated('', verdict);
});

test('a device without a personality gives no cause for a remark', async () => {
  for (const options of [{}, alternate]) {
    const machine = virtualMachine();
    const { messages } = await transcribe(await preparedRun(machine, {}, options), machine);
    assert.deepEqual(messages.flatMap(({ remarks }) => remarks), []);
  }
});

// [DM-SEC 5.4] The digest is made over the octets as the device has written them.
test('a digest over each message holds for what a personality has made of it', async () => {
  const machine = virtualMachine();
  const changes: Changes = {
    'accounts.xml': (text) => text.replace('auth="md5"', 'auth="hmac"'),
    'device.tnds.xml': (text) => text.replace('<Value>DIGEST</Value>', '<Value>HMAC</Value>'),
  };
  const { verdict } = await transcribe(await preparedRun(machine, changes, { personality: ['status-data-first', 'lower-case-namespace'] }), machine);
  assertUpdated('', verdict);
});

const longest = 80;

/** The beginning of each value and of the message tells enough. */
function shortened(text: string, id: string): string {
  const told = id === 'devinfo-in-target' || id === 'size-of-value' ? text : text.replace(/(<Replace>\s*<CmdID>\d+<\/CmdID>)(?:(?!<\/Replace>).)*\.\/DevInfo(?:(?!<\/Replace>).)*(<\/Replace>)/s, '$1 ... $2');
  const lines = told.replace(/(<Data>)([A-Za-z0-9+/=\s]{120,})(<\/Data>)/g, (_, open: string, data: string, close: string) => `${open}${data.slice(0, 24)}... (${data.length} characters)${close}`).split('\n');
  return lines.length > longest ? [...lines.slice(0, longest), `... (${lines.length - longest} more lines)`].join('\n') : lines.join('\n');
}
