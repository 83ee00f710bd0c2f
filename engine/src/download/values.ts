// The values of a descriptor's attributes: versions, sizes, media types and addresses.
import type { Range } from '../base/problem';
import { addressIn, type AttributeForm } from './descriptor';
import type { Tell } from './report';

/** The version, or undefined where we don't speak it. [DLOTA DDVersion] */
export function readVersion(written: string, place: Range, tell: Tell): string | undefined {
  const value = written.trim();
  const match = /^(\d{1,4})\.(\d{1,4})$/.exec(value);
  if (match === null) {
    const alone = /^0*1(\.|$)/.test(value);
    const severity = alone ? 'warning' : 'error';
    tell('dd-version-form', severity, `DDVersion is written like 1.0, not ${value === '' ? 'empty' : `"${value.slice(0, 40)}"`}.`, place, 'DDVersion');
    return alone ? '1.0' : undefined;
  }
  const [, major, minor] = match;
  if (Number(major) !== 1) {
    // [DLOTA 951] Another major version may be another format altogether.
    tell('dd-version', 'error', `Version ${value} of descriptors is not supported; a device answers 951.`, place, 'DDVersion');
    return undefined;
  }
  if (Number(minor) !== 0) tell('dd-version', 'warning', `Version ${value} is not known; it is read as 1.0.`, place, 'DDVersion');
  return value;
}

/** Octets; undefined where the value is no size. [DLOTA size] */
export function readSize(written: string, place: Range, tell: Tell, maxSize = Number.MAX_SAFE_INTEGER): number | undefined {
  const value = written.trim();
  const separated = /^\d{1,3}(,\d{3})+$/.test(value);
  const digits = separated ? value.replaceAll(',', '') : value;
  if (!/^\d+$/.test(digits)) {
    tell('dd-size', 'error', `size is a whole number of octets, not "${value.slice(0, 40)}".`, place, 'size');
    return undefined;
  }
  const size = Number(digits);
  // [DLOTA 906] Nothing, or less than nothing, can't be fetched.
  if (size === 0) {
    tell('dd-size', 'error', 'size is a positive number of octets.', place, 'size');
    return undefined;
  }
  if (size > maxSize) {
    tell('dd-size', 'error', `size is larger than ${maxSize}, the most that can be.`, place, 'size');
    return undefined;
  }
  if (separated) tell('dd-size-separator', 'warning', `size is written without separators: ${size}.`, place, 'size');
  return size;
}

/** The media type without white space around it; one that is none is kept, since a device will refuse it by name. [DLOTA type] */
export function readMediaType(written: string, place: Range, tell: Tell): string {
  const value = written.trim();
  if (!/^[!#$%&'*+.^`|~\w-]+\/[!#$%&'*+.^`|~\w-]+([ \t]*;.*)?$/.test(value)) {
    tell('dd-type', 'error', `type is a media type such as application/octet-stream, not "${value.slice(0, 60)}".`, place, 'type');
  }
  return value;
}

/** The code of what is wrong with an address, by what it is the address of. */
const codes: Readonly<Partial<Record<AttributeForm, string>>> = { 'object-uri': 'dd-objecturi', 'notify-uri': 'dd-notify-uri' };

/** Says what is wrong with an address. [DLOTA objectURI, installNotifyURI] */
export function readAddress(name: string, form: AttributeForm, value: string, place: Range, tell: Tell): void {
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(value)?.[1]?.toLowerCase();
  const code = codes[form] ?? 'dd-uri';
  if (/[\s<>"{}|\\^`]/.test(value)) {
    tell(code, 'error', `${name} has a character that no URI may have.`, place, name);
  } else if (scheme === undefined && form === 'notify-uri') {
    // [DLOTA installNotifyURI] A report goes to an absolute address.
    tell(code, 'error', `${name} is an absolute http or https address, not ${quoted(value)}.`, place, name);
  } else if (scheme === undefined) {
    if (form === 'object-uri') tell('dd-objecturi-relative', 'information', `${name} is relative: it counts from where the descriptor is fetched.`, place, name);
  } else if (scheme !== 'http' && scheme !== 'https') {
    // [DLOTA combined delivery] The object may stand beside the descriptor in one response.
    if (scheme === 'cid' && form === 'object-uri') return;
    const severity = form === 'uri' ? 'warning' : 'error';
    tell(code, severity, `${name} is an http or https address, not ${scheme.slice(0, 40)}.`, place, name);
  } else if (addressIn(value) === undefined) {
    tell(code, 'error', `${name} is no address: ${quoted(value)}.`, place, name);
  }
}

function quoted(value: string): string {
  return `"${value.slice(0, 80)}"`;
}
