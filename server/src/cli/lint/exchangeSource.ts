// An HTTP exchange in a file: what is wrong with the head of each request and response, and the message in its body.
import { fromUtf8 } from '#engine/base/bytes';
import { readExchange } from '#engine/rules/bytes/httpExchange';
import type { Finding } from '#engine/rules/finding';

export interface ExchangePart {
  readonly start: number;
  readonly bytes: Uint8Array;
}

/** Requests in one file stand apart by lines that begin with ###, as HTTP clients in editors read them. */
export function exchangesIn(octets: Uint8Array): readonly ExchangePart[] {
  const parts: ExchangePart[] = [];
  let start = 0;
  for (const { from, to } of [...separators(octets), { from: octets.length, to: octets.length }]) {
    const first = firstLine(octets, start, from);
    if (first < from) parts.push({ start: first, bytes: octets.subarray(first, from) });
    start = to;
  }
  return parts;
}

/** The octets of the one body, where the file holds no more than one exchange. */
export function onlyBody([only, ...others]: readonly ExchangePart[]): Uint8Array | undefined {
  return only === undefined || others.length > 0 ? undefined : readExchange(only.bytes).body;
}

/** About all exchanges of the file; ranges count its octets. */
export function headFindings(exchanges: readonly ExchangePart[], check: (bytes: Uint8Array) => readonly Finding[]): readonly Finding[] {
  return exchanges.flatMap(({ start, bytes }) => check(bytes).map((finding) => moved(finding, start)));
}

/** Places in octets as places in the text that they are. */
export function inText(findings: readonly Finding[], octets: Uint8Array): readonly Finding[] {
  const at = (offset: number): number => fromUtf8(octets.subarray(0, offset)).length;
  return findings.map((finding) => ({ ...finding, range: { start: at(finding.range.start), end: at(finding.range.end) } }));
}

/** What was found in a part that begins `by` octets later, as of the whole. */
export function moved(finding: Finding, by: number): Finding {
  const { start, end } = finding.range;
  return { ...finding, range: { start: start + by, end: end + by } };
}

const [feed, number] = [0x0a, 0x23];

function separators(octets: Uint8Array): readonly { readonly from: number; readonly to: number }[] {
  const found: { from: number; to: number }[] = [];
  for (let line = 0; line < octets.length; ) {
    const next = lineAfter(octets, line);
    if (octets[line] === number && octets[line + 1] === number && octets[line + 2] === number) found.push({ from: line, to: next });
    line = next;
  }
  return found;
}

/** Past empty lines and the remarks that editors take between requests. */
function firstLine(octets: Uint8Array, start: number, end: number): number {
  let line = start;
  while (line < end) {
    const next = lineAfter(octets, line);
    if (!/^\s*(?:$|#|\/\/)/.test(fromUtf8(octets.subarray(line, Math.min(next, line + 80))))) return line;
    line = next;
  }
  return end;
}

function lineAfter(octets: Uint8Array, start: number): number {
  const found = octets.indexOf(feed, start);
  return found < 0 ? octets.length : found + 1;
}
