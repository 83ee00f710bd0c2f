// The device of a run over its lives: its power may go, and come back to what its Store holds.
import type { Clock } from '../base/clock';
import { Device } from '../device/device';
import type { DevicePorts, DeviceSetup, PendingReport } from '../device/deviceSetup';
import { PowerSupply } from '../device/powerSupply';
import type { UpdateRequest } from '../device/request';

export interface DeviceLifePorts {
  readonly device: DevicePorts;
  readonly clock: Clock;
  /** Told as sentences. */
  say(text: string): void;
}

export class DeviceLife {
  private power: PowerSupply;
  private current: Device;
  private isUp = false;
  private isOver = false;
  private changed: (() => void)[] = [];

  constructor(
    private readonly setup: DeviceSetup,
    private readonly ports: DeviceLifePorts,
  ) {
    this.power = new PowerSupply(ports.device);
    this.current = new Device(setup, this.power.ports);
  }

  /** The device as it is now; while its power is off, as it will be when it is switched on. */
  get device(): Device {
    return this.current;
  }

  switchOn(): void {
    this.isUp = true;
    this.current.switchOn();
    this.tellChange();
  }

  /** Resolves when the device is on and has nothing more to do. */
  async idle(): Promise<void> {
    for (;;) {
      const { current } = this;
      const change = new Promise<boolean>((resolve) => {
        this.changed.push(() => {
          resolve(false);
        });
      });
      const rests = await (this.isUp ? Promise.race([current.idle().then(() => true), change]) : change);
      if (rests && this.isUp && current === this.current) return;
    }
  }

  /** For good: the run is over. */
  switchOff(): void {
    this.isOver = true;
    this.current.switchOff();
    this.power.cut();
  }

  /** The user or the device asks for an update; without power nobody can. */
  request(request: UpdateRequest): void {
    if (this.isUp) this.current.request(request);
  }

  /** The report that the device owed last, delivered or not. */
  get lastReport(): PendingReport | undefined {
    return this.current.snapshot().reports.at(-1) ?? this.current.delivered;
  }

  /** A datagram has come; a device without power doesn't hear it. */
  notified(bytes: Uint8Array): void {
    if (this.isUp) this.current.notified(bytes);
  }

  /** The power goes for so many milliseconds. What was under way is over; only what is in the Store is left. */
  cutPower(off: number): void {
    if (!this.isUp || this.isOver) return;
    this.isUp = false;
    this.power.cut();
    this.power = new PowerSupply(this.ports.device);
    this.current = new Device(this.setup, this.power.ports);
    this.tellChange();
    this.ports.say('The power of the device has gone.');
    this.ports.clock.after(off, () => {
      if (this.isOver) return;
      this.ports.say('The power of the device is back.');
      this.switchOn();
    });
  }

  private tellChange(): void {
    const waiting = this.changed;
    this.changed = [];
    for (const resolve of waiting) resolve();
  }
}
