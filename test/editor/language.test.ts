// The language server in a real window: it underlines, explains, completes and gives an outline.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { inFolder } from './folder';
import { until } from './until';
import { takePicture, waitFor } from './window';

suite('The language server', () => {
  let flow: vscode.Uri;

  suiteSetup(async () => {
    flow = await vscode.commands.executeCommand<vscode.Uri>('fumo.newFirmwareUpdate', inFolder('language'));
  });

  teardown(() => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));

  const codes = (uri: vscode.Uri): readonly string[] => vscode.languages.getDiagnostics(uri).map(({ code }) => String(typeof code === 'object' ? code.value : code));

  /** Replaces the first `what` in the document on the screen. */
  async function replace(what: string, by: string): Promise<vscode.TextEditor> {
    const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(flow));
    const start = editor.document.getText().indexOf(what);
    assert.ok(start >= 0, `no ${what}`);
    const range = new vscode.Range(editor.document.positionAt(start), editor.document.positionAt(start + what.length));
    assert.ok(await editor.edit((edit) => edit.replace(range, by)));
    return editor;
  }

  function placeOf(document: vscode.TextDocument, what: string, offset = 1): vscode.Position {
    const start = document.getText().indexOf(what);
    assert.ok(start >= 0, `no ${what}`);
    return document.positionAt(start + offset);
  }

  test('an unknown actor is underlined as long as it stands there', async () => {
    await replace('from="authority"', 'from="authorities"');
    await until('the diagnostic', () => (codes(flow).length > 0 ? true : undefined));
    const [diagnostic] = vscode.languages.getDiagnostics(flow);
    assert.equal(diagnostic?.severity, vscode.DiagnosticSeverity.Error);
    await waitFor('.squiggly-error');
    await replace('from="authorities"', 'from="authority"');
    await until('its end', () => (codes(flow).length === 0 ? true : undefined));
  });

  test('a file that a flow names and that is missing is told at the name', async () => {
    const editor = await replace('file="ex-1-1.1.0.fwp"', 'file="nowhere.fwp"');
    await until('the diagnostic', () => (codes(flow).includes('flow-file-missing') ? true : undefined));
    const [diagnostic] = vscode.languages.getDiagnostics(flow);
    assert.equal(diagnostic && editor.document.getText(diagnostic.range), 'nowhere.fwp');
  });

  test('a node of a standard object leads to its description', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'syncml', content: '<SyncML xmlns="SYNCML:SYNCML1.2"><SyncBody><Get><CmdID>1</CmdID><Item><Target><LocURI>./DevInfo/Lang</LocURI></Target></Item></Get></SyncBody></SyncML>' });
    await vscode.window.showTextDocument(document);
    const [place] = await until('the definition', async () => {
      const found = await vscode.commands.executeCommand<vscode.LocationLink[]>('vscode.executeDefinitionProvider', document.uri, placeOf(document, 'Lang'));
      return found.length > 0 ? found : undefined;
    });
    assert.ok(place);
    const described = await vscode.workspace.openTextDocument(place.targetUri);
    assert.deepEqual([described.languageId, described.getText(place.targetSelectionRange ?? place.targetRange)], ['dm-ddf', 'Lang']);
  });

  test('a message and a description that are not well formed are underlined too', async () => {
    for (const [language, content] of [
      ['syncml', '<SyncML xmlns="SYNCML:SYNCML1.2"><SyncHdr></SyncML>'],
      ['dm-ddf', '<MgmtTree><VerDTD>1.2</VerDTD><Node><NodeName>A</Node></MgmtTree>'],
    ] as const) {
      const document = await vscode.workspace.openTextDocument({ language, content });
      await vscode.window.showTextDocument(document);
      await until(`diagnostics of ${language}`, () => (codes(document.uri).length > 0 ? true : undefined));
    }
  });

  test('the outline lists the numbered steps', async () => {
    const symbols = await vscode.commands.executeCommand<readonly vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', flow);
    const names = (list: readonly vscode.DocumentSymbol[]): readonly string[] => list.flatMap((symbol) => [symbol.name, ...names(symbol.children)]);
    assert.ok(names(symbols).includes('10 Sends the package'), names(symbols).join('; '));
  });

  test('an alert code, a status code and a firmware state are explained', async () => {
    const document = await vscode.workspace.openTextDocument(flow);
    const hoverAt = async (what: string, offset: number): Promise<string> => {
      const hovers = await vscode.commands.executeCommand<readonly vscode.Hover[]>('vscode.executeHoverProvider', flow, placeOf(document, what, offset));
      return hovers.flatMap((hover) => hover.contents).map((content) => (typeof content === 'string' ? content : content.value)).join('\n');
    };
    assert.match(await hoverAt('<Data>1101</Data>', 8), /CONFIRM/i);
    assert.match(await hoverAt('status="202"', 9), /Accepted/i);
    assert.match(await hoverAt('is="50"', 5), /Ready to Update/);
  });

  test('actors are completed where one belongs', async () => {
    const document = await vscode.workspace.openTextDocument(flow);
    const list = await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', flow, placeOf(document, 'to="update-client"', 4));
    const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    for (const actor of ['server', 'client', 'user', 'update-client']) assert.ok(labels.includes(actor), labels.join(', '));
  });

  test('the commands restart the server, and it answers again', async () => {
    await vscode.commands.executeCommand('fumo.restartServer');
    await replace('from="authority"', 'from="nobody"');
    await until('the diagnostic of the new server', () => (codes(flow).length > 0 ? true : undefined));
    await takePicture('diagnostics');
  });
});
