// Starts the debug adapter in a process of its own, on the runtime that the extension host runs on.
import * as vscode from 'vscode';
import { debugType } from './runs';

export function registerAdapter(extension: vscode.Uri): vscode.Disposable {
  const program = vscode.Uri.joinPath(extension, 'dist', 'debugAdapter.js').fsPath;
  return vscode.debug.registerDebugAdapterDescriptorFactory(debugType, {
    // The host may be Electron, which has to be told to be plain Node.
    createDebugAdapterDescriptor: () => new vscode.DebugAdapterExecutable(process.execPath, [program], { env: { ELECTRON_RUN_AS_NODE: '1' } }),
  });
}
