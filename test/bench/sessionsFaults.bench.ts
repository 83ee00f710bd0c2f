// The whole fault table: every preset at every step where it can stand, in memory and virtual time, messages in XML and
// in WBXML.
import { faultPresets } from '#engine/flow/faults/presets';
import { assertOutcome, casesOf, flowOf, messagePresets, runWithFault, scenarios } from '../faultRuns';
import { tell } from './measure';

async function main(): Promise<void> {
  const start = performance.now();
  const before = process.cpuUsage();
  let runs = 0;
  for (const file of scenarios) {
    const flow = await flowOf(file);
    for (const [presets, encoding] of [[faultPresets, 'xml'], [messagePresets, 'wbxml']] as const) {
      for (const each of casesOf(flow, file, presets)) {
        assertOutcome(each, await runWithFault(each, {}, encoding));
        runs++;
      }
    }
  }
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  const busy = (user + system) / 1e6;
  tell({ name: `the whole fault table, ${runs} runs`, value: seconds, unit: 's', goal: '<= 60 s', met: seconds <= 60 });
  tell({ name: 'the whole fault table, time of the processor', value: busy, unit: 's', goal: '<= 60 s', met: busy <= 60 });
}

void main();
