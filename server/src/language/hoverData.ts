// Hover over octets that stand as base64 or hexadecimal digits: how many they are, their SHA-256, and what they hold
// where that can be told: a credential, a nonce, a notification.
import { fromBase64, fromHex, fromUtf8Strictly, toHex } from '#engine/base/bytes';
import type { Range } from '#engine/base/problem';
import { metaChild } from '#engine/rules/messageFacts';
import { readNotification, sessionIdText, unwrapPush, type Notification } from '#engine/session/notification';
import { authTypes } from '#engine/syncml/credentials';
import { child, childElements, textOf, type Element } from '#engine/xml/element';
import type { DocumentModel } from './documentModel';
import type { HoverText } from './hoverText';
import type { Knowledge } from './knowledge';
import { textAround } from './place';

/** Characters of a value that is decoded. */
const longest = 4_000_000;
/** Octets of text that are shown. */
const mostShown = 200;
/** A notification has a digest, a header and an identifier, and goes in one short message. [DM-NOTI 6] */
const notificationSize = { least: 25, most: 300 };

/** In the text of the innermost element of `path`. */
export function dataHover(model: DocumentModel, path: readonly Element[], offset: number, { hasher }: Knowledge): HoverText | undefined {
  const element = path.at(-1);
  const range = element === undefined ? undefined : textAround(element, model.text, offset);
  if (element === undefined || range === undefined || range.end - range.start > longest) return undefined;
  const written = model.text.slice(range.start, range.end);
  const outer = path.at(-2);
  if (element.local === 'Data' && outer?.local === 'Cred') return shown(credentialCard(outer, written), range);
  if (element.local === 'NextNonce') return shown(nonceCard(written), range);
  if (!['Data', 'Value', 'DefaultValue'].includes(element.local)) return undefined;
  const format = formatAround(path);
  const decoded = format === 'b64' || format === 'bin' ? fromBase64(written.replace(/\s+/g, '')) : undefined;
  const octets = decoded ?? (/^(?:[\da-f]{2}\s*)+$/i.test(written) ? fromHex(written.replace(/\s+/g, '')) : undefined);
  const notification = octets === undefined ? undefined : notificationIn(octets);
  if (notification !== undefined) return shown(notificationCard(notification), range);
  return decoded === undefined ? undefined : shown(octetsCard(decoded, hasher), range);
}

function shown(markdown: string | undefined, range: Range): HoverText | undefined {
  return markdown === undefined ? undefined : { markdown, range };
}

/** The Format in force: of the Item, of its command, or of the node of a tree. */
export function formatAround(path: readonly Element[]): string | undefined {
  for (const holder of [...path].reverse()) {
    const meta = child(holder, 'Meta');
    const format = metaChild(meta, 'Format');
    if (format !== undefined) return textOf(format).trim();
    for (const [properties, local] of [['DFProperties', 'DFFormat'], ['RTProperties', 'Format']] as const) {
      const found = child(holder, properties);
      const named = found === undefined ? undefined : child(found, local);
      if (named !== undefined) return childElements(named)[0]?.local;
    }
    if (holder.local === 'Node' || holder.local === 'SyncBody') return undefined;
  }
  return undefined;
}

function octetsCard(octets: Uint8Array, hasher: Knowledge['hasher']): string {
  const digest = hasher === undefined ? '' : `SHA-256 \`${toHex(hasher.sha256(octets))}\``;
  const text = octets.length === 0 ? undefined : fromUtf8Strictly(octets.subarray(0, mostShown));
  const isText = text !== undefined && !/[\p{Cc}\p{Cn}]/u.test(text.replace(/[\t\r\n]/g, ''));
  const first = octets.length === 0 ? '' : isText ? `Text: \`${text.replace(/\s+/g, ' ').replaceAll('`', 'ʼ')}${octets.length > mostShown ? '…' : ''}\`` : `Begins \`${toHex(octets.subarray(0, 16))}\``;
  return [`**${sizeOf(octets.length)}**`, digest, first].filter((part) => part !== '').join('\n\n');
}

export function sizeOf(octets: number): string {
  const whole = `${octets} ${octets === 1 ? 'octet' : 'octets'}`;
  return octets < 1024 ? whole : `${(octets / 1024).toFixed(1)} KiB (${whole})`;
}

/** The name, never the secret. [DM-SEC 5.3] */
function credentialCard(cred: Element, written: string): string | undefined {
  const meta = child(cred, 'Meta');
  const typeElement = metaChild(meta, 'Type');
  const type = typeElement === undefined ? authTypes.basic : textOf(typeElement).trim();
  const decoded = fromBase64(written.replace(/\s+/g, ''));
  if (type.toLowerCase() === authTypes.basic.toLowerCase()) {
    const text = decoded === undefined ? undefined : fromUtf8Strictly(decoded);
    const colon = text?.indexOf(':') ?? -1;
    if (text === undefined || colon < 0) return '**Basic credential** that can\'t be read: it is the base64 of a name, a colon and a secret.\n\n*DM-SEC 5.3*';
    return `**Basic credential** of \`${text.slice(0, colon).replaceAll('`', 'ʼ')}\`\n\nName and secret in base64, readable by whoever sees the message; the secret isn't shown here.\n\n*DM-SEC 5.3*`;
  }
  if (type.toLowerCase() === authTypes.md5.toLowerCase()) {
    const fits = decoded?.length === 16 ? '16 octets, as it must be.' : `${decoded === undefined ? 'This isn\'t base64' : `These are ${decoded.length} octets`}; an MD5 digest has 16.`;
    return `**MD5 credential**\n\nThe base64 of H(B64(H(name:secret)):nonce): it holds for one nonce, the last that the other end gave. ${fits}\n\n*DM-SEC 5.3.2*`;
  }
  return undefined;
}

function nonceCard(written: string): string {
  const decoded = fromBase64(written.replace(/\s+/g, ''));
  const what = decoded === undefined ? 'It isn\'t base64.' : `${sizeOf(decoded.length)}: \`${toHex(decoded.subarray(0, 32))}\`.`;
  return `**Nonce** for the next credential\n\n${what} The one who is challenged answers, and begins the next session, with a digest over it.\n\n*DM-SEC 5.3.2*`;
}

/** Octets that read as a notification without a mistake. */
function notificationIn(octets: Uint8Array): Notification | undefined {
  if (octets.length < notificationSize.least || octets.length > notificationSize.most) return undefined;
  const { message, problems: wrapping } = unwrapPush(octets);
  const { notification, problems } = readNotification(message);
  const isSound = [...wrapping, ...problems].every(({ severity }) => severity !== 'error' && severity !== 'warning');
  return isSound && notification !== undefined && /^[\x21-\x7e]+$/.test(notification.serverId) ? notification : undefined;
}

function notificationCard({ digest, version, uiMode, initiator, sessionId, serverId, vendor }: Notification): string {
  const more = vendor.length === 0 ? '' : ` ${sizeOf(vendor.length)} of the vendor's own follow.`;
  return [
    `**Notification** (package #0) from \`${serverId}\``,
    `Asks for session ${sessionIdText(sessionId)}; initiated by the ${initiator}; ${uiModes[uiMode]}; version ${(version / 10).toFixed(1)}.${more}`,
    `Digest \`${toHex(digest)}\`, over the server's secret, its nonce and the rest: the device passes one that doesn't fit over in silence.`,
    '*DM-NOTI 6.2*',
  ].join('\n\n');
}

const uiModes: Readonly<Record<Notification['uiMode'], string>> = {
  'not-specified': 'how the user takes part isn\'t said',
  background: 'in the background',
  informative: 'the user is told',
  'user-interaction': 'the user is asked',
};
