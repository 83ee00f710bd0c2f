// The octets of an HTTP body while they come in.

const firstRoom = 16_384;

/** Keeps one copy of what comes, in memory of its own. Holds no limit: whoever adds looks at `size`. */
export class ReceivedBody {
  private room: Uint8Array<ArrayBuffer>;
  private filled = 0;

  /** `announced`: octets that the peer says will come, where it does. Room is made for them at once. */
  constructor(announced = firstRoom) {
    this.room = new Uint8Array(announced);
  }

  /** Octets so far. */
  get size(): number {
    return this.filled;
  }

  add(part: Uint8Array): void {
    const after = this.filled + part.length;
    if (after > this.room.length) {
      const larger = new Uint8Array(Math.max(after, 2 * this.room.length));
      larger.set(this.room.subarray(0, this.filled));
      this.room = larger;
    }
    this.room.set(part, this.filled);
    this.filled = after;
  }

  /** What has come. Nothing may be added after this. */
  octets(): Uint8Array {
    return this.filled === this.room.length ? this.room : this.room.slice(0, this.filled);
  }
}
