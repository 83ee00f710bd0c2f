// What a page has in the place of `node:test`: tests wait until their file is run, and what comes of them is kept.
import { sentenceOf } from '#engine/base/failure';

interface TestContext {
  diagnostic(text: string): void;
}

type Work = (context: TestContext) => void | Promise<void>;

interface Waiting {
  readonly name: string;
  readonly work: Work;
}

const waiting: Waiting[] = [];
const endings: (() => void | Promise<void>)[] = [];

export function test(name: string, second: Work | { readonly skip?: unknown }, third?: Work): Promise<void> {
  const work = typeof second === 'function' ? second : third;
  const skipped = typeof second === 'object' && second.skip !== undefined && second.skip !== false;
  if (work !== undefined && !skipped) waiting.push({ name, work });
  return Promise.resolve();
}

/** To be done when the tests of the file are over. */
export function after(work: () => void | Promise<void>): void {
  endings.push(work);
}

/** Runs what has been waiting. Gives how many tests passed, and the others with their reasons. */
export async function runWaiting(file: string): Promise<{ readonly passed: number; readonly failures: readonly string[] }> {
  const failures: string[] = [];
  let passed = 0;
  for (const { name, work } of waiting.splice(0)) {
    try {
      await work({ diagnostic: () => undefined });
      passed++;
    } catch (thrown) {
      failures.push(`${file}: ${name}: ${sentenceOf(thrown).slice(0, 1000)}`);
    }
  }
  for (const end of endings.splice(0)) await end();
  return { passed, failures };
}
