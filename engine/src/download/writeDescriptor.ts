// A download descriptor to an element tree.
import { element, text, type Element, type XmlDocument } from '../xml/element';
import { descriptorAttributes, descriptorNamespace, type DownloadDescriptor } from './descriptor';

/** Writes every attribute that has a value, in a fixed order; the version always. */
export function writeDescriptor(descriptor: DownloadDescriptor): XmlDocument {
  const children = descriptorAttributes.flatMap(({ name, key }) => valuesOf(descriptor[key]).map((value) => leaf(name, value)));
  const root = element('media', children, { namespace: descriptorNamespace });
  return { children: [root], root };
}

function leaf(name: string, value: string): Element {
  return element(name, value === '' ? [] : [text(value)], { namespace: descriptorNamespace });
}

function valuesOf(value: DownloadDescriptor[keyof DownloadDescriptor]): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'object' ? value : [String(value)];
}
