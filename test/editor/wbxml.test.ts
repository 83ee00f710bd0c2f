// WBXML in a real window: a binary file opens as a text, with the language's features, and is saved as octets.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { inFolder } from './folder';
import { until } from './until';

// A client's first message, cut short: SyncHdr with its versions, and an Alert 1201. WBXML 1.2, SyncML 1.2, UTF-8.
const octets = Buffer.from('02a4016a006d6c7103312e320001720344 4d2f312e320001650331 00015b033100016e570368747470 3a2f2f646d2e6578616d706c652e636f6d000101675703494d45493a34393330303531303035393238303000010101 6b464b033100014f0331323031000101120101'.replaceAll(' ', ''), 'hex');

suite('Documents by content', () => {
  let folder: vscode.Uri;

  suiteSetup(async () => {
    folder = inFolder('byContent');
    await vscode.workspace.fs.createDirectory(folder);
    await vscode.extensions.getExtension('fumo-tools.fumo-tools')?.activate();
  });

  teardown(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  async function file(name: string, content: Uint8Array): Promise<vscode.Uri> {
    const uri = vscode.Uri.joinPath(folder, name);
    await vscode.workspace.fs.writeFile(uri, content);
    return uri;
  }

  test('a WBXML file opens as a text, is linted as one, and is saved as octets', async () => {
    const binary = await file('alert.wbxml', octets);
    await vscode.commands.executeCommand('vscode.open', binary);
    const editor = await until('the text', () => vscode.window.activeTextEditor?.document.uri.scheme === 'fumo-wbxml' ? vscode.window.activeTextEditor : undefined);
    const { document } = editor;
    assert.equal(document.languageId, 'syncml');
    assert.match(document.getText(), /<Data>1201<\/Data>/);
    const symbols = await vscode.commands.executeCommand<unknown[]>('vscode.executeDocumentSymbolProvider', document.uri);
    assert.ok(symbols.length > 0);
    const at = document.getText().indexOf('1201');
    await editor.edit((edit) => {
      edit.replace(new vscode.Range(document.positionAt(at), document.positionAt(at + 4)), '1200');
    });
    assert.ok(await document.save());
    const after = Buffer.from(await vscode.workspace.fs.readFile(binary));
    assert.deepEqual(after, Buffer.from(octets.toString('latin1').replace('1201', '1200'), 'latin1'));
  });

  test('a notification opens as a listing, and what is wrong with its octets stands on the file', async () => {
    const binary = await file('cut.notification', Buffer.from('c2a35f109b7e44d8216cf03e88a5d19702d80000000001 0e 646d73'.replaceAll(' ', ''), 'hex'));
    await vscode.commands.executeCommand('vscode.open', binary);
    const { document } = await until('the listing', () => vscode.window.activeTextEditor?.document.uri.scheme === 'fumo-octets' ? vscode.window.activeTextEditor : undefined);
    assert.match(document.getText(), /^0010: 02 D8 00 00 00 .*; TRIGGER /m);
    const [problem] = await until('the problem', () => {
      const found = vscode.languages.getDiagnostics(binary);
      return found.length > 0 ? found : undefined;
    });
    assert.deepEqual([problem?.code, problem?.source, problem?.relatedInformation?.[0]?.location.uri.toString()], ['n-length', 'fumo', document.uri.toString()]);
    assert.match(document.lineAt(problem?.relatedInformation?.[0]?.location.range.start.line ?? 0).text, /LENGTH/);
  });

  test('what can\'t be encoded isn\'t saved', async () => {
    const binary = await file('refused.wbxml', octets);
    await vscode.commands.executeCommand('fumo.openWbxml', binary);
    const editor = await until('the text', () => vscode.window.activeTextEditor?.document.uri.scheme === 'fumo-wbxml' ? vscode.window.activeTextEditor : undefined);
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(0, 0), '<oops>');
    });
    assert.equal(await editor.document.save(), false);
    assert.deepEqual(Buffer.from(await vscode.workspace.fs.readFile(binary)), octets);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  test('an XML file is taken for ours by its root element, and a foreign one is left alone', async () => {
    const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
    const ours = await file('ours.xml', encode('<?xml version="1.0"?>\n<!-- a tree -->\n<MgmtTree><VerDTD>1.2</VerDTD></MgmtTree>\n'));
    const foreign = await file('foreign.xml', encode('<project><target name="a"/></project>\n'));
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(ours));
    await until('the language', () => vscode.window.activeTextEditor?.document.languageId === 'dm-ddf' ? true : undefined);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(foreign));
    assert.equal(vscode.window.activeTextEditor?.document.languageId, 'xml');
    assert.deepEqual(vscode.languages.getDiagnostics(foreign), []);
  });
});
