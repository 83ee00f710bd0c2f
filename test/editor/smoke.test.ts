// VS Code starts with the extension in it, and the window can be seen and driven.
import assert from 'node:assert/strict';
import { existsSync, statSync } from 'node:fs';
import * as vscode from 'vscode';
import { press, takePicture, texts, waitFor } from './window';

suite('FUMO Tools in VS Code', () => {
  test('the extension is there and comes up', async () => {
    const extension = vscode.extensions.getExtension('fumo-tools.fumo-tools');
    assert.ok(extension, 'the extension is not installed');
    await extension.activate();
    assert.ok(extension.isActive);
  });

  test('a fresh copy of the workspace is open', () => {
    assert.equal(vscode.workspace.workspaceFolders?.length, 1);
    assert.equal(vscode.workspace.workspaceFolders[0]?.name, 'workspace');
  });

  test('keys reach the window, and pictures come from it', async () => {
    await press('F1');
    await waitFor('.quick-input-widget');
    assert.ok((await texts('.quick-input-list .monaco-list-row')).length > 0);
    const picture = await takePicture('command palette');
    assert.ok(existsSync(picture) && statSync(picture).size > 10_000);
    await press('Escape');
  });
});
