// A fault in a flow, in a real window: its name is completed, it is explained under the cursor, and one that there isn't
// is underlined.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { inFolder } from './folder';
import { until } from './until';

suite('A fault in a flow', () => {
  let flow: vscode.Uri;
  let document: vscode.TextDocument;

  suiteSetup(async () => {
    const made = await vscode.commands.executeCommand<vscode.Uri>('fumo.newFirmwareUpdate', inFolder('faulty'));
    flow = vscode.Uri.joinPath(made, '..', 'faults', 'power-cut.flow.xml');
    document = await vscode.workspace.openTextDocument(flow);
    await vscode.window.showTextDocument(document);
  });

  suiteTeardown(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  const nameAt = (offset: number): vscode.Position => {
    const start = document.getText().indexOf('name="power-cut"');
    assert.ok(start >= 0, 'the flow has the fault');
    return document.positionAt(start + 'name="'.length + offset);
  };

  test('its name is completed, among those that can stand at the step', async () => {
    const { items } = await until('the completions', async () => {
      const found = await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', flow, nameAt(0), undefined, 200);
      return found.items.some(({ label }) => label === 'power-cut' || (typeof label === 'object' && label.label === 'power-cut')) ? found : undefined;
    });
    const labels = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    // Those that can stand at an installation; no message goes there that could be lost.
    for (const name of ['battery-low', 'boot-loop', 'bricked', 'power-cut-before-write']) assert.ok(labels.includes(name), labels.join(', '));
    assert.ok(!labels.includes('request-lost'), labels.join(', '));
  });

  test('it is explained under the cursor, each of its settings too', async () => {
    const told = await until('the explanation', async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', flow, nameAt(2));
      const text = hovers.flatMap(({ contents }) => contents.map((one) => (typeof one === 'string' ? one : one.value))).join('\n');
      return text === '' ? undefined : text;
    });
    assert.match(told, /power/i);
    assert.match(told, /installation/i);
  });

  test('one that there isn\'t is underlined', async () => {
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((edit) => {
      edit.replace(new vscode.Range(nameAt(0), nameAt('power-cut'.length)), 'power-cat');
    });
    const found = await until('the diagnostic', () => vscode.languages.getDiagnostics(flow).find(({ severity }) => severity === vscode.DiagnosticSeverity.Error));
    assert.equal(document.getText(found.range), 'power-cat');
    assert.match(found.message, /power-cut/);
  });
});
