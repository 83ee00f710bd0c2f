// The header of the Management Client's next message. [DM-REP 6.4]
import type { Hasher } from '../base/hasher';
import type { Header, Meta } from '../syncml/message';
import { nameBeside, present } from './authentication';
import type { ClientSetup } from './clientSetup';
import type { ClientState } from './clientState';
import { verDtd, verProto } from './versions';

/** `first`: package #1, or an attempt at it. */
export function headerOf({ sessionId, deviceId, maxMsgSize, maxObjSize }: ClientSetup, { sent, url, badge }: ClientState, hasher: Hasher, first: boolean): Header {
  const cred = present(badge, hasher);
  const meta: Meta = { maxMsgSize, maxObjSize };
  return {
    verDtd,
    verProto,
    sessionId,
    msgId: String(sent + 1),
    target: url,
    source: deviceId,
    ...nameBeside(badge),
    ...(cred === undefined ? {} : { cred }),
    // [METINF 5] Said once, valid for the session.
    ...(first ? { meta } : {}),
  };
}
