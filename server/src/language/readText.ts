// The octets of a document as text: by its byte order mark, else UTF-8, else as its XML declaration says.
import { fromUtf8, fromUtf8Strictly } from '#engine/base/bytes';

/** The byte order mark is no part of the text. Octets that fit no encoding become U+FFFD. */
export function readText(bytes: Uint8Array): string {
  return readTextStrictly(bytes) ?? fromUtf8(bytes);
}

/** The same; undefined where the octets are of no encoding that the document names. */
export function readTextStrictly(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return decoded(bytes, 'utf-16le');
  if (first === 0xfe && second === 0xff) return decoded(bytes, 'utf-16be');
  return (fromUtf8Strictly(bytes) ?? decoded(bytes, declaredEncoding(bytes)))?.replace(/^\uFEFF/, '');
}

function declaredEncoding(bytes: Uint8Array): string | undefined {
  return /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(fromUtf8(bytes.subarray(0, 200)))?.[1];
}

function decoded(bytes: Uint8Array, label: string | undefined): string | undefined {
  if (label === undefined) return undefined;
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    // Not what it says it is, or an encoding that there isn't.
    return undefined;
  }
}
