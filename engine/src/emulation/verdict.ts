// The verdict of a run: what has been learnt of the device on the wire, and whether that is what the flow wanted.
import { causeOfResult, causeText } from './causes';
import { placesOf } from '../flow/faults/places';
import type { ExpectedOutcome, Step } from '../flow/model';
import { isSuccess, resultCode } from '../fumo/resultCodes';
import { followUp } from '../management/followUp';
import type { KnownDevice } from '../management/knownDevice';
import type { Verdict } from './runEvent';
import type { StepRecord, StepRecords } from './stepRecords';

const version = './DevDetail/FwV';

/** What a verdict rests on besides the steps. */
export interface Learnt {
  readonly device?: KnownDevice;
  /** The version that the package brings, where that is known. */
  readonly offered?: string;
}

/** Completes a verdict with result and versions, and turns a success into a failure where something has failed. */
export function verdictOf(verdict: Verdict, records: StepRecords, { device, offered }: Learnt, outcome: ExpectedOutcome | undefined): Verdict {
  const judged = judgedOf(verdict, records, device, offered);
  if (outcome === undefined) return judged;
  const isExpected =
    judged.verdict === outcome.verdict &&
    (outcome.result === undefined || judged.result === outcome.result) &&
    (outcome.step === undefined || judged.step === undefined || judged.step.endsWith(`/${outcome.step}`)) &&
    records.all.every((record) => record.faults.length === 0);
  return { ...judged, expected: isExpected };
}

function judgedOf(verdict: Verdict, records: StepRecords, device: KnownDevice | undefined, offered: string | undefined): Verdict {
  const report = device?.reports.at(-1);
  const result = report === undefined ? undefined : Number(report.result);
  const { before, after } = versions(device);
  const learnt = {
    ...(result !== undefined && !Number.isNaN(result) && { result }),
    ...(before !== undefined && { versionBefore: before }),
    ...(after !== undefined && { versionAfter: after }),
  };
  const faulty = records.all.find((record) => record.faults.length > 0);
  const contradicted = device === undefined ? [] : device.reports.flatMap((each) => followUp(device, each, offered));
  if (verdict.verdict !== 'success') return { ...withCause(verdict, faulty, contradicted), ...learnt };
  // A device may take a report for delivered that the server has not taken in.
  const unheard = report === undefined && records.all.some(({ step, state }) => state === 'done' && isReport(step));
  const reasons = [
    ...(unheard ? ["The device has reported, and the server has not taken the report in."] : []),
    ...(result !== undefined && !isSuccess(result) ? [`The device reported result ${result} (${resultCode(result)?.name ?? 'undefined'}).${causeText(causeOfResult(result))}`] : []),
    ...contradicted,
    ...(faulty === undefined ? [] : [`At ${faulty.step.id} (${faulty.step.title}): ${faulty.faults.join(' ')}`]),
  ];
  if (reasons.length === 0) return { verdict: 'success', ...learnt };
  return { verdict: 'failed', ...learnt, reason: reasons.join(' '), ...(faulty !== undefined && { step: faulty.step.id }) };
}

/** A run that failed where it stood may have gone wrong before: the first fault is told too, unless it is the reason. */
function withCause(verdict: Verdict, faulty: StepRecord | undefined, contradicted: readonly string[]): Verdict {
  if (verdict.verdict !== 'failed' || (faulty === undefined && contradicted.length === 0)) return verdict;
  const at = faulty === undefined ? '' : `${faulty.step.id} (${faulty.step.title})`;
  const own = faulty?.step.id === verdict.step && faulty !== undefined ? `At ${at}: ${faulty.faults.join(' ')}` : (verdict.reason ?? '');
  const before = faulty === undefined || faulty.step.id === verdict.step ? [] : [`Before that, at ${at}: ${faulty.faults.join(' ')}`];
  return { ...verdict, reason: [own, ...before, ...contradicted].join(' ') };
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
