// Paths and URIs: what people, terminals and debug clients name by path, the engine names by URI.
import { URI } from 'vscode-uri';

/** An absolute path, or a URI, which stays as it is. */
export function uriOfPath(path: string): string {
  return /^[a-z][a-z0-9+.-]+:/i.test(path) && !/^[a-z]:[\\/]/i.test(path) ? path : URI.file(path).toString();
}

/** The path of a `file:` URI; any other URI as it is. */
export function pathOfUri(uri: string): string {
  return uri.startsWith('file:') ? URI.parse(uri).fsPath : uri;
}

/** The same for every way of writing a file's URI, so that URIs from different hands can be compared. */
export function fileKey(uri: string): string {
  return uri.startsWith('file:') ? URI.parse(uri).toString() : uri;
}

/** The last part of the path. */
export function nameOfUri(uri: string): string {
  const path = URI.parse(uri).path;
  return path.slice(path.lastIndexOf('/') + 1);
}
