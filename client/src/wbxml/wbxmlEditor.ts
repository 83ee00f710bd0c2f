// A WBXML file that is opened is shown as its text; its octets are shown by command, two of them compared.
import * as vscode from 'vscode';
import { wbxmlRequests, type WbxmlAsText } from '#server/messages';
import type { LanguageServer } from '../language/languageServer';
import { binaryUri, textUri, wbxmlScheme } from './wbxmlUri';

const viewType = 'fumo.wbxml';
const octetsScheme = 'fumo-octets';

export function registerWbxmlEditor(server: LanguageServer): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.window.registerCustomEditorProvider(viewType, { openCustomDocument: (uri) => ({ uri, dispose: () => undefined }), resolveCustomEditor }),
    vscode.workspace.registerTextDocumentContentProvider(octetsScheme, {
      provideTextDocumentContent: async ({ query }) => {
        const file = vscode.Uri.parse(query, true);
        const octets = Buffer.from(await vscode.workspace.fs.readFile(file)).toString('base64');
        return (await server.request<WbxmlAsText>(wbxmlRequests.list, { uri: query, octets })).text;
      },
    }),
    vscode.commands.registerCommand('fumo.openWbxml', async (uri?: vscode.Uri) => {
      const file = uri ?? (await chosen());
      if (file !== undefined) await vscode.commands.executeCommand('vscode.open', textUri(file));
    }),
    vscode.commands.registerCommand('fumo.showOctets', async (uri?: vscode.Uri) => {
      const file = fileOf(uri ?? vscode.window.activeTextEditor?.document.uri) ?? (await chosen());
      if (file !== undefined) await vscode.commands.executeCommand('vscode.open', vscode.Uri.from({ scheme: octetsScheme, path: `${file.path}.txt`, query: file.toString() }));
    }),
    vscode.commands.registerCommand('fumo.compareWbxml', async (_uri?: vscode.Uri, selected?: readonly vscode.Uri[]) => {
      const [left, right] = selected ?? [];
      if (left !== undefined && right !== undefined) await vscode.commands.executeCommand('vscode.diff', textUri(left), textUri(right));
    }),
  );
}

/** Nothing is drawn here: the text's own editor takes the place. Old versions come with a comparison, and are texts too. */
function resolveCustomEditor({ uri }: vscode.CustomDocument, panel: vscode.WebviewPanel): void {
  const { viewColumn = vscode.ViewColumn.Active } = panel;
  panel.webview.html = '';
  void vscode.commands.executeCommand('vscode.open', textUri(uri), viewColumn).then(() => {
    panel.dispose();
  });
}

function fileOf(uri: vscode.Uri | undefined): vscode.Uri | undefined {
  if (uri === undefined) return undefined;
  return uri.scheme === wbxmlScheme ? binaryUri(uri) : uri.path.endsWith('.wbxml') ? uri : undefined;
}

async function chosen(): Promise<vscode.Uri | undefined> {
  const [file] = (await vscode.window.showOpenDialog({ filters: { WBXML: ['wbxml'] } })) ?? [];
  return file;
}
