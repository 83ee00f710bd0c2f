// Refactorings: larger changes that a person asks for at a place. Whether one is offered is told at once; the change is
// worked out when it is chosen.
import type { Files } from '#engine/base/files';
import type { Range } from '#engine/base/problem';
import type { DocumentModel } from './documentModel';
import type { FileFacts } from './facts';
import type { WorkspaceIndex } from './workspaceIndex';

export interface RefactoringPlace {
  readonly model: DocumentModel;
  readonly facts: FileFacts;
  readonly index: WorkspaceIndex;
  readonly files: Files;
  /** What is selected; empty at the caret. */
  readonly range: Range;
}

/** Another text at a place of a file, or a new file. */
export type Change =
  | { readonly kind: 'edit'; readonly uri: string; readonly range: Range; readonly text: string }
  | { readonly kind: 'create'; readonly uri: string; readonly text: string };

export interface Refactoring {
  readonly id: string;
  readonly kind: 'refactor.rewrite' | 'refactor.extract';
  /** Makes files. */
  readonly creates: boolean;
  /** What it is called there, in the imperative; undefined where it has no meaning. */
  readonly title: (place: RefactoringPlace) => string | undefined;
  /** Empty where it can't be done any more. */
  readonly changes: (place: RefactoringPlace) => readonly Change[] | Promise<readonly Change[]>;
}

/** The URI of a file that isn't there yet, beside another: `name`, with a number behind it where that is taken. */
export function freeUri(beside: string, stem: string, ending: string, index: WorkspaceIndex): string {
  const folder = beside.replace(/[^/]*$/, '');
  for (let number = 1; ; number++) {
    const uri = `${folder}${encodeURIComponent(number === 1 ? stem : `${stem}-${number}`)}${ending}`;
    if (!index.exists(uri) && index.get(uri) === undefined && uri !== beside) return uri;
  }
}

/** The name of a file without what comes behind the first dot. */
export function stemOf(uri: string): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1).replace(/[?#].*$/, '');
  const stem = name.replace(/\..*$/, '');
  try {
    return decodeURIComponent(stem);
  } catch {
    return stem;
  }
}
