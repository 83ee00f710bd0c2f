// `fumo-wbxml:` names the text of a WBXML file: the file's path with `.syncml` behind it, the file itself in the query.
import * as vscode from 'vscode';

export const wbxmlScheme = 'fumo-wbxml';

/** The document that shows a binary file as text. */
export function textUri(file: vscode.Uri): vscode.Uri {
  return vscode.Uri.from({ scheme: wbxmlScheme, path: `${file.path}.syncml`, query: file.toString() });
}

/** The binary file behind it; throws where the URI names none. */
export function binaryUri({ query, path }: vscode.Uri): vscode.Uri {
  if (query === '') throw vscode.FileSystemError.FileNotFound(path);
  return vscode.Uri.parse(query, true);
}
