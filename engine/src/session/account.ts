// What one end must know of the other to authenticate and be authenticated. [DM-SEC 5.3]

/** `hmac`: a digest over each message, beside it. [DM-SEC 5.4] */
export type AuthType = 'none' | 'basic' | 'md5' | 'hmac';

/** A name, its secret and the nonce for the next use; the nonce as octets, not as base64. */
export interface Credentials {
  readonly name: string;
  readonly secret: string;
  readonly nonce: Uint8Array;
  /** Nonces that were good before, the latest first: to tell what went wrong, never to let anybody in. */
  readonly earlier?: readonly Uint8Array[];
}

/** One server as a device knows it, or one device as a server knows it. */
export interface Account {
  readonly serverId: string;
  readonly auth: AuthType;
  /** What the client presents (CLCRED). */
  readonly client: Credentials;
  /** What the server presents (SRVCRED); its name is the server's id. */
  readonly server: Credentials;
}
