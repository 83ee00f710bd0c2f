// A peer that says whatever a test has it say: messages written by hand, for ends that must not believe them.
import { utf8 } from '#engine/base/bytes';
import type { HttpRequest, HttpResponse } from '#engine/net/exchange';
import type { Account } from '#engine/session/account';
import { account, deviceId, serverUrl } from './pair';

export const withoutAuth: Account = { ...account, auth: 'none' };

export interface Written {
  readonly msgId?: string | number;
  readonly sessionId?: string;
  readonly verDtd?: string;
  readonly verProto?: string;
  readonly target?: string;
  readonly source?: string;
  /** What else stands in the header. */
  readonly more?: string;
  readonly final?: boolean;
}

/** A message of the server. */
export function fromServer(body: string, written: Written = {}): string {
  return message(body, { target: deviceId, source: serverUrl, ...written });
}

/** A message of the client. */
export function fromClient(body: string, written: Written = {}): string {
  return message(body, { target: serverUrl, source: deviceId, ...written });
}

function message(body: string, written: Written): string {
  const { msgId = 1, sessionId = 'AB', verDtd = '1.2', verProto = 'DM/1.2', target = '', source = '', more = '', final = true } = written;
  return (
    `<SyncML xmlns="SYNCML:SYNCML1.2"><SyncHdr><VerDTD>${verDtd}</VerDTD><VerProto>${verProto}</VerProto><SessionID>${sessionId}</SessionID>` +
    `<MsgID>${msgId}</MsgID><Target><LocURI>${target}</LocURI></Target><Source><LocURI>${source}</LocURI></Source>${more}</SyncHdr>` +
    `<SyncBody>${body}${final ? '<Final/>' : ''}</SyncBody></SyncML>`
  );
}

export function status(cmdId: number, msgRef: number, cmdRef: number, cmd: string, data: number | string, more = ''): string {
  return `<Status><CmdID>${cmdId}</CmdID><MsgRef>${msgRef}</MsgRef><CmdRef>${cmdRef}</CmdRef><Cmd>${cmd}</Cmd>${more}<Data>${data}</Data></Status>`;
}

/** Answers to package #1 as the client of these tests sends it: header, Alert 1, Replace 2. */
export function opened(msgRef = 1): string {
  return status(1, msgRef, 0, 'SyncHdr', 200) + status(2, msgRef, 1, 'Alert', 200) + status(3, msgRef, 2, 'Replace', 200);
}

export function ok(body: string | Uint8Array, contentType = 'application/vnd.syncml.dm+xml'): HttpResponse {
  return { status: 200, headers: { 'content-type': contentType }, body: typeof body === 'string' ? utf8(body) : body };
}

/** Answers requests with the bodies in turn, and keeps silent about nothing: one too many is an error. */
export function scripted(...bodies: readonly string[]): (request: HttpRequest) => Promise<HttpResponse> {
  const left = [...bodies];
  return () => {
    const body = left.shift();
    return body === undefined ? Promise.reject(new Error('The script is over.')) : Promise.resolve(ok(body));
  };
}
