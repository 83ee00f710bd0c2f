// Datagrams: what carries package #0.

/** Where a datagram goes: `udp://127.0.0.1:2948`. */
export type DatagramAddress = string;

export interface Datagrams {
  send(to: DatagramAddress, bytes: Uint8Array): Promise<void>;
  /** Takes in what arrives until closed. Port 0 lets the system choose. */
  listen(
    received: (bytes: Uint8Array) => void,
    options: { readonly port: number; readonly host?: string },
  ): Promise<{ readonly address: DatagramAddress; close(): Promise<void> }>;
}
