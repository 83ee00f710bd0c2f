// Datagrams over UDP: node:dgram behind the Datagrams port. Addresses: `udp://127.0.0.1:2948`.
import { Failure } from '#engine/base/failure';
import type { DatagramAddress, Datagrams } from '#engine/net/datagrams';
import { createSocket, type Socket } from 'node:dgram';
import { placeOf, socketFailure } from './socketFailure';

export interface NodeDatagrams extends Datagrams {
  /** Closes every listener. */
  close(): Promise<void>;
}

export function nodeDatagrams(): NodeDatagrams {
  const open = new Set<{ close(): Promise<void> }>();
  return {
    async send(to, bytes) {
      const { host, port } = readAddress(to);
      const socket = socketFor(host);
      try {
        await new Promise<void>((resolve, reject) => {
          socket.once('error', reject);
          socket.send(bytes, port, host, (error) => {
            if (error === null) resolve();
            else reject(error);
          });
        });
      } catch (thrown) {
        throw socketFailure(thrown, placeOf(host, port), 'datagram-not-sent');
      } finally {
        await closed(socket);
      }
    },
    async listen(received, options) {
      const host = options.host ?? '127.0.0.1';
      const socket = socketFor(host);
      await bound(socket, options.port, host);
      socket.on('message', (message) => {
        received(new Uint8Array(message));
      });
      const listener = {
        address: `udp://${placeOf(host, socket.address().port)}`,
        close: () => (open.delete(listener) ? closed(socket) : Promise.resolve()),
      };
      open.add(listener);
      return listener;
    },
    async close() {
      await Promise.all([...open].map((listener) => listener.close()));
    },
  };
}

function readAddress(address: DatagramAddress): { readonly host: string; readonly port: number } {
  const parts = /^udp:\/\/(?:\[([^\]]+)\]|([^:/]+)):(\d{1,5})$/.exec(address);
  const host = parts?.[1] ?? parts?.[2];
  const port = Number(parts?.[3]);
  if (host === undefined || !(port >= 1 && port <= 65535)) {
    throw new Failure('bad-address', `${address} is not the address of a datagram listener, such as udp://127.0.0.1:2948.`);
  }
  return { host, port };
}

function socketFor(host: string): Socket {
  return createSocket(host.includes(':') ? 'udp6' : 'udp4');
}

function bound(socket: Socket, port: number, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const refused = (thrown: Error): void => {
      socket.close();
      reject(socketFailure(thrown, placeOf(address, port), 'listening-failed'));
    };
    socket.once('error', refused);
    socket.bind({ port, address, exclusive: true }, () => {
      // A datagram that got lost on its way in is no reason to stop listening.
      socket.off('error', refused).on('error', () => undefined);
      resolve();
    });
  });
}

function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.close(resolve);
  });
}
