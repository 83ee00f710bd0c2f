// The page's own program: runs one file of tests after the other; what came of it stands in `fumoResult`.
import { sentenceOf } from '#engine/base/failure';
import { runWaiting } from './pageTest';
import type { BrowserResult } from './result';

declare global {
  var fumoResult: Promise<BrowserResult> | undefined;
}

/** Tests let whatever is due be done first; a page has no word for it. */
function letOthersGoFirst(then: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    then();
  };
  port2.postMessage(undefined);
}

Object.assign(globalThis, { setImmediate: letOthersGoFirst });

/** By the name of a file, what loads it and so has its tests wait. */
export type TestFiles = Readonly<Record<string, () => Promise<unknown>>>;

export function runFiles(files: TestFiles): void {
  globalThis.fumoResult = run(files);
}

async function run(files: TestFiles): Promise<BrowserResult> {
  const failures: string[] = [];
  const counts: Record<string, number> = {};
  for (const [name, load] of Object.entries(files)) {
    try {
      await load();
    } catch (thrown) {
      failures.push(`${name}: ${sentenceOf(thrown)}`);
    }
    const result = await runWaiting(name);
    counts[name] = result.passed;
    failures.push(...result.failures);
  }
  return { passed: Object.values(counts).reduce((sum, count) => sum + count, 0), failures, files: counts };
}
