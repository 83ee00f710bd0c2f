// Store: the memory that outlasts a power cycle. Values are texts, so that what is read back has really been written.

export interface Store {
  get(key: string): string | undefined;
  set(key: string, value: string): void;
  delete(key: string): void;
}

/** A store in memory whose whole content is a value. */
export class MemoryStore implements Store {
  private content: ReadonlyMap<string, string>;

  constructor(content: ReadonlyMap<string, string> = new Map()) {
    this.content = content;
  }

  get(key: string): string | undefined {
    return this.content.get(key);
  }

  set(key: string, value: string): void {
    this.content = new Map(this.content).set(key, value);
  }

  delete(key: string): void {
    const next = new Map(this.content);
    next.delete(key);
    this.content = next;
  }

  snapshot(): ReadonlyMap<string, string> {
    return this.content;
  }

  restore(content: ReadonlyMap<string, string>): void {
    this.content = content;
  }
}
