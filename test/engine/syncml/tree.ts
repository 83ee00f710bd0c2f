// Short forms for element trees in tests.
import { element, text, type Element, type XmlDocument, type XmlNode } from '#engine/xml/element';

/** An element; a string among the parts is `Name=value`, or a bare text where there is no `=` after a name. */
export function tag(name: string, ...parts: readonly (XmlNode | string)[]): Element {
  return element(name, parts.map(part), { namespace: 'SYNCML:SYNCML1.2' });
}

function part(given: XmlNode | string): XmlNode {
  if (typeof given !== 'string') return given;
  const [, name, value] = /^([A-Za-z]+)=(.*)$/s.exec(given) ?? [];
  if (name === undefined || value === undefined) return text(given);
  return element(name, value === '' ? [] : [text(value)], { namespace: 'SYNCML:SYNCML1.2' });
}

export function meta(...parts: readonly (XmlNode | string)[]): Element {
  return tag('Meta', ...parts);
}

export function documentOf(root: Element): XmlDocument {
  return { children: [root], root };
}

export const header: Element = tag(
  'SyncHdr',
  'VerDTD=1.2',
  'VerProto=DM/1.2',
  'SessionID=AB',
  'MsgID=1',
  tag('Target', 'LocURI=http://127.0.0.1:8080/dm'),
  tag('Source', 'LocURI=IMEI:493005100592800'),
);

/** A message with these commands. */
export function messageTree(...commands: readonly (XmlNode | string)[]): XmlDocument {
  return documentOf(tag('SyncML', header, tag('SyncBody', ...commands, tag('Final'))));
}
