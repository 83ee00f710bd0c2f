// How steps and verdicts are told in one line.
import { actorTitles } from '#engine/base/actor';
import type { CallFlowRow, Verdict } from '#engine/emulation/runEvent';

/** `8.1.1/3 Management Client -> Management Server: Gives its device information` */
export function rowLine(row: CallFlowRow): string {
  const remark = row.state === 'failed' || row.state === 'skipped' ? ` (${row.state}${row.note === undefined ? '' : `: ${row.note}`})` : '';
  return `${row.step} ${partiesOf(row)}: ${row.title}${remark}`;
}

/** `Management Client -> Management Server`; one name where an actor does a step by itself. */
export function partiesOf(row: Pick<CallFlowRow, 'from' | 'to'>): string {
  const from = actorTitles[row.from];
  return row.from === row.to ? from : `${from} -> ${actorTitles[row.to]}`;
}

/** `success: result code 200, firmware 1.0.3 -> 1.1.0`, with the place and reason where there is one. */
export function verdictLine(verdict: Verdict): string {
  const facts: string[] = [];
  if (verdict.result !== undefined) facts.push(`result code ${verdict.result}`);
  if (verdict.versionBefore !== undefined || verdict.versionAfter !== undefined) {
    facts.push(`firmware ${verdict.versionBefore ?? '(not read)'} -> ${verdict.versionAfter ?? '(not read)'}`);
  }
  const place = verdict.verdict === 'success' || verdict.step === undefined ? '' : ` at step ${verdict.step}`;
  const expected = verdict.expected === undefined ? '' : verdict.expected ? ' as expected' : ', which is not what the flow expects';
  const head = `${verdict.verdict}${expected}${place}${facts.length > 0 ? `: ${facts.join(', ')}` : ''}`;
  return verdict.reason === undefined ? head : `${head}. ${verdict.reason}`;
}

/** 0 for an update that succeeded, 1 for anything else that a run can end with. */
export function exitCodeOf(verdict: Verdict): 0 | 1 {
  return verdict.verdict === 'success' ? 0 : 1;
}

/** True where the run has ended as its flow says: by its `<outcome>`, or with a success where it has none. */
export function isAsExpected(verdict: Verdict): boolean {
  return verdict.expected ?? verdict.verdict === 'success';
}
