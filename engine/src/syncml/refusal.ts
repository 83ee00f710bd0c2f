// A Refusal: what the peer asked and may not have. Thrown by deep code, turned into a Status by the session, in one
// place.

/** `status` is a SyncML status code. [DM-REP 6.5, RepPro 11] */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
    this.name = 'Refusal';
  }
}
