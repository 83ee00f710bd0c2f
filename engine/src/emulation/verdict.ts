// The verdict of a run: what the server has learnt on the wire, and whether that is what the flow wanted.
import { causeOfResult, causeText } from './causes';
import { placesOf } from '../flow/faults/places';
import type { Step } from '../flow/model';
import { isSuccess, resultCode } from '../fumo/resultCodes';
import type { KnownDevice } from '../management/knownDevice';
import type { Verdict } from './runEvent';
import type { StepRecord, StepRecords } from './stepRecords';

const version = './DevDetail/FwV';

/** Completes a verdict with result and versions, and turns a success into a failure where something has failed. */
export function verdictOf(verdict: Verdict, records: StepRecords, device: KnownDevice | undefined): Verdict {
  const report = device?.reports.at(-1);
  const result = report === undefined ? undefined : Number(report.result);
  const { before, after } = versions(device);
  const learnt = {
    ...(result !== undefined && !Number.isNaN(result) && { result }),
    ...(before !== undefined && { versionBefore: before }),
    ...(after !== undefined && { versionAfter: after }),
  };
  const faulty = records.all.find((record) => record.faults.length > 0);
  if (verdict.verdict !== 'success') return { ...withCause(verdict, faulty), ...learnt };
  // A device may take a report for delivered that the server has not taken in.
  const unheard = report === undefined && records.all.some(({ step, state }) => state === 'done' && isReport(step));
  const reasons = [
    ...(unheard ? ["The device has reported, and the server has not taken the report in."] : []),
    ...(result !== undefined && !isSuccess(result) ? [`The device reported result ${result} (${resultCode(result)?.name ?? 'undefined'}).${causeText(causeOfResult(result))}`] : []),
    ...(faulty === undefined ? [] : [`At ${faulty.step.id} (${faulty.step.title}): ${faulty.faults.join(' ')}`]),
  ];
  if (reasons.length === 0) return { verdict: 'success', ...learnt };
  return { verdict: 'failed', ...learnt, reason: reasons.join(' '), ...(faulty !== undefined && { step: faulty.step.id }) };
}

/** A run that failed where it stood may have gone wrong before: the first fault is told too, unless it is the reason. */
function withCause(verdict: Verdict, faulty: StepRecord | undefined): Verdict {
  if (verdict.verdict !== 'failed' || faulty === undefined) return verdict;
  const at = `${faulty.step.id} (${faulty.step.title})`;
  if (faulty.step.id === verdict.step) return { ...verdict, reason: `At ${at}: ${faulty.faults.join(' ')}` };
  return { ...verdict, reason: `${verdict.reason ?? ''} Before that, at ${at}: ${faulty.faults.join(' ')}` };
}

function isReport(step: Step): boolean {
  return placesOf(step, undefined).includes('report');
}

/** The firmware's version as the device first told it, and as it told it in the session of its report. */
function versions(device: KnownDevice | undefined): { readonly before?: string; readonly after?: string } {
  const told = device?.told.filter((entry) => entry.uri === version) ?? [];
  const [first] = told;
  const session = device?.reports.at(-1)?.sessionId;
  // A report that was sent again came in another session than the one that it was first taken in.
  const last = session === undefined ? undefined : told.findLast((entry) => entry.sessionId === session || entry.sessionId !== first?.sessionId);
  return { ...(first !== undefined && { before: first.value }), ...(last !== undefined && { after: last.value }) };
}
