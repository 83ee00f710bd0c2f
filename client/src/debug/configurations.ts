// Launch configurations of type `fumo`: made up where there is no launch.json, offered for every flow of a folder, checked
// before a run begins.
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { LaunchAttributes } from '#server/messages';
import { mayRun } from './mayRun';
import { debugType } from './runs';

const flowLanguage = 'fumo-flow';
const mostOffered = 50;

export function registerConfigurations(): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.debug.registerDebugConfigurationProvider(debugType, {
      provideDebugConfigurations: () => [configurationOf('${file}', vscode.l10n.t('Run the open update flow'))],
      resolveDebugConfiguration: (_folder, configuration) => completed(configuration),
      resolveDebugConfigurationWithSubstitutedVariables: (folder, configuration) => checked(folder, configuration),
    }),
    vscode.debug.registerDebugConfigurationProvider(
      debugType,
      { provideDebugConfigurations: (folder) => offered(folder) },
      vscode.DebugConfigurationProviderTriggerKind.Dynamic,
    ),
  );
}

/** For a flow as launch.json would name it: an absolute path or one with variables. */
export function configurationOf(flow: string, name: string): vscode.DebugConfiguration {
  const attributes: LaunchAttributes = { flow };
  return { type: debugType, request: 'launch', name, ...attributes };
}

/** F5 without a launch.json gives an empty configuration: the flow in front is meant. */
function completed(configuration: vscode.DebugConfiguration): vscode.DebugConfiguration | undefined {
  if (!mayRun()) return undefined;
  const empty = !configuration.type && !configuration.request && !configuration.name;
  if (empty && vscode.window.activeTextEditor?.document.languageId !== flowLanguage) return refuse(vscode.l10n.t('Open an update flow (*.flow.xml) to run it.'));
  const front = vscode.window.activeTextEditor?.document.fileName ?? '';
  return empty ? { ...configuration, ...configurationOf('${file}', path.basename(front)) } : { flow: '${file}', ...configuration };
}

async function checked(folder: vscode.WorkspaceFolder | undefined, configuration: vscode.DebugConfiguration): Promise<vscode.DebugConfiguration | undefined> {
  if (!mayRun()) return undefined;
  const written: unknown = configuration['flow'];
  if (typeof written !== 'string' || written === '') return refuse(vscode.l10n.t('The launch configuration "{0}" names no flow.', configuration.name));
  const flow = path.isAbsolute(written) ? written : path.join(folder?.uri.fsPath ?? '', written);
  if (!path.isAbsolute(flow)) return refuse(vscode.l10n.t('The flow {0} has no folder: save it, or give an absolute path.', written));
  try {
    const { type } = await vscode.workspace.fs.stat(vscode.Uri.file(flow));
    if ((type & vscode.FileType.Directory) !== 0) return refuse(vscode.l10n.t('{0} is a folder, not an update flow.', flow));
  } catch {
    return refuse(vscode.l10n.t('There is no update flow {0}.', flow));
  }
  return { ...configuration, flow };
}

async function offered(folder: vscode.WorkspaceFolder | undefined): Promise<vscode.DebugConfiguration[]> {
  if (folder === undefined) return [];
  const found = await vscode.workspace.findFiles(new vscode.RelativePattern(folder, '**/*.flow.xml'), '**/node_modules/**', mostOffered);
  return found
    .map((uri) => path.posix.relative(folder.uri.path, uri.path))
    .sort()
    .map((relative) => configurationOf(`\${workspaceFolder}/${relative}`, relative));
}

/** Nothing is started, and no launch.json is opened. */
function refuse(reason: string): undefined {
  void vscode.window.showErrorMessage(reason, { modal: false });
  return undefined;
}
