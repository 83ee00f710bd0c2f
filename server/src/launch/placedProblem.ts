// A problem with its place as people read it.
import { fromUtf8 } from '#engine/base/bytes';
import type { Files } from '#engine/base/files';
import type { Problem } from '#engine/base/problem';
import { LineIndex } from '#engine/xml/lines';
import { pathOfUri } from './fileUri';

export interface PlacedProblem {
  readonly problem: Problem;
  readonly uri: string;
  /** Both counted from 0; `character` in UTF-16 units. */
  readonly line: number;
  readonly character: number;
}

/** Finds line and column of each problem; `uri` is the document of those that name none. Keeps their order. */
export async function placeProblems(problems: readonly Problem[], uri: string, files: Files): Promise<readonly PlacedProblem[]> {
  const indexes = new Map<string, LineIndex>();
  const placed: PlacedProblem[] = [];
  for (const problem of problems) {
    const where = problem.uri ?? uri;
    const index = indexes.get(where) ?? new LineIndex(await textOf(where, files));
    indexes.set(where, index);
    placed.push({ problem, uri: where, ...index.position(problem.range.start) });
  }
  return placed;
}

/** `path:3:7 error unknown-actor There is no actor … [DM-PRO 8.2]` */
export function problemLine({ problem, uri, line, character }: PlacedProblem, show: (path: string) => string = (path) => path): string {
  const clause = problem.clause === undefined ? '' : ` [${problem.clause}]`;
  return `${show(pathOfUri(uri))}:${line + 1}:${character + 1} ${problem.severity} ${problem.code} ${problem.message}${clause}`;
}

/** The text of a document; empty where it can't be read, since a problem says so already. */
async function textOf(uri: string, files: Files): Promise<string> {
  try {
    return fromUtf8((await files.read(uri)) ?? new Uint8Array());
  } catch {
    return '';
  }
}
