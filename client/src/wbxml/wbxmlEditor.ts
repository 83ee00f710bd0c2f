// A WBXML file that is opened is shown as its text, a notification as a listing; octets are shown by command, too, and
// two WBXML files compared.
import * as vscode from 'vscode';
import { wbxmlRequests, type WbxmlAsText } from '#server/messages';
import type { LanguageServer } from '../language/languageServer';
import { octetDiagnostic } from './octetDiagnostic';
import { binaryUri, textUri, wbxmlScheme } from './wbxmlUri';

const octetsScheme = 'fumo-octets';
/** A firmware package is no message. */
const mostOctets = 4 * 1024 * 1024;
const notificationEnding = '.notification';

export function registerWbxmlEditor(server: LanguageServer): vscode.Disposable {
  const problems = vscode.languages.createDiagnosticCollection(octetsScheme);
  const provider = { openCustomDocument: (uri: vscode.Uri) => ({ uri, dispose: () => undefined }), resolveCustomEditor };
  return vscode.Disposable.from(
    problems,
    vscode.window.registerCustomEditorProvider('fumo.wbxml', provider),
    vscode.window.registerCustomEditorProvider('fumo.notification', provider),
    vscode.workspace.registerTextDocumentContentProvider(octetsScheme, {
      provideTextDocumentContent: async (shown) => {
        const file = fileShown(shown);
        const octets = Buffer.from(await vscode.workspace.fs.readFile(file)).toString('base64');
        const answer = await server.request<WbxmlAsText>(wbxmlRequests.list, { uri: file.toString(), octets });
        problems.set(file, answer.problems.map((problem) => octetDiagnostic(problem, shown)));
        return answer.text;
      },
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      if (uri.scheme === octetsScheme) problems.delete(fileShown(uri));
    }),
    vscode.commands.registerCommand('fumo.openWbxml', async (uri?: vscode.Uri) => {
      const file = uri ?? (await chosen());
      if (file !== undefined) await vscode.commands.executeCommand('vscode.open', textUri(file));
    }),
    vscode.commands.registerCommand('fumo.showOctets', async (uri?: vscode.Uri) => {
      const active = vscode.window.activeTextEditor?.document.uri;
      const given = uri ?? (active?.scheme === wbxmlScheme ? active : await chosen());
      if (given === undefined) return;
      const file = given.scheme === wbxmlScheme ? binaryUri(given) : given;
      if ((await vscode.workspace.fs.stat(file)).size > mostOctets) {
        void vscode.window.showInformationMessage(vscode.l10n.t('The file is too large to be listed octet by octet.'));
        return;
      }
      await vscode.commands.executeCommand('vscode.open', listingUri(file));
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
  void vscode.commands.executeCommand('vscode.open', uri.path.endsWith(notificationEnding) ? listingUri(uri) : textUri(uri), viewColumn).then(() => {
    panel.dispose();
  });
}

function listingUri(file: vscode.Uri): vscode.Uri {
  return vscode.Uri.from({ scheme: octetsScheme, path: `${file.path}.txt`, query: file.toString() });
}

function fileShown({ query }: vscode.Uri): vscode.Uri {
  return vscode.Uri.parse(query, true);
}

async function chosen(): Promise<vscode.Uri | undefined> {
  const [file] = (await vscode.window.showOpenDialog({ filters: { [vscode.l10n.t('WBXML and notifications')]: ['wbxml', 'notification', 'bin'] } })) ?? [];
  return file;
}
