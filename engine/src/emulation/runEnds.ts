// Which ends of a run are ours and which are somebody else's: what can be driven, and what can be seen.
import type { Actor } from '../base/actor';
import type { Step } from '../flow/model';
import type { Visibility } from './runEvent';

export interface Ends {
  /** The device with everything inside it. */
  readonly device: 'ours' | 'real';
  /** The Management Authority, the Management Server and the Download Server. */
  readonly server: 'ours' | 'real';
}

const servers: ReadonlySet<Actor> = new Set<Actor>(['authority', 'server', 'download-server']);
const onTheWire: ReadonlySet<string> = new Set(['server client', 'client server', 'download-agent download-server', 'download-server download-agent']);

/** What happens inside an end that isn't ours can only be deduced from what comes next. */
export function visibilityOf(step: Step, ends: Ends): Visibility {
  if (onTheWire.has(`${step.from} ${step.to}`)) return 'wire';
  return (servers.has(step.from) ? ends.server : ends.device) === 'ours' ? 'ours' : 'inferred';
}

/** What begins outside a session: it doesn't follow from what the device does. */
export function isOutside(step: Step): boolean {
  return step.parts.some((part) => part.kind === 'job' || part.kind === 'notification' || part.kind === 'request');
}

/** What begins outside a session and is done because the flow says so. */
export function isDriven(step: Step, ends: Ends): boolean {
  return isOutside(step) && (servers.has(step.from) ? ends.server : ends.device) === 'ours';
}
