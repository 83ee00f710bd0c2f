// Rules of challenges, and of messages that ask for authentication or hold secrets.
import { child, textOf } from '../../xml/element';
import { saysNothing } from '../elementText';
import { clientMessage, fromServer, packageOne, replacing, serverMessage, session, statusOfHeader } from '../examples';
import { metaChild } from '../messageFacts';
import { isOfHeader, statusesIn } from '../reference/statuses';
import type { Rule } from '../rule';
import { isOverTls } from './credentials';

const b64 = '<Format xmlns="syncml:metinf">b64</Format>';
const md5 = '<Type xmlns="syncml:metinf">syncml:auth-md5</Type>';
const nonce = '<NextNonce xmlns="syncml:metinf">EBESExQVFhcYGRobHB0eHw==</NextNonce>';
const refused = (meta: string): string => statusOfHeader.replace('<Data>200</Data>', `<Chal><Meta>${meta}</Meta></Chal><Data>407</Data>`);
const get = '<Get><CmdID>2</CmdID><Item><Target><LocURI>./DevInfo/Man</LocURI></Target></Item></Get>';
const cred = `<Cred><Meta>${b64}${md5}</Meta><Data>yTmS+pu6VJgdQrSgqfv6Mg==</Data></Cred>`;

/** Of the account objects of both versions. [DM-STDOBJ 5.3.1] */
const secretNodes = /\/(?:AAuthSecret|ClientPW|ServerPW)$/;
const secret =
  `<Replace><CmdID>2</CmdID><Item><Target><LocURI>./DMAcc/Example/AppAuth/Client/AAuthSecret</LocURI></Target><Meta><Format xmlns="syncml:metinf">chr</Format><Type xmlns="syncml:metinf">text/plain</Type></Meta><Data>1234</Data></Item></Replace>`;

const accepted = statusOfHeader.replace('<Data>200</Data>', '<Data>212</Data>');
const rest = '<Status><CmdID>2</CmdID><MsgRef>1</MsgRef><CmdRef>1</CmdRef><Cmd>Alert</Cmd><Data>200</Data></Status>\n<Status><CmdID>3</CmdID><MsgRef>1</MsgRef><CmdRef>2</CmdRef><Cmd>Replace</Cmd><Data>200</Data></Status>';
const first = clientMessage(1, packageOne, cred).replace('</LocURI></Source>', '</LocURI><LocName>device-user</LocName></Source>');

export const challengeRules: readonly Rule[] = [
  {
    id: 'chal-type-missing',
    group: 'authentication',
    on: 'message',
    severity: 'error',
    clause: 'RepPro 6.1.2',
    summary: 'A challenge names the scheme in its Type.',
    docs: 'The challenge says which credential the other end is to present. Without a Type the client has to guess, mostly basic, and sends name and password where a digest was wanted. Write syncml:auth-basic, syncml:auth-md5 or syncml:auth-MAC.',
    breaks: replacing(statusOfHeader, refused(b64), 'server'),
    keeps: replacing(statusOfHeader, refused(b64 + md5 + nonce), 'server'),
    check: (message, report) => {
      for (const { chal } of statusesIn(message)) {
        const meta = chal === undefined ? undefined : child(chal, 'Meta');
        const type = metaChild(meta, 'Type');
        if (meta !== undefined && (type === undefined || saysNothing(type))) report(meta, 'The challenge names no Type, so that nobody knows which credential it asks for.');
      }
    },
  },
  {
    id: 'chal-nonce-missing',
    group: 'authentication',
    on: 'message',
    severity: 'error',
    clause: 'RepPro 6.1.2',
    summary: 'A challenge for a digest or a MAC brings a NextNonce.',
    docs: 'Digest and MAC are computed with the nonce that the challenge brings. Without one the client computes with its last or with none, and is refused again, until it gives up. Put the Base64 of at least 16 octets into NextNonce, others each time.',
    breaks: replacing(statusOfHeader, refused(b64 + md5), 'server'),
    keeps: replacing(statusOfHeader, refused(b64 + md5 + nonce), 'server'),
    check: (message, report) => {
      for (const { chal } of statusesIn(message)) {
        const meta = chal === undefined ? undefined : child(chal, 'Meta');
        const type = metaChild(meta, 'Type');
        const said = type === undefined ? '' : textOf(type).trim();
        if (chal === undefined || !/^syncml:auth-(md5|mac)$/i.test(said)) continue;
        const next = metaChild(meta, 'NextNonce');
        if (next === undefined || saysNothing(next)) report(chal, `The challenge for ${said} brings no NextNonce, which the credential is computed with.`);
      }
    },
  },
  {
    id: 'auth-212-without-cred',
    group: 'authentication',
    on: 'session',
    severity: 'error',
    clause: 'RepPro 11',
    summary: 'Code 212 answers a message with credentials, or one after such a message.',
    docs: 'The code says that the credentials hold for the rest of the session, so there must have been some. A client that presented none takes it for a grave mistake of the server, or believes that it is authenticated when it is not. Send 200 where the transport has authenticated the client, and 407 where nobody has.',
    breaks: { ...session(clientMessage(1, packageOne), serverMessage(1, `${accepted}\n${rest}`)), shown: `${accepted}\nfor a message without Cred` },
    keeps: { ...session(first, serverMessage(1, `${accepted}\n${rest}`)), shown: `${accepted}\nfor a message with ${cred}` },
    check: ({ sessions }, report) => {
      for (const { begins, messages } of sessions) {
        // What was presented before the log begins nobody knows.
        if (!begins) continue;
        const presented = new Set<string | undefined>();
        for (const { sender, header, headerAnswers, statuses } of messages) {
          if (header.cred !== undefined) presented.add(sender);
          // A digest over the whole message stands beside it, where a log doesn't show it. [DM-SEC 5.4]
          if (statuses.some(({ chal }) => chal?.type === 'syncml:auth-mac')) presented.add(sender === 'client' ? 'server' : 'client');
          if (presented.has(sender)) continue;
          for (const { code, message } of headerAnswers) {
            if (code?.value === '212') report(message, code.element, '212 accepts the credentials of a message that has none, nor has any before it.');
          }
        }
      }
    },
  },
  {
    id: 'auth-fail-extra-command',
    group: 'authentication',
    on: 'message',
    severity: 'error',
    clause: 'DM-PRO 9.1',
    summary: 'A message that refuses the header with 401 or 407 holds nothing but Statuses.',
    docs: 'Whoever has not authenticated yet gets a Status for everything that it sent, and no command: it would be carried out for, or by, somebody unknown. Clients drop the commands or break off. Send them when the credentials have come.',
    breaks: replacing(statusOfHeader, `${refused(b64 + md5 + nonce)}\n${get}`, 'server'),
    keeps: replacing(statusOfHeader, refused(b64 + md5 + nonce), 'server'),
    check: (message, report) => {
      const refusal = statusesIn(message).find((status) => /^40[17]$/.test(status.code) && isOfHeader(status));
      const extra = message.commands.find(({ name }) => name !== 'Status');
      if (refusal !== undefined && extra !== undefined) report(extra.element, `${extra.name} stands in a message that refuses the other end with ${refusal.code}; it holds Statuses only.`);
    },
  },
  {
    id: 'secret-in-clear',
    group: 'authentication',
    on: 'message',
    severity: 'warning',
    windows: 'information',
    clause: 'practice',
    summary: 'Secrets of an account are written over TLS only.',
    docs: 'The secret with which device and server prove themselves stands in the message for everybody on the way to read, who can then command the device or pass for it. Where it has to be changed over the air, do it over an https address, and keep logs of it safe.',
    breaks: fromServer(secret),
    keeps: { ...fromServer(secret), shown: 'The same from https://dm.example.com/dm', documents: fromServer(secret).documents.map(({ name, text = '' }) => ({ name, text: text.replace('http://', 'https://') })) },
    check: (message, report) => {
      if (message.header === undefined || isOverTls(message)) return;
      for (const { name, items } of message.commands) {
        if (name !== 'Add' && name !== 'Replace') continue;
        for (const { targetUri, data } of items) {
          if (targetUri === undefined || data === undefined || saysNothing(data) || !secretNodes.test(textOf(targetUri).trim())) continue;
          report(data, 'The secret of an account goes in clear to an address that isn\'t an https one.');
        }
      }
    },
  },
];
