// What VS Code calls in the extension host: runs every suite that was bundled beside it with Mocha, and writes the counts
// to a file, because an exit code alone can't tell a suite that passed from one that never ran.
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { takePicture } from './window';

/** How long one test may take unless it says otherwise, in milliseconds. */
const testTimeout = 60_000;

/** In VS Code's older form with a callback: a promise that rejects leaves the window of the server open for ever. */
export function run(_path: string, done: (error: null, failures: number) => void): void {
  runAll().then(
    (failures) => done(null, failures),
    (error: unknown) => {
      console.error(error);
      done(null, 1);
    },
  );
}

/** Answers how many failed; 1 where none ran. */
async function runAll(): Promise<number> {
  const { default: Mocha } = await import('mocha');
  const pattern = process.env.FUMO_EDITOR_GREP;
  let picture: Promise<unknown> = Promise.resolve();
  const mocha = new Mocha({
    ui: 'tdd',
    timeout: testTimeout,
    slow: testTimeout,
    color: process.env.FUMO_EDITOR_COLOR === '1',
    forbidOnly: Boolean(process.env.CI),
    rootHooks: {
      async afterEach(): Promise<void> {
        await picture;
      },
    },
    ...(pattern ? { grep: pattern } : {}),
  });
  const suites = join(__dirname, 'suites');
  for (const file of readdirSync(suites).sort()) if (file.endsWith('.test.js')) mocha.addFile(join(suites, file));
  await mocha.loadFilesAsync();
  const counts = { passed: 0, failed: 0, skipped: 0 };
  await new Promise<void>((resolve) => {
    mocha
      .run(() => resolve())
      .on('pass', () => counts.passed++)
      .on('fail', (failed) => {
        counts.failed++;
        // At once: before the suite's own teardown puts the window in order again.
        picture = takePicture(`failed ${failed.fullTitle()}`).catch((error: unknown) => console.error(error));
      })
      .on('pending', () => counts.skipped++);
  });
  const results = process.env.FUMO_EDITOR_RESULTS;
  if (results) writeFileSync(results, JSON.stringify(counts));
  return counts.passed === 0 ? Math.max(1, counts.failed) : counts.failed;
}
