// Diagnostics of an open document, with the places in other files that belong to them.
import { fromUtf8 } from '#engine/base/bytes';
import { LineIndex } from '#engine/xml/lines';
import type { Diagnostic, DiagnosticRelatedInformation } from 'vscode-languageserver';
import { checkModel } from '../language/check';
import type { Finding } from '../language/finding';
import { toDiagnostic, toRange } from './convert';
import type { Workbench } from './workbench';

/** Undefined where the document isn't open. */
export async function diagnosticsOf(uri: string, desk: Workbench): Promise<Diagnostic[] | undefined> {
  const model = desk.model(uri);
  if (model === undefined) return undefined;
  const findings = await checkModel(model, desk.files, desk.checks);
  const indexes = new Map<string, LineIndex>([[uri, model.lines]]);
  const diagnostics: Diagnostic[] = [];
  for (const finding of findings) diagnostics.push(toDiagnostic(finding, model.lines, await relatedOf(finding, indexes, desk)));
  return diagnostics;
}

async function relatedOf({ related = [] }: Finding, indexes: Map<string, LineIndex>, desk: Workbench): Promise<DiagnosticRelatedInformation[]> {
  const places: DiagnosticRelatedInformation[] = [];
  for (const { uri, range, message } of related) {
    const lines = indexes.get(uri) ?? new LineIndex(fromUtf8((await desk.files.read(uri)) ?? new Uint8Array()));
    indexes.set(uri, lines);
    places.push({ location: { uri, range: toRange(range, lines) }, message });
  }
  return places;
}
