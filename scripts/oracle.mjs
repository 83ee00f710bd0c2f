// Compares us with others: bundles test/oracle and runs it. Options are its own: --install, --seed=N, --messages=N.
import { runBundled } from './runBundled.mjs';

await runBundled('oracle');
