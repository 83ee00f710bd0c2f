// Waiting in a window for what comes by itself.

/** What `look` finds, as soon as it finds something. */
export async function until<T>(what: string, look: () => T | undefined | Promise<T | undefined>, within = 20_000): Promise<T> {
  const start = Date.now();
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() - start > within) throw new Error(`${what} did not come within ${within / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
