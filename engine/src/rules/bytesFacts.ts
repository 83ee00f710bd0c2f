// BytesFacts: octets for rules: what they are taken for, and what is known besides.
import type { Hasher } from '../base/hasher';

export interface BytesFacts {
  readonly uri: string;
  /** Of `http` a request or a response, head and body. */
  readonly bytes: Uint8Array;
  readonly kind: 'notification' | 'wbxml' | 'http';
  /** With them the digests of notifications are checked. */
  readonly secrets?: NotificationSecrets;
}

export interface NotificationSecrets {
  readonly hasher: Hasher;
  /** Those that a server may have made a digest with, one for each device; none where they aren't known. */
  readonly of: (serverId: string) => readonly { readonly secret: string; readonly nonce: Uint8Array }[];
}
