// How a bench measures, and how it tells what it has measured.

/** One line of the result. `ratio`: `value` over that of `against`. */
export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly against?: { readonly name: string; readonly value: number };
  readonly ratio?: number;
  /** What the row is measured by, in words: `ratio >= 0.3`. */
  readonly goal?: string;
  readonly met?: boolean;
}

/** Times each piece of work in turns, so that whatever else the machine does slows both alike. Gives seconds a turn. */
export async function inTurns(turns: number, ...works: readonly (() => Promise<void>)[]): Promise<readonly number[]> {
  const spent = works.map(() => 0);
  for (const work of works) await work();
  for (let turn = 0; turn < turns; turn++) {
    for (const [i, work] of works.entries()) {
      const start = performance.now();
      await work();
      spent[i] = (spent[i] ?? 0) + performance.now() - start;
    }
  }
  return spent.map((milliseconds) => milliseconds / 1000 / turns);
}

/** The same with the median of each, which a turn that something else got in the way of doesn't move. */
export async function mediansInTurns(turns: number, ...works: readonly (() => Promise<void>)[]): Promise<readonly number[]> {
  const spent = works.map((): number[] => []);
  for (const work of works) await work();
  for (let turn = 0; turn < turns; turn++) {
    for (const [i, work] of works.entries()) {
      const start = performance.now();
      await work();
      spent[i]?.push((performance.now() - start) / 1000);
    }
  }
  return spent.map((times) => times.sort((a, b) => a - b)[turns >> 1] ?? NaN);
}

/** One JSON object with `--json`, a line for people without. */
export function tell(row: Row): void {
  if (process.argv.includes('--json')) {
    console.log(JSON.stringify(row));
    return;
  }
  const against = row.against === undefined ? '' : `; ${row.against.name}: ${rounded(row.against.value)} ${row.unit}; ratio ${rounded(row.ratio ?? 0)}`;
  const goal = row.goal === undefined ? '' : `; ${row.met === true ? 'met' : 'not met'}: ${row.goal}`;
  console.log(`${row.name}: ${rounded(row.value)} ${row.unit}${against}${goal}`);
}

function rounded(value: number): string {
  return value.toPrecision(3);
}
