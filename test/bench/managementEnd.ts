// A Management Server for many devices as a bench runs it: ordered to update a device, it notifies it.
import type { Clock } from '#engine/base/clock';
import { openGate } from '#engine/base/gate';
import { ManagementServer } from '#engine/management/managementServer';
import type { Datagrams, DatagramAddress } from '#engine/net/datagrams';
import type { Exchange } from '#engine/net/exchange';
import { nodeHasher } from '#server/node/nodeHasher';
import { nodeRandom } from '#server/node/nodeRandom';
import { accountsOf, deviceIdOf, packageOf, serverId } from './fleet';
import { jobOf, updateDirector } from './updateDirector';

export interface ManagementEnd {
  readonly handle: Exchange;
  /** Step 0 and step 1 of 8.1.1. */
  update(device: number, to: DatagramAddress): Promise<void>;
  /** Devices that have been updated, and what went wrong first. */
  outcome(): { readonly updated: number; readonly wrong: string | undefined };
  close(): void;
}

export function managementEnd(
  url: string,
  how: { readonly devices: number; readonly packageSize?: number },
  ports: { readonly clock: Clock; readonly datagrams: Datagrams },
): ManagementEnd {
  const firmware = { bytes: packageOf(how.packageSize), version: '1.1.0' };
  const director = updateDirector(firmware, (deviceId) => server.known(deviceId));
  const server = new ManagementServer(
    {
      ...{ serverId, url, path: '/dm', accounts: accountsOf(how.devices) },
      ...{ maxMsgSize: 65_536, maxObjSize: 16 * 2 ** 20, sessionWithin: 600_000 },
    },
    { ...ports, gate: openGate, random: nodeRandom, hasher: nodeHasher, trace: () => undefined, director },
  );
  return {
    handle: server.handle,
    async update(device, to) {
      const deviceId = deviceIdOf(device);
      server.order({ deviceId, flow: '8.1.1', correlator: jobOf(deviceId), orderedAt: ports.clock.now() });
      await server.notify(deviceId, to, { uiMode: 'background', initiator: 'server' });
    },
    outcome: () => ({ updated: director.updated, wrong: director.wrong }),
    close: () => {
      server.close();
    },
  };
}
