// Fuzzes: bundles test/fuzz and runs it. Options are its own: --cases N, --seed S, --kinds parser,wbxml.
import { runBundled } from './runBundled.mjs';

await runBundled('fuzz');
