// Accept: in which encoding a request may be answered, and what a client says that it takes. [SyncML HTTP 5.3.3]
import type { Headers } from '../net/exchange';
import { mediaTypes, type Encoding } from './encoding';

/** Nothing honest is longer. */
const longestField = 2000;

/**
 * A server knows both encodings: the answer is in that of the request where the client takes it, else in the other.
 * Undefined where the client takes neither, or not UTF-8: 406. [SyncML HTTP 5.3.3]
 */
export function answerEncoding(headers: Headers, requested: Encoding): Encoding | undefined {
  if (!takes(headers['accept-charset'], ['utf-8', '*'])) return undefined;
  const other: Encoding = requested === 'xml' ? 'wbxml' : 'xml';
  const known: readonly Encoding[] = [requested, other];
  return known.find((encoding) => takes(headers.accept, [mediaTypes[encoding], 'application/*', '*/*']));
}

/** The Accept of a client: what it sends itself, and the other encoding, which it reads as well. */
export function acceptOf(own: Encoding): string {
  return `${mediaTypes[own]}, ${mediaTypes[own === 'xml' ? 'wbxml' : 'xml']};q=0.5`;
}

/** The most specific word counts; no word at all takes everything. [RFC 9110 12.5.1] */
function takes(field: string | undefined, names: readonly string[]): boolean {
  if (field === undefined || field.trim() === '') return true;
  const said = new Map<string, boolean>();
  for (const range of field.slice(0, longestField).split(',')) {
    const [name = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const quality = parameters.find((parameter) => /^q\s*=/.test(parameter))?.replace(/^q\s*=\s*/, '');
    said.set(name, quality === undefined || Number(quality) > 0);
  }
  return names.map((name) => said.get(name)).find((taken) => taken !== undefined) ?? false;
}
