// What a Management Server remembers: found by device, so that a server with many of them is no slower; given out and
// taken back as a value.
import type { DeviceAccount } from './accounts';
import type { Job } from './authority';
import type { KnownDevice } from './knownDevice';

/** Everything that the server remembers, as a value. */
export interface ManagementServerState {
  readonly accounts: readonly DeviceAccount[];
  readonly devices: Readonly<Record<string, KnownDevice>>;
  readonly jobs: readonly Job[];
}

export class ServerMemory {
  private readonly accounts = new Map<string, DeviceAccount>();
  private readonly devices: Map<string, KnownDevice>;
  private readonly jobs: Job[] = [];
  /** Where the jobs of a device stand among all. */
  private readonly places = new Map<string, number[]>();
  /** As long as nothing has changed since it was made. */
  private value: ManagementServerState | undefined;

  constructor(state: ManagementServerState) {
    for (const account of state.accounts) if (!this.accounts.has(account.deviceId)) this.accounts.set(account.deviceId, account);
    this.devices = new Map(Object.entries(state.devices));
    for (const job of state.jobs) this.addJob(job);
    this.value = state;
  }

  snapshot(): ManagementServerState {
    return (this.value ??= { accounts: [...this.accounts.values()], devices: Object.fromEntries(this.devices), jobs: [...this.jobs] });
  }

  account(deviceId: string): DeviceAccount | undefined {
    return this.accounts.get(deviceId);
  }

  /** The accounts of all other devices, one after the other. */
  *accountsBut(deviceId: string): Generator<DeviceAccount> {
    for (const account of this.accounts.values()) if (account.deviceId !== deviceId) yield account;
  }

  /** Nothing where the device has no account. */
  changeAccount(deviceId: string, change: (account: DeviceAccount) => DeviceAccount): void {
    const account = this.accounts.get(deviceId);
    if (account === undefined) return;
    this.accounts.set(deviceId, change(account));
    this.value = undefined;
  }

  device(deviceId: string): KnownDevice | undefined {
    return this.devices.get(deviceId);
  }

  keepDevice(device: KnownDevice): void {
    this.devices.set(device.deviceId, device);
    this.value = undefined;
  }

  addJob(job: Job): void {
    const place = this.jobs.push(job) - 1;
    const places = this.places.get(job.deviceId);
    if (places === undefined) this.places.set(job.deviceId, [place]);
    else places.push(place);
    this.value = undefined;
  }

  /** The latest last. */
  jobsOf(deviceId: string): readonly Job[] {
    return (this.places.get(deviceId) ?? []).flatMap((place) => this.jobs[place] ?? []);
  }

  /** `change` gives as many jobs of the device as it is given, in their order. */
  changeJobs(deviceId: string, change: (jobs: readonly Job[]) => readonly Job[]): void {
    const own = this.jobsOf(deviceId);
    const changed = change(own);
    if (changed === own) return;
    for (const [i, place] of (this.places.get(deviceId) ?? []).entries()) {
      const job = changed[i];
      if (job !== undefined) this.jobs[place] = job;
    }
    this.value = undefined;
  }
}
