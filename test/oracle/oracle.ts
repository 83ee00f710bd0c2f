// The comparison as a program: --install, --seed=N, --messages=N. Prints a table; its last line is the count of differences
// that no known reason explains.
import { runOracle, type Agreement } from './runOracle';
import { install, installCommand, missingTools } from './tools';

/** Differences that are printed in full. */
const mostShown = 50;

async function main(words: readonly string[]): Promise<number> {
  if (words.includes('--install') && missingTools().length > 0 && !install()) return 1;
  const missing = missingTools();
  if (missing.length > 0) {
    console.error(`${missing.join(', ')} missing. This installs it, and so does --install:\n  ${installCommand}`);
    return 1;
  }
  const number = (name: string, otherwise: number): number => Number(words.find((word) => word.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise);
  const agreement = await runOracle({ messages: number('messages', 3000), seed: number('seed', 1) });
  print(agreement);
  return agreement.unexplained.length === 0 ? 0 : 1;
}

function print({ rows, reasons, unexplained }: Agreement): void {
  const table = rows.map(({ what, subjects, differences, skipped, explained, unexplained: left }) => [
    what,
    skipped ?? String(subjects),
    String(differences.length),
    String(explained),
    String(left),
  ]);
  printTable([['what was asked', 'of', 'differ', 'explained', 'unexplained'], ...table]);
  console.log('\nKnown reasons:');
  for (const { reason, right, times } of reasons) {
    const who = right === 'both' ? 'both are right' : right === 'ours' ? 'we are right' : 'they are right';
    console.log(`  ${times === 0 ? 'not met' : `${times} times`}, ${who}: ${reason}`);
  }
  for (const { question, subject, ours, theirs } of unexplained.slice(0, mostShown)) {
    console.log(`\n${question}: ${subject}\n  ours:   ${ours}\n  theirs: ${theirs}`);
  }
  console.log(unexplained.length);
}

function printTable(rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows) console.log(row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  '));
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
