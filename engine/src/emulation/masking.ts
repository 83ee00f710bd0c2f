// Masking: credentials, nonces and secrets in what people see of a run. What is sent is never touched.
import { mask } from '../base/mask';
import { attribute, childElements, text, textOf, withChildren, type Element, type XmlDocument, type XmlNode } from '../xml/element';
import { parseXml } from '../xml/parse';
import { writeXml } from '../xml/write';

export interface Masking {
  /** A message, a description or values of a device, whole. */
  document(document: XmlDocument): XmlDocument;
  /** A sentence, a URL, a body of whatever kind. */
  text(value: string): string;
  /** The value of a leaf of the device's tree. */
  leaf(name: string, value: string): string;
  /** The value of an HTTP header field; `name` in lower case. */
  field(name: string, value: string): string;
}

/** Everything as it is, for whoever has asked for it. */
const shown: Masking = { document: (document) => document, text: (value) => value, leaf: (_name, value) => value, field: (_name, value) => value };

const hidden: Masking = {
  document: (document) => {
    const children = document.children.map((node) => maskedNode(node, false));
    const root = children.find((node): node is Element => node.kind === 'element');
    return root === undefined ? { children } : { children, root };
  },
  text: maskedText,
  leaf: (name, value) => (secretNodes.test(name) ? maskedWhole(value) : value),
  field: maskedField,
};

export function maskingOf(showSecrets: boolean): Masking {
  return showSecrets ? shown : hidden;
}

/** Nodes of a device that hold what its servers and it prove to each other, under their names in DM 1.2 and 1.1. [DM-STDOBJ 5.3.1] */
const secretNodes = /^(?:AAuthSecret|AAuthData|ClientPW|ServerPW|ClientNonce|ServerNonce|PasswordAuth|PXAUTHPW)$/i;

/** A URI whose last name, or the property of which, is such a node. */
function isSecretUri(uri: string): boolean {
  return secretNodes.test(uri.trim().replace(/\?.*$/s, '').split('/').at(-1) ?? '');
}

function maskedNode(node: XmlNode, secret: boolean): XmlNode {
  switch (node.kind) {
    case 'element':
      return maskedElement(node, secret);
    case 'text': {
      const value = secret ? maskedWhole(node.value) : maskedContent(node.value);
      return value === node.value ? node : text(value, node.cdata);
    }
    case 'opaque':
      return secret && node.value.length > 0 ? text(mask(node.value.length, 'octets')) : node;
    default:
      return node;
  }
}

function maskedElement(element: Element, secret: boolean): Element {
  const { local } = element;
  // [RepPro 6.1.6] [METINF 5]
  if (local === 'NextNonce') return changed(element, (node) => maskedNode(node, true));
  if (local === 'Cred') return changed(element, (node) => maskedNode(node, node.kind === 'element' && node.local === 'Data'));
  // [DM-REP 6.3.2] The Data of an Item belongs to the node that the Item names.
  if (local === 'Item') {
    const isSecret = childElements(element).some((child) => (child.local === 'Target' || child.local === 'Source') && isSecretUri(uriIn(child)));
    return changed(element, (node) => maskedNode(node, isSecret && node.kind === 'element' && node.local === 'Data'));
  }
  // [TNDS 5] And the Value of a Node to its NodeName.
  if (local === 'Node') {
    const isSecret = childElements(element).some((child) => child.local === 'NodeName' && secretNodes.test(textOf(child).trim()));
    return changed(element, (node) => maskedNode(node, isSecret && node.kind === 'element' && node.local === 'Value'));
  }
  // A parameter of a bootstrap document, and an account of a flow.
  const parameter = local === 'parm' && secretNodes.test(attribute(element, 'name')?.value ?? '');
  const names = parameter ? ['value'] : ['secret', 'nonce'];
  return maskedAttributes(changed(element, (node) => maskedNode(node, secret)), parameter || local === 'client' || local === 'server' ? names : []);
}

function maskedAttributes(element: Element, names: readonly string[]): Element {
  if (!element.attributes.some(({ name }) => names.includes(name))) return element;
  const attributes = element.attributes.map((given) => {
    const { name, value, range, nameRange, valueRange } = given;
    return names.includes(name) ? { name, value: maskedWhole(value), range, nameRange, valueRange } : given;
  });
  return { ...withChildren(element, element.children), attributes };
}

function changed(element: Element, change: (node: XmlNode) => XmlNode): Element {
  const children = element.children.map(change);
  return children.every((node, i) => node === element.children[i]) ? element : withChildren(element, children);
}

function uriIn(address: Element): string {
  const uri = childElements(address).find(({ local }) => local === 'LocURI');
  return textOf(uri ?? address);
}

function maskedWhole(value: string): string {
  const trimmed = value.trim();
  return trimmed === '' ? value : mask(trimmed.length);
}

/** Character data may be a document itself: a tree in a CDATA section. */
function maskedContent(value: string): string {
  if (!value.includes('<') || !/AAuth|PW<|Nonce<|PXAUTHPW|\bsecret=/i.test(value)) return maskedText(value);
  const { document, problems } = parseXml(value);
  if (document.root === undefined || problems.some(({ severity }) => severity === 'error')) return maskedText(value);
  return writeXml(hidden.document(document));
}

/** What a sentence may quote: the password of a URL, a header with credentials. */
function maskedText(value: string): string {
  return value
    .replace(/\b([a-z][a-z0-9+.-]*:\/\/[^\s/?#@:]*):([^\s/?#@]+)@/gi, (_, before: string, password: string) => `${before}:${mask(password.length)}@`)
    .replace(/\bmac=(?:"([^"]*)"|([^\s,"[]+))/gi, (_, quoted: string | undefined, bare: string | undefined) => `mac=${mask((quoted ?? bare ?? '').length)}`)
    .replace(/\b((?:proxy-)?authorization:\s*\w+)[ \t]+(?!\[masked)([^\r\n]+)/gi, (_, before: string, said: string) => `${before} ${mask(said.length)}`);
}

function maskedField(name: string, value: string): string {
  if (name === 'authorization' || name === 'proxy-authorization') {
    const [scheme = '', ...rest] = value.split(' ');
    const said = rest.join(' ');
    return said === '' ? mask(value.length) : `${scheme} ${mask(said.length)}`;
  }
  if (name === 'cookie' || name === 'set-cookie') return mask(value.length);
  return maskedText(value);
}
