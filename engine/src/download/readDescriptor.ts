// An element tree, or a text, to a download descriptor: what a device accepts, and what it had to overlook.
import type { Problem, Range } from '../base/problem';
import { attribute, childElements, textOf, type Element, type XmlDocument } from '../xml/element';
import { parseXml } from '../xml/parse';
import { addressIn, descriptorAttributes, descriptorNamespace, elementsOfVersion2, type DescriptorAttribute, type DownloadDescriptor } from './descriptor';
import { reporting, type Tell } from './report';
import { readAddress, readMediaType, readSize, readVersion } from './values';

/** The status that a device answers with where it can't go on. [DLOTA status codes] */
export type DescriptorRefusal = 906 | 951;

export interface ReadDescriptor {
  /** Absent exactly where there is a refusal. */
  readonly descriptor?: DownloadDescriptor;
  readonly refusal?: DescriptorRefusal;
  /** Where a refusal is reported, as far as the descriptor says. [DLOTA status report] */
  readonly reportTo?: string;
  /** In the order of their places. A refusal has at least one error, unless it is the parser's. */
  readonly problems: readonly Problem[];
}

export interface DescriptorLimits {
  /** UTF-16 units of text. Default 65,536. */
  readonly maxText?: number;
  /** The largest number of octets that `size` may say. Default 2^53 - 1. */
  readonly maxSize?: number;
}

/**
 * Reads the text of a descriptor as a device does: one that isn't well-formed is refused, and so is one with text
 * around its root. Never throws.
 */
export function readDescriptorText(text: string, limits: DescriptorLimits = {}): ReadDescriptor {
  const { maxText = 65_536 } = limits;
  if (text.length > maxText) {
    const message = `A descriptor of ${text.length} characters is too long; ${maxText} are allowed.`;
    return { refusal: 906, problems: [{ code: 'too-big', severity: 'error', message, range: { start: maxText, end: text.length } }] };
  }
  const { document, problems: faults } = parseXml(text);
  const read = readDescriptor(document, limits);
  const problems = [...faults, ...read.problems].sort((a, b) => a.range.start - b.range.start);
  // [DLOTA 906] What can't be parsed is no descriptor, whatever could still be read of it.
  if (faults.some(({ severity }) => severity === 'error')) return refused(read.refusal ?? 906, problems, read.reportTo ?? read.descriptor?.installNotifyUri);
  return { ...read, problems };
}

/** Reads a tree that a parser gave; what that parser found wrong isn't said again. Never throws. */
export function readDescriptor(document: XmlDocument, limits: DescriptorLimits = {}): ReadDescriptor {
  const { problems, tell } = reporting();
  const { root } = document;
  if (root === undefined) {
    tell('dd-root', 'error', 'A download descriptor begins with media.', { start: 0, end: 0 }, 'media');
    return { refusal: 906, problems };
  }
  if (!isDescriptorRoot(root, tell)) return { refusal: root.local === 'dd' ? 951 : 906, problems };
  const found = sortOut(root, tell);
  const version = versionOf(root, found, tell);
  // [DLOTA DDVersion] The version is checked before all else: the rest may mean something else in another.
  const [notify] = found.get('installNotifyURI') ?? [];
  const reportTo = notify === undefined ? undefined : addressIn(textOf(notify));
  if (version === undefined) return refused(951, problems, reportTo);
  const descriptor = attributesOf(root, found, version, limits, tell);
  problems.sort((a, b) => a.range.start - b.range.start);
  // [DLOTA media] Real devices refuse text before the root; the parser has told it.
  if (descriptor === undefined || hasTextAround(document)) return refused(906, problems, reportTo);
  return { descriptor, problems };
}

function refused(refusal: DescriptorRefusal, problems: readonly Problem[], reportTo: string | undefined): ReadDescriptor {
  return reportTo === undefined ? { refusal, problems } : { refusal, reportTo, problems };
}

function hasTextAround({ children }: XmlDocument): boolean {
  return children.some((node) => node.kind === 'text' && /[^ \t\r\n\uFEFF]/.test(node.value));
}

function isDescriptorRoot(root: Element, tell: Tell): boolean {
  if (root.local === 'dd') {
    tell('dd-root', 'error', 'A download descriptor begins with media; dd begins one of version 2, which is another format.', root.nameRange, 'DDVersion');
    return false;
  }
  if (root.local !== 'media') {
    tell('dd-root', 'error', `A download descriptor begins with media, not ${root.name}.`, root.nameRange, 'media');
    return false;
  }
  if (root.namespace === descriptorNamespace) return true;
  if (root.namespace === '') {
    tell('dd-namespace', 'warning', `The namespace of a descriptor is missing: xmlns="${descriptorNamespace}".`, root.nameRange, 'media');
    return true;
  }
  const at = (attribute(root, 'xmlns') ?? root).nameRange;
  const message = `The namespace of a descriptor is ${descriptorNamespace}, not ${root.namespace}.`;
  if (!isVariant(root.namespace)) {
    tell('dd-namespace', 'error', message, at, 'media');
    return false;
  }
  tell('dd-namespace', 'warning', message, at, 'media');
  return true;
}

/** Written otherwise, but meant: another scheme or case, white space, a slash or a version at the end. */
function isVariant(namespace: string): boolean {
  return /^(https?:\/\/)?(www\.)?openmobilealliance\.(org|com)\/(xmlns\/)?dd(-?1(\.\d+)?)?\/?$/i.test(namespace.trim());
}

/** The elements of each attribute, in their order. */
type Found = ReadonlyMap<string, readonly Element[]>;

function sortOut(root: Element, tell: Tell): Found {
  const found = new Map<string, Element[]>();
  for (const node of root.children) {
    if ((node.kind === 'text' && /[^ \t\r\n]/.test(node.value)) || node.kind === 'opaque') {
      tell('text-not-allowed', 'warning', 'media holds elements, no text.', node.range, 'media');
    }
  }
  for (const child of childElements(root)) {
    // [DLOTA unknown elements] Unknown elements are ignored; those of other namespaces are somebody's extensions.
    if (child.namespace !== root.namespace && child.namespace !== '') continue;
    const known = descriptorAttributes.find(({ name }) => name === child.local);
    if (known === undefined) {
      tellUnknown(child, tell);
      continue;
    }
    const before = found.get(child.local);
    if (before === undefined) {
      found.set(child.local, [child]);
    } else if (known.repeats) {
      before.push(child);
    } else {
      tell('dd-duplicate', 'warning', `${child.local} stands once in a descriptor; the first counts.`, child.nameRange, child.local);
    }
  }
  return found;
}

function tellUnknown(child: Element, tell: Tell): void {
  const meant = descriptorAttributes.find(({ name }) => name.toLowerCase() === child.local.toLowerCase());
  if (elementsOfVersion2.has(child.local)) {
    tell('dd-v2-element', 'warning', `${child.local} is an element of version 2; here it is ignored.`, child.nameRange, 'unknown elements');
  } else if (meant !== undefined) {
    tell('dd-unknown', 'warning', `${child.local} is ignored; the attribute is called ${meant.name}.`, child.nameRange, 'unknown elements');
  } else {
    tell('dd-unknown', 'hint', `A descriptor has no attribute ${child.local}; it is ignored.`, child.nameRange, 'unknown elements');
  }
}

/** `1.0` where nothing is said; undefined where it is one that we don't speak. Version 2 has an XML attribute instead. */
function versionOf(root: Element, found: Found, tell: Tell): string | undefined {
  const inElement = found.get('DDVersion')?.[0];
  const inAttribute = attribute(root, 'DDVersion');
  if (inElement !== undefined) return readVersion(textOf(inElement), placeOf(inElement), tell);
  if (inAttribute !== undefined) return readVersion(inAttribute.value, inAttribute.valueRange, tell);
  // [DLOTA DDVersion] A descriptor that doesn't say is of 1.0.
  return '1.0';
}

function attributesOf(root: Element, found: Found, version: string, limits: DescriptorLimits, tell: Tell): DownloadDescriptor | undefined {
  let whole = true;
  const values: Partial<Record<DescriptorAttribute['key'], string>> = {};
  const types: string[] = [];
  let size: number | undefined;
  const lacking = descriptorAttributes.filter(({ name, required }) => required && !found.has(name)).map(({ name }) => name);
  if (lacking.length > 0) {
    tell('dd-missing', 'error', `The descriptor lacks ${lacking.join(', ')}.`, root.nameRange, lacking[0] ?? 'media');
    whole = false;
  }
  for (const known of descriptorAttributes) {
    const { name, key, form, required } = known;
    const elements = found.get(name) ?? [];
    for (const element of elements) {
      // [DLOTA 906] Real devices refuse a descriptor with mark-up where only text may be.
      const inner = childElements(element)[0];
      const value = textOf(element);
      if (inner !== undefined) {
        tell('dd-nested', 'error', `${name} holds text only; devices refuse a descriptor with elements inside.`, inner.nameRange, name);
        whole = false;
      } else if (value.trim() === '') {
        tell(required ? 'dd-missing' : 'dd-empty', required ? 'error' : 'warning', `${name} is empty.`, element.nameRange, name);
        if (required) whole = false;
      } else if (form === 'size') {
        size = readSize(value, placeOf(element), tell, limits.maxSize);
      } else if (form === 'media-type') {
        types.push(readMediaType(value, placeOf(element), tell));
      } else if (form !== 'version') {
        values[key] = readText(known, value, placeOf(element), tell);
      }
    }
  }
  const { objectUri, ...others } = values;
  if (!whole || size === undefined || objectUri === undefined) return undefined;
  return { ...others, version, objectUri, size, types };
}

function readText({ name, form }: DescriptorAttribute, written: string, place: Range, tell: Tell): string {
  // [DLOTA installParam] Only the installer knows what its parameter means.
  if (form === 'parameter') return written;
  const value = written.trim();
  if (form !== 'text') readAddress(name, form, value, place, tell);
  return value;
}

/** Where the value of an attribute stands. */
function placeOf(element: Element): Range {
  const [first] = element.children;
  const last = element.children[element.children.length - 1];
  return first === undefined || last === undefined ? element.nameRange : { start: first.range.start, end: last.range.end };
}
