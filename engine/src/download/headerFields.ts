// The values of the HTTP header fields that a download needs.

/** `type/subtype` in lower case, parameters aside; undefined where there is none. [RFC 9110 8.3.1] */
export function mediaTypeOf(contentType: string | undefined): string | undefined {
  const essence = contentType?.split(';')[0]?.trim().toLowerCase();
  return essence === '' ? undefined : essence;
}

/** A parameter of a media type or of a challenge, quotes taken off. [RFC 9110 5.6.6] */
export function parameterOf(value: string, name: string): string | undefined {
  const fields = /;[ \t]*([!#$%&'*+.^`|~\w-]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s;"]*))/g;
  for (const [, key = '', quoted, plain] of value.matchAll(fields)) {
    if (key.toLowerCase() === name) return quoted?.replace(/\\(.)/g, '$1') ?? plain;
  }
  return undefined;
}

/** Whether a media type is one of those that a list names; `type/*` and `*` + `/*` stand for many. */
export function isAmong(mediaType: string, accepted: readonly string[]): boolean {
  const type = mediaTypeOf(mediaType) ?? '';
  return accepted.some((entry) => {
    const pattern = entry.trim().toLowerCase();
    return pattern === '*/*' || pattern === type || (pattern.endsWith('/*') && type.startsWith(pattern.slice(0, -1)));
  });
}

/** Seconds are the finest that HTTP tells. [RFC 9110 5.6.7] */
export function writeHttpDate(milliseconds: number): string {
  return new Date(milliseconds).toUTCString();
}

/** Milliseconds since 1970, from any of the three forms; undefined where it is none. [RFC 9110 5.6.7] */
export function readHttpDate(value: string): number | undefined {
  const text = value.trim();
  if (text.length > 40 || !/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text)) return undefined;
  const time = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
  return Number.isNaN(time) ? undefined : time;
}

/** Milliseconds from now that a server asks for before the next try; undefined where it doesn't say. [RFC 9110 10.2.3] */
export function readRetryAfter(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,9}$/.test(value.trim())) return Number(value) * 1000;
  const time = readHttpDate(value);
  return time === undefined ? undefined : Math.max(0, time - now);
}

/** A length in octets; undefined where it isn't said, or not in digits. */
export function readLength(value: string | undefined): number | undefined {
  return value !== undefined && /^\d{1,15}$/.test(value.trim()) ? Number(value) : undefined;
}

/** Which part of the whole a 206 carries; `total` is absent where the server doesn't know. [RFC 9110 14.4] */
export interface ContentRange {
  readonly first: number;
  readonly last: number;
  readonly total?: number;
}

export function readContentRange(value: string | undefined): ContentRange | undefined {
  const match = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15}|\*)$/.exec(value?.trim() ?? '');
  if (match === null) return undefined;
  const [, first, last, total] = match;
  if (Number(last) < Number(first) || (total !== '*' && Number(total) <= Number(last))) return undefined;
  return { first: Number(first), last: Number(last), ...(total === '*' ? {} : { total: Number(total) }) };
}

/** The length of the whole that a 416 tells. [RFC 9110 15.5.17] */
export function readUnsatisfiedRange(value: string | undefined): number | undefined {
  return readLength(/^bytes \*\/(\d+)$/.exec(value?.trim() ?? '')?.[1]);
}
