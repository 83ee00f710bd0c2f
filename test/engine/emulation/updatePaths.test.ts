// Ways of updating other than the two call flows: who begins, which object, which State, which result.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { standing } from '#engine/management/authority';
import type { Run } from '#engine/emulation/run';
import type { Verdict } from '#engine/emulation/runEvent';
import { resultCodes } from '#engine/fumo/resultCodes';
import { nodeAt, textAt } from '#engine/tree/tree';
import { preparedRun, type Changes, type RunOptions } from '../../flowFolder';
import { virtualMachine, type VirtualMachine } from '../../virtualMachine';

interface Ran {
  readonly run: Run;
  readonly verdict: Verdict;
  readonly said: readonly string[];
  readonly machine: VirtualMachine;
}

async function ran(changes: Changes = {}, options: RunOptions = {}, machine = virtualMachine()): Promise<Ran> {
  const run = await preparedRun(machine, changes, options);
  const said: string[] = [];
  run.listen((event) => {
    if (event.type === 'output') said.push(event.text);
  });
  const verdict = await machine.whileTimeFlies(run.start());
  return { run, verdict, said, machine };
}

const updated = { verdict: 'success', result: 200, versionBefore: '1.0.3', versionAfter: '1.1.0' };
const alternate: RunOptions = { flow: 'alternate-download.flow.xml', parameters: { user: 'accept', consent: 'accept' } };
const emulate = (settings: string) => (text: string): string => text.replace('<emulate ', `<emulate ${settings} `);

/** The template's object again under other names, with a vendor's node of its own under Ext. */
const withSecond = (text: string): string => {
  const [object = ''] = / {4}<Node>\n {6}<NodeName>Pkg1<[\s\S]*?\n {4}<\/Node>\n/.exec(text) ?? [];
  const ext =
    '<Node><NodeName>Ext</NodeName><RTProperties><Format><node/></Format><Type><DDFName></DDFName></Type></RTProperties><Node><NodeName>Severity</NodeName><RTProperties><Format><chr/></Format><Type><MIME>text/plain</MIME></Type></RTProperties><Value>high</Value></Node></Node>';
  const second = object.replace('Pkg1', 'Modem').replace(/ {4}<\/Node>\n$/, `${ext}</Node>\n`);
  return text.replace(object, object + second);
};

/** The description with that node in it. */
const anyExt = (text: string): string => {
  const vendor = '<Node><NodeName>Severity</NodeName><DFProperties><AccessType><Get/></AccessType><DFFormat><chr/></DFFormat><Occurrence><ZeroOrOne/></Occurrence><DFType><MIME>text/plain</MIME></DFType></DFProperties></Node>';
  const at = text.lastIndexOf('<NodeName>Ext</NodeName>');
  const end = text.indexOf('</DFProperties>', at) + '</DFProperties>'.length;
  assert.ok(at > 0);
  return text.slice(0, end) + vendor + text.slice(end);
};

// [FUMO 5]
test('of several objects the flow picks one by its address; the other and the nodes of a vendor stay as they are', async () => {
  const { run, verdict } = await ran({
    'device.tnds.xml': withSecond,
    'device.ddf': anyExt,
    'dm-download.flow.xml': (text) => text.replace(/<let name="fumo"[^>]*>/, '<let name="fumo" value="./FwUpdate/Modem"/>'),
  });
  assert.deepEqual(verdict, updated);
  const { tree } = run.snapshot().device;
  assert.equal(textAt(tree, './FwUpdate/Modem/Ext/Severity'), 'high');
  assert.equal(nodeAt(tree, './FwUpdate/Pkg1/Update/PkgData')?.value?.length, 0);
  const [known] = Object.values(run.snapshot().server.devices);
  assert.equal(known?.reports[0]?.source, './FwUpdate/Modem');
});

// [FUMO 7.1.3]
for (const flow of ['user-initiated.flow.xml', 'device-initiated.flow.xml']) {
  for (const source of [true, false]) {
    test(`${flow} ${source ? 'with' : 'without'} Source`, async () => {
      const object = source ? '<request object="./FwUpdate/Pkg1"/>' : '<request/>';
      const item = source ? '<Item><Source><LocURI>./FwUpdate/Pkg1</LocURI></Source><Meta><Format>chr' : '<Item><Meta><Format>chr';
      const same = (text: string): string => `${text.replace(/<request[^>]*>/, object).replace(/<Item>\s*(?:<Source>\s*<LocURI>[^<]*<\/LocURI>\s*<\/Source>\s*)?<Meta>\s*<Format>chr/, item)} `;
      const { verdict, said } = await ran({ [flow]: same }, { flow, parameters: {}, ...(flow.startsWith('user') && { parameters: { user: 'accept' } }) });
      assert.deepEqual(verdict, updated);
      assert.ok(said.some((line) => line.endsWith(`asks for an update of ${source ? './FwUpdate/Pkg1' : 'all firmware'}; the server will act in this session.`)), said.join('\n'));
    });
  }
}

// [FUMO 7.1] 202: the server looks at it later.
test('a request that the server comes back to in another session is answered with 202', async () => {
  const later = (text: string): string =>
    text.replace('<include ', '<step n="3a" from="server" to="client" title="Comes back later"><notification/></step><step n="3b" from="client" to="server" title="Opens the session"><Alert><Data>1200</Data></Alert></step><include ');
  const { verdict, said } = await ran({ 'user-initiated.flow.xml': later }, { flow: 'user-initiated.flow.xml' });
  assert.deepEqual(verdict, updated);
  assert.ok(said.includes('The request for an update was answered with 202.'), said.join('\n'));
});

test('a request that does not get through is not repeated', async () => {
  const { verdict, run } = await ran({ 'user-initiated.flow.xml': (text) => text.replace('within="30s"', 'within="5min"') }, { flow: 'user-initiated.flow.xml', faults: [{ name: 'request-lost', step: '1', settings: {} }] });
  assert.equal(verdict.verdict, 'failed');
  assert.deepEqual(run.snapshot().device.requests, []);
});

const vendors = [250, 255, 299, 450, 499, 550, 552, 599];
const codes = [...resultCodes.map(({ code }) => code), ...vendors];

// [FUMO 6.2.4]
for (const code of codes) {
  test(`result ${String(code)} is reached by a setting, of an update and of a download`, async () => {
    const success = code < 300;
    for (const [flow, setting, options] of [
      ['dm-download.flow.xml', 'update-result', {}],
      ['dm-download.flow.xml', 'update-result', alternate],
      ...(success ? [] : [['dm-download.flow.xml', 'download-result', alternate] as const]),
    ] as const) {
      const { verdict, run } = await ran({ [flow]: (text) => emulate(`${setting}="${String(code)}"`)(text) }, options);
      assert.equal(verdict.result, code, `${setting} ${JSON.stringify(verdict)}`);
      assert.equal(verdict.versionAfter, success ? '1.1.0' : '1.0.3');
      assert.doesNotMatch(verdict.reason ?? '', /FUMO 5\.1\.10|FwV (?:is|was)/);
      const { server } = run.snapshot();
      assert.deepEqual(Object.values(server.devices).flatMap((device) => device.reports.map(({ result }) => result)), [String(code)]);
      // [FUMO 6.2] Mark: failures are other than informational.
      const text = run.callFlow().callFlow.rows.flatMap(({ messages }) => messages).map((message) => message.text).find((message) => message.includes('<Data>1226</Data>'));
      assert.match(text ?? '', success ? />informational</ : />critical</);
    }
  });
}

// [FUMO 6.1.1] The report of a download alone.
test('vendor results of a download that is not installed yet', async () => {
  for (const [code, state] of [[251, 50], [553, 10]] as const) {
    const { run } = await ran({ 'dm-download.flow.xml': emulate(`download-result="${String(code)}"`) }, { flow: 'download-then-update.flow.xml', parameters: { user: 'accept', consent: 'accept' } });
    const [first] = Object.values(run.snapshot().server.devices).flatMap(({ reports }) => reports);
    assert.deepEqual([first?.result, first?.type.split('.').at(-1)], [String(code), 'download']);
    assert.ok(run.snapshot().variables['ready'] === undefined || state === 10 || String(run.snapshot().variables['ready']) === '50');
  }
});

// [FUMO 6.1]
for (const status of ['403', '405', '406', '503']) {
  test(`an Exec that is refused with ${status}: no report is due, and the job stands as refused`, async () => {
    for (const [flow, step] of [['dm-download.flow.xml', '11'], ['alternate-download.flow.xml', '11']] as const) {
      const { run, machine, verdict } = await ran({}, { flow, parameters: { user: 'accept', ...(flow.startsWith('alternate') && { consent: 'accept' }) }, faults: [{ name: 'exec-refused', step, settings: { status } }] });
      assert.equal(verdict.verdict, 'failed');
      assert.match(verdict.reason ?? '', new RegExp(`answered with ${status}`));
      const { server, device } = run.snapshot();
      assert.deepEqual([device.reports, device.operation], [[], undefined]);
      assert.deepEqual(server.jobs.map((job) => standing(job, machine.clock.now() + 1e9)), ['refused']);
      assert.deepEqual(Object.values(server.devices).flatMap(({ reports }) => reports), []);
    }
  });

  test(`a device that is set to refuse with ${status} what its State forbids`, async () => {
    // Without step 10 there is no package.
    const only = `<flow xmlns="urn:fumo-tools:flow:1" id="f" title="Orders an update of nothing">
      <emulate ddf="device.ddf" tree="device.tnds.xml" refusal-status="${status}"/>
      <outcome verdict="failed"/>
      <include href="dm-download.flow.xml" steps="0-9"/>
      <step n="11" from="server" to="client" title="Orders the update"><Exec><Item><Target><LocURI>\${fumo}/Update</LocURI></Target></Item></Exec><expect status="${status}" of="Exec"/></step>
      <step n="12" from="client" to="update-client" title="Hands over"/>
    </flow>`;
    const { verdict, run } = await ran({ 'refused.flow.xml': only }, { flow: 'refused.flow.xml' });
    assert.deepEqual([verdict.verdict, verdict.expected], ['failed', true], verdict.reason);
    assert.deepEqual(run.snapshot().device.reports, []);
    const texts = run.callFlow().callFlow.rows.flatMap(({ messages }) => messages.map(({ text }) => text)).join('\n');
    assert.equal(texts.includes('There is no package.'), status === '403');
  });
}

// [FUMO 6, figure]
test('a device with an unfinished update takes another one only where it is lenient', async () => {
  for (const state of ['20', '70', '80', '90', '100']) {
    const left = (text: string): string => text.replace('<Value>10</Value>', `<Value>${state}</Value>`);
    const strict = await ran({ 'device.tnds.xml': left });
    assert.equal(strict.verdict.verdict, 'busy', state);
    for (const options of [{}, alternate]) {
      const lenient = await ran({ 'device.tnds.xml': left, 'dm-download.flow.xml': emulate('transitions="lenient"') }, options);
      assert.deepEqual(lenient.verdict, updated, state);
      assert.equal(lenient.run.view().firmware.state, 10);
    }
  }
});
