// The main job in a real window: a flow is run, halted before a step, looked at, changed, and seen as a call flow.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { click, press, takePicture, texts, waitFor } from './window';

interface FumoTools {
  callFlow(): { readonly open: boolean; readonly steps: readonly string[] };
}

type Messages = readonly { readonly type: string; readonly event?: string; readonly body?: unknown }[];

/** The latest debug session's events and what its life was. */
const seen: { session: vscode.DebugSession | undefined; events: { event: string; body: Record<string, unknown> }[]; ended: number } = {
  session: undefined,
  events: [],
  ended: 0,
};

async function until<T>(what: string, look: () => T | undefined | Promise<T | undefined>, within = 30_000): Promise<T> {
  const start = Date.now();
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() - start > within) throw new Error(`${what} did not come within ${within / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function stoppedAt(line: number): Promise<vscode.DebugStackFrame | vscode.DebugThread> {
  const item = await until(`a stop on line ${line + 1}`, async () => {
    const frame = vscode.debug.activeStackItem;
    if (!(frame instanceof vscode.DebugStackFrame)) return undefined;
    const { stackFrames } = (await frame.session.customRequest('stackTrace', { threadId: frame.threadId })) as { stackFrames: { line: number }[] };
    return stackFrames[0]?.line === line + 1 ? frame : undefined;
  });
  return item;
}

interface Variable {
  readonly name: string;
  readonly value: string;
  readonly variablesReference: number;
}

async function variablesOf(session: vscode.DebugSession, reference: number): Promise<readonly Variable[]> {
  return ((await session.customRequest('variables', { variablesReference: reference })) as { variables: Variable[] }).variables;
}

/** The variable at a path below a scope: `Device Tree`, `DevDetail`, `FwV`. */
async function variableAt(frame: vscode.DebugStackFrame, path: readonly string[]): Promise<{ readonly parent: number; readonly variable: Variable }> {
  const { scopes } = (await frame.session.customRequest('scopes', { frameId: frame.frameId })) as { scopes: { name: string; variablesReference: number }[] };
  const [scopeName, ...names] = path;
  const scope = scopes.find((candidate) => candidate.name === scopeName);
  assert.ok(scope, `no scope ${String(scopeName)} among ${scopes.map((candidate) => candidate.name).join(', ')}`);
  let parent = scope.variablesReference;
  let variable: Variable | undefined;
  for (const name of names) {
    if (variable !== undefined) parent = variable.variablesReference;
    variable = (await variablesOf(frame.session, parent)).find((candidate) => candidate.name === name);
    assert.ok(variable, `no ${name} in ${path.join(' / ')}`);
  }
  assert.ok(variable);
  return { parent, variable };
}

suite('The main job', () => {
  let flow: vscode.Uri;
  let document: vscode.TextDocument;
  const watching: vscode.Disposable[] = [];

  const lineOf = (step: number): number => {
    const line = document.getText().split('\n').findIndex((text) => text.includes(`<step n="${step}"`));
    assert.ok(line >= 0);
    return line;
  };
  const breakAt = (...steps: number[]): void => {
    vscode.debug.addBreakpoints(steps.map((step) => new vscode.SourceBreakpoint(new vscode.Location(flow, new vscode.Position(lineOf(step), 0)))));
  };
  const tools = (): FumoTools => vscode.extensions.getExtension<FumoTools>('fumo-tools.fumo-tools')?.exports ?? assert.fail('the extension is not there');
  const answer = (given: string): Promise<boolean> => until(`the question, for "${given}"`, async () => (await vscode.commands.executeCommand<boolean>('fumo.answer', given)) || undefined);
  const verdict = (): Promise<Record<string, unknown>> => until('the verdict', () => seen.events.find(({ event }) => event === 'fumo/verdict')?.body);
  const ended = (): Promise<number> => until('the end of the session', () => (seen.ended > 0 ? seen.ended : undefined));
  const debug = (): Thenable<boolean> => vscode.debug.startDebugging(undefined, { type: 'fumo', request: 'launch', name: 'flow', flow: flow.fsPath, installTime: 300 });

  suiteSetup(async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    flow = await vscode.commands.executeCommand<vscode.Uri>('fumo.newFirmwareUpdate', vscode.Uri.joinPath(folder.uri, 'update'));
    document = await vscode.workspace.openTextDocument(flow);
    await vscode.extensions.getExtension('fumo-tools.fumo-tools')?.activate();
    watching.push(
      vscode.debug.registerDebugAdapterTrackerFactory('fumo', {
        createDebugAdapterTracker: () => ({
          onDidSendMessage: (message: Messages[number]) => {
            if (message.type === 'event') seen.events.push({ event: message.event ?? '', body: (message.body ?? {}) as Record<string, unknown> });
          },
        }),
      }),
      vscode.debug.onDidStartDebugSession((session) => (seen.session = session)),
      vscode.debug.onDidTerminateDebugSession(() => seen.ended++),
    );
  });

  setup(async () => {
    seen.events = [];
    seen.ended = 0;
    await vscode.window.showTextDocument(document);
  });

  teardown(async () => {
    vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
    // A session that is just ending by itself can't be stopped any more: that is no fault.
    if (vscode.debug.activeDebugSession !== undefined) await vscode.debug.stopDebugging().then(undefined, () => undefined);
    await until('the end of all sessions', () => (vscode.debug.activeDebugSession === undefined ? true : undefined));
  });

  suiteTeardown(() => {
    for (const disposable of watching) disposable.dispose();
  });

  test('F5 on the flow runs it to the end, without a launch configuration', async () => {
    await press('F5');
    assert.equal(await answer('accept'), true);
    assert.deepEqual(await verdict(), { verdict: 'success', result: 200, versionBefore: '1.0.3', versionAfter: '1.1.0' });
    await ended();
    const exited = seen.events.find(({ event }) => event === 'exited');
    assert.equal(exited?.body['exitCode'], 0);
  });

  test('Ctrl+F5 runs it without stopping at a breakpoint', async () => {
    breakAt(10);
    await press('Control+F5');
    await answer('accept');
    assert.equal((await verdict())['verdict'], 'success');
    assert.equal(seen.events.some(({ event }) => event === 'stopped'), false);
  });

  test('a breakpoint on step 10 stops before it; the tree and State are shown; next reaches step 11', async () => {
    breakAt(10);
    await debug();
    await answer('accept');
    const frame = await stoppedAt(lineOf(10));
    assert.ok(frame instanceof vscode.DebugStackFrame);
    assert.equal((await variableAt(frame, ['Device Tree', 'FwUpdate', 'Pkg1', 'State'])).variable.value, '10');
    assert.equal((await variableAt(frame, ['Device Tree', 'DevDetail', 'FwV'])).variable.value, '1.0.3');
    const { result } = (await frame.session.customRequest('evaluate', { expression: './FwUpdate/Pkg1/State', frameId: frame.frameId, context: 'repl' })) as { result: string };
    assert.equal(result, '10');
    await vscode.commands.executeCommand('workbench.action.debug.stepOver');
    const next = await stoppedAt(lineOf(11));
    assert.ok(next instanceof vscode.DebugStackFrame);
    assert.equal((await variableAt(next, ['Device Tree', 'FwUpdate', 'Pkg1', 'State'])).variable.value, '50');
    await vscode.commands.executeCommand('workbench.action.debug.continue');
    assert.equal((await verdict())['verdict'], 'success');
  });

  test('a leaf that is changed while the run stands still is what the device goes on with', async () => {
    breakAt(4);
    await debug();
    const frame = await stoppedAt(lineOf(4));
    assert.ok(frame instanceof vscode.DebugStackFrame);
    const { parent } = await variableAt(frame, ['Device Tree', 'DevDetail', 'FwV']);
    await frame.session.customRequest('setVariable', { variablesReference: parent, name: 'FwV', value: '1.1.0' });
    await vscode.commands.executeCommand('workbench.action.debug.continue');
    assert.equal((await verdict())['verdict'], 'up-to-date');
  });

  test('a breakpoint on a line between steps moves to the next step', async () => {
    const between = document.getText().split('\n').findIndex((text) => text.includes('<capture'));
    vscode.debug.addBreakpoints([new vscode.SourceBreakpoint(new vscode.Location(flow, new vscode.Position(between, 0)))]);
    await debug();
    await stoppedAt(lineOf(0));
  });

  test('restart begins anew and stops again; stop leaves no session', async () => {
    breakAt(2);
    await debug();
    await stoppedAt(lineOf(2));
    seen.events = [];
    await vscode.commands.executeCommand('workbench.action.debug.restart');
    await until('a stop after the restart', () => seen.events.find(({ event }) => event === 'stopped'));
    await stoppedAt(lineOf(2));
    await vscode.commands.executeCommand('workbench.action.debug.stop');
    await until('the end of all sessions', () => (vscode.debug.activeDebugSession === undefined ? true : undefined));
  });

  test('the call flow panel holds the fifteen steps, marks where the run stands, and opens a message by a click', async () => {
    breakAt(10);
    await debug();
    await answer('accept');
    await stoppedAt(lineOf(10));
    await vscode.commands.executeCommand('fumo.showCallFlow');
    await until('fifteen steps in the panel', () => (tools().callFlow().steps.length === 15 ? true : undefined));
    assert.deepEqual(tools().callFlow().steps, Array.from({ length: 15 }, (_, n) => `8.1.1/${n}`));
    await waitFor('.row[data-step="8.1.1/10"]');
    await vscode.commands.executeCommand('workbench.action.closePanel');
    await vscode.commands.executeCommand('workbench.debug.action.focusVariablesView');
    // What other stops have left open would push the tree out of sight.
    await vscode.commands.executeCommand('list.collapseAll');
    for (const name of ['Device Tree', 'FwUpdate', 'Pkg1']) await click(`.debug-variables .monaco-list-row:has-text("${name}")`);
    await waitFor('.debug-variables .monaco-list-row:has-text("State")');
    await takePicture('stopped-run');
    await click('.row[data-step="8.1.1/4"] .arrow');
    const opened = await until('the message', () => vscode.window.visibleTextEditors.find((editor) => editor.document.uri.scheme === 'fumo-message')?.document);
    assert.match(opened.getText(), /<LocURI>\.\/DevDetail\/FwV<\/LocURI>/);
    assert.equal(opened.languageId, 'syncml');
    await vscode.commands.executeCommand('workbench.action.debug.continue');
    assert.equal((await verdict())['verdict'], 'success');
    assert.ok((await texts('.row')).length >= 15);
  });
});
