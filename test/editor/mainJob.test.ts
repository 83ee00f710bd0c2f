// The main job in a real window: a flow is run, halted before a step, looked at, changed, and seen as a call flow.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { breakAt, endSessions, forget, lineOfStep, seen, stoppedAt, tools, inRun, variableAt, verdict, watchSessions } from './debugging';
import { inFolder } from './folder';
import { click, press, takePicture, texts, waitFor } from './window';

suite('The main job', () => {
  let flow: vscode.Uri;
  let document: vscode.TextDocument;
  const watching: vscode.Disposable[] = [];

  const lineOf = (step: number): number => lineOfStep(document, step);
  const answer = (given: string): Promise<boolean> => inRun(`the question, for "${given}"`, async () => (await vscode.commands.executeCommand<boolean>('fumo.answer', given)) || undefined);
  const ended = (): Promise<number> => inRun('the end of the session', () => (seen.ended > 0 ? seen.ended : undefined));
  const debug = (): Thenable<boolean> => vscode.debug.startDebugging(undefined, { type: 'fumo', request: 'launch', name: 'flow', flow: flow.fsPath, installTime: 300 });

  suiteSetup(async () => {
    // The call flow of an earlier run would stay where it was; it opens beside the flow.
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    flow = await vscode.commands.executeCommand<vscode.Uri>('fumo.newFirmwareUpdate', inFolder('update'));
    document = await vscode.workspace.openTextDocument(flow);
    await vscode.extensions.getExtension('fumo-tools.fumo-tools')?.activate();
    watching.push(...watchSessions());
  });

  setup(async () => {
    forget();
    await vscode.window.showTextDocument(document);
  });

  teardown(endSessions);

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
    breakAt(document, 10);
    await press('Control+F5');
    await answer('accept');
    assert.equal((await verdict())['verdict'], 'success');
    assert.equal(seen.events.some(({ event }) => event === 'stopped'), false);
  });

  test('a breakpoint on step 10 stops before it; the tree and State are shown; next reaches step 11', async () => {
    breakAt(document, 10);
    await debug();
    await answer('accept');
    const frame = await stoppedAt(lineOf(10));
    assert.equal((await variableAt(frame, ['Device Tree', 'FwUpdate', 'Pkg1', 'State'])).variable.value, '10');
    assert.equal((await variableAt(frame, ['Device Tree', 'DevDetail', 'FwV'])).variable.value, '1.0.3');
    const { result } = (await frame.session.customRequest('evaluate', { expression: './FwUpdate/Pkg1/State', frameId: frame.frameId, context: 'repl' })) as { result: string };
    assert.equal(result, '10');
    await vscode.commands.executeCommand('workbench.action.debug.stepOver');
    const next = await stoppedAt(lineOf(11));
    assert.equal((await variableAt(next, ['Device Tree', 'FwUpdate', 'Pkg1', 'State'])).variable.value, '50');
    await vscode.commands.executeCommand('workbench.action.debug.continue');
    assert.equal((await verdict())['verdict'], 'success');
  });

  test('a leaf that is changed while the run stands still is what the device goes on with', async () => {
    breakAt(document, 4);
    await debug();
    const frame = await stoppedAt(lineOf(4));
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
    breakAt(document, 2);
    await debug();
    await stoppedAt(lineOf(2));
    seen.events = [];
    await vscode.commands.executeCommand('workbench.action.debug.restart');
    await inRun('a stop after the restart', () => seen.events.find(({ event }) => event === 'stopped'));
    await stoppedAt(lineOf(2));
    await vscode.commands.executeCommand('workbench.action.debug.stop');
    await inRun('the end of all sessions', () => (vscode.debug.activeDebugSession === undefined ? true : undefined));
  });

  test('the call flow panel holds the fifteen steps, marks where the run stands, and opens a message by a click', async () => {
    breakAt(document, 10);
    await debug();
    await answer('accept');
    await stoppedAt(lineOf(10));
    await vscode.commands.executeCommand('fumo.showCallFlow');
    await inRun('fifteen steps in the panel', () => (tools().callFlow().steps.length === 15 ? true : undefined));
    assert.deepEqual(tools().callFlow().steps, Array.from({ length: 15 }, (_, n) => `8.1.1/${n}`));
    await waitFor('.row[data-step="8.1.1/10"]');
    await vscode.commands.executeCommand('workbench.action.closePanel');
    // The first scope opens by itself some time after the stop and pushes the tree out of sight: one click at a time.
    await inRun('the tree in the variables', async () => {
      const rows = await texts('.debug-variables .monaco-list-row');
      const shown = (name: string): boolean => rows.some((row) => row.trim().startsWith(name));
      if (shown('FwUpdate')) return true;
      const next = shown('number') ? 'Step' : 'Device Tree';
      await click(`.debug-variables .monaco-list-row:has-text("${next}")`, { timeout: 2000 }).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 300));
      return undefined;
    });
    await takePicture('stopped-run');
    await click('.row[data-step="8.1.1/4"] .arrow');
    const opened = await inRun('the message', () => vscode.window.visibleTextEditors.find((editor) => editor.document.uri.scheme === 'fumo-message')?.document);
    assert.match(opened.getText(), /<LocURI>\.\/DevDetail\/FwV<\/LocURI>/);
    assert.equal(opened.languageId, 'syncml');
    await vscode.commands.executeCommand('workbench.action.debug.continue');
    assert.equal((await verdict())['verdict'], 'success');
    assert.ok((await texts('.row')).length >= 15);
  });
});
