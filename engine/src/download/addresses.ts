// The addresses that a download agent goes to: http and https, nothing else.

/** Whether a request can be sent there at all. */
export function isHttp(url: string): boolean {
  return /^https?:\/\/[^/]/i.test(url) && resolvedAddress(url) !== undefined;
}

/** The absolute address that a reference means, without its fragment; undefined where it means none. */
export function resolvedAddress(reference: string, base?: string): string | undefined {
  try {
    const url = new URL(reference, base);
    url.hash = '';
    return url.href;
  } catch {
    return undefined;
  }
}

/** Scheme, host and port of an http or https address. */
export function originOf(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}
