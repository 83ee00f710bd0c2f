// The Management Authority: it orders an update of a device, and the Management Server keeps the order as a job, with what
// has come of it.
import { operations } from '../fumo/firmwareObject';
import type { Report } from './knownDevice';

/** An order to update one device. */
export interface Job {
  readonly deviceId: string;
  /** The flow that says how. */
  readonly flow: string;
  /** Goes into the Exec and comes back in the report. [FUMO 6.2.3] */
  readonly correlator?: string;
  readonly orderedAt: number;
  /** Milliseconds from the Exec to the report; after these the job is overdue. */
  readonly within?: number;
  /** What was executed for it, the latest last. */
  readonly execs?: readonly JobExec[];
}

/** An Exec that was sent for a job. */
export interface JobExec {
  /** The URI of the node that was executed. */
  readonly target: string;
  readonly correlator?: string;
  readonly sentAt: number;
  /** The device's answer; absent where none has come yet. */
  readonly status?: number;
  /** What the device has reported of it. */
  readonly result?: string;
}

/** `sent`: the Exec is not answered yet. `overdue`: no report in its time; a device that is bricked never reports. [FUMO 8] */
export type Standing = 'ordered' | 'sent' | 'accepted' | 'refused' | 'reported' | 'overdue';

export const reportWithin = 10 * 60 * 1000;

/** How a job stands at a time of the server's clock. */
export function standing(job: Job, now: number): Standing {
  const last = job.execs?.at(-1);
  if (last === undefined) return 'ordered';
  if (last.result !== undefined) return 'reported';
  if (last.status !== undefined && last.status >= 300) return 'refused';
  if (now - last.sentAt >= (job.within ?? reportWithin)) return 'overdue';
  return last.status === undefined ? 'sent' : 'accepted';
}

/** The jobs with an Exec more: it belongs to the device's job of the same correlator, else to its latest job. */
export function withExec(jobs: readonly Job[], deviceId: string, exec: JobExec): readonly Job[] {
  const own = jobs.filter((job) => job.deviceId === deviceId);
  const job = own.findLast((candidate) => candidate.correlator !== undefined && candidate.correlator === exec.correlator) ?? own.at(-1);
  return jobs.map((candidate) => (candidate === job ? { ...job, execs: [...(job.execs ?? []), exec] } : candidate));
}

/** The jobs with the device's answer to its latest Exec of that node. */
export function withAnswer(jobs: readonly Job[], deviceId: string, target: string, status: number): readonly Job[] {
  return withLatest(jobs, deviceId, (exec) => exec.target === target && exec.status === undefined, (exec) => ({ ...exec, status }));
}

/** The jobs with a report: it is of the Exec with its correlator, else of the node that its source and type name. [FUMO 6.2.3] */
export function withResult(jobs: readonly Job[], deviceId: string, report: Report, now: number): readonly Job[] {
  // A device may have left the correlator out.
  const isOf = (exec: JobExec): boolean =>
    isTarget(exec.target, report.type) &&
    (report.correlator !== undefined ? exec.correlator === report.correlator : exec.result === undefined && isInside(exec.target, report.source));
  const known = withLatest(jobs, deviceId, isOf, (exec) => ({ ...exec, result: report.result }));
  if (known !== jobs || report.correlator === undefined || !jobs.some((job) => job.deviceId === deviceId && job.correlator === report.correlator)) return known;
  // A server that was put back to an earlier state has forgotten its Exec: the report tells of it.
  return withExec(jobs, deviceId, { target: report.source ?? '', correlator: report.correlator, sentAt: now, result: report.result });
}

function isTarget(target: string, type: string): boolean {
  const [, operation] = Object.entries(operations).find(([node]) => target.endsWith(`/${node}`)) ?? [];
  return operation === undefined || type.toLowerCase().endsWith(`.${operation}`);
}

function isInside(target: string, object: string | undefined): boolean {
  return object === undefined || target === object || target.startsWith(`${object}/`);
}

function withLatest(jobs: readonly Job[], deviceId: string, isIt: (exec: JobExec) => boolean, change: (exec: JobExec) => JobExec): readonly Job[] {
  const job = jobs.findLast((candidate) => candidate.deviceId === deviceId && candidate.execs?.some(isIt) === true);
  const found = job?.execs?.findLast(isIt);
  if (job === undefined || found === undefined) return jobs;
  const execs = (job.execs ?? []).map((exec) => (exec === found ? change(exec) : exec));
  return jobs.map((candidate) => (candidate === job ? { ...job, execs } : candidate));
}
