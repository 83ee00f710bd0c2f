// The names of one tag's attributes, to find those that are given twice: in numbers, so that many cost little.

/** More places than this aren't looked at for a name: names that are made to fall on one another go elsewhere. */
const mostTries = 32;
/** Of each place: where the name starts, where it ends (0 where there is none), and its hash. */
const width = 3;

export class NameSet {
  private cells = new Int32Array(0);
  private count = 0;
  private readonly others = new Set<string>();

  constructor(private readonly text: string) {}

  /** Adds the name that stands there; false where it is in the set already. */
  add(start: number, end: number): boolean {
    const { text } = this;
    if (2 * width * this.count >= this.cells.length) this.grow();
    if (this.others.size > 0 && this.others.has(text.slice(start, end))) return false;
    let hash = 0;
    for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
    return this.put(start, end, hash);
  }

  private put(start: number, end: number, hash: number): boolean {
    const { cells } = this;
    const places = cells.length / width;
    for (let tries = 0, place = hash & (places - 1); tries < mostTries; tries++, place = (place + 1) & (places - 1)) {
      const cell = place * width;
      if (cells[cell + 1] === 0) {
        cells[cell] = start;
        cells[cell + 1] = end;
        cells[cell + 2] = hash;
        this.count++;
        return true;
      }
      if (cells[cell + 2] === hash && this.isAt(cells[cell] ?? 0, cells[cell + 1] ?? 0, start, end)) return false;
    }
    this.others.add(this.text.slice(start, end));
    return true;
  }

  private isAt(known: number, knownEnd: number, start: number, end: number): boolean {
    if (knownEnd - known !== end - start) return false;
    for (let at = start; at < end; at++) if (this.text.charCodeAt(at) !== this.text.charCodeAt(known + at - start)) return false;
    return true;
  }

  private grow(): void {
    const { cells } = this;
    this.cells = new Int32Array(Math.max(8 * width, 2 * cells.length));
    this.count = 0;
    for (let cell = 0; cell < cells.length; cell += width) {
      const end = cells[cell + 1] ?? 0;
      if (end > 0) this.put(cells[cell] ?? 0, end, cells[cell + 2] ?? 0);
    }
  }
}
