// The folder that the editor under test has open: a fresh copy of test/editor/workspace.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** What has that name in it. */
export function inFolder(...names: readonly string[]): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  return vscode.Uri.joinPath(folder.uri, ...names);
}
