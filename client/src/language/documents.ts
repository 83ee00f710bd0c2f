// Which documents the language server is told of.
import * as vscode from 'vscode';
import { languageIds } from './ourLanguages';
import { messageScheme } from '../views/messageDocuments';
import { wbxmlScheme } from '../wbxml/wbxmlUri';

/** Documents of these schemes are read; old versions from a repository (`git:`) are not, they would be found wrong twice. */
const schemes = ['file', 'untitled', 'vscode-vfs', 'vscode-remote', 'vscode-test-web', 'debug', messageScheme, wbxmlScheme];

export function languageDocuments(): { readonly scheme: string; readonly language: string }[] {
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme);
  const known = new Set([...schemes, ...folders]);
  return [...known].flatMap((scheme) => languageIds.map((language) => ({ scheme, language })));
}
