// Values between the wire, documents and the tree: text, or octets where a node's format is `bin`. [TND 7.7.2]
import { fromBase64, fromUtf8Strictly, toBase64, utf8 } from '../base/bytes';
import { octetsCarried } from '../base/carriedOctets';
import { formatFault, type NodeFormat } from '../ddf/nodeFormat';
import type { Data } from '../syncml/message';
import { Refusal } from '../syncml/refusal';
import { writeXml } from '../xml/write';

/**
 * The value that Data gives a node of that format; `written` is the Format that Meta says. Throws a Refusal 415
 * where the data isn't of the format.
 */
export function valueOfData(format: NodeFormat, data: Data | undefined, written: string | undefined): string | Uint8Array {
  if (format === 'bin') return octetsOf(data, written);
  const text = textOfData(format, data);
  const fault = formatFault(format, text);
  if (fault !== undefined) throw new Refusal(415, `The data ${fault}, but the node's format is ${format}.`);
  return format === 'chr' || format === 'xml' ? text : text.trim();
}

function octetsOf(data: Data | undefined, written: string | undefined): Uint8Array {
  if (data instanceof Uint8Array && written !== 'b64') return data;
  if (data !== undefined && typeof data !== 'string' && !(data instanceof Uint8Array)) {
    throw new Refusal(415, "The data is mark-up, but the node's format is bin.");
  }
  const text = data === undefined ? '' : typeof data === 'string' ? data : fromUtf8Strictly(data);
  // [TND 7.7.2] In XML octets come as base64 and Meta says so; the node stays `bin`.
  if (written !== 'b64') return utf8(text ?? '');
  const octets = text === undefined ? undefined : octetsCarried(text);
  if (octets === undefined) throw new Refusal(415, "The data isn't base64.");
  return octets;
}

function textOfData(format: NodeFormat, data: Data | undefined): string {
  if (data === undefined) return '';
  if (typeof data === 'string') return data;
  if (data instanceof Uint8Array) {
    if (format === 'b64') return toBase64(data);
    const text = fromUtf8Strictly(data);
    // [TND 5] What is text is UTF-8.
    if (text === undefined) throw new Refusal(415, "The data isn't UTF-8.");
    return text;
  }
  if (format !== 'xml') throw new Refusal(415, `The data is mark-up, but the node's format is ${format}.`);
  return writeXml({ children: data });
}

/**
 * The value that a document's text gives a node of that format: base64 for `bin`. `fault` says what is wrong with
 * the text, as the end of a sentence.
 */
export function valueOfText(format: NodeFormat, text: string): { readonly value: string | Uint8Array; readonly fault?: string } {
  const value = format === 'bin' ? (fromBase64(text) ?? utf8(text)) : format === 'chr' || format === 'xml' ? text : text.trim();
  const fault = formatFault(format, text);
  return fault === undefined ? { value } : { value, fault };
}

/** A value as a document or a person reads it: octets as base64. */
export function textOfValue(value: string | Uint8Array): string {
  return typeof value === 'string' ? value : toBase64(value);
}
