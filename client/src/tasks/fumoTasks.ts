// Tasks of the type `fumo`: `fumo lint` and `fumo run` as tasks of a workspace, with their problems in the Problems view.
import * as vscode from 'vscode';

/** As package.json's `taskDefinitions` describes it. */
interface FumoTask extends vscode.TaskDefinition {
  readonly type: 'fumo';
  readonly command: 'lint' | 'run';
  /** Files and folders to lint, or the flow to run; default for `lint`: the folder. */
  readonly paths?: readonly string[];
  /** Further words of the command line. */
  readonly args?: readonly string[];
}

export function registerTasks(extension: vscode.Uri): vscode.Disposable {
  return vscode.tasks.registerTaskProvider('fumo', {
    provideTasks: () => (vscode.workspace.workspaceFolders ?? []).map((folder) => made({ type: 'fumo', command: 'lint' }, folder, extension)),
    resolveTask: ({ definition, scope }) => {
      const asked = definition as FumoTask;
      return made(asked, typeof scope === 'object' ? scope : undefined, extension);
    },
  });
}

function made(definition: FumoTask, folder: vscode.WorkspaceFolder | undefined, extension: vscode.Uri): vscode.Task {
  const { command, paths = command === 'lint' ? ['.'] : [], args = [] } = definition;
  const program = vscode.Uri.joinPath(extension, 'dist', 'commandLine.js').fsPath;
  // The program that runs this extension runs it too: nothing needs to be installed.
  const execution = new vscode.ProcessExecution(process.execPath, [program, command, ...paths, ...args], {
    env: { ELECTRON_RUN_AS_NODE: '1' },
    ...(folder !== undefined && { cwd: folder.uri.fsPath }),
  });
  const task = new vscode.Task(definition, folder ?? vscode.TaskScope.Workspace, command, 'fumo', execution, '$fumo');
  if (command === 'lint') task.group = vscode.TaskGroup.Test;
  task.detail = command === 'lint' ? vscode.l10n.t('Check messages, descriptions and flows') : vscode.l10n.t('Run an update flow');
  return task;
}
