// Rules of what a header identifies: the session, the message and both ends.
import { utf8 } from '../../base/bytes';
import { child, textOf, type Element } from '../../xml/element';
import { quoted } from '../elementText';
import { inHeader, replacing } from '../examples';
import { metaChild, type MessageFacts } from '../messageFacts';
import type { Rule } from '../rule';

const sessionId = '<SessionID>1A</SessionID>';
const msgId = '<MsgID>1</MsgID>';
const target = '<Target><LocURI>http://dm.example.com/dm</LocURI></Target>';
const source = '<Source><LocURI>IMEI:493005100592800</LocURI></Source>';
const digest = (name: string): string =>
  `<Source><LocURI>IMEI:493005100592800</LocURI>${name}</Source><Cred><Meta><Format xmlns="syncml:metinf">b64</Format><Type xmlns="syncml:metinf">syncml:auth-md5</Type></Meta><Data>yTmS+pu6VJgdQrSgqfv6Mg==</Data></Cred>`;

/** [RepPro 5.6] The check digit of an MEID is left out by some. */
const deviceIds: readonly (readonly [scheme: string, form: RegExp, expected: string])[] = [
  ['IMEI', /^\d{15}$/, '15 digits'],
  ['ESN', /^[0-9A-F]{8}$/i, '8 hexadecimal digits'],
  ['MEID', /^[0-9A-F]{14,15}$/i, '14 hexadecimal digits and perhaps a check digit'],
];

export const identityRules: readonly Rule[] = [
  {
    id: 'sessionid-length',
    group: 'header',
    on: 'message',
    severity: 'error',
    clause: 'RepPro 6.1.18',
    summary: 'SessionID is at most 4 octets long.',
    docs: 'SessionID is opaque, but no longer than four octets; recipients keep it in a field of that size and refuse or cut what is longer, and a session whose identifier was cut falls apart at the next message. Write a number of up to four hexadecimal digits.',
    breaks: replacing(sessionId, '<SessionID>12345</SessionID>'),
    keeps: replacing(sessionId),
    check: (message, report) => {
      const [element, said] = inHead(message, 'SessionID');
      const { length } = utf8(said);
      if (element !== undefined && length > 4) report(element, `SessionID ${quoted(said)} has ${length} octets; it may have 4.`);
    },
  },
  {
    id: 'sessionid-hex',
    group: 'header',
    on: 'message',
    severity: 'information',
    windows: 'off',
    clause: 'DM-NOTI 6.2.10',
    summary: 'SessionID is 1 to 4 upper-case hexadecimal digits without a leading zero.',
    docs: 'A session that a notification asks for has the 16 bits of the notification as its SessionID, written in upper-case hexadecimal digits without leading zeros. Another form cannot be matched with the notification by a server that compares texts. Sessions that the client begins may be named freely, so this is information only.',
    breaks: replacing(sessionId, '<SessionID>0ab</SessionID>'),
    keeps: replacing(sessionId),
    check: (message, report) => {
      const [element, said] = inHead(message, 'SessionID');
      if (element === undefined || said === '' || utf8(said).length > 4 || /^[1-9A-F][0-9A-F]{0,3}$/.test(said)) return;
      report(element, `SessionID ${quoted(said)} isn't 1 to 4 upper-case hexadecimal digits without a leading zero.`);
    },
  },
  {
    id: 'msgid-numeric',
    group: 'header',
    on: 'message',
    severity: 'error',
    clause: 'RepPro 6.1.12',
    summary: 'MsgID is a positive decimal number.',
    docs: 'Each end counts its messages from 1 in each session, and answers name them by MsgRef. A recipient that reads MsgID as a number takes anything else for 0 or for an error, and its Status refers to a message that there is not.',
    breaks: replacing(msgId, '<MsgID>A</MsgID>'),
    keeps: replacing(msgId),
    check: (message, report) => {
      const [element, said] = inHead(message, 'MsgID');
      if (element !== undefined && said !== '' && !/^0*[1-9]\d*$/.test(said)) report(element, `MsgID is ${quoted(said)}; messages are counted from 1 in decimal digits.`);
    },
  },
  {
    id: 'target-source-missing',
    group: 'header',
    on: 'reading',
    severity: 'error',
    clause: 'DM-PRO 8',
    summary: 'A header names its Target and its Source, each with a LocURI.',
    docs: 'Without both addresses a message cannot be routed, matched with an account or answered, so it is refused before its body is read. From client to server, Target is the server’s URI and Source the device’s identifier; in the answer they are swapped.',
    breaks: replacing(target + source, target),
    keeps: replacing(target + source),
  },
  {
    id: 'target-equals-source',
    group: 'header',
    on: 'message',
    severity: 'warning',
    clause: 'practice',
    summary: 'Target and Source of a header differ.',
    docs: 'A message from somebody to themselves is a slip of copying: one of the two addresses was not swapped for the answer. The recipient looks up the wrong account, or takes the message for its own and drops it.',
    breaks: replacing(source, '<Source><LocURI>http://dm.example.com/dm</LocURI></Source>'),
    keeps: replacing(source),
    check: ({ header }, report) => {
      const [to, from] = [addressIn(header, 'Target'), addressIn(header, 'Source')];
      if (to === undefined || from === undefined || addressText(to) === '' || addressText(to) !== addressText(from)) return;
      report(from, `Source is ${quoted(addressText(from))}, and so is Target; a message goes from one end to the other.`);
    },
  },
  {
    id: 'device-urn-form',
    group: 'header',
    on: 'message',
    severity: 'information',
    clause: 'RepPro 5.6',
    summary: 'The digits of IMEI:, ESN: and MEID: are as many as such an identifier has.',
    docs: 'Servers look a device up by this identifier, and some check its form before. An IMEI has 15 digits, the check digit included, an ESN 8 and an MEID 14 hexadecimal digits. A shorter one is mostly a made-up value of an emulator or an IMEI without its check digit.',
    breaks: replacing(source, '<Source><LocURI>IMEI:12345</LocURI></Source>'),
    keeps: replacing(source),
    check: ({ header }, report) => {
      for (const name of ['Target', 'Source'] as const) {
        const address = addressIn(header, name);
        const [, scheme = '', id = ''] = address === undefined ? [] : (/^(IMEI|ESN|MEID):(.*)$/is.exec(addressText(address)) ?? []);
        const [, form, expected = ''] = deviceIds.find(([each]) => each === scheme.toUpperCase()) ?? [];
        if (address !== undefined && form?.test(id) === false) report(address, `${scheme} ${quoted(id)} isn't ${expected}.`);
      }
    },
  },
  {
    id: 'server-uri-absolute',
    group: 'header',
    on: 'message',
    severity: 'warning',
    windows: 'information',
    clause: 'RepPro 6.1.10',
    summary: 'The address of a server in a header is an absolute URI.',
    docs: 'A device answers to the address in the Source of the server’s header where there is no RespURI, and a server knows by Target that it is meant. A name without scheme and host works only between ends that agreed upon it otherwise.',
    breaks: replacing(target, '<Target><LocURI>dm</LocURI></Target>'),
    keeps: replacing(target),
    check: ({ header, sender }, report) => {
      if (sender === undefined) return;
      const address = addressIn(header, sender === 'client' ? 'Target' : 'Source');
      const said = address === undefined ? '' : addressText(address);
      if (address !== undefined && said !== '' && !isAbsolute(said)) report(address, `The server's address is ${quoted(said)}, which is no absolute URI such as http://dm.example.com/dm.`);
    },
  },
  {
    id: 'respuri-absolute',
    group: 'header',
    on: 'message',
    severity: 'error',
    clause: 'RepPro 6.1.17',
    summary: 'RespURI is an absolute URI.',
    docs: 'All further messages of the session go to RespURI, whatever connection it came over, so there is nothing that a relative one would be relative to. Clients send them to the wrong place or end the session. Write scheme and host.',
    breaks: inHeader('<RespURI>/next?s=1</RespURI>'),
    keeps: inHeader('<RespURI>http://dm.example.com/next?s=1</RespURI>'),
    check: (message, report) => {
      const [element, said] = inHead(message, 'RespURI');
      if (element !== undefined && said !== '' && !isAbsolute(said)) report(element, `RespURI is ${quoted(said)}; it must be absolute, with scheme and host.`);
    },
  },
  {
    id: 'locname-missing-md5',
    group: 'header',
    on: 'message',
    severity: 'warning',
    clause: 'RepPro 5.3',
    summary: 'With a digest as credential, LocName of Source names the user.',
    docs: 'A digest does not tell whose it is: the recipient takes the name from the LocName of Source, looks up the secret and computes the same. Without it only servers that know one user for each device can check it; the others answer 401 however often the client tries.',
    breaks: replacing(source, digest('')),
    keeps: replacing(source, digest('<LocName>device-user</LocName>')),
    check: ({ header }, report) => {
      const [cred, source] = header === undefined ? [] : [child(header, 'Cred'), child(header, 'Source')];
      if (cred === undefined || source === undefined || child(source, 'LocName') !== undefined) return;
      const type = metaChild(child(cred, 'Meta'), 'Type');
      if (type !== undefined && /^syncml:auth-md5$/i.test(textOf(type).trim())) report(source, 'The credential is a digest, but Source has no LocName that tells whose.');
    },
  },
];

function inHead({ header }: MessageFacts, name: string): readonly [Element | undefined, string] {
  const found = header === undefined ? undefined : child(header, name);
  return [found, found === undefined ? '' : textOf(found).trim()];
}

/** The LocURI of Target or Source. */
function addressIn(header: Element | undefined, name: 'Target' | 'Source'): Element | undefined {
  const part = header === undefined ? undefined : child(header, name);
  return part === undefined ? undefined : child(part, 'LocURI');
}

function addressText(address: Element): string {
  return textOf(address).trim();
}

function isAbsolute(uri: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\S/i.test(uri);
}
