// The second call flow in a real window: the package comes by a download of its own.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { inFolder } from './folder';
import { breakAt, endSessions, forget, lineOfStep, stoppedAt, tools, inRun, verdict, watchSessions } from './debugging';
import { takePicture, waitFor } from './window';

suite('The alternate download', () => {
  const watching: vscode.Disposable[] = [];
  let document: vscode.TextDocument;

  suiteSetup(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const target = inFolder('alternate');
    await vscode.commands.executeCommand('fumo.newFirmwareUpdate', target);
    document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(target, 'alternate-download.flow.xml'));
    await vscode.window.showTextDocument(document);
    watching.push(...watchSessions());
  });

  setup(forget);
  teardown(endSessions);
  suiteTeardown(() => {
    for (const disposable of watching) disposable.dispose();
  });

  test('it stops at steps of every part and runs to the end', async () => {
    const stops = [10, 13, 16, 18, 20, 23, 24];
    breakAt(document, ...stops);
    await vscode.debug.startDebugging(undefined, {
      type: 'fumo',
      request: 'launch',
      name: 'alternate',
      flow: document.uri.fsPath,
      installTime: 200,
      params: { user: 'accept', consent: 'accept' },
    });
    for (const step of stops) {
      await stoppedAt(lineOfStep(document, step));
      if (step === 20) {
        await inRun('twenty-five steps in the panel', () => (tools().callFlow().steps.length === 25 ? true : undefined));
        await vscode.commands.executeCommand('workbench.action.closePanel');
        await vscode.commands.executeCommand('workbench.action.closeSidebar');
        await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
        for (let i = 0; i < 4; i++) await vscode.commands.executeCommand('workbench.action.decreaseViewWidth');
        await waitFor('.row[data-step="8.1.2/20"]');
        await takePicture('alternate-download');
        await vscode.commands.executeCommand('workbench.view.debug');
      }
      await vscode.commands.executeCommand('workbench.action.debug.continue');
    }
    assert.deepEqual(await verdict(), { verdict: 'success', result: 200, versionBefore: '1.0.3', versionAfter: '1.1.0' });
  });
});
