import { test } from 'node:test';
import { writeFileSync } from 'node:fs';
import { faultPresets } from '#engine/flow/faults/presets';
import { casesOf, flowOf, runWithFault, scenarios } from '../../faultRuns';
test('matrix', async () => {
  const rows: string[] = [];
  const only = process.env['ONLY'];
  process.on('unhandledRejection', (r) => { rows.push(`UNHANDLED ${String((r as Error).stack)}`); });
  for (const file of scenarios) {
    const flow = await flowOf(file);
    for (const c of casesOf(flow, file, faultPresets.filter(p => only === undefined || only.split(',').includes(p.name)))) {
      if (process.env['STEP'] !== undefined && process.env['STEP'] !== c.n) continue;
      const t = Date.now();
      try {
        const r = await Promise.race([runWithFault(c), new Promise<never>((_, rej) => setTimeout(() => rej(new Error('REAL TIMEOUT')), 20000))]);
        const hit = r.said.some(l => l.includes(`The fault ${c.preset.name} comes about`));
        rows.push([c.preset.name, file.startsWith('dm') ? '1' : '2', c.n, c.places.join('+'), hit ? 'hit' : 'MISS', r.verdict.verdict, r.result ?? '-', r.state, r.firmware, r.report, r.counted, `${r.took / 1000}s`, `${Date.now() - t}ms`, (r.verdict.reason ?? '').slice(0, 300)].join('\t'));
        if (process.env['SAY']) rows.push(...r.said);
      } catch (e) { rows.push([c.preset.name, file, c.n, 'THROWN', String((e as Error).stack).slice(0, 600)].join('\t')); }
    }
  }
  writeFileSync('/tmp/faults/matrix.tsv', rows.join('\n'));
});
