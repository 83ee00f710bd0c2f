// The path of a request to the name of a file: what may be asked for at all, on whatever system the files lie.

/** Names that mean a device on Windows, in every folder and with every suffix. */
const devices = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;

/**
 * The name that a path asks for: segments joined by `/`, percent-encoding taken off. Undefined for a path that could
 * mean anything but a file in our folder: a segment that is empty or begins with a dot (`..` among them), a slash, a
 * backslash, a colon or a control character in a segment, encoded or not, what Windows reads as another name, what
 * isn't UTF-8.
 */
export function fileNameOf(path: string): string | undefined {
  if (!path.startsWith('/') || path.length > 1024) return undefined;
  const segments: string[] = [];
  for (const written of path.slice(1).split('/')) {
    const segment = decoded(written);
    if (segment === undefined || !isSafe(segment)) return undefined;
    segments.push(segment);
  }
  return segments.join('/');
}

/** The path by which a file is asked for. */
export function pathOf(name: string): string {
  return `/${name.split('/').map(encodeURIComponent).join('/')}`;
}

function decoded(written: string): string | undefined {
  try {
    return decodeURIComponent(written);
  } catch {
    return undefined;
  }
}

function isSafe(segment: string): boolean {
  if (segment === '' || segment.startsWith('.')) return false;
  for (const character of segment) {
    const code = character.charCodeAt(0);
    if (code < 0x20 || code === 0x7f || '/\\:*?"<>|'.includes(character)) return false;
  }
  // Windows leaves out dots and blanks at the end of a name.
  return !/[. ]$/.test(segment) && !devices.test(segment);
}
