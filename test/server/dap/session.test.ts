// The debug session over in-memory streams, with a made-up run behind it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '#engine/base/failure';
import type { OpenedRun, RunOrder } from '#server/launch/openRun';
import { debugEvents, debugRequests, type CallFlowSnapshot } from '#server/messages';
import type { DebugProtocol as DAP } from '@vscode/debugprotocol';
import { expectGolden } from '../../golden';
import { initialize, refused, type DapClient } from './dapClient';
import { FakeRun, fakeFiles, flowPath, flowText, flowUri } from './fakeRun';
import { sessionInMemory } from './inMemory';

interface Bench {
  readonly client: DapClient;
  readonly ended: Promise<void>;
  readonly runs: FakeRun[];
  readonly orders: RunOrder[];
  readonly released: () => number;
}

function bench(options: { readonly open?: () => Partial<OpenedRun>; readonly failure?: Failure; readonly files?: Record<string, string> } = {}): Bench {
  const runs: FakeRun[] = [];
  const orders: RunOrder[] = [];
  let released = 0;
  const { client, ended } = sessionInMemory({
    files: fakeFiles(options.files),
    openRun: (order) => {
      orders.push(order);
      const run = new FakeRun(options.failure);
      if (options.open === undefined) runs.push(run);
      const release = (): Promise<void> => {
        released++;
        return Promise.resolve();
      };
      return Promise.resolve({ problems: [], release, ...(options.open?.() ?? { run }) });
    },
  });
  return { client, ended, runs, orders, released: () => released };
}

const linesOf = (...lines: number[]): DAP.SetBreakpointsArguments => ({
  source: { path: flowPath },
  breakpoints: lines.map((line) => ({ line })),
});

/** As a client does it: breakpoints once the adapter says that it is ready, then off. */
async function launch(client: DapClient, lines: readonly number[] = [], attributes: object = {}, more: Partial<DAP.InitializeRequestArguments> = {}): Promise<void> {
  await initialize(client, more);
  await client.event('initialized');
  const launched = client.request('launch', { flow: flowPath, ...attributes });
  await client.request('setBreakpoints', linesOf(...lines));
  await client.request('configurationDone');
  await launched;
}

test('a session from launch to verdict, as both sides see it', async () => {
  const { client, ended } = bench();
  await launch(client, [2, 3, 7], {}, { supportsInvalidatedEvent: true });
  await client.event('stopped');
  await client.request('threads');
  for (const threadId of [2, 3, 4]) await client.request('stackTrace', { threadId });
  const { scopes } = await client.request<DAP.ScopesResponse['body']>('scopes', { frameId: 1 });
  for (const scope of scopes) await client.request('variables', { variablesReference: scope.variablesReference });
  await client.request('next');
  await client.event('stopped');
  await client.request('stackTrace', { threadId: 3 });
  await client.request('continue', { threadId: 3 });
  await client.event(debugEvents.prompt);
  await client.request(debugRequests.answer, { id: 'q1', answer: 'accept' });
  await client.event('terminated');
  await client.request('disconnect', {});
  await ended;
  expectGolden('test/server/dap/session.golden.txt', client.transcript());
});

test('a breakpoint moves to the step that it means, at once, before anything is launched', async () => {
  const { client } = bench();
  await initialize(client);
  const { breakpoints } = await client.request<DAP.SetBreakpointsResponse['body']>('setBreakpoints', linesOf(1, 2, 3, 5, 7));
  assert.deepEqual(breakpoints.map(({ verified, line }) => [verified, line]), [[true, 2], [true, 2], [true, 2], [true, 5], [false, 7]]);
  assert.match(breakpoints[4]?.message ?? '', /No step begins/);
});

test('lines and columns are counted as the client counts them', async () => {
  const { client } = bench();
  await initialize(client, { linesStartAt1: false, columnsStartAt1: false });
  const { breakpoints } = await client.request<DAP.SetBreakpointsResponse['body']>('setBreakpoints', linesOf(1, 6));
  assert.deepEqual(breakpoints.map(({ verified, line }) => [verified, line]), [[true, 1], [false, 6]]);
});

test('a breakpoint in a file that is not there, or in a flow that is not run, is not verified', async () => {
  const other = 'file:///made-up/other.flow.xml';
  const { client } = bench({ files: { [flowUri]: flowText, [other]: flowText } });
  await initialize(client);
  const set = (path: string): Promise<DAP.SetBreakpointsResponse['body']> =>
    client.request('setBreakpoints', { source: { path }, breakpoints: [{ line: 2 }] });
  assert.match((await set('/made-up/none.flow.xml')).breakpoints[0]?.message ?? '', /not on disk/);
  const early = (await set('/made-up/other.flow.xml')).breakpoints[0];
  assert.equal(early?.verified, true);
  await client.request('launch', { flow: flowPath });
  const changed = await client.event<DAP.BreakpointEvent>('breakpoint');
  assert.deepEqual([changed.body.breakpoint.id, changed.body.breakpoint.verified], [early.id, false]);
  assert.match((await set('/made-up/other.flow.xml')).breakpoints[0]?.message ?? '', /takes no part in the run of x/);
});

test('the lines that can hold a breakpoint are those where steps begin', async () => {
  const { client } = bench();
  await initialize(client);
  const where = { source: { path: flowPath }, line: 1, endLine: 5 };
  assert.deepEqual(await client.request('breakpointLocations', where), { breakpoints: [{ line: 2 }, { line: 5 }] });
});

test('every step stops on its own, and names the breakpoints that it hit', async () => {
  const { client } = bench();
  await launch(client, [2, 5, 6, 3]);
  const hits: unknown[] = [];
  for (let i = 0; i < 3; i++) {
    const { body } = await client.event<DAP.StoppedEvent>('stopped');
    hits.push([body.threadId, body.reason, body.allThreadsStopped, body.hitBreakpointIds]);
    await client.request('continue', { threadId: 1 });
  }
  assert.deepEqual(hits, [[2, 'breakpoint', true, [1, 4]], [3, 'breakpoint', true, [2]], [3, 'breakpoint', true, [3]]]);
});

test('without debugging neither breakpoints nor stopOnEntry stop the run', async () => {
  const { client } = bench();
  await launch(client, [2, 5], { noDebug: true, stopOnEntry: true });
  await client.event(debugEvents.prompt);
  assert.equal(client.events.some((event) => event.event === 'stopped'), false);
});

test('stopOnEntry stops at the first step', async () => {
  const { client } = bench();
  await launch(client, [], { stopOnEntry: true });
  assert.equal((await client.event<DAP.StoppedEvent>('stopped')).body.reason, 'entry');
});

test('a flow with errors fails the launch with place, code and sentence, and nothing starts', async () => {
  const problem = { code: 'unknown-actor', severity: 'error' as const, message: 'There is no actor "x".', range: { start: 60, end: 61 }, clause: 'FUMO 8.1' };
  const { client, released } = bench({ open: () => ({ problems: [{ problem, uri: flowUri, line: 1, character: 4 }] }) });
  await initialize(client);
  await refused(client.request('launch', { flow: flowPath }), /update\.flow\.xml:2:5 error unknown-actor There is no actor "x"\. \[FUMO 8\.1\]/);
  await client.request('configurationDone');
  const output = await client.event<DAP.OutputEvent>('output');
  assert.deepEqual([output.body.category, output.body.source?.path, output.body.line], ['stderr', flowPath, 2]);
  await refused(client.request('threads'), /No flow is running/);
  assert.equal(released(), 0);
});

test('attributes that make no sense are refused by name', async () => {
  const { client } = bench();
  await initialize(client);
  for (const [attributes, sentence] of [
    [{}, /"flow"/],
    [{ flow: 'relative.flow.xml' }, /"flow"/],
    [{ flow: flowPath, serverPort: 70000 }, /"serverPort"/],
    [{ flow: flowPath, installTime: '2s' }, /"installTime"/],
    [{ flow: flowPath, params: ['user'] }, /"params"/],
    [{ flow: flowPath, params: { user: {} } }, /"user"/],
  ] as const) {
    await refused(client.request('launch', attributes), sentence);
  }
});

test('attributes reach the run; numbers and truth values of parameters as texts', async () => {
  const { client, orders } = bench();
  await launch(client, [], { params: { user: 'accept', flaky: true, n: 3 }, installTime: 5, serverPort: 8080, devicePort: 0 });
  assert.deepEqual(orders, [{ uri: flowUri, parameters: { user: 'accept', flaky: 'true', n: '3' }, installTime: 5, serverPort: 8080, devicePort: 0 }]);
});

test('a changed leaf is shown changed, and what is on show is called out of date', async () => {
  const { client, runs } = bench();
  await launch(client, [5], {}, { supportsInvalidatedEvent: true });
  await client.event('stopped');
  const { scopes } = await client.request<DAP.ScopesResponse['body']>('scopes', { frameId: 1 });
  const open = async (reference: number, name: string): Promise<number> =>
    (await client.request<DAP.VariablesResponse['body']>('variables', { variablesReference: reference })).variables.find((variable) => variable.name === name)?.variablesReference ?? 0;
  const tree = scopes.find((scope) => scope.name === 'Device Tree')?.variablesReference ?? 0;
  const detail = await open(tree, 'DevDetail');
  assert.deepEqual(await client.request('setVariable', { variablesReference: detail, name: 'FwV', value: '9.9' }), { value: '9.9' });
  assert.deepEqual((await client.event<DAP.InvalidatedEvent>('invalidated')).body.areas, ['variables']);
  assert.equal(runs[0]?.evaluate('./DevDetail/FwV').text, '9.9');
  await refused(client.request('setVariable', { variablesReference: tree, name: 'DevDetail', value: 'x' }), /can only be read/);
  await refused(client.request('setVariable', { variablesReference: tree, name: 'None', value: 'x' }), /no None/);
  const { result } = await client.request<DAP.EvaluateResponse['body']>('evaluate', { expression: 'replace ./DevDetail/FwV 1.0  beta', context: 'repl' });
  assert.equal(result, '1.0  beta');
  await client.event('invalidated');
  await refused(client.request('evaluate', { expression: 'replace ./Many/n1 4', context: 'repl' }), /There is no node .*\(status 404\)/);
  await client.request('continue', { threadId: 1 });
  await refused(client.request('variables', { variablesReference: detail }), /has gone on/);
});

test('many nodes are fetched in pages', async () => {
  const { client } = bench();
  await launch(client, [2]);
  await client.event('stopped');
  const { result, variablesReference, indexedVariables } = await client.request<DAP.EvaluateResponse['body']>('evaluate', { expression: 'get ./Many', context: 'repl' });
  assert.deepEqual([result, indexedVariables], ['250 nodes', 250]);
  const page = async (more: object): Promise<string[]> =>
    (await client.request<DAP.VariablesResponse['body']>('variables', { variablesReference, ...more })).variables.map((variable) => variable.name);
  assert.deepEqual(await page({ filter: 'indexed', start: 248, count: 100 }), ['n248', 'n249']);
  assert.deepEqual(await page({ filter: 'named' }), []);
  assert.equal((await page({})).length, 250);
});

test('nodes, variables and expressions are evaluated; what means nothing is refused in words', async () => {
  const { client } = bench();
  await launch(client, [2]);
  await client.event('stopped');
  const evaluate = (expression: string, context: string): Promise<DAP.EvaluateResponse['body']> => client.request('evaluate', { expression, context });
  assert.deepEqual(await evaluate('./DevDetail/FwV', 'watch'), { result: '1.0.3', variablesReference: 0, type: 'chr text/plain, ACL Get=*' });
  assert.equal((await evaluate('get ./DevDetail/FwV', 'repl')).result, '1.0.3');
  assert.equal((await evaluate(' answer ', 'hover')).result, '200');
  assert.match((await evaluate('help', 'repl')).result, /^get URI: .*\nreplace URI VALUE: /);
  await refused(evaluate('nonsense', 'watch'), /There is no \{variable\} nonsense/);
  await refused(evaluate('get ./None', 'repl'), /no node \.\/None/);
  await refused(evaluate('answer accept', 'repl'), /No question/);
  await refused(evaluate('help', 'watch'), /no \{variable\} help/);
});

test('a question can be answered from the console, once', async () => {
  const { client } = bench();
  await launch(client);
  await client.event(debugEvents.prompt);
  await refused(client.request('evaluate', { expression: 'answer perhaps', context: 'repl' }), /one of accept, reject, cancel, silent/);
  await client.request('evaluate', { expression: 'answer reject', context: 'repl' });
  assert.deepEqual((await client.event(debugEvents.promptClosed)).body, { id: 'q1', answer: 'reject' });
  await refused(client.request(debugRequests.answer, { id: 'q1', answer: 'accept' }), /not waiting/);
});

test('each message is a source of its own', async () => {
  const { client } = bench();
  await launch(client);
  await client.event(debugEvents.prompt);
  const { sources } = await client.request<DAP.LoadedSourcesResponse['body']>('loadedSources', {});
  assert.deepEqual(sources.map((source) => [source.name, source.sourceReference]), [['m1.syncml', 1], ['m2.syncml', 2]]);
  const { content } = await client.request<DAP.SourceResponse['body']>('source', { sourceReference: 2 });
  assert.match(content, /^<SyncML>/);
  await refused(client.request('source', { sourceReference: 3 }), /over/);
});

test('a snapshot gives the whole, numbered after the deltas that came before', async () => {
  const { client } = bench();
  await launch(client, [5]);
  await client.event('stopped');
  const snapshot = await client.request<CallFlowSnapshot>(debugRequests.snapshot);
  const seqs = client.events.filter((event) => event.event === debugEvents.callFlow).map((event) => (event.body as { seq: number }).seq);
  assert.equal(snapshot.seq, seqs.at(-1));
  assert.equal(snapshot.stoppedAt, 'x/1');
  assert.deepEqual(snapshot.actors.map((actor) => actor.title), ['Management Server', 'Management Client', 'User']);
  assert.deepEqual(snapshot.rows.map((row) => [row.step, row.state]), [['x/0', 'done']]);
});

test('restart ends the run without a word and begins another that keeps the breakpoints', async () => {
  const { client, runs, released } = bench();
  await launch(client, [5]);
  const [before] = [await client.event<DAP.StoppedEvent>('stopped')];
  await client.request('restart', {});
  await client.event('continued');
  const reset = await client.event(debugEvents.callFlow, (event) => (event.body as { reset?: boolean }).reset === true);
  const { body } = await client.event<DAP.StoppedEvent>('stopped');
  assert.deepEqual(body, before.body);
  assert.deepEqual(runs.map((run) => run.calls), [['start', 'stop'], ['start']]);
  assert.equal(released(), 1);
  assert.equal(client.events.some((event) => event.event === 'terminated' || event.event === debugEvents.verdict), false);
  const seqs = client.events.filter((event) => event.event === debugEvents.callFlow).map((event) => (event.body as { seq: number }).seq);
  assert.deepEqual(seqs, [...seqs].sort((a, b) => a - b));
  assert.equal(seqs.filter((seq) => seq === (reset.body as { seq: number }).seq).length, 1);
});

test('a restart whose flow has errors by now ends the session', async () => {
  let broken = false;
  const problem = { code: 'flow-root', severity: 'error' as const, message: 'Broken.', range: { start: 0, end: 1 } };
  const { client } = bench({ open: () => (broken ? { problems: [{ problem, uri: flowUri, line: 0, character: 0 }] } : { run: new FakeRun() }) });
  await launch(client, [5]);
  await client.event('stopped');
  broken = true;
  await refused(client.request('restart', {}), /flow-root/);
  await client.event('terminated');
});

test('terminate ends the run with a verdict, and the session with it', async () => {
  const { client, released } = bench();
  await launch(client, [5]);
  await client.event('stopped');
  await client.request('terminate', {});
  assert.equal(((await client.event(debugEvents.verdict)).body as { verdict: string }).verdict, 'stopped');
  assert.deepEqual((await client.event<DAP.ExitedEvent>('exited')).body, { exitCode: 1 });
  await client.event('terminated');
  assert.equal(released(), 1);
});

test('disconnect and a connection that ends release the run, whether it was started or not', async () => {
  for (const started of [true, false]) {
    for (const polite of [true, false]) {
      const { client, ended, runs, released } = bench();
      if (started) {
        await launch(client, [5]);
        await client.event('stopped');
      } else {
        await initialize(client);
        await client.request('launch', { flow: flowPath });
      }
      if (polite) await client.request('disconnect', {});
      else client.hangUp();
      await ended;
      assert.deepEqual(runs[0]?.calls, started ? ['start', 'stop'] : []);
      assert.equal(released(), 1);
    }
  }
});

test('what the machine fails at is the verdict of the run', async () => {
  const { client, released } = bench({ failure: new Failure('port-in-use', '127.0.0.1:8080 is in use.') });
  await launch(client);
  const verdict = await client.event(debugEvents.verdict);
  assert.deepEqual(verdict.body, { verdict: 'failed', reason: '127.0.0.1:8080 is in use.' });
  assert.deepEqual((await client.event<DAP.ExitedEvent>('exited')).body, { exitCode: 1 });
  assert.equal(released(), 1);
});

test('a pause stops at the next act, and what is not understood is refused', async () => {
  const { client } = bench();
  await launch(client, [2]);
  await client.event('stopped');
  await client.request('pause', { threadId: 2 });
  await client.request('disassemble-everything').catch(() => undefined);
  await refused(client.request('fumo/unknown'), /knows no request fumo\/unknown/);
  await refused(client.request('attach', {}), /nothing to attach to/);
});
