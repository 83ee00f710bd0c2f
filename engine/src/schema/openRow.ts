// OpenRow: an element of a table whose children are being looked at, one after the other, and whether anything is wrong
// with what it holds.
import type { Members, NumberedRule, Word } from './numbered';
import type { ElementRule, Schema } from './schema';

/** An element of a vendor's, and the schema that speaks of it. */
export interface VendorRow {
  readonly row: number;
  readonly schema: Schema;
}

export class OpenRow {
  row = 0;
  end = 0;
  isSound = true;
  /** Those among the children. */
  vendors: VendorRow[] | undefined;
  private known: NumberedRule | undefined;
  private model: Word | Members | undefined;
  private state = 0;
  /** By the number of a name: how often it has come. */
  private readonly times: Uint32Array;
  private inner: OpenRow | undefined;

  constructor(
    /** How many numbers the schema gives to names. */
    private readonly count: number,
    readonly outer?: OpenRow,
  ) {
    this.times = new Uint32Array(count);
  }

  /** For elements directly inside, one after the other. */
  get inside(): OpenRow {
    return (this.inner ??= new OpenRow(this.count, this));
  }

  get rule(): ElementRule | undefined {
    return this.known?.rule;
  }

  begin(row: number, end: number, known: NumberedRule, model: Word | Members, isSound: boolean): this {
    this.row = row;
    this.end = end;
    this.known = known;
    this.model = model;
    this.isSound = isSound;
    this.vendors = undefined;
    this.state = 0;
    if (model.kind === 'members') this.times.fill(0);
    return this;
  }

  /** A child that the schema speaks of, by the number of its name. Not to be told of one that isn't sound any more. */
  take(number: number): void {
    const { model } = this;
    if (model === undefined) return;
    if (model.kind === 'word') {
      this.state = model.steps[this.state * this.count + number] ?? 0;
      if (this.state === 0) this.isSound = false;
    } else {
      const times = (this.times[number] ?? 0) + 1;
      this.times[number] = times;
      if (times > (model.most[number] ?? 0)) this.isSound = false;
    }
  }

  /** No child follows. */
  finish(): void {
    if (this.isSound && !this.isComplete()) this.isSound = false;
  }

  private isComplete(): boolean {
    const { model, times } = this;
    if (model === undefined) return true;
    if (model.kind === 'word') return model.accepting[this.state] === 1;
    for (const { number, min } of model.required) if ((times[number] ?? 0) < min) return false;
    return true;
  }
}
