// Addresses of nodes as documents write them: their segments, each with its place.
import type { Range } from '#engine/base/problem';
import { textOf, type Element } from '#engine/xml/element';

export interface Segment {
  /** As written; in a flow perhaps with `${}` in it. */
  readonly name: string;
  readonly range: Range;
}

export interface AddressUse {
  /** `uri` of a LocURI or an attribute of a flow; `path` of a Path; `value`: a value that is the address of a node. */
  readonly role: 'uri' | 'path' | 'value';
  /** From the root down; empty for the root itself. */
  readonly segments: readonly Segment[];
  /** The whole, white space at its ends left out. */
  readonly range: Range;
}

/**
 * The address that `written` is, where it stands at `start`; undefined for one that no node can have: an URL, a
 * device's or a server's name, a text with references in it. A query is left out of account.
 */
export function addressIn(written: string, start: number, role: AddressUse['role']): AddressUse | undefined {
  const lead = written.length - written.trimStart().length;
  const text = written.trim();
  const from = start + lead;
  const range: Range = { start: from, end: from + text.length };
  const mark = text.indexOf('?');
  const address = mark < 0 ? text : text.slice(0, mark);
  if (address === '' || /[\s&<]/.test(address) || /^[a-z][a-z0-9+.-]*:/i.test(address)) return undefined;
  const segments: Segment[] = [];
  let at = from;
  for (const name of splitOutsidePlaceholders(address)) {
    const end = at + name.length;
    // An address that is being written ends in a slash.
    if (name === '' && at > from && end === from + address.length) break;
    if (name === '' || name === '..' || (name === '.' && at > from)) return undefined;
    if (name !== '.') segments.push({ name, range: { start: at, end } });
    at = end + 1;
  }
  return { role, segments, range };
}

/** `${a}/b` has two parts; a slash within `${}` parts nothing. */
function splitOutsidePlaceholders(address: string): readonly string[] {
  return address.includes('${') ? (address.match(/(?:\$\{[^}]*\}|[^/])+|(?<=\/)$/g) ?? ['']) : address.split('/');
}

/** The address in the text of an element; the element holds one stretch of plain text. */
export function addressOfElement(element: Element, text: string, role: AddressUse['role']): AddressUse | undefined {
  const [only, more] = element.children;
  if (only?.kind !== 'text' || only.cdata || more !== undefined) return undefined;
  return addressIn(text.slice(only.range.start, only.range.end), only.range.start, role);
}

/** Whether an element named LocURI holds the address of a node: those of the header name the ends. */
export function isNodeAddress(path: readonly Element[]): boolean {
  const [element, side, holder] = path.slice(-3).reverse();
  if (element?.local !== 'LocURI' || (side?.local !== 'Target' && side?.local !== 'Source')) return false;
  return holder?.local === 'Item' || (holder !== undefined && /^(?:Map|Sync)$/.test(holder.local));
}

/** Whether an element may hold a value that is the address of a node, as a ConRef does: it begins with `./`. */
export function mayRefer(element: Element): boolean {
  return (element.local === 'Data' || element.local === 'Value' || element.local === 'DefaultValue') && /^\s*\.\/\S/.test(textOf(element));
}

/** The names down to a segment, that one included. */
export function namesTo({ segments }: AddressUse, index: number): readonly string[] {
  return segments.slice(0, index + 1).map(({ name }) => name);
}

/** A text as it is written in XML, in an element or between quotes. */
export function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);
}
