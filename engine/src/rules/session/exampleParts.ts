// Pieces of the examples: what a client and a server say to each other in a short session.
import { packageOne, session, clientMessage, serverMessage, type Example } from '../examples';

/** A session of which the pages show a piece. */
export function exchange(shown: string, ...messages: readonly string[]): Example {
  return { ...session(...messages), shown };
}

/** `of` is `1/4 Get`: message, command and name. */
export function status(cmdId: number, of: string, code: number, more: { readonly refs?: string; readonly chal?: string; readonly items?: string } = {}): string {
  const [ref = '', cmd = ''] = of.split(' ');
  const [msgRef = '', cmdRef = ''] = ref.split('/');
  const { refs = '', chal = '', items = '' } = more;
  return `<Status><CmdID>${cmdId}</CmdID><MsgRef>${msgRef}</MsgRef><CmdRef>${cmdRef}</CmdRef><Cmd>${cmd}</Cmd>${refs}${chal}<Data>${code}</Data>${items}</Status>`;
}

export function targetRef(uri: string): string {
  return `<TargetRef>${uri}</TargetRef>`;
}

/** Status 1 of a message: to the header of the other side's. */
export function headerStatus(msgRef: number, code = 200, chal = ''): string {
  return status(1, `${msgRef}/0 SyncHdr`, code, { chal });
}

/** Package #1. */
export const opening = clientMessage(1, packageOne);

/** Status 1 to 3 of the server's first message. */
export const takenIn = `${headerStatus(1)}\n${status(2, '1/1 Alert', 200)}\n${status(3, '1/2 Replace', 200)}`;

/** The server's first message; `commands` from CmdID 4 on. */
export function answering(commands: string, headerChildren = ''): string {
  return serverMessage(1, `${takenIn}\n${commands}`, headerChildren);
}

/** The last message of a session, in which the server wants nothing more. */
export function closing(msgId: number): string {
  return serverMessage(msgId, headerStatus(msgId));
}

export function get(cmdId: number, ...uris: readonly string[]): string {
  return `<Get><CmdID>${cmdId}</CmdID>${uris.map((uri) => `<Item><Target><LocURI>${uri}</LocURI></Target></Item>`).join('')}</Get>`;
}

/** `of` is `1/4`: message and command of the Get. */
export function results(cmdId: number, of: string, uri: string, data: string, format = 'chr'): string {
  const [msgRef = '', cmdRef = ''] = of.split('/');
  return `<Results><CmdID>${cmdId}</CmdID><MsgRef>${msgRef}</MsgRef><CmdRef>${cmdRef}</CmdRef><Item><Source><LocURI>${uri}</LocURI></Source><Meta><Format xmlns="syncml:metinf">${format}</Format><Type xmlns="syncml:metinf">text/plain</Type></Meta><Data>${data}</Data></Item></Results>`;
}

export function replace(cmdId: number, uri: string, data: string): string {
  return `<Replace><CmdID>${cmdId}</CmdID><Item><Target><LocURI>${uri}</LocURI></Target><Meta><Format xmlns="syncml:metinf">chr</Format><Type xmlns="syncml:metinf">text/plain</Type></Meta><Data>${data}</Data></Item></Replace>`;
}

/** Without Final: more of the package follows. */
export function unfinished(message: string): string {
  return message.replace('<Final/>\n', '');
}

/** The digest is of 16 octets; which ones, no rule asks without secrets. */
export function cred(type: 'md5' | 'basic' = 'md5', data = type === 'md5' ? 'yTmS+pu6VJgdQrSgqfv6Mg==' : 'ZGV2aWNlLXVzZXI6ZGV2aWNlLXBhc3M='): string {
  return `<Cred><Meta><Format xmlns="syncml:metinf">b64</Format><Type xmlns="syncml:metinf">syncml:auth-${type}</Type></Meta><Data>${data}</Data></Cred>`;
}

export const nonces = ['EBESExQVFhcYGRobHB0eHw==', 'ICEiIyQlJicoKSorLC0uLw==', 'MDEyMzQ1Njc4OTo7PD0+Pw=='] as const;

export function chal(nonce: string | undefined, type = 'md5'): string {
  const next = nonce === undefined ? '' : `<NextNonce xmlns="syncml:metinf">${nonce}</NextNonce>`;
  return `<Chal><Meta><Format xmlns="syncml:metinf">b64</Format><Type xmlns="syncml:metinf">syncml:auth-${type}</Type>${next}</Meta></Chal>`;
}

/** A message whose Source says who the user is, as digests need it. */
export function named(message: string, name = 'device-user'): string {
  return message.replace('</LocURI></Source>', `</LocURI><LocName>${name}</LocName></Source>`);
}

/** The server's answer to package #1 without credentials: every command refused, with a challenge. */
export const challenge = serverMessage(1, `${headerStatus(1, 407, chal(nonces[0]))}\n${status(2, '1/1 Alert', 407)}\n${status(3, '1/2 Replace', 407)}`);

/** Package #1 with its commands counted from 2, after the Status to the header. */
export const packageOneAgain = packageOne.replace('<CmdID>2<', '<CmdID>3<').replace('<CmdID>1<', '<CmdID>2<');
