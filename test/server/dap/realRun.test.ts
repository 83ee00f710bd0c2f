// The debug session with the engine behind it, in memory and in virtual time: scenario 8.1.1 as a debugger sees it.
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { openRun } from '#server/launch/openRun';
import { debugEvents } from '#server/messages';
import type { DebugProtocol as DAP } from '@vscode/debugprotocol';
import { flowFolder } from '../../flowFolder';
import { expectGolden } from '../../golden';
import { virtualMachine } from '../../virtualMachine';
import { initialize, type DapClient } from './dapClient';
import { sessionInMemory } from './inMemory';

const flow = 'memory:/update/dm-download.flow.xml';
const everyStep = Array.from({ length: 15 }, (_, n) => `8.1.1/${n}`);

/** It is let go when the test ends, however it ends. */
function realSession(t: TestContext): { readonly client: DapClient; readonly ended: Promise<void> } {
  const files = flowFolder();
  const session = sessionInMemory({
    files,
    openRun: (order) =>
      openRun(order, {
        files,
        openMachine() {
          const machine = virtualMachine();
          let release = (): void => undefined;
          void machine.whileTimeFlies(new Promise<void>((resolve) => (release = resolve)));
          return { ...machine, close: () => Promise.resolve(release()) };
        },
      }),
  });
  t.after(() => {
    session.client.hangUp();
    return session.ended;
  });
  return session;
}

/** Launches with a breakpoint on every step named. */
async function launch(client: DapClient, steps: readonly string[]): Promise<void> {
  await initialize(client, { supportsInvalidatedEvent: true });
  await client.request('launch', { flow, params: { user: 'accept' } });
  const { breakpoints } = await client.request<DAP.BreakpointLocationsResponse['body']>('breakpointLocations', { source: { path: flow }, line: 1, endLine: 999 });
  const lines = breakpoints.filter((_, n) => steps.includes(`8.1.1/${n}`));
  await client.request('setBreakpoints', { source: { path: flow }, breakpoints: lines });
  await client.request('configurationDone');
}

/** Where it stands, as the top of the stack of the thread that stopped names it. */
async function standsAt(client: DapClient): Promise<{ readonly step: string; readonly threadId: number }> {
  const { body } = await client.event<DAP.StoppedEvent>('stopped');
  const threadId = body.threadId ?? 0;
  const { stackFrames } = await client.request<DAP.StackTraceResponse['body']>('stackTrace', { threadId });
  return { step: (stackFrames[0]?.name ?? '').split(' ')[0] ?? '', threadId };
}

async function value(client: DapClient, expression: string): Promise<string> {
  return (await client.request<DAP.EvaluateResponse['body']>('evaluate', { expression, context: 'watch' })).result;
}

/** Deltas are shortened to what they change; messages as sources are left out. */
function shortened(entry: string): string | undefined {
  if (entry.startsWith('<= loadedSource')) return undefined;
  if (!entry.startsWith(`<= ${debugEvents.callFlow}`)) return entry;
  const facts = ['reset', 'stoppedAt', 'step', 'state'].flatMap((name) => {
    const found = new RegExp(`"?\\b${name}"?: ?("[^"]*"|null|true)`).exec(entry)?.[1];
    return found === undefined ? [] : [`${name} ${found}`];
  });
  const messages = (entry.match(/"?\bpackageNumber"?:/g) ?? []).length;
  return `<= ${debugEvents.callFlow} ${facts.join(' ')}${messages > 0 ? ` with ${messages} messages` : ''}`;
}

test('with a breakpoint on every step the run stops at each of the fifteen, in order', async (t) => {
  const { client, ended } = realSession(t);
  await launch(client, everyStep);
  for (const step of everyStep) {
    const stand = await standsAt(client);
    assert.equal(stand.step, step);
    await value(client, './FwUpdate/Pkg1/State');
    await client.request('continue', { threadId: stand.threadId });
  }
  await client.event('terminated');
  await client.request('disconnect', {});
  await ended;
  expectGolden('test/server/dap/everyStep.golden.txt', client.transcript(shortened));
});

test('next goes from step to step, also where two share a message', async (t) => {
  const { client } = realSession(t);
  await launch(client, ['8.1.1/1']);
  const steps: string[] = [];
  for (let i = 0; i < 14; i++) {
    const { step, threadId } = await standsAt(client);
    steps.push(step);
    await client.request('next', { threadId });
  }
  assert.deepEqual(steps, everyStep.slice(1));
});

test('at step 10 the package is not on the device yet and State is 10; the next step is 11', async (t) => {
  const { client } = realSession(t);
  await launch(client, ['8.1.1/10']);
  const { threadId } = await standsAt(client);
  assert.equal(await value(client, './FwUpdate/Pkg1/State'), '10');
  const { scopes } = await client.request<DAP.ScopesResponse['body']>('scopes', { frameId: 1 });
  const firmware = scopes.find((scope) => scope.name === 'Firmware')?.variablesReference;
  const { variables } = await client.request<DAP.VariablesResponse['body']>('variables', { variablesReference: firmware });
  assert.deepEqual(variables.map((variable) => `${variable.name}=${variable.value}`).filter((text) => /^(State|package size)=/.test(text)), ['State=10', 'package size=0']);
  await client.request('next', { threadId });
  assert.equal((await standsAt(client)).step, '8.1.1/11');
  assert.equal(await value(client, './FwUpdate/Pkg1/State'), '50');
});

test('a leaf that was changed is what the server learns, and after a restart it is as it was', async (t) => {
  const { client, ended } = realSession(t);
  await launch(client, ['8.1.1/4', '8.1.1/6']);
  const { threadId } = await standsAt(client);
  const { scopes } = await client.request<DAP.ScopesResponse['body']>('scopes', { frameId: 1 });
  const tree = scopes.find((scope) => scope.name === 'Device Tree')?.variablesReference ?? 0;
  const { variables } = await client.request<DAP.VariablesResponse['body']>('variables', { variablesReference: tree });
  const detail = variables.find((variable) => variable.name === 'DevDetail')?.variablesReference;
  await client.request('setVariable', { variablesReference: detail, name: 'FwV', value: '1.0.9' });
  await client.event('invalidated');
  await client.request('continue', { threadId });
  assert.equal((await standsAt(client)).step, '8.1.1/6');
  assert.equal(await value(client, 'before'), '1.0.9');
  await client.request('restart', {});
  assert.equal((await standsAt(client)).step, '8.1.1/4');
  assert.equal(await value(client, './DevDetail/FwV'), '1.0.3');
  await client.request('disconnect', {});
  await ended;
  expectGolden('test/server/dap/changeAndRestart.golden.txt', client.transcript(shortened));
});
