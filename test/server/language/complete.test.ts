// Completion: what is offered at the caret, and what the text becomes when it is taken.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { completionsAt } from '#server/language/complete';
import { withoutStops } from '#server/lsp/convert';
import { atCursor, contextOf, flow, message, reading } from './cursor';

interface Expected {
  /** Labels that are offered, in this order. */
  readonly labels?: readonly string[];
  readonly has?: readonly string[];
  readonly lacks?: readonly string[];
  /** Takes the one of that label; the text's lines from the caret's on, as far as `becomes` goes. */
  readonly take?: string;
  readonly becomes?: string;
  readonly trigger?: string;
}

async function assertCompletion(marked: string, { labels, has = [], lacks = [], take, becomes, trigger }: Expected): Promise<void> {
  const { model, offset } = atCursor(marked);
  const found = completionsAt(model, offset, await contextOf(model), trigger);
  const offered = found.map(({ label }) => label);
  if (labels !== undefined) assert.deepEqual(offered, labels);
  for (const label of has) assert.ok(offered.includes(label), `${label} is not among ${offered.join(', ')}`);
  for (const label of lacks) assert.ok(!offered.includes(label), `${label} is among ${offered.join(', ')}`);
  if (take === undefined || becomes === undefined) return;
  const chosen = found.find(({ label }) => label === take);
  assert.ok(chosen, `${take} is not among ${offered.join(', ')}`);
  const text = model.text.slice(0, chosen.range.start) + withoutStops(chosen.insert) + model.text.slice(chosen.range.end);
  assert.ok(text.includes(becomes), `${becomes}\nis not in\n${text}`);
}

test('elements are offered in order: what may follow what stands there', async () => {
  await assertCompletion(message('<Exec><CmdID>1</CmdID><|</Exec>'), { labels: ['NoResp', 'Cred', 'Meta', 'Correlator', 'Item', '/Exec'] });
  await assertCompletion(message('<Exec><CmdID>1</CmdID><Meta/>|</Exec>'), { labels: ['Correlator', 'Item'] });
  await assertCompletion(message('<Exec>|</Exec>'), { labels: ['CmdID'] });
  await assertCompletion('<|', { lacks: ['SyncML'] });
  const { model, offset } = atCursor('|', 'memory:/a.syncml', 'syncml');
  assert.deepEqual(completionsAt(model, offset).map(({ label }) => label), ['SyncML']);
});

test('an element comes with its end tag, and with what it always holds', async () => {
  await assertCompletion(message('<Get><CmdID>1</CmdID><Item><|</Item></Get>'), { take: 'Target', becomes: '<Item><Target><LocURI></LocURI></Target></Item>' });
  await assertCompletion(message('<Get><CmdID>1</CmdID><Item>Ta|</Item></Get>'), { take: 'Target', becomes: '<Item><Target><LocURI></LocURI></Target></Item>' });
  await assertCompletion(message('<Get><CmdID>1</CmdID><It|em></Item></Get>'), { take: 'Item', becomes: '<CmdID>1</CmdID><Item></Item></Get>' });
  await assertCompletion('<MgmtTree xmlns="syncml:dmddf1.2"><Node><NodeName/><DFProperties><AccessType><|</AccessType></DFProperties></Node></MgmtTree>', { take: 'Replace', becomes: '<AccessType><Replace/></AccessType>' });
});

test('a whole command comes numbered in a message, and without numbers in a flow', async () => {
  await assertCompletion(message('<Get><CmdID>4</CmdID><Item/></Get><|'), { take: 'Exec', becomes: '<Exec>\n\t<CmdID>5</CmdID>\n\t<Item><Target><LocURI>./</LocURI></Target></Item>\n</Exec>' });
  await assertCompletion(flow('<step n="1" from="server" to="client" title="x">|</step>'), { take: 'Get', becomes: '<Get>\n\t<Item><Target><LocURI>./</LocURI></Target></Item>\n</Get>' });
  await assertCompletion(flow('<step n="1" from="client" to="server" title="x">|</step>'), { take: 'Replace', becomes: '<Item>\n\t\t<Source>' });
});

test('a whole step comes with the next number', () =>
  assertCompletion(flow(`${reading}<|`), { take: 'step', becomes: '<step n="2" from="authority" to="authority" title="">\n\t\n</step>' }));

test('the end tag that is due is offered', async () => {
  await assertCompletion(message('<Exec><CmdID>1</CmdID></|'), { take: '/Exec', becomes: '<CmdID>1</CmdID></Exec>' });
  await assertCompletion(message('<Exec><CmdID>1</Cm|></Exec>'), { take: '/CmdID', becomes: '<CmdID>1</CmdID></Exec>' });
  await assertCompletion('<SyncML xmlns="SYNCML:SYNCML1.2"><SyncHdr><VerDTD>1.2</VerDTD>|', { take: '/SyncHdr', becomes: '</VerDTD></SyncHdr>' });
});

test('attributes are offered, those that must be there first and those that are there not at all', async () => {
  await assertCompletion(flow('<step n="1" |></step>'), { labels: ['from', 'to', 'title', 'within', 'after'] });
  await assertCompletion(flow('<step n="1" fr|></step>'), { take: 'from', becomes: '<step n="1" from="authority"></step>' });
  await assertCompletion(flow('<step n="1" fr|="server"></step>'), { take: 'from', becomes: '<step n="1" from="server"></step>' });
});

test('actors, steps, answers, captures and parameters are offered where they are meant', async () => {
  const two = `${reading}<step n="2" from="server" to="client" title="Two"><skip to="§"/></step><step n="3" from="client" to="client" title="Three"/>`;
  await assertCompletion(flow('<step n="1" from="|"/>'), { has: ['server', 'download-agent'] });
  await assertCompletion(flow('<step n="1" from="ser|ver"/>'), { take: 'client', becomes: 'from="client"' });
  await assertCompletion(flow(two.replace('§', '|')), { labels: ['3'] });
  await assertCompletion(flow(two.replace('n="3"', 'n="3" after="|"')), { labels: ['1', '2'] });
  await assertCompletion(flow(`${two}<at step="|"/>`), { labels: ['1', '2', '3'] });
  await assertCompletion(flow('<step n="1" from="user" to="client" title="x"><answer give="|"/></step>'), { labels: ['ask', 'accept', 'reject', 'cancel', 'silent', '${user}'] });
  await assertCompletion(flow('<step n="1" from="client" to="server" title="x"><read node="./A" into="|"/></step>'), { labels: ['state', 'answer', 'result'] });
  await assertCompletion(flow('<step n="1" from="client" to="server" title="x"><expect node="|"/></step>'), { take: '${fumo}/State', becomes: 'node="${fumo}/State"' });
  await assertCompletion(flow('<param name="p" values="a b" default="|"/>'), { labels: ['a', 'b'] });
});

test('names are offered inside ${}, and closed', async () => {
  const get = (uri: string): string => flow(`<step n="1" from="server" to="client" title="x"><Get><Item><Target><LocURI>${uri}</LocURI></Target></Item></Get></step>`);
  await assertCompletion(get('${|'), { has: ['user', 'fumo', 'state', 'package.version'], take: 'fumo', becomes: '<LocURI>${fumo}</LocURI>' });
  await assertCompletion(get('$|'), { take: 'fumo', becomes: '<LocURI>${fumo}</LocURI>' });
  await assertCompletion(get('${fu|}/State'), { take: 'fumo', becomes: '<LocURI>${fumo}/State' });
  await assertCompletion(get('${package.v|}'), { take: 'package.version', becomes: '<LocURI>${package.version}</LocURI>' });
  await assertCompletion(flow('<step n="1" from="server" to="client" title="x"><end verdict="x" when="not (sta|)"/></step>'), { take: 'state', becomes: 'when="not (state)"' });
});

test('codes and fixed words are offered as text', async () => {
  await assertCompletion(message('<Status><Cmd>Exec</Cmd><Data>|</Data></Status>'), { has: ['200', '202', '425'], lacks: ['207'] });
  await assertCompletion(message('<Alert><Data>12|</Data></Alert>'), { take: '1226', becomes: '<Data>1226</Data>' });
  await assertCompletion(message('<Status><Cmd>|</Cmd></Status>'), { has: ['SyncHdr', 'Exec'], lacks: ['Status', 'Sync'] });
  await assertCompletion(message('<Add><Item><Meta><Format xmlns="syncml:metinf">|</Format></Meta></Item></Add>'), { has: ['b64', 'node'] });
  await assertCompletion(message('<Replace><Item><Target><LocURI>./F/State</LocURI></Target><Data>|</Data></Item></Replace>'), { has: ['10', '100'] });
  await assertCompletion(flow('<step n="1" from="server" to="client" title="x"><expect status="|"/></step>'), { has: ['202'] });
});

test('a character that means nothing where it is typed asks for nothing', async () => {
  await assertCompletion(message('<Get> |</Get>'), { trigger: ' ', labels: [] });
  await assertCompletion(flow('<step n="1" |/>'), { trigger: ' ', has: ['from'] });
  await assertCompletion(message('<Get><CmdID>1/|</CmdID></Get>'), { trigger: '/', labels: [] });
  await assertCompletion(message('<Get><!-- < | --></Get>'), { trigger: '<', labels: [] });
});
