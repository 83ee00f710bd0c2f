// Hover: what is explained where.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hoverAt } from '#server/language/hover';
import { atCursor, contextOf, flow, message, reading } from './cursor';

/** `about` is the stretch of text that the hover is about; without `expected` there is none. */
async function assertHover(marked: string, expected?: RegExp, about?: string): Promise<void> {
  const { model, offset } = atCursor(marked);
  const found = hoverAt(model, offset, await contextOf(model));
  if (expected === undefined) assert.equal(found, undefined);
  else {
    assert.match(found?.markdown ?? 'nothing', expected);
    if (about !== undefined) assert.equal(model.text.slice(found?.range.start, found?.range.end), about);
  }
}

test('elements and attributes are explained, with their clause', async () => {
  await assertHover(message('<Ex|ec><CmdID>1</CmdID></Exec>'), /^\*\*Exec\*\* \(SyncML 1\.2\)[^]*\*DM-REP 6\.6\.6\*$/, 'Exec');
  await assertHover(message('<Exec><CmdID>1</CmdID></Ex|ec>'), /^\*\*Exec\*\*/, 'Exec');
  await assertHover(message('<Exec><CmdID>|1</CmdID></Exec>'), /^\*\*CmdID\*\*/, '1');
  await assertHover(flow('<st|ep n="1" from="client" to="server" title="x"/>'), /^\*\*step\*\* \(Update flow\)/);
  await assertHover(flow('<step n="1" from="client" to="server" title="x" with|in="3s"/>'), /^\*\*within\*\* of `step`/, 'within');
  await assertHover(message(' | '));
  await assertHover('<project><na|me/></project>');
});

test('a tree inside the Data of a message is explained by its own schema', () =>
  assertHover(message('<Add><Item><Data><MgmtTree xmlns="syncml:dmddf1.2"><No|de/></MgmtTree></Data></Item></Add>'), /^\*\*Node\*\* \(OMA DM/));

test('status codes are explained where a status stands', async () => {
  await assertHover(message('<Status><Cmd>Exec</Cmd><Data>20|2</Data></Status>'), /^\*\*Status 202: Accepted for processing\*\*[^]*\*RepPro 11\*$/, '202');
  await assertHover(message('<Status><Data> 2|02\n</Data></Status>'), /^\*\*Status 202/, '202');
  await assertHover(message('<Status><Data>|999</Data></Status>'), /^\*\*Data\*\*/);
  await assertHover(flow('<step n="1" from="server" to="client" title="x"><expect status="|202" of="Exec"/></step>'), /^\*\*Status 202/, '202');
});

test('alert codes and the types of firmware alerts are explained', async () => {
  await assertHover(message('<Alert><CmdID>1</CmdID><Data>1|226</Data></Alert>'), /^\*\*Alert 1226: Generic alert\*\*[^]*Client to server/, '1226');
  await assertHover(message('<Alert><Data>1226</Data><Item><Meta><Type>Reversed-Domain-Name: org.openmobilealliance.dm.firmware|update.update</Type></Meta></Item></Alert>'), /installation of a package/);
});

test('a result code is explained in a report of a firmware update and nowhere else', async () => {
  const alert = (code: string, type: string): string => message(`<Alert><Data>${code}</Data><Item><Meta><Type>${type}</Type></Meta><Data>2|00</Data></Item></Alert>`);
  await assertHover(alert('1226', 'org.openmobilealliance.dm.firmwareupdate.update'), /^\*\*Result 200: Successful\*\*[^]*\*FUMO 6\.2\.4\*$/, '200');
  await assertHover(alert('1226', 'com.example.other'), /^\*\*Data\*\*/);
  await assertHover(alert('1224', 'org.openmobilealliance.dm.firmwareupdate.update'), /^\*\*Data\*\*/);
});

test('firmware states are explained where the State of an update stands', async () => {
  await assertHover(message('<Results><Item><Source><LocURI>./F/State</LocURI></Source><Data>5|0</Data></Item></Results>'), /^\*\*Firmware state 50: Ready to Update\*\*[^]*\*FUMO 5\.1\.10\*$/, '50');
  await assertHover(message('<Results><Item><Source><LocURI>./F/Other</LocURI></Source><Data>5|0</Data></Item></Results>'), /^\*\*Data\*\*/);
  await assertHover(flow('<step n="1" from="client" to="update-client" title="x"><expect node="${fumo}/State" is="|60"/></step>'), /^\*\*Firmware state 60/, '60');
  await assertHover(flow('<step n="1" from="client" to="update-client" title="x"><expect node="${fumo}/State" passes="60 9|0"/></step>'), /^\*\*Firmware state 90/, '90');
  await assertHover('<MgmtTree xmlns="syncml:dmddf1.2"><Node><NodeName>State</NodeName><Value>1|0</Value></Node></MgmtTree>', /^\*\*Firmware state 10/);
});

test('the numbers of an expression are explained by what their name was filled with', async () => {
  const that = (expression: string): string => flow(`${reading}<step n="2" from="client" to="update-client" title="x"><expect that="${expression}"/></step>`);
  await assertHover(that('result = 2|00'), /^\*\*Result 200/, '200');
  await assertHover(that('state in (90, 10|0)'), /^\*\*Firmware state 100/, '100');
  await assertHover(that('not (|304 = answer)'), /^\*\*Status 304/, '304');
  await assertHover(that("user = 'a' and sta|te = 10"), /^\*\*state\*\*\n\nA capture, filled in step 1: Tells\./, 'state');
  await assertHover(that('user = 2|00'), /^\*\*that\*\* of `expect`/);
});

test('names, actors and steps of a flow are explained', async () => {
  await assertHover(flow('<step n="1" from="server" to="client" title="x"><Get><Item><Target><LocURI>${fu|mo}/State</LocURI></Target></Item></Get></step>'), /^\*\*fumo\*\*\n\nThe place of the management object/, '${fumo}');
  await assertHover(flow('<step n="1" from="user" to="client" title="x"><answer give="${us|er}"/></step>'), /^\*\*user\*\*\n\nA parameter, `accept`/);
  await assertHover(flow('<step n="1" from="server" to="update-|client" title="x"/>'), /^\*\*Firmware Update Client\*\*/, 'update-client');
  await assertHover(flow('<step n="1" from="server" to="client" title="x"><skip to="|2"/></step><step n="2" from="client" to="client" title="The end"/>'), /^\*\*Step 2\*\*\n\nThe end/);
});

test('what a Cmd or a Format names is explained', async () => {
  await assertHover(message('<Status><Cmd>Rep|lace</Cmd></Status>'), /^\*\*Replace\*\*/);
  await assertHover(message('<Add><Item><Meta><Format xmlns="syncml:metinf">in|t</Format></Meta></Item></Add>'), /^\*\*int\*\*\n\nA whole number/);
});
