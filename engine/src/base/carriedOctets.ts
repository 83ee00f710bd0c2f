// Octets beside the base64 that carries them: a package goes out, comes in and is stored as the same text.
import { fromBase64, toBase64 } from './bytes';

const texts = new WeakMap<Uint8Array, string>();
/** Octets from which on a text is worth keeping; it is kept as long as they are. */
const large = 1024;

/** As `toBase64`, made once. The octets must never change. */
export function carriedAs(octets: Uint8Array): string {
  const known = texts.get(octets);
  if (known !== undefined) return known;
  const text = toBase64(octets);
  if (octets.length >= large) texts.set(octets, text);
  return text;
}

/** As `fromBase64`; the octets are carried as the text that they came as, unless it holds white space. */
export function octetsCarried(text: string): Uint8Array | undefined {
  const octets = fromBase64(text);
  if (octets !== undefined && octets.length >= large && text.length === 4 * Math.ceil(octets.length / 3)) texts.set(octets, text);
  return octets;
}
