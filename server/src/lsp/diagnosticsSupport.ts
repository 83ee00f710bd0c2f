// DiagnosticsSupport: how a client comes by its diagnostics, as the rest of the server sees it.

export interface DiagnosticsSupport {
  /** What the documents are held against has changed: all are checked anew. */
  refresh(): void;
}

/** Who holds an answer back until something changes. */
export class Changes {
  private readonly waiting = new Set<() => void>();

  changed(): void {
    const all = [...this.waiting];
    for (const go of all) go();
  }

  /** Resolves at the next change, or when what `orElse` was given is called. */
  next(orElse: (stop: () => void) => void): Promise<void> {
    return new Promise((resolve) => {
      const go = (): void => {
        this.waiting.delete(go);
        resolve();
      };
      this.waiting.add(go);
      orElse(go);
    });
  }
}
