// FUMO: New Firmware Update makes a folder with everything that an update needs, and opens its flow.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { inFolder } from './folder';
import { press, texts, type, waitFor } from './window';

const everyFile = ['README.md', 'accounts.xml', 'alternate-download.flow.xml', 'device-initiated.flow.xml', 'device.ddf', 'device.tnds.xml', 'dm-download.flow.xml', 'download-then-update.flow.xml', 'ex-1-1.1.0.fwp', 'faults', 'user-initiated.flow.xml'];

async function namesIn(folder: vscode.Uri): Promise<readonly string[]> {
  return (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name).sort();
}

suite('New firmware update', () => {
  teardown(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  test('the command makes the folder that it is given and opens the flow', async () => {
    const target = inFolder('made by argument');
    const flow = await vscode.commands.executeCommand<vscode.Uri>('fumo.newFirmwareUpdate', target);
    assert.deepEqual(await namesIn(target), everyFile);
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.toString(), flow.toString());
    assert.ok(flow.path.endsWith('/dm-download.flow.xml'));
    assert.equal(editor.document.languageId, 'fumo-flow');
    assert.match(editor.document.getText(), /<step n="14"/);
  });

  test('the other files of the folder open in their languages', async () => {
    const target = inFolder('made for its languages');
    await vscode.commands.executeCommand('fumo.newFirmwareUpdate', target);
    const languageOf = async (name: string): Promise<string> => (await vscode.workspace.openTextDocument(vscode.Uri.joinPath(target, name))).languageId;
    assert.equal(await languageOf('alternate-download.flow.xml'), 'fumo-flow');
    assert.equal(await languageOf('device.ddf'), 'dm-ddf');
    assert.equal(await languageOf('accounts.xml'), 'xml');
  });

  test('what is already there stays as it is', async () => {
    const target = inFolder('made before');
    const file = vscode.Uri.joinPath(target, 'mine.txt');
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode('mine'));
    assert.equal(await vscode.commands.executeCommand('fumo.newFirmwareUpdate', target), undefined);
    assert.deepEqual(await namesIn(target), ['mine.txt']);
  });

  test('a person is asked for the folder and the name', async () => {
    const made = vscode.commands.executeCommand<vscode.Uri>('fumo.newFirmwareUpdate');
    await waitFor('.quick-input-widget .monaco-list-row');
    assert.ok((await texts('.quick-input-title')).join().includes('New Firmware Update (1/2)'));
    await press('Enter');
    await waitFor('.quick-input-title:has-text("(2/2)")');
    await press('Control+A');
    await type('made by hand');
    await press('Enter');
    assert.ok((await made).path.endsWith('/made by hand/dm-download.flow.xml'));
    assert.deepEqual(await namesIn(inFolder('made by hand')), everyFile);
  });
});
