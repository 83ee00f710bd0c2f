// What the language server does for messages and descriptions in a real window: it finds, mends, completes from a
// description, renames across files, explains, outlines, counts references and colours.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { inFolder } from './folder';
import { until } from './until';
import { takePicture, texts, waitFor } from './window';

const ddf = `<MgmtTree xmlns="syncml:dmddf1.2">
  <VerDTD>1.2</VerDTD>
  <Node>
    <NodeName>Radio</NodeName>
    <DFProperties>
      <AccessType><Get/></AccessType>
      <DFFormat><node/></DFFormat>
      <Occurrence><One/></Occurrence>
      <Scope><Permanent/></Scope>
      <DFType><DDFName/></DFType>
    </DFProperties>
    <Node>
      <NodeName>Band</NodeName>
      <DFProperties>
        <AccessType><Get/><Replace/></AccessType>
        <DFFormat><int/></DFFormat>
        <Occurrence><One/></Occurrence>
        <DFTitle>The band in use</DFTitle>
        <Scope><Permanent/></Scope>
        <DFType><MIME>text/plain</MIME></DFType>
      </DFProperties>
    </Node>
  </Node>
</MgmtTree>
`;

const message = `<SyncML xmlns="SYNCML:SYNCML1.2">
  <SyncHdr>
    <VerDTD>1.2</VerDTD>
    <VerProto>DM/1.2</VerProto>
    <SessionID>1A</SessionID>
    <MsgID>2</MsgID>
    <Target><LocURI>IMEI:493005100592800</LocURI></Target>
    <Source><LocURI>http://dm.example.com/dm</LocURI></Source>
  </SyncHdr>
  <SyncBody>
    <Status>
      <CmdID>1</CmdID>
      <MsgRef>1</MsgRef>
      <CmdRef>0</CmdRef>
      <Cmd>SyncHdr</Cmd>
      <Data>212</Data>
    </Status>
    <Get>
      <CmdId>2</CmdId>
      <Item><Target><LocURI>./Radio/Band</LocURI></Target></Item>
    </Get>
    <Replace>
      <CmdID>3</CmdID>
      <Item>
        <Target><LocURI>./Radio/Band</LocURI></Target>
        <Meta><Format xmlns="syncml:metinf">int</Format></Meta>
        <Data>20</Data>
      </Item>
    </Replace>
    <Final/>
  </SyncBody>
</SyncML>
`;

suite('A careful colleague', () => {
  let description: vscode.Uri;
  let request: vscode.Uri;

  suiteSetup(async () => {
    description = inFolder('colleague', 'radio.ddf');
    request = inFolder('colleague', 'request.syncml');
    await vscode.workspace.fs.writeFile(description, new TextEncoder().encode(ddf));
    await vscode.workspace.fs.writeFile(request, new TextEncoder().encode(message));
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(request));
  });

  suiteTeardown(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  async function shown(): Promise<vscode.TextEditor> {
    return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(request));
  }

  function placeOf(document: vscode.TextDocument, what: string, offset = 1): vscode.Position {
    const start = document.getText().indexOf(what);
    assert.ok(start >= 0, `no ${what}`);
    return document.positionAt(start + offset);
  }

  const diagnosticAt = (code: string): vscode.Diagnostic | undefined =>
    vscode.languages.getDiagnostics(request).find((one) => (typeof one.code === 'object' ? one.code.value : one.code) === code);

  test('a misspelt element is underlined, and its mend is offered and carried out', async () => {
    const { document } = await shown();
    const diagnostic = await until('the diagnostic', () => diagnosticAt('case-element'));
    await waitFor('.squiggly-error');
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', request, diagnostic.range, vscode.CodeActionKind.QuickFix.value, 10);
    const mend = actions.find(({ isPreferred }) => isPreferred === true);
    assert.ok(mend, actions.map(({ title }) => title).join(', '));
    vscode.window.activeTextEditor?.revealRange(new vscode.Range(8, 0, 30, 0), vscode.TextEditorRevealType.AtTop);
    if (vscode.window.activeTextEditor !== undefined) vscode.window.activeTextEditor.selection = new vscode.Selection(diagnostic.range.start, diagnostic.range.start);
    await vscode.commands.executeCommand('editor.action.showHover');
    await waitFor('.monaco-hover');
    await takePicture('mended');
    if (mend.edit !== undefined) assert.ok(await vscode.workspace.applyEdit(mend.edit));
    if (mend.command !== undefined) await vscode.commands.executeCommand(mend.command.command, ...((mend.command.arguments ?? []) as unknown[]));
    await until('the end of the diagnostic', () => (diagnosticAt('case-element') === undefined ? true : undefined));
    assert.match(document.getText(), /<CmdID>2<\/CmdID>/);
  });

  test('addresses are completed from the description', async () => {
    const { document } = await shown();
    const list = await until('the completions', async () => {
      const found = await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', request, placeOf(document, './Radio/Band', './Radio/'.length));
      return found.items.some(({ label }) => (typeof label === 'string' ? label : label.label).includes('Band')) ? found : undefined;
    });
    assert.ok(list.items.length > 0);
  });

  test('a node is explained where it is used: access, format and where it is described', async () => {
    const { document } = await shown();
    const told = await until('the node\'s card', async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', request, placeOf(document, './Radio/Band', 9));
      const text = hovers.flatMap(({ contents }) => contents.map((one) => (typeof one === 'string' ? one : one.value))).join('\n');
      return /Replace/.test(text) ? text : undefined;
    });
    assert.match(told, /int/);
    assert.match(told, /radio\.ddf/);
  });

  test('the outline has the commands', async () => {
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', request);
    const names = JSON.stringify(symbols.map(({ name, children }) => [name, children.map((child) => child.name)]));
    assert.match(names, /Replace/);
  });

  test('a node of the description tells by a lens how often it is used', async () => {
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(description));
    const lens = await until('the lens', async () => {
      const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', description, 100);
      return found.find(({ range, command }) => range.start.line > 10 && /references/.test(command?.title ?? ''));
    });
    assert.match(lens.command?.title ?? '', /^2 references$/);
  });

  test('addresses and codes have colours of their own', async () => {
    await shown();
    const legend = await vscode.commands.executeCommand<vscode.SemanticTokensLegend>('vscode.provideDocumentSemanticTokensLegend', request);
    const tokens = await vscode.commands.executeCommand<vscode.SemanticTokens>('vscode.provideDocumentSemanticTokens', request);
    assert.ok(legend.tokenTypes.length > 0 && tokens.data.length > 0 && tokens.data.length % 5 === 0);
    assert.ok((await texts('.view-line')).length > 0);
  });

  test('a node that is renamed in the description is renamed in every message', async () => {
    const document = await vscode.workspace.openTextDocument(description);
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>('vscode.executeDocumentRenameProvider', description, placeOf(document, '<NodeName>Band', '<NodeName>'.length + 1), 'Channel');
    assert.deepEqual(edit.entries().map(([uri]) => uri.path.split('/').at(-1)).sort(), ['radio.ddf', 'request.syncml']);
    assert.ok(await vscode.workspace.applyEdit(edit));
    const { document: changed } = await shown();
    assert.equal(changed.getText().split('./Radio/Channel').length - 1, 2);
    await takePicture('renamed');
  });
});
