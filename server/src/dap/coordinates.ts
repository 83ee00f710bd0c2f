// Places as the debug client counts and names them: lines and columns from 0 or 1, files by path or URI.
import type { DebugProtocol } from '@vscode/debugprotocol';
import { nameOfUri, pathOfUri, uriOfPath } from '../launch/fileUri';

/** Between the client's way and ours: lines and columns from 0, documents by URI. */
export interface Coordinates {
  readonly toClientLine: (line: number) => number;
  readonly fromClientLine: (line: number) => number;
  readonly toClientColumn: (character: number) => number;
  readonly source: (uri: string) => DebugProtocol.Source;
  /** Of a source that the client names; undefined where it is none of the files. */
  readonly uriOf: (source: DebugProtocol.Source) => string | undefined;
}

export function coordinatesOf(client: Pick<DebugProtocol.InitializeRequestArguments, 'linesStartAt1' | 'columnsStartAt1' | 'pathFormat'>): Coordinates {
  const firstLine = client.linesStartAt1 === false ? 0 : 1;
  const firstColumn = client.columnsStartAt1 === false ? 0 : 1;
  return {
    toClientLine: (line) => line + firstLine,
    fromClientLine: (line) => line - firstLine,
    toClientColumn: (character) => character + firstColumn,
    source: (uri) => ({ name: nameOfUri(uri), path: client.pathFormat === 'uri' ? uri : pathOfUri(uri) }),
    uriOf: (source) => (source.path === undefined ? undefined : uriOfPath(source.path)),
  };
}
