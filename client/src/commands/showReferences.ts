// What a lens of a description leads to: the places that mean a node. The language server names them in its own terms.
import * as vscode from 'vscode';

interface PlacedPosition {
  readonly line: number;
  readonly character: number;
}

interface PlacedRange {
  readonly uri: string;
  readonly range: { readonly start: PlacedPosition; readonly end: PlacedPosition };
}

export function registerShowReferences(): vscode.Disposable {
  return vscode.commands.registerCommand('fumo.showReferences', async (uri: string, { line, character }: PlacedPosition, places: readonly PlacedRange[]) => {
    const locations = places.map(({ uri: file, range: { start, end } }) => new vscode.Location(vscode.Uri.parse(file, true), new vscode.Range(start.line, start.character, end.line, end.character)));
    await vscode.commands.executeCommand('editor.action.showReferences', vscode.Uri.parse(uri, true), new vscode.Position(line, character), locations);
  });
}
