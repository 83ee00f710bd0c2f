// The fuzzer as a program: --cases N, --seed S, --kinds parser,wbxml. Prints what failed and, as the last line, how many.
import { kinds } from './targets';
import { replayFailures, runFuzz, writeFailures } from './runFuzz';

function option(words: readonly string[], name: string): string | undefined {
  const at = words.findIndex((word) => word === `--${name}` || word.startsWith(`--${name}=`));
  const word = words[at];
  return word?.includes('=') === true ? word.slice(word.indexOf('=') + 1) : at < 0 ? undefined : words[at + 1];
}

async function main(words: readonly string[]): Promise<number> {
  const cases = Number(option(words, 'cases') ?? 20_000);
  const seed = Number(option(words, 'seed') ?? 1);
  const wanted = option(words, 'kinds')?.split(',');
  const chosen = kinds.filter((kind) => wanted?.includes(kind) ?? true);
  if (!Number.isInteger(cases) || !Number.isInteger(seed) || chosen.length === 0) {
    console.error(`usage: fuzz [--cases N] [--seed S] [--kinds ${kinds.join(',')}]`);
    return 2;
  }
  const replayed = await replayFailures();
  for (const failure of replayed.failed) console.log(`still fails: ${failure}`);
  const started = performance.now();
  const { passed, failed, failures } = await runFuzz({ cases, seed, kinds: chosen });
  const names = writeFailures(failures);
  failures.forEach(({ kind, at, message, input, times }, i) => {
    const shown = typeof input === 'string' ? JSON.stringify(input.slice(0, 300)) : Buffer.from(input.subarray(0, 100)).toString('hex');
    console.log(`\n${kind}, case ${at} of seed ${seed} and ${times - 1} more: ${message.slice(0, 600)}\n  ${shown}\n  test/fuzz/failures/${names[i] ?? ''}`);
  });
  console.log(`seed ${seed}, ${Math.round((performance.now() - started) / 1000)} s`);
  console.log(`${passed + replayed.passed} passed, ${failed + replayed.failed.length} failed`);
  return failed + replayed.failed.length === 0 ? 0 : 1;
}

main(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (thrown: unknown) => {
    console.error(thrown);
    process.exitCode = 1;
  },
);
