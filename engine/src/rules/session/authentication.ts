// Rules of who shows whom what they are: challenges, credentials, nonces. [DM-PRO 9, DM-SEC 5]
import { fromBase64, toBase64 } from '../../base/bytes';
import { md5Credential } from '../../syncml/credentials';
import { textOf } from '../../xml/element';
import { clientMessage, packageOne, serverMessage } from '../examples';
import { quoted } from '../elementText';
import type { Rule } from '../rule';
import type { Answer, Exchanged, SessionSecrets } from '../sessionFacts';
import type { Sender } from '../sender';
import { headerCode, isChallenge } from './commands';
import { chal, challenge, cred, exchange, get, headerStatus, named, nonces, packageOneAgain, results, status, targetRef } from './exampleParts';
import { sessionAlertIn } from './header';

const man = './DevInfo/Man';
const opening = clientMessage(1, packageOne);
const again = (commands: string, headerChildren: string, msgId = 2): string => named(clientMessage(msgId, commands, headerChildren));
const retry = `${headerStatus(1)}\n${packageOneAgain}`;
const signed = (nonce?: string): string => named(clientMessage(1, packageOne, cred('md5', nonce)));
/** The server takes the credentials for this message alone, and gives a nonce for the next. */
const once = (nonce: string, type = 'md5', code = 200): string => serverMessage(1, `${headerStatus(1, code, chal(nonce, type))}\n${status(2, '1/1 Alert', 200)}\n${status(3, '1/2 Replace', 200)}\n${get(4, man)}`);
const tells = `${headerStatus(1)}\n${status(2, '1/4 Get', 200, { refs: targetRef(man) })}\n${results(3, '1/4', man, 'Example')}`;
const overTls = (message: string): string => message.replaceAll('http://', 'https://');
const macChallenge = challenge.replace('auth-md5', 'auth-MAC');
const macAnswer = (header: string): string => serverMessage(2, `${header}\n${status(2, '2/2 Alert', 200)}\n${status(3, '2/3 Replace', 200)}`);

export const authenticationRules: readonly Rule[] = [
  {
    id: 's-auth-no-retry',
    group: 'session',
    on: 'session',
    severity: 'warning',
    clause: 'DM-PRO 9.1',
    summary: 'A challenge is answered with credentials.',
    docs: 'Status 401 or 407 for the header carries a challenge: how to authenticate, and with which nonce. The client sends its message again with credentials made from it, or ends the session. A message without them is refused like the one before.',
    breaks: exchange('407 with Chal, then a message without Cred', opening, challenge, again(retry, '')),
    keeps: exchange('407 with Chal, then a message with Cred', opening, challenge, again(retry, cred())),
    check: ({ sessions }, report) => {
      for (const { messages } of sessions) {
        for (const message of messages) {
          const { before, header, facts, statuses } = message;
          const asked = before === undefined ? undefined : challengeIn(before);
          // A digest over the whole message stands beside it, where a log doesn't show it. [DM-SEC 5.4]
          if (asked?.chal === undefined || isMac(asked.chal.type) || header.cred !== undefined) continue;
          // The other side may not know such credentials, and says so. [RepPro 6.4.1]
          if (statuses.some(({ cmd }) => cmd?.value === 'Status')) continue;
          report(message.index, facts.header ?? facts.root, `The header has no Cred; the message before was answered with ${asked.code?.value ?? ''} and a challenge.`);
        }
      }
    },
  },
  {
    id: 's-auth-same-msgid',
    group: 'session',
    on: 'session',
    severity: 'error',
    clause: 'DM-PRO 9.1',
    summary: 'A message that is repeated with credentials has the next MsgID.',
    docs: 'The repetition is a new message: it has other credentials, and it answers the header of the challenge. With the old MsgID the server takes it for one that it has seen, and every MsgRef to it is ambiguous. The SessionID stays; the MsgID counts on.',
    breaks: exchange('<MsgID>1</MsgID>, then <MsgID>1</MsgID> with Cred', opening, challenge, again(retry, cred(), 1)),
    keeps: exchange('<MsgID>1</MsgID>, then <MsgID>2</MsgID> with Cred', opening, challenge, again(retry, cred())),
    check: ({ sessions }, report) => {
      for (const { messages } of sessions) {
        for (const { sender, before, header, index } of messages) {
          const old = before?.before?.header.msgId;
          if (sender !== 'client' || before === undefined || old === undefined || header.msgId === undefined || !isChallenge(headerCode(before))) continue;
          if (old.value === header.msgId.value) report(index, header.msgId.element, `MsgID is ${quoted(header.msgId.value)} again; a message that is repeated with credentials has the next one.`);
        }
      }
    },
  },
  {
    id: 's-auth-no-pkg1',
    group: 'session',
    on: 'session',
    severity: 'error',
    clause: 'DM-PRO 9.1',
    summary: 'A first message that is repeated with credentials is repeated whole.',
    docs: 'A server that challenges has taken in nothing of the message: neither the alert that opens the session nor the device information. Both come again with the credentials. A server that gets Cred alone has a session without a first package.',
    breaks: exchange('Cred, and neither Alert nor Replace', opening, challenge, again(headerStatus(1), cred())),
    keeps: exchange('Cred, Alert and Replace', opening, challenge, again(retry, cred())),
    check: ({ sessions }, report) => {
      for (const { messages } of sessions) {
        for (const { sender, before, header, facts, index } of messages) {
          const refused = before?.before;
          if (sender !== 'client' || before === undefined || refused === undefined || header.cred === undefined || !isChallenge(headerCode(before))) continue;
          if (sessionAlertIn(refused.facts) === undefined) continue;
          const lacks = sessionAlertIn(facts) === undefined ? 'the Alert that opens the session' : facts.commands.some(({ name }) => name === 'Replace') ? undefined : 'the device information';
          if (lacks !== undefined) report(index, facts.body ?? facts.root, `The message is repeated with credentials and lacks ${lacks}.`);
        }
      }
    },
  },
  {
    id: 's-auth-nonce',
    group: 'session',
    on: 'session',
    severity: 'error',
    clause: 'DM-SEC 5.3',
    summary: 'The digest is made with the name, the secret and the last nonce.',
    docs: 'An MD5 credential is a digest over name, secret and the nonce that the other side has given last, decoded from base64. Where it is wrong, one of the three differs: mostly the nonce of an earlier session, or its base64 text in place of its octets. The secrets are those of the settings; without them nothing is checked.',
    breaks: exchange('A digest that the secret and the nonce don\'t give', opening, challenge, again(retry, cred('md5', 'WDYdJ4pZGJdqO2pClBuwMw=='))),
    keeps: exchange('The digest of device-user, its secret and the nonce', opening, challenge, again(retry, cred())),
    check: ({ sessions, secrets }, report) => {
      if (secrets === undefined) return;
      /** By the side that uses them, and the device. */
      const nonceOf = new Map<string, Uint8Array>();
      for (const { messages, device } of sessions) {
        for (const { sender, header, index, statuses } of messages) {
          if (sender === undefined) continue;
          const { cred: given, name } = header;
          if (given?.data !== undefined && given.type === 'syncml:auth-md5') {
            const wrong = wrongDigest(textOf(given.data), secrets, { sender, device, name: name?.value }, nonceOf.get(`${sender} ${device}`));
            if (wrong !== undefined) report(index, given.data, wrong);
          }
          for (const { chal: asked, ofHeader } of statuses) {
            const nonce = ofHeader && asked?.nonce !== undefined ? fromBase64(asked.nonce.value) : undefined;
            if (nonce !== undefined) nonceOf.set(`${sender === 'client' ? 'server' : 'client'} ${device}`, nonce);
          }
        }
      }
    },
  },
  {
    id: 's-auth-type-change',
    group: 'session',
    on: 'session',
    severity: 'warning',
    clause: 'DM-PRO 9.1',
    summary: 'Credentials are of the type that the challenge asks for.',
    docs: 'The challenge says which kind of credentials the other side takes. Others are refused, and a client that falls back to a weaker kind gives its secret away to whoever asked. Make the credentials as the challenge says, or end the session.',
    breaks: exchange('A challenge for MD5, then basic credentials', ...[opening, challenge, again(retry, cred('basic'))].map(overTls)),
    keeps: exchange('A challenge for MD5, then an MD5 digest', ...[opening, challenge, again(retry, cred())].map(overTls)),
    check: ({ sessions }, report) => {
      for (const { messages } of sessions) {
        const asked: Partial<Record<Sender, string>> = {};
        for (const { sender, header, index, statuses } of messages) {
          if (sender === undefined) continue;
          const wanted = asked[sender];
          const type = header.cred?.type;
          if (header.cred !== undefined && wanted !== undefined && wanted !== '' && type !== wanted) report(index, header.cred.element, `The credentials are of type ${quoted(type ?? '')}; the challenge asks for ${quoted(wanted)}.`);
          for (const { chal: given, ofHeader } of statuses) if (ofHeader && given !== undefined) asked[sender === 'client' ? 'server' : 'client'] = given.type;
        }
      }
    },
  },
  {
    id: 's-auth-cred-missing-200',
    group: 'session',
    on: 'session',
    severity: 'warning',
    clause: 'DM-PRO 9.1',
    summary: 'Credentials that were taken with 200 come again with each message.',
    docs: 'Status 200 for the header says that the credentials hold for this one message; 212 says that they hold for the session. After 200 each message needs its own, made with the nonce that came along. A message without them is answered with 407.',
    breaks: exchange('Cred, answered with 200; then a message without Cred', signed(), once(nonces[1]), clientMessage(2, tells)),
    keeps: exchange('Cred, answered with 200; then Cred again', signed(), once(nonces[1]), again(tells, cred('md5', 'WDYdJ4pZGJdqO2pClBuwMw=='))),
    check: ({ sessions }, report) => {
      for (const { messages } of sessions) {
        /** By side: its last message. */
        const last: Partial<Record<Sender, Exchanged>> = {};
        for (const message of messages) {
          const { sender, header, facts, index } = message;
          if (sender === undefined) continue;
          const earlier = last[sender];
          last[sender] = message;
          if (earlier?.header.cred === undefined || header.cred !== undefined) continue;
          const code = earlier.headerAnswers[0]?.code?.value;
          if (code === '200') report(index, facts.header ?? facts.root, 'The header has no Cred; those of the message before were taken with 200, for that message alone.');
        }
      }
    },
  },
  {
    id: 's-nonce-reuse',
    group: 'session',
    on: 'session',
    severity: 'warning',
    clause: 'DM-SEC 5.3.3',
    summary: 'No nonce is given twice.',
    docs: 'A digest over a nonce that was used before can be copied from the earlier message: whoever has listened can pass for the other side. Give a fresh random one with each challenge.',
    breaks: exchange('The same NextNonce in two messages', opening, challenge, again(retry, cred()), serverMessage(2, `${headerStatus(2, 212, chal(nonces[0]))}\n${status(2, '2/2 Alert', 200)}\n${status(3, '2/3 Replace', 200)}`)),
    keeps: exchange('Another NextNonce in each message', opening, challenge, again(retry, cred()), serverMessage(2, `${headerStatus(2, 212, chal(nonces[1]))}\n${status(2, '2/2 Alert', 200)}\n${status(3, '2/3 Replace', 200)}`)),
    check: ({ sessions }, report) => {
      const given = new Set<string>();
      for (const { messages, device } of sessions) {
        for (const { sender, statuses, index } of messages) {
          if (sender === undefined) continue;
          for (const { chal: asked, ofHeader } of statuses) {
            // What isn't base64 is no nonce, or stands for one that a log doesn't show.
            if (!ofHeader || asked?.nonce === undefined || fromBase64(asked.nonce.value) === undefined) continue;
            const key = `${sender} ${device} ${asked.nonce.value.replace(/\s+/g, '')}`;
            if (given.has(key)) report(index, asked.nonce.element, `The nonce ${quoted(asked.nonce.value)} has been given before.`);
            given.add(key);
          }
        }
      }
    },
  },
  {
    id: 's-mac-status',
    group: 'session',
    on: 'session',
    severity: 'error',
    clause: 'DM-SEC 5.4.3',
    summary: 'Digests over whole messages are taken with 200 and a nonce for the next.',
    docs: 'With auth-MAC every message has a digest of its own, over its octets and a nonce. So the header is answered with 200, never with 212, and with a challenge that brings the next nonce. Without it the other side can\'t sign what it sends next.',
    breaks: exchange('A challenge for MAC, then 212', opening, macChallenge, again(retry, ''), macAnswer(headerStatus(2, 212, chal(nonces[1], 'MAC')))),
    keeps: exchange('A challenge for MAC, then 200 with NextNonce', opening, macChallenge, again(retry, ''), macAnswer(headerStatus(2, 200, chal(nonces[1], 'MAC')))),
    check: ({ sessions }, report) => {
      for (const { messages } of sessions) {
        const wanted: Partial<Record<Sender, boolean>> = {};
        for (const { sender, statuses, index } of messages) {
          if (sender === undefined) continue;
          for (const { ofHeader, code, chal: asked, command } of statuses) {
            if (!ofHeader) continue;
            if (asked !== undefined) wanted[sender] = isMac(asked.type);
            if (wanted[sender] !== true || code === undefined) continue;
            if (code.value === '212') report(index, code.element, 'The header is answered with 212; digests over whole messages are taken with 200, each for itself.');
            else if (code.value === '200' && asked === undefined) report(index, command.element, 'The header is answered without a challenge; the next digest needs a nonce.');
          }
        }
      }
    },
  },
];

function isMac(type: string): boolean {
  return type === 'syncml:auth-mac';
}

/** The Status by which a message refuses the header of the one before. */
function challengeIn({ statuses }: Exchanged): Answer | undefined {
  return statuses.find(({ ofHeader, code }) => ofHeader && isChallenge(code?.value));
}

/** A sentence, where the digest isn't that of the known secret; undefined where it is, or where nothing is known. */
function wrongDigest(given: string, secrets: SessionSecrets, by: { readonly sender: Sender; readonly device: string; readonly name: string | undefined }, nonce: Uint8Array | undefined): string | undefined {
  const known = secrets.of(by.sender, by.name, by.device);
  const last = nonce ?? known?.nonce;
  const digest = fromBase64(given);
  if (known === undefined || last === undefined || digest === undefined) return undefined;
  if (toBase64(digest) === md5Credential(secrets.hasher, known.name, known.secret, last)) return undefined;
  return `The digest is not that of ${quoted(known.name)}, its secret and the nonce ${quoted(toBase64(last))}.`;
}
