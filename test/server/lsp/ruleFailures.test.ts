// A rule that throws: the others go on, and the person is told once, by whichever way the client has.
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { rules } from '#engine/rules/table';
import { ruleNotices, type RuleFailure } from '#server/messages';
import type { FullDocumentDiagnosticReport, ShowMessageParams } from 'vscode-languageserver/node';
import { sessionMessage } from '../language/workspaceInMemory';
import { open, startPair, type Pair } from './inMemory';

const spoiled = 'status-code-unknown';
/** A Status with such a code, and a second CmdID of the same number. */
const text = sessionMessage('client', 1, '<Status><CmdID>1</CmdID><MsgRef>1</MsgRef><CmdRef>0</CmdRef><Cmd>SyncHdr</Cmd><Data>999</Data></Status><Get><CmdID>1</CmdID><Item><Target><LocURI>./A</LocURI></Target></Item></Get>');

/** While the test runs, the rule throws, naming what stands in the document. */
function spoil(context: TestContext): void {
  const rule = rules.find(({ id }) => id === spoiled);
  assert.ok(rule?.on === 'message');
  context.mock.method(rule, 'check', () => {
    throw new TypeError('secret of the document');
  });
}

async function codes({ client }: Pair, version: number): Promise<readonly unknown[]> {
  const uri = `untitled:${version}.syncml`;
  await open(client, uri, text, 'syncml');
  const report = await client.sendRequest<FullDocumentDiagnosticReport>('textDocument/diagnostic', { textDocument: { uri } });
  return report.items.map(({ code }) => code);
}

test('a rule that throws is told to the client once, without anything of the document; the other rules go on', async (context) => {
  spoil(context);
  const told: RuleFailure[] = [];
  const pair = await startPair(
    { textDocument: { diagnostic: {} } },
    (client) => {
      client.onNotification(ruleNotices.failed, (failure: RuleFailure) => {
        told.push(failure);
      });
    },
    { initializationOptions: { takesRuleFailures: true } },
  );
  for (const version of [1, 2]) {
    const found = await codes(pair, version);
    assert.ok(found.length > 0 && !found.includes(spoiled), String(found));
  }
  assert.deepEqual(told.map(({ rule }) => rule), [spoiled]);
  assert.match(told[0]?.thrown ?? '', /^TypeError\nat /);
  assert.doesNotMatch(JSON.stringify(told), /secret/);
  pair.client.dispose();
});

test('a client without a way to report shows the message', async (context) => {
  spoil(context);
  const shown: ShowMessageParams[] = [];
  const pair = await startPair({ textDocument: { diagnostic: {} } }, (client) => {
    client.onNotification('window/showMessage', (params: ShowMessageParams) => {
      shown.push(params);
    });
  });
  await codes(pair, 1);
  await codes(pair, 2);
  assert.deepEqual(shown.map(({ message }) => message), [`FUMO: the rule ${spoiled} has failed; the others go on. The log says more.`]);
  pair.client.dispose();
});
