// What is wrong with octets, as the editor shows it: the column is the octet.
import * as vscode from 'vscode';
import type { WbxmlProblemView } from '#server/messages';

const severities = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
} as const;

/** Stands on the binary file; leads to the place in the text that is shown of it. */
export function octetDiagnostic({ code, severity, message, clause, offset, length, start, end }: WbxmlProblemView, text: vscode.Uri): vscode.Diagnostic {
  const said = clause === undefined ? message : `${message} [${clause}]`;
  const shown = new vscode.Diagnostic(new vscode.Range(0, offset, 0, offset + length), `0x${offset.toString(16).toUpperCase().padStart(4, '0')}: ${said}`, severities[severity]);
  shown.source = 'fumo';
  shown.code = code;
  const place = new vscode.Range(start.line, start.character, end.line, end.character);
  shown.relatedInformation = [new vscode.DiagnosticRelatedInformation(new vscode.Location(text, place), vscode.l10n.t('In the text'))];
  return shown;
}
