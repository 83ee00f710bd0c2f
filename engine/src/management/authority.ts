// The Management Authority: it orders an update of a device, and the Management Server keeps the order as a job.

/** An order to update one device. */
export interface Job {
  readonly deviceId: string;
  /** The flow that says how. */
  readonly flow: string;
  /** Goes into the Exec and comes back in the report. [FUMO 6.2.3] */
  readonly correlator?: string;
  readonly orderedAt: number;
}
