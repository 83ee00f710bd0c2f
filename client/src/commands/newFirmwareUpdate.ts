// FUMO: New Firmware Update. Makes a folder with everything that an update needs, and opens its flow.
import * as vscode from 'vscode';

const openedFirst = 'dm-download.flow.xml';

/** The command takes the folder to make as its argument; without one it asks. Gives the flow that it opened. */
export function registerNewFirmwareUpdate(extension: vscode.Uri): vscode.Disposable {
  const template = vscode.Uri.joinPath(extension, 'client', 'templates', 'firmware-update');
  return vscode.commands.registerCommand('fumo.newFirmwareUpdate', async (given?: unknown): Promise<vscode.Uri | undefined> => {
    const target = given instanceof vscode.Uri ? given : await askForTarget();
    if (target === undefined) return undefined;
    try {
      await makeFolder(template, target);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      void vscode.window.showErrorMessage(vscode.l10n.t('The firmware update could not be made: {0}', reason));
      return undefined;
    }
    const flow = vscode.Uri.joinPath(target, openedFirst);
    await vscode.window.showTextDocument(flow);
    return flow;
  });
}

async function makeFolder(template: vscode.Uri, target: vscode.Uri): Promise<void> {
  if (await exists(target)) throw new Error(vscode.l10n.t('{0} is already there.', target.path));
  await copyFolder(template, target);
}

/** File by file, so that what is made is writable also where the extension's own files are not. */
async function copyFolder(from: vscode.Uri, to: vscode.Uri): Promise<void> {
  await vscode.workspace.fs.createDirectory(to);
  for (const [name, type] of await vscode.workspace.fs.readDirectory(from)) {
    // What a run in the template itself has left behind.
    if (name.endsWith('.log')) continue;
    const [source, target] = [vscode.Uri.joinPath(from, name), vscode.Uri.joinPath(to, name)];
    if ((type & vscode.FileType.Directory) !== 0) await copyFolder(source, target);
    else await vscode.workspace.fs.writeFile(target, await vscode.workspace.fs.readFile(source));
  }
}

async function askForTarget(): Promise<vscode.Uri | undefined> {
  const title = vscode.l10n.t('New Firmware Update');
  const parent = await askForFolder(title);
  if (parent === undefined) return undefined;
  const name = await vscode.window.showInputBox({
    title: `${title} (2/2)`,
    prompt: vscode.l10n.t('Name of the new folder in {0}', parent.path),
    value: 'firmware-update',
    validateInput: async (value) => {
      const written = value.trim();
      if (written === '' || written === '.' || written === '..') return vscode.l10n.t('Give the folder a name.');
      if (/[\\/:*?"<>|]/.test(written)) return vscode.l10n.t('A folder\'s name can\'t contain any of \\ / : * ? " < > |');
      return (await exists(vscode.Uri.joinPath(parent, written))) ? vscode.l10n.t('{0} is already there.', written) : undefined;
    },
  });
  return name === undefined ? undefined : vscode.Uri.joinPath(parent, name.trim());
}

async function askForFolder(title: string): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) return browse();
  const other = { label: `$(folder-opened) ${vscode.l10n.t('Another folder…')}`, uri: undefined };
  const items = [...folders.map(({ name, uri }) => ({ label: `$(root-folder) ${name}`, description: uri.path, uri })), other];
  const chosen = await vscode.window.showQuickPick(items, { title: `${title} (1/2)`, placeHolder: vscode.l10n.t('Where is the new folder made?') });
  return chosen === other ? browse() : chosen?.uri;
}

async function browse(): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    openLabel: vscode.l10n.t('Make it here'),
    title: vscode.l10n.t('Where is the new folder made?'),
  });
  return chosen?.[0];
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
