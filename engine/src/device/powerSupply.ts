// The power of a device: everything that it uses of the world goes by here, and when it is cut nothing does any more.
import type { Exchange } from '../net/exchange';
import type { DevicePorts } from './deviceSetup';

/** Thrown where a device goes on to write after its power has gone. Nobody hears of it: the device is dead. */
export class PowerCut extends Error {
  constructor() {
    super('The power is off.');
    this.name = 'PowerCut';
  }
}

/** One life of a device. A device that is switched on again is another one, on the same Store. */
export class PowerSupply {
  /** What the device is given. */
  readonly ports: DevicePorts;
  private on = true;
  private readonly timers = new Set<() => void>();
  private readonly connections = new Set<() => void>();

  constructor(private readonly source: DevicePorts) {
    const { clock, store, user, gate } = source;
    this.ports = {
      ...source,
      exchange: this.exchange,
      gate: { pass: (act) => (this.on ? this.alive(gate.pass(act)) : never()) },
      clock: { now: () => clock.now(), after: (ms, then) => this.after(ms, then) },
      store: {
        get: (key) => this.powered(() => store.get(key)),
        set: (key, value) => {
          this.powered(() => {
            store.set(key, value);
          });
        },
        delete: (key) => {
          this.powered(() => {
            store.delete(key);
          });
        },
      },
      user: { answer: (question) => (this.on ? this.alive(user.answer(question)) : never()) },
      trace: (entry) => {
        if (this.on) source.trace(entry);
      },
      tell: (event) => {
        if (this.on) source.tell(event);
      },
    };
  }

  get isOn(): boolean {
    return this.on;
  }

  /** From now on the device neither does nor hears anything. */
  cut(): void {
    if (!this.on) return;
    this.on = false;
    for (const withdraw of this.timers) withdraw();
    for (const breakOff of this.connections) breakOff();
    this.timers.clear();
    this.connections.clear();
  }

  private readonly exchange: Exchange = (request, watch) => {
    if (!this.on) return never();
    let connection: (() => void) | undefined;
    const exchanged = this.source.exchange(request, {
      ...watch,
      started: (breakOff) => {
        connection = breakOff;
        this.connections.add(breakOff);
        watch?.started?.(breakOff);
      },
      arrived: (octets) => {
        if (this.on) watch?.arrived?.(octets);
      },
    });
    return this.alive(
      exchanged.finally(() => {
        if (connection !== undefined) this.connections.delete(connection);
      }),
    );
  };

  private after(ms: number, then: () => void): () => void {
    if (!this.on) return () => undefined;
    const withdraw = (): void => {
      this.timers.delete(withdraw);
      end();
    };
    const end = this.source.clock.after(ms, () => {
      this.timers.delete(withdraw);
      then();
    });
    this.timers.add(withdraw);
    return withdraw;
  }

  /** What comes of a promise after the power has gone never reaches the device. */
  private alive<T>(promise: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      promise.then(
        (value) => {
          if (this.on) resolve(value);
        },
        (cause: unknown) => {
          if (this.on) reject(cause instanceof Error ? cause : new Error(String(cause)));
        },
      );
    });
  }

  private powered<T>(use: () => T): T {
    if (!this.on) throw new PowerCut();
    return use();
  }
}

function never<T>(): Promise<T> {
  return new Promise(() => undefined);
}
