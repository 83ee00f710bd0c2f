// The report of an update: sent until its Status is seen and then never again, counted once, missed where it never comes,
// held against what the device is like.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromUtf8, utf8 } from '#engine/base/bytes';
import type { Run, Stepper } from '#engine/emulation/run';
import type { Verdict } from '#engine/emulation/runEvent';
import { standing } from '#engine/management/authority';
import { preparedRun, type Changes, type RunOptions } from '../../flowFolder';
import { virtualMachine, type VirtualMachine } from '../../virtualMachine';

interface Reported {
  readonly run: Run;
  readonly verdict: Verdict;
  /** Messages of the device that held a generic alert. */
  readonly sent: readonly string[];
  readonly machine: VirtualMachine;
  /** Results in the server's record. */
  readonly counted: readonly string[];
}

/** `rewrite` changes what the device sends. */
async function reported(options: RunOptions = {}, changes: Changes = {}, rewrite: (text: string) => string = (text) => text, prepare: (run: Run) => void = () => undefined): Promise<Reported> {
  const plain = virtualMachine();
  const sent: string[] = [];
  const machine: VirtualMachine = {
    ...plain,
    exchange: (request, watch) => {
      const text = fromUtf8(request.body);
      if (!text.startsWith('<') || !text.includes('1226')) return plain.exchange(request, watch);
      const changed = rewrite(text);
      sent.push(changed);
      return plain.exchange({ ...request, body: utf8(changed) }, watch);
    },
  };
  const run = await preparedRun(machine, changes, options);
  prepare(run);
  const verdict = await machine.whileTimeFlies(run.start());
  const counted = Object.values(run.snapshot().server.devices).flatMap(({ reports }) => reports.map(({ result }) => result));
  return { run, verdict, sent, machine, counted };
}

const fault = (name: string, step: string, settings: Readonly<Record<string, string>> = {}): NonNullable<RunOptions['faults']>[number] => ({ name, step, settings });
const standings = ({ run, machine }: Reported): readonly string[] => run.snapshot().server.jobs.map((job) => standing(job, machine.clock.now()));

// [FUMO 6.2]
test('a report is sent again until its Status is seen, over power cycles, and then never again', async () => {
  const update = await reported({ faults: [fault('answer-lost', '14', { times: '2' }), fault('power-cut', '14', { at: '0%' })] });
  assert.equal(update.verdict.verdict, 'success', update.verdict.reason);
  assert.ok(update.sent.length >= 3, String(update.sent.length));
  assert.deepEqual(update.counted, ['200'], 'however often it came');
  assert.deepEqual([update.run.snapshot().device.reports, update.run.snapshot().device.settling], [[], []]);
  assert.deepEqual(standings(update), ['reported']);
});

// [FUMO 6.2.3]
test('a report whose 202 never arrived is taken in', async () => {
  const update = await reported({ faults: [fault('request-lost', '11')] });
  assert.deepEqual(update.counted, ['200']);
  assert.deepEqual(standings(update), ['reported']);
});

test('the correlator comes back if and only if the Exec had one', async () => {
  const bare = (text: string): string => text.replaceAll(/<Correlator>[^<]*<\/Correlator>/g, '');
  const without = await reported({ faults: [fault('answer-lost', '14')] }, { 'dm-download.flow.xml': bare });
  assert.equal(without.verdict.verdict, 'success', without.verdict.reason);
  assert.ok(without.sent.length > 1 && without.sent.every((text) => !text.includes('Correlator')));
  assert.deepEqual(without.counted, ['200'], 'counted once by source and type');
  assert.deepEqual(standings(without), ['reported']);
  const { sent } = await reported();
  assert.ok(sent.every((text) => text.includes('<Correlator>job-42</Correlator>')));
});

// [FUMO 6.2.1, 6.2.2] The type is of the Exec, the Source is x.
test('each Exec has its type, and Source is the object', async () => {
  for (const [flow, types] of [
    ['dm-download.flow.xml', ['update']],
    ['alternate-download.flow.xml', ['downloadandupdate']],
    ['download-then-update.flow.xml', ['download', 'update']],
  ] as const) {
    const { sent } = await reported({ flow, parameters: { user: 'accept', ...(flow !== 'dm-download.flow.xml' && { consent: 'accept' }) } });
    assert.deepEqual(sent.map((text) => /firmwareupdate\.(\w+)</.exec(text)?.[1]), types);
    assert.ok(sent.every((text) => /<Data>1226<\/Data>.*<Source><LocURI>\.\/FwUpdate\/Pkg1<\/LocURI><\/Source>/s.test(text)));
  }
});

// [DM-PRO 8.7.1.6]
test('the type is known with its prefix too', async () => {
  const { verdict, counted } = await reported({}, {}, (text) => text.replace('org.openmobilealliance.dm.firmwareupdate', 'reversed-domain-name:  org.openmobilealliance.dm.firmwareupdate'));
  assert.deepEqual([verdict.verdict, counted], ['success', ['200']]);
});

// [DM-REP 7]
test('an alert of a type that is not known is answered with 415, and counts as no report', async () => {
  const update = await reported({}, {}, (text) => text.replace('org.openmobilealliance.dm.firmwareupdate', 'org.openmobilealliance.firmwareupdate'));
  assert.equal(update.verdict.verdict, 'failed');
  assert.deepEqual(update.counted, []);
  const texts = update.run.callFlow().callFlow.rows.flatMap(({ messages }) => messages.map(({ text }) => text));
  assert.ok(texts.some((text) => /<Cmd>Alert<\/Cmd>\s*(?:<\w+Ref>[^<]*<\/\w+Ref>\s*)*<Data>415<\/Data>/.test(text)));
  assert.deepEqual(standings(update), ['accepted']);
});

// [FUMO 8]
test('a bricked device never reports, and the record of the server says that the job is overdue', async () => {
  for (const [flow, step] of [['dm-download.flow.xml', '13'], ['alternate-download.flow.xml', '20']] as const) {
    const update = await reported(
      { flow, parameters: { user: 'accept', ...(flow.startsWith('alternate') && { consent: 'accept' }) }, faults: [fault('bricked', step)] },
      { 'dm-download.flow.xml': (text) => text.replace('<job ', '<job within="3min" ') },
    );
    assert.deepEqual(update.sent, []);
    assert.deepEqual(standings(update), ['overdue']);
    assert.equal(update.verdict.verdict, 'failed');
    assert.match(update.verdict.reason ?? '', /^The job job-4[23] is overdue: its Exec was accepted, and no report has come within 180 s\. \[FUMO 8\] .*The device does not start any more/);
    assert.equal(update.verdict.step?.endsWith(`/${step}`), true, update.verdict.step);
  }
});

test('a device that lives may report late: the job is overdue, and reported in the end', async () => {
  const update = await reported({ installTime: 200_000 }, { 'dm-download.flow.xml': (text) => text.replace('<job ', '<job within="2min" ') });
  assert.equal(update.verdict.verdict, 'success', update.verdict.reason);
  assert.deepEqual(standings(update), ['reported']);
});

/** The person who debugs changes a leaf when a step begins. */
function changing(step: string, uri: string, value: string): (run: Run) => void {
  return (run) => {
    const stepper: Stepper = run.stepper;
    stepper.stopAt([step]);
    run.listen((event) => {
      if (event.type !== 'stopped') return;
      run.setLeaf(uri, value);
      stepper.proceed();
    });
  };
}

test('what the server reads with the report is held against it', async () => {
  const only = { 'dm-download.flow.xml': (text: string) => text.replace(/<expect that="result = 200 and[^>]*>/, '') };
  const oldVersion = await reported({}, only, undefined, changing('8.1.1/14', './DevDetail/FwV', '1.0.3'));
  assert.match(oldVersion.verdict.reason ?? '', /FwV is 1\.0\.3, and the device has reported 200 \(Successful\) for a package of 1\.1\.0\. \[FUMO 6\.2\.4\]/);
  const failedState = await reported({}, only, undefined, changing('8.1.1/14', './FwUpdate/Pkg1/State', '70'));
  assert.match(failedState.verdict.reason ?? '', /State is 70 \(Update Failed \/ Have Data\), and the device has reported 200 \(Successful\); after that it is 90 or 100 or 10\./);
  const newVersion = await reported({ faults: [fault('boot-loop', '13')] }, only, undefined, changing('8.1.1/14', './DevDetail/FwV', '1.1.0'));
  assert.match(newVersion.verdict.reason ?? '', /FwV was 1\.0\.3 and is 1\.1\.0, and the device has reported 410/);
  for (const { verdict } of [oldVersion, failedState, newVersion]) assert.equal(verdict.verdict, 'failed');
});

const outcome = (text: string) => (flow: string): string => flow.replace('<package ', `${text}<package `);

test('a run tells whether it ended as its flow says', async () => {
  const cases: readonly (readonly [string, RunOptions, boolean | undefined])[] = [
    ['', {}, undefined],
    ['<outcome verdict="success"/>', {}, true],
    ['<outcome verdict="success" result="200"/>', {}, true],
    ['<outcome verdict="failed"/>', {}, false],
    ['<outcome verdict="declined" step="9"/>', { parameters: { user: 'reject' } }, true],
    ['<outcome verdict="declined" step="8"/>', { parameters: { user: 'reject' } }, false],
    ['<outcome verdict="failed" result="410"/>', { faults: [fault('boot-loop', '13')] }, false],
  ];
  for (const [text, options, expected] of cases) {
    const { verdict } = await reported(options, text === '' ? {} : { 'dm-download.flow.xml': outcome(text) });
    assert.equal(verdict.expected, expected, `${text}: ${JSON.stringify(verdict)}`);
  }
});

test('every variant of the template that can fail says so, and fails as it says', async () => {
  const { readdirSync } = await import('node:fs');
  for (const name of readdirSync('client/templates/firmware-update/faults').filter((file) => file.endsWith('.flow.xml'))) {
    const { verdict } = await reported({ flow: `faults/${name}`, parameters: {} });
    assert.equal(verdict.expected ?? verdict.verdict === 'success', true, `${name}: ${JSON.stringify(verdict)}`);
  }
});
