// Places at which devices take notifications, one device after the other; and the updates that go on in all of them at
// the same time.
import type { Device } from '#engine/device/device';
import type { DatagramAddress, Datagrams } from '#engine/net/datagrams';

export interface Slots {
  /**
   * Updates the devices `from` to `to`, exclusive, in every slot at once. `order` is told which device waits where.
   * Throws where a device comes to rest without having delivered its report.
   */
  update(from: number, to: number, order: (device: number, at: DatagramAddress) => void): Promise<void>;
  close(): Promise<void>;
}

export async function openSlots(count: number, deviceOf: (i: number) => Device, datagrams: Datagrams): Promise<Slots> {
  const slots = await Promise.all(
    Array.from({ length: count }, async () => {
      let received = (_bytes: Uint8Array): void => undefined;
      const listener = await datagrams.listen((bytes) => {
        received(bytes);
      }, { port: 0 });
      return {
        listener,
        async update(i: number, order: (device: number, at: DatagramAddress) => void): Promise<void> {
          const device = deviceOf(i);
          await new Promise<void>((resolve) => {
            received = (bytes) => {
              device.notified(bytes);
              resolve();
            };
            order(i, listener.address);
          });
          await device.idle();
          if (device.delivered?.result !== 200) throw new Error(`Device ${i} has not reported that it is updated.`);
        },
      };
    }),
  );
  return {
    async update(from, to, order) {
      let next = from;
      await Promise.all(
        slots.map(async (slot) => {
          while (next < to) await slot.update(next++, order);
        }),
      );
    },
    async close() {
      await Promise.all(slots.map(({ listener }) => listener.close()));
    },
  };
}
