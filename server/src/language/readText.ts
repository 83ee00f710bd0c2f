// The octets of a document as text: by its byte order mark, else UTF-8, else as its XML declaration says.
import { fromUtf8, fromUtf8Strictly } from '#engine/base/bytes';

/** The byte order mark is no part of the text. Octets that fit no encoding become U+FFFD. */
export function readText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return (fromUtf8Strictly(bytes) ?? decodedAsDeclared(bytes)).replace(/^\uFEFF/, '');
}

function decodedAsDeclared(bytes: Uint8Array): string {
  const head = fromUtf8(bytes.subarray(0, 200));
  const label = /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(head)?.[1];
  if (label === undefined) return fromUtf8(bytes);
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    // An encoding that there isn't.
    return fromUtf8(bytes);
  }
}
