// Rules of credentials in the header.
import { fromBase64, fromUtf8 } from '../../base/bytes';
import { editXml, elementLike } from '../../xml/edit';
import { child, text as newText, textOf, type Element } from '../../xml/element';
import { elementAt } from '../elementAt';
import { plainText, quoted, saysNothing } from '../elementText';
import { replacing, type Example } from '../examples';
import { metaChild, type MessageFacts } from '../messageFacts';
import type { Rule } from '../rule';

const source = '<Source><LocURI>IMEI:493005100592800</LocURI></Source>';
const named = '<Source><LocURI>IMEI:493005100592800</LocURI><LocName>device-user</LocName></Source>';
const digest = 'yTmS+pu6VJgdQrSgqfv6Mg==';
const b64 = '<Format xmlns="syncml:metinf">b64</Format>';
const typed = (type: string): string => `<Type xmlns="syncml:metinf">syncml:auth-${type}</Type>`;
const cred = (meta: string, data: string): string => `<Cred><Meta>${meta}</Meta>${data}</Cred>`;

/** A first message of the client with credentials; over TLS, so that nothing else is wrong with them. */
function presenting(credentials: string, server = 'https://dm.example.com/dm'): Example {
  const example = replacing(source, `${named}${credentials}`);
  const documents = example.documents.map(({ name, text = '' }) => ({ name, text: text.replace('http://dm.example.com/dm', server) }));
  return { ...example, shown: server.startsWith('https:') ? credentials : `<Target><LocURI>${server}</LocURI></Target>${named}${credentials}`, documents };
}

/** [RepPro 5.3] */
const knownTypes: ReadonlySet<string> = new Set(['basic', 'md5', 'mac', 'x509', 'securid', 'safeword', 'digipass'].map((scheme) => `syncml:auth-${scheme}`));

export const credentialRules: readonly Rule[] = [
  {
    id: 'cred-type-unknown',
    group: 'authentication',
    on: 'message',
    severity: 'warning',
    clause: 'RepPro 5.3',
    summary: 'The Type of a credential is a scheme that is defined.',
    docs: 'The recipient picks the check by the Type. A scheme that it does not know it answers with 401 and a challenge for one that it does, or with 406; a misspelt one costs the session a round, or the session. Device management uses syncml:auth-basic, syncml:auth-md5 and, outside of Cred, syncml:auth-MAC.',
    breaks: presenting(cred(b64 + typed('plain'), `<Data>${digest}</Data>`)),
    keeps: presenting(cred(b64 + typed('md5'), `<Data>${digest}</Data>`)),
    check: (message, report) => {
      const { type, typeElement } = credIn(message) ?? {};
      if (typeElement !== undefined && type !== undefined && !knownTypes.has(type)) report(typeElement, `${quoted(textOf(typeElement))} is no scheme of credentials that is defined.`);
    },
  },
  {
    id: 'cred-mac-in-cred',
    group: 'authentication',
    on: 'message',
    severity: 'error',
    clause: 'DM-SEC 5.4.1',
    summary: 'A MAC stands in the transport’s header field, not in Cred.',
    docs: 'A MAC is computed over the whole message, which it therefore cannot be a part of: it travels in x-syncml-hmac beside it. A recipient that wants a MAC does not look into Cred and finds the credential missing. Send the header field, and no Cred.',
    breaks: presenting(cred(b64 + typed('MAC'), `<Data>${digest}</Data>`)),
    keeps: presenting(cred(b64 + typed('md5'), `<Data>${digest}</Data>`)),
    check: (message, report) => {
      const found = credIn(message);
      if (found?.type === 'syncml:auth-mac') report(found.typeElement ?? found.cred, 'A credential of syncml:auth-MAC stands in Cred; a MAC is sent in the header field x-syncml-hmac.');
    },
  },
  {
    id: 'cred-format-b64',
    group: 'authentication',
    on: 'message',
    severity: 'error',
    windows: 'warning',
    clause: 'DM-REP 6.1.6',
    summary: 'In XML, the Format of credentials and challenges is b64.',
    docs: 'Digests and nonces are octets, and a name with its password may hold any character, so that in XML they are Base64 and Format says so. Without it a strict recipient takes the text itself for the credential, and refuses the right one. In basic credentials it does not mean that they are encoded twice. The mend writes it.',
    breaks: presenting(cred(typed('md5'), `<Data>${digest}</Data>`)),
    keeps: presenting(cred(b64 + typed('md5'), `<Data>${digest}</Data>`)),
    check: (message, report, { encoding }) => {
      if (encoding === 'wbxml') return;
      for (const of of credentialsIn(message)) {
        const meta = child(of, 'Meta');
        const format = metaChild(meta, 'Format');
        const said = format === undefined ? '' : textOf(format).trim();
        // Chal without Meta lacks more than a Format.
        if (said === 'b64' || (meta === undefined && of.local === 'Chal')) continue;
        if (format === undefined) report(of, `${of.name} has no Format; in XML it is b64.`);
        else report(format, `The Format of ${of.name} is ${quoted(said)}; in XML it is b64.`);
      }
    },
    fix: ({ range }, { document, text }) => {
      const found = elementAt(document, range)?.element;
      if (found === undefined) return undefined;
      const title = 'Write Format b64';
      if (found.local === 'Format') return { title, edits: editXml(text, [{ kind: 'value', of: found, value: 'b64' }]) };
      const meta = child(found, 'Meta');
      if (meta === undefined) return undefined;
      const parent = child(meta, 'MetInf') ?? meta;
      const sibling = parent.children.find((node): node is Element => node.kind === 'element');
      const format = elementLike(parent, 'Format', [newText('b64')]);
      const node = { ...format, namespace: 'syncml:metinf' };
      return { title, edits: editXml(text, [{ kind: 'insert', parent, node, ...(sibling !== undefined && { before: sibling }) }]) };
    },
  },
  {
    id: 'cred-md5-length',
    group: 'authentication',
    on: 'message',
    severity: 'error',
    clause: 'DM-SEC 5.3.2',
    summary: 'The Data of an MD5 credential is the Base64 of 16 octets.',
    docs: 'MD5 gives 16 octets, which are 24 characters of Base64. A credential of another length cannot be right whatever the secret is: mostly the digest was written in hexadecimal digits, or Base64 was applied to those. The recipient answers 401.',
    breaks: presenting(cred(b64 + typed('md5'), '<Data>QUJD</Data>')),
    keeps: presenting(cred(b64 + typed('md5'), `<Data>${digest}</Data>`)),
    check: (message, report) => {
      const { type, data } = credIn(message) ?? {};
      const text = data === undefined ? undefined : plainText(data);
      if (type !== 'syncml:auth-md5' || data === undefined || text === undefined) return;
      const octets = fromBase64(text);
      if (octets === undefined) report(data, `The digest ${quoted(text)} isn't Base64.`);
      else if (octets.length !== 16) report(data, `The digest is ${octets.length} octets long; MD5 gives 16.`);
    },
  },
  {
    id: 'cred-basic-form',
    group: 'authentication',
    on: 'message',
    severity: 'error',
    clause: 'RepPro 5.3',
    summary: 'The Data of a basic credential is the Base64 of a name, a colon and a password.',
    docs: 'The recipient decodes it and splits it at the first colon. Without one there is no password, or the text was not encoded at all, or encoded twice; it answers 401. A credential without Type is basic too.',
    breaks: presenting(cred(b64 + typed('basic'), '<Data>QUJD</Data>')),
    keeps: presenting(cred(b64 + typed('basic'), '<Data>ZGV2aWNlLXVzZXI6ZGV2aWNlLXBhc3M=</Data>')),
    check: (message, report) => {
      const { type, data } = credIn(message) ?? {};
      const text = data === undefined ? undefined : plainText(data);
      if (type !== 'syncml:auth-basic' || data === undefined || text === undefined) return;
      const octets = fromBase64(text);
      if (octets === undefined) report(data, 'The basic credential isn\'t Base64 of a name, a colon and a password.');
      else if (!fromUtf8(octets).includes(':')) report(data, 'The basic credential decodes to a text without colon; it is a name, a colon and a password.');
    },
  },
  {
    id: 'cred-basic-weak',
    group: 'authentication',
    on: 'message',
    severity: 'warning',
    windows: 'information',
    clause: 'DM-SEC 5.3',
    summary: 'Basic credentials are sent over TLS only.',
    docs: 'Base64 hides nothing: whoever sees the message has name and password, and can command the device or pass for it. Clients have to support syncml:auth-md5 where the transport does not authenticate them. Use a digest or a MAC, or an https address.',
    breaks: presenting(cred(b64 + typed('basic'), '<Data>ZGV2aWNlLXVzZXI6ZGV2aWNlLXBhc3M=</Data>'), 'http://dm.example.com/dm'),
    keeps: presenting(cred(b64 + typed('basic'), '<Data>ZGV2aWNlLXVzZXI6ZGV2aWNlLXBhc3M=</Data>')),
    check: (message, report) => {
      const found = credIn(message);
      if (found?.type === 'syncml:auth-basic' && !isOverTls(message)) report(found.cred, 'A basic credential shows name and password to everybody on the way; the address isn\'t an https one.');
    },
  },
  {
    id: 'cred-data-missing',
    group: 'authentication',
    on: 'reading',
    severity: 'error',
    clause: 'DM-REP 6.1.6',
    summary: 'A Cred has Data.',
    docs: 'Data is the credential itself; without it the message presents none, and the recipient answers 407, or 400 where it follows the document type. Leave Cred out where there is nothing to present.',
    breaks: presenting(cred(b64 + typed('md5'), '')),
    keeps: presenting(cred(b64 + typed('md5'), `<Data>${digest}</Data>`)),
  },
];

interface CredFacts {
  readonly cred: Element;
  readonly typeElement?: Element;
  /** In lower case; basic where none is said. [RepPro 6.1.6] */
  readonly type: string;
  /** Where it says anything. */
  readonly data?: Element;
}

function credIn({ header }: MessageFacts): CredFacts | undefined {
  const cred = header === undefined ? undefined : child(header, 'Cred');
  if (cred === undefined) return undefined;
  const typeElement = metaChild(child(cred, 'Meta'), 'Type');
  const data = child(cred, 'Data');
  return {
    cred,
    type: typeElement === undefined || saysNothing(typeElement) ? 'syncml:auth-basic' : textOf(typeElement).trim().toLowerCase(),
    ...(typeElement !== undefined && { typeElement }),
    ...(data !== undefined && { data }),
  };
}

/** Cred of the header and Chal of Statuses. */
function credentialsIn({ header, commands }: MessageFacts): readonly Element[] {
  const cred = header === undefined ? undefined : child(header, 'Cred');
  const chals = commands.flatMap(({ name, element }) => (name === 'Status' ? (child(element, 'Chal') ?? []) : []));
  return cred === undefined ? chals : [cred, ...chals];
}

/** Whether the server's address says so. */
export function isOverTls({ header }: MessageFacts): boolean {
  return ['Target', 'Source', 'RespURI'].some((name) => {
    const part = header === undefined ? undefined : child(header, name);
    const address = part === undefined ? undefined : name === 'RespURI' ? part : child(part, 'LocURI');
    return address !== undefined && /^https:/i.test(textOf(address).trim());
  });
}
