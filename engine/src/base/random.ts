// Random: the port for nonces and session ids.

export interface Random {
  /** `count` random octets. */
  bytes(count: number): Uint8Array;
}
