// Runs cases by chance, notes those that fail, and makes each failure as small as it can be.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Chance } from './chance';
import { tokensOf } from './mutate';
import { readSeeds, type Seeds } from './seeds';
import { kinds, targets, type Input, type Kind } from './targets';

export interface FuzzOptions {
  readonly cases: number;
  readonly seed: number;
  /** Default all; cases go round them. */
  readonly kinds?: readonly Kind[];
  /** Sorts of failure after which it stops. Default 20. */
  readonly maxSorts?: number;
}

export interface FuzzFailure {
  readonly kind: Kind;
  /** The case of that number of that seed. */
  readonly at: number;
  /** Shrunk. */
  readonly input: Input;
  readonly message: string;
  /** How often the same sort of failure was met; only the first is kept. */
  readonly times: number;
}

export interface FuzzResult {
  readonly passed: number;
  readonly failed: number;
  /** One of each sort. */
  readonly failures: readonly FuzzFailure[];
}

/** A case that takes longer is a failure: milliseconds of its own, whatever else the machine does. */
const longestCase = 1000;

/** The same options give the same cases, whatever else is asked for: each case has a chance of its own. */
export async function runFuzz({ cases, seed, kinds: chosen = kinds, maxSorts = 20 }: FuzzOptions): Promise<FuzzResult> {
  const seeds = readSeeds();
  const found = new Map<string, FuzzFailure>();
  let passed = 0;
  let failed = 0;
  for (let at = 0; at < cases && found.size < maxSorts; at++) {
    const kind = chosen[at % chosen.length] ?? 'parser';
    const input = caseOf(kind, at, seed, seeds);
    const message = await failureOf(kind, input);
    if (message === undefined) {
      passed++;
      continue;
    }
    failed++;
    const sort = `${kind} ${sortOf(message)}`;
    const same = found.get(sort);
    found.set(sort, same === undefined ? await shrunk({ kind, at, input, message, times: 1 }) : { ...same, times: same.times + 1 });
  }
  return { passed, failed, failures: [...found.values()] };
}

function caseOf(kind: Kind, at: number, seed: number, seeds: Seeds): Input {
  return targets[kind].make(seeds, new Chance(Math.imul(seed, 0x01000193) ^ at));
}

/** What doesn't hold of the input; undefined where all does. */
async function failureOf(kind: Kind, input: Input): Promise<string | undefined> {
  let took = 0;
  // Compiling and collecting are none of the case's: what is slow once is tried again.
  for (let tries = 0; tries < 3 && (tries === 0 || took > longestCase); tries++) {
    const started = process.cpuUsage();
    try {
      await targets[kind].check(input);
    } catch (thrown) {
      return thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
    }
    const { user, system } = process.cpuUsage(started);
    took = (user + system) / 1000;
  }
  return took > longestCase ? `it took ${Math.round(took)} ms` : undefined;
}

/** Tries of shrinking one failure. */
const mostTries = 600;

/** Takes away what isn't needed for the failure: tokens first, then characters, by ever smaller stretches. */
async function shrunk(failure: FuzzFailure): Promise<FuzzFailure> {
  let { input, message } = failure;
  let tries = 0;
  const stillFails = async (candidate: Input): Promise<boolean> => {
    tries++;
    const found = await failureOf(failure.kind, candidate);
    if (found === undefined || sortOf(found) !== sortOf(failure.message)) return false;
    input = candidate;
    message = found;
    return true;
  };
  if (typeof input === 'string') await reduce(tokensOf(input), (tokens) => stillFails(tokens.join('')), () => tries < mostTries);
  if (typeof input === 'string') await reduce([...input], (characters) => stillFails(characters.join('')), () => tries < 2 * mostTries);
  else await reduce([...input], (octets) => stillFails(Uint8Array.from(octets)), () => tries < 2 * mostTries);
  return { ...failure, input, message };
}

/** The same failure may have other numbers and names in another input; two trees that differ do so in their first lines. */
function sortOf(message: string): string {
  const differences = message.split('\n').filter((line) => /^[+-] /.test(line));
  return [message.split('\n', 1)[0]?.slice(0, 40), ...differences.slice(1, 4)].join(' ').replace(/[0-9]+/g, '0').replace(/'[^']*'/g, 'text').slice(0, 120);
}

async function reduce<T>(parts: readonly T[], fails: (parts: readonly T[]) => Promise<boolean>, goOn: () => boolean): Promise<void> {
  let rest = [...parts];
  for (let length = Math.max(1, rest.length >> 1); ; length = length >> 1) {
    for (let at = 0; at < rest.length && goOn(); ) {
      const candidate = [...rest.slice(0, at), ...rest.slice(at + length)];
      if (candidate.length < rest.length && (await fails(candidate))) rest = candidate;
      else at += length;
    }
    if (length <= 1 || !goOn()) return;
  }
}

const folder = join(process.cwd(), 'test', 'fuzz', 'failures');

/** Writes each failure's input where `replayFailures` will find it; returns the names of the files. */
export function writeFailures(failures: readonly FuzzFailure[]): string[] {
  if (failures.length > 0) mkdirSync(folder, { recursive: true });
  return failures.map(({ kind, input }) => {
    const digest = createHash('sha256').update(input).digest('hex').slice(0, 8);
    const name = `${kind}-${digest}.${typeof input === 'string' ? 'txt' : 'bin'}`;
    writeFileSync(join(folder, name), input);
    return name;
  });
}

/** What fails of the inputs that once failed. */
export async function replayFailures(): Promise<{ readonly passed: number; readonly failed: readonly string[] }> {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => /\.(txt|bin)$/.test(name)) : [];
  const failed: string[] = [];
  for (const name of names.sort()) {
    const kind = kinds.find((candidate) => name.startsWith(`${candidate}-`));
    if (kind === undefined) continue;
    const bytes = readFileSync(join(folder, name));
    const message = await failureOf(kind, name.endsWith('.txt') ? bytes.toString('utf8') : new Uint8Array(bytes));
    if (message !== undefined) failed.push(`${name}: ${message}`);
  }
  return { passed: names.length - failed.length, failed };
}
