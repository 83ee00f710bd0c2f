// A run that is halted: before each step, in what state, and what a person can look at and change there.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '#engine/base/failure';
import type { Run } from '#engine/emulation/run';
import { Refusal } from '#engine/syncml/refusal';
import { preparedRun, type Changes, type RunOptions } from '../../flowFolder';
import { virtualMachine } from '../../virtualMachine';

/** Runs with a look at every stop; `at` may do what a person would and says how it goes on. */
async function runWithStops(
  stops: readonly string[] | 'entry',
  at: (step: string, run: Run) => 'proceed' | 'next' | undefined,
  options: RunOptions = {},
  changes: Changes = {},
): Promise<{ readonly seen: readonly string[]; readonly verdict: Awaited<ReturnType<Run['start']>>; readonly run: Run }> {
  const machine = virtualMachine();
  const run = await preparedRun(machine, changes, options);
  const seen: string[] = [];
  if (stops === 'entry') run.stepper.stopOnEntry();
  else run.stepper.stopAt(stops);
  run.listen((event) => {
    if (event.type !== 'stopped') return;
    seen.push(`${event.step} ${event.reason} ${event.actor}`);
    setImmediate(() => {
      if (at(event.step, run) === 'next') run.stepper.next();
      else run.stepper.proceed();
    });
  });
  const verdict = await machine.whileTimeFlies(run.start());
  return { seen, verdict, run };
}

const allSteps = Array.from({ length: 15 }, (_, n) => `8.1.1/${n}`);

test('each of the fifteen steps stops on its own, with the actor that is about to act', async () => {
  const { seen, verdict } = await runWithStops(allSteps, () => 'proceed');
  assert.deepEqual(seen, [
    '8.1.1/0 breakpoint authority',
    '8.1.1/1 breakpoint server',
    '8.1.1/2 breakpoint server',
    '8.1.1/3 breakpoint server',
    '8.1.1/4 breakpoint server',
    '8.1.1/5 breakpoint server',
    '8.1.1/6 breakpoint server',
    '8.1.1/7 breakpoint client',
    '8.1.1/8 breakpoint user',
    '8.1.1/9 breakpoint server',
    '8.1.1/10 breakpoint server',
    '8.1.1/11 breakpoint server',
    '8.1.1/12 breakpoint client',
    '8.1.1/13 breakpoint update-client',
    '8.1.1/14 breakpoint server',
  ]);
  assert.equal(verdict.verdict, 'success');
});

test('each of the twenty-five steps of the alternate download stops on its own', async () => {
  const steps = Array.from({ length: 25 }, (_, n) => `8.1.2/${n}`);
  const { seen, verdict } = await runWithStops(steps, () => 'proceed', { flow: 'alternate-download.flow.xml', parameters: { user: 'accept', consent: 'accept' } });
  assert.deepEqual(seen.slice(10), [
    '8.1.2/10 breakpoint server',
    '8.1.2/11 breakpoint server',
    '8.1.2/12 breakpoint client',
    '8.1.2/13 breakpoint download-server',
    '8.1.2/14 breakpoint download-server',
    '8.1.2/15 breakpoint download-agent',
    '8.1.2/16 breakpoint user',
    '8.1.2/17 breakpoint download-server',
    '8.1.2/18 breakpoint download-server',
    '8.1.2/19 breakpoint download-agent',
    '8.1.2/20 breakpoint update-client',
    '8.1.2/21 breakpoint update-client',
    '8.1.2/22 breakpoint update-client',
    '8.1.2/23 breakpoint download-server',
    '8.1.2/24 breakpoint server',
  ]);
  assert.equal(verdict.verdict, 'success');
});

test('in the alternate download State is 10 before the Exec, 30 when the session has ended, 50 at the hand-over', async () => {
  const states: Record<string, number | undefined> = {};
  const stops = ['8.1.2/11', '8.1.2/12', '8.1.2/18', '8.1.2/19', '8.1.2/20', '8.1.2/23'];
  await runWithStops(
    stops,
    (step, run) => {
      states[step] = run.view().firmware.state;
      return 'proceed';
    },
    { flow: 'alternate-download.flow.xml', parameters: { user: 'accept', consent: 'accept' } },
  );
  assert.deepEqual(states, { '8.1.2/11': 10, '8.1.2/12': 30, '8.1.2/18': 30, '8.1.2/19': 50, '8.1.2/20': 60, '8.1.2/23': 100 });
});

test('stepping from the entry goes through the same fifteen', async () => {
  const { seen } = await runWithStops('entry', () => 'next');
  assert.deepEqual(seen.map((stop) => stop.split(' ').slice(0, 2).join(' ')), allSteps.map((step, i) => `${step} ${i === 0 ? 'entry' : 'step'}`));
});

test("at step 10 the package isn't yet on the device and State is 10; at step 11 it is, and State is 50", async () => {
  const states: Record<string, readonly (number | undefined)[]> = {};
  await runWithStops(['8.1.1/10', '8.1.1/11', '8.1.1/12', '8.1.1/14'], (step, run) => {
    const { firmware } = run.view();
    states[step] = [firmware.state, firmware.packageSize];
    return 'proceed';
  });
  assert.deepEqual(states, { '8.1.1/10': [10, 0], '8.1.1/11': [50, 8315], '8.1.1/12': [60, 8315], '8.1.1/14': [100, 0] });
});

test("at step 3 the device's information has arrived and isn't yet taken in", async () => {
  let known: Readonly<Record<string, string>> | undefined;
  let message: string | undefined;
  await runWithStops(['8.1.1/3'], (_, run) => {
    const { server } = run.snapshot();
    known = server.devices['IMEI:493005100592800']?.values ?? {};
    message = run.view().message?.text;
    return 'proceed';
  });
  assert.deepEqual(known, {});
  assert.match(message ?? '', /<LocURI>\.\/DevInfo\/DevId<\/LocURI>/);
});

test('a changed leaf is what the device answers with from then on', async () => {
  const { verdict, run } = await runWithStops(['8.1.1/4'], (_, stopped) => {
    stopped.setLeaf('./DevDetail/FwV', '1.0.2');
    return 'proceed';
  });
  assert.equal(verdict.versionBefore, '1.0.2');
  // The package is for 1.0.3 only.
  assert.equal(verdict.result, 403);
  assert.equal(run.evaluate('before').text, '1.0.2');
});

test('a leaf takes only what its format can hold, and only a leaf takes anything', async () => {
  await runWithStops(['8.1.1/4'], (_, run) => {
    const status = (uri: string, value: string): number => {
      try {
        run.setLeaf(uri, value);
      } catch (thrown) {
        if (thrown instanceof Refusal) return thrown.status;
        throw thrown;
      }
      return 200;
    };
    assert.equal(status('./Nowhere', '1'), 404);
    assert.equal(status('./DevDetail', '1'), 405);
    assert.equal(status('./FwUpdate/Pkg1/State', 'ten'), 415);
    assert.equal(status('./FwUpdate/Pkg1/Update/PkgData', '!'), 415);
    assert.equal(status('./FwUpdate/Pkg1/Update/PkgData', 'AAEC'), 200);
    return 'proceed';
  });
});

test('what is typed is a node, a name or an expression, and nothing else', async () => {
  await runWithStops(['8.1.1/10'], (_, run) => {
    assert.equal(run.evaluate('./DevDetail/FwV').text, '1.0.3');
    assert.equal(run.evaluate('./DevInfo').node?.children?.length, 5);
    assert.equal(run.evaluate('package.version').text, '1.1.0');
    assert.equal(run.evaluate("before = '1.0.3' and answer = 200").text, 'true');
    assert.throws(() => run.evaluate('./DevInfo/Nothing'), (thrown) => thrown instanceof Failure && thrown.code === 'expression-no-node');
    assert.throws(() => run.evaluate('result'), (thrown) => thrown instanceof Failure && thrown.code === 'expression-unknown-name');
    assert.throws(() => run.evaluate('process.exit()'), (thrown) => thrown instanceof Failure);
    return 'proceed';
  });
});

test('no time passes for anybody while a run is halted', async () => {
  const machine = virtualMachine();
  const run = await preparedRun(machine);
  run.stepper.stopAt(['8.1.1/8', '8.1.1/13']);
  let halted = 0;
  run.listen((event) => {
    if (event.type !== 'stopped') return;
    halted += 1;
    // A night passes outside; every limit of the flow is shorter.
    setImmediate(() => {
      machine.clock.advance(8 * 3600 * 1000);
      setImmediate(() => {
        run.stepper.proceed();
      });
    });
  });
  const verdict = await machine.whileTimeFlies(run.start());
  assert.equal(halted, 2);
  assert.equal(verdict.verdict, 'success');
});

test('a pause halts at the next act, whatever it is', async () => {
  const machine = virtualMachine();
  const run = await preparedRun(machine);
  const stops: string[] = [];
  let paused = false;
  run.listen((event) => {
    if (event.type === 'row' && event.row.n === '10' && event.row.state === 'current' && !paused) {
      paused = true;
      run.stepper.pause();
    }
    if (event.type === 'stopped') {
      stops.push(`${event.step} ${event.reason}`);
      setImmediate(() => {
        run.stepper.proceed();
      });
    }
  });
  await machine.whileTimeFlies(run.start());
  assert.deepEqual(stops, ['8.1.1/10 pause']);
});

test('a run that is stopped while halted releases everything and says so', async () => {
  const machine = virtualMachine();
  const run = await preparedRun(machine);
  run.stepper.stopAt(['8.1.1/10']);
  run.listen((event) => {
    if (event.type === 'stopped') setImmediate(() => void run.stop());
  });
  const verdict = await run.start();
  assert.equal(verdict.verdict, 'stopped');
  await assert.rejects(machine.exchange({ method: 'POST', url: 'http://127.0.0.1:49152/dm', headers: {}, body: new Uint8Array() }));
  assert.equal(machine.clock.jump(), false, 'no timer is left');
});

test('the question of step 7 waits for a person, by its id, and once', async () => {
  const machine = virtualMachine();
  const run = await preparedRun(machine, {}, { parameters: {} });
  const closed: string[] = [];
  run.listen((event) => {
    if (event.type === 'prompt') {
      assert.equal(event.prompt.text, 'Firmware 1.1.0 is available. Update?');
      assert.equal(event.prompt.seconds, 60);
      assert.equal(run.prompt()?.id, event.prompt.id);
      assert.equal(run.answer('another', 'accept'), false);
      assert.equal(run.answer(event.prompt.id, 'reject'), true);
      assert.equal(run.answer(event.prompt.id, 'accept'), false);
    }
    if (event.type === 'prompt-closed') closed.push(event.answer);
  });
  const verdict = await machine.whileTimeFlies(run.start());
  assert.equal(verdict.verdict, 'declined');
  assert.deepEqual(closed, ['reject']);
});

// [DM-PRO 10.3] MAXDT
test('a question that nobody answers is over when its time is', async () => {
  const machine = virtualMachine();
  const run = await preparedRun(machine, {}, { parameters: {} });
  const closed: string[] = [];
  const begun = machine.clock.now();
  run.listen((event) => {
    if (event.type === 'prompt-closed') closed.push(`${event.answer} ${(machine.clock.now() - begun) / 1000}`);
  });
  assert.equal((await machine.whileTimeFlies(run.start())).verdict, 'declined');
  assert.deepEqual(closed, ['silent 60']);
});

test('a run started anew from the same documents goes the same way', async () => {
  const verdicts = [await runWithStops([], () => undefined), await runWithStops([], () => undefined)].map(({ verdict }) => verdict);
  assert.deepEqual(verdicts[0], verdicts[1]);
});

test('a snapshot is a value: what comes later does not change it', async () => {
  let taken: unknown;
  let text = '';
  const { run } = await runWithStops(['8.1.1/10'], (_, stopped) => {
    taken = stopped.snapshot();
    text = JSON.stringify(taken, replacer);
    return 'proceed';
  });
  assert.equal(JSON.stringify(taken, replacer), text);
  assert.notEqual(JSON.stringify(run.snapshot(), replacer), text);
});

function replacer(_: string, value: unknown): unknown {
  return value instanceof Map ? [...(value as Map<unknown, unknown>)] : value;
}
