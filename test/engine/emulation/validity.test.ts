// Every message of whole updates is in order: against our tables, against our reader, and in the sequence that the worked
// messages of the specification's call flow show.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { syncml12 } from '#engine/schema/syncml';
import { validate } from '#engine/schema/validate';
import type { Command } from '#engine/syncml/message';
import { readMessage } from '#engine/syncml/readMessage';
import { parseXml } from '#engine/xml/parse';
import { preparedRun, type RunOptions } from '../../flowFolder';
import { virtualMachine } from '../../virtualMachine';
import { transcribe } from './transcript';

async function messagesOf(options: RunOptions): Promise<readonly string[]> {
  const machine = virtualMachine();
  const { messages } = await transcribe(await preparedRun(machine, {}, options), machine);
  return messages.map((message) => message.text.replace(/^<!-- WBXML.*-->\n/, '')).filter((text) => text.startsWith('<SyncML'));
}

const runs: readonly (readonly [string, RunOptions])[] = [
  ['8.1.1', { parameters: { user: 'accept' } }],
  ['8.1.1 over WBXML', { encoding: 'wbxml', parameters: { user: 'accept' } }],
  ['8.1.2 over WBXML', { encoding: 'wbxml', flow: 'alternate-download.flow.xml', parameters: { user: 'accept', consent: 'accept' } }],
  ['8.1.1 declined', { parameters: { user: 'cancel' } }],
  ['8.1.2', { flow: 'alternate-download.flow.xml', parameters: { user: 'accept', consent: 'accept' } }],
  ['a download that is updated later', { flow: 'download-then-update.flow.xml', parameters: { user: 'accept', consent: 'accept' } }],
  ['what the user asks for', { flow: 'user-initiated.flow.xml', parameters: { user: 'accept' } }],
  ['what the device asks for', { flow: 'device-initiated.flow.xml', parameters: {} }],
];

for (const [name, options] of runs) {
  test(`the messages of ${name} are valid, and our own reader has nothing to say of them`, async () => {
    const texts = await messagesOf(options);
    assert.ok(texts.length >= 6);
    for (const text of texts) {
      const { document, problems } = parseXml(text);
      assert.deepEqual([...problems, ...validate(document, syncml12), ...readMessage(document).problems], [], text);
    }
  });
}

/** `Status SyncHdr 212`, `Get`, `Alert 1101`; chunks tell that more follows. */
function shape(command: Command): string {
  if (command.name === 'Status') return `Status ${command.cmd} ${command.data}`;
  if (command.name === 'Alert') return `Alert ${command.data ?? ''}`;
  const chunk = 'items' in command && command.items.some((item) => item.moreData === true) ? ' more' : '';
  return `${command.name}${chunk}`;
}

test('the messages of 8.1.1 come in the shape and order of the worked example', async () => {
  const shapes = (await messagesOf({ parameters: { user: 'accept' } })).map((text) => {
    const { message } = readMessage(parseXml(text).document);
    return (message?.commands ?? []).map(shape).join(', ');
  });
  // Chunks in the middle are as many as the package needs.
  const middle = shapes.filter((text, index) => shapes.indexOf(text) === index);
  assert.deepEqual(middle, [
    'Alert 1200, Replace',
    'Status SyncHdr 212, Status Alert 200, Status Replace 200, Get',
    'Status SyncHdr 212, Status Get 200, Results',
    'Status SyncHdr 200, Alert 1101',
    'Status SyncHdr 200, Status Alert 200',
    'Status SyncHdr 200, Replace more',
    'Status SyncHdr 200, Status Replace 213, Alert 1222',
    'Status SyncHdr 200, Status Alert 200, Replace more',
    'Status SyncHdr 200, Status Alert 200, Replace',
    'Status SyncHdr 200, Status Replace 200',
    'Status SyncHdr 200, Exec',
    'Status SyncHdr 200, Status Exec 202',
    'Status SyncHdr 200',
    'Alert 1201, Replace, Alert 1226',
    'Status SyncHdr 212, Status Alert 200, Status Replace 200, Status Alert 200, Get',
  ]);
  assert.ok(shapes.filter((text) => text.endsWith('Replace more')).length >= 2, 'the package needs more than two messages');
});

// [METINF 5] Nobody sends more than the other takes.
test('no message is larger than the 4096 octets that the device takes', async () => {
  const machine = virtualMachine();
  const { messages } = await transcribe(await preparedRun(machine), machine);
  for (const message of messages) if (message.from === 'server') assert.ok(message.size <= 4096, message.summary);
});
