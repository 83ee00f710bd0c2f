// Looks after the jobs of a run: one whose report doesn't come in its time is overdue, and the run says so.
import type { Clock } from '../base/clock';
import { reportWithin, type Job } from '../management/authority';
import type { ManagementServer } from '../management/managementServer';
import { causeText } from './causes';

export interface JobWatchPorts {
  readonly clock: Clock;
  server(): ManagementServer | undefined;
  /** A job is overdue; the sentence says which, and what it commonly is. */
  overdue(sentence: string): void;
}

export class JobWatch {
  private readonly told = new Set<string>();

  constructor(private readonly ports: JobWatchPorts) {}

  /** The device has accepted an Exec: its report has its time from now on. */
  accepted(): void {
    for (const job of this.waiting()) this.ports.clock.after(job.within ?? reportWithin, () => { this.look(); });
  }

  /** A device whose Exec was accepted owes a report. */
  get isAwaiting(): boolean {
    return this.waiting().length > 0;
  }

  private waiting(): readonly Job[] {
    return this.ports.server()?.jobs().filter((job) => job.standing === 'accepted' || job.standing === 'sent') ?? [];
  }

  private look(): void {
    for (const job of this.ports.server()?.jobs() ?? []) {
      const name = `${job.deviceId} ${String(job.orderedAt)} ${job.correlator ?? ''} ${String(job.execs?.length ?? 0)}`;
      if (job.standing !== 'overdue' || this.told.has(name)) continue;
      this.told.add(name);
      this.ports.overdue(sentenceOf(job));
    }
  }
}

function sentenceOf(job: Job): string {
  const what = job.correlator === undefined ? `The job for ${job.deviceId}` : `The job ${job.correlator}`;
  const cause = causeText({ clause: 'FUMO 8', commonly: 'a device that does not start any more: what is fatal is never reported' });
  return `${what} is overdue: its Exec was accepted, and no report has come within ${(job.within ?? reportWithin) / 1000} s.${cause}`;
}
