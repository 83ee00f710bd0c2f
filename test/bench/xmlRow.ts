// A row of the XML benches, and how its times are taken.

export interface XmlRow {
  readonly name: string;
  /** Whether `ratio` compares with a peer, or with a smaller input or the text's size. */
  readonly kind: 'ratio' | 'absolute';
  readonly ours: number;
  /** Absent where the peer can't be had. */
  readonly peer?: number;
  readonly unit: string;
  readonly ratio?: number;
  readonly goal: number;
  readonly met: boolean;
  /** Who the peer is, or why there is none. */
  readonly against: string;
}

const rounds = 15;

/** Milliseconds of each piece of work: the median of 15, taken in turns after warming up. */
export function medians(...works: readonly (() => number | undefined)[]): readonly number[] {
  const taken = works.map((): number[] => []);
  for (let round = -3; round < rounds; round++) {
    for (const [i, work] of works.entries()) {
      const start = performance.now();
      // A piece of work may have timed itself.
      const own = work();
      const time = own ?? performance.now() - start;
      if (round >= 0) taken[i]?.push(time);
    }
  }
  return taken.map((times) => times.sort((a, b) => a - b)[rounds >> 1] ?? NaN);
}

export function compared(name: string, against: string, ours: number, peer: number, goal: number, unit = 'ms', kind: XmlRow['kind'] = 'ratio'): XmlRow {
  const ratio = ours / peer;
  return { name, kind, ours, peer, unit, ratio, goal, met: ratio <= goal, against };
}

export function withoutPeer(name: string, why: string, ours: number, goal: number): XmlRow {
  return { name, kind: 'ratio', ours, unit: 'ms', goal, met: false, against: why };
}

/** A row that is measured by the clock or the scales alone; `how` says what is given. */
export function absolute(name: string, ours: number, goal: number, unit: string, how: string): XmlRow {
  return { name, kind: 'absolute', ours, unit, goal, met: ours <= goal, against: `goal ${goal} ${unit}; ${how}` };
}

/** One JSON object with `--json`, a line for people without. */
export function tell({ name, kind, ours, peer, unit, ratio, goal, met, against }: XmlRow): void {
  if (process.argv.includes('--json')) {
    console.log(JSON.stringify({ name, ours, peer: peer ?? null, ratio: ratio ?? null, goal, met, kind, unit, against }));
    return;
  }
  const compared = peer === undefined ? against : `${against}: ${peer.toPrecision(3)} ${unit}; ratio ${(ratio ?? NaN).toFixed(2)}, goal ${goal}`;
  console.log(`${met ? 'met    ' : 'not met'} ${name}: ${ours.toPrecision(3)} ${unit}; ${compared} (${kind})`);
}
