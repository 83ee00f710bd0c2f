// What goes wrong where commands are carried out: on the device, and by the Management Server.
import type { FaultPlace } from '../../flow/faults/places';
import type { Conductor } from '../../session/conductor';
import type { CommandTarget, Outcome } from '../../session/commandTarget';
import type { Alert, ItemCommand } from '../../syncml/message';
import type { FaultBoard } from './faultBoard';

const refusals: ReadonlySet<string> = new Set(['command-refused', 'exec-refused']);
const reportRefusals: ReadonlySet<string> = new Set(['report-refused']);
const aborts: ReadonlySet<string> = new Set(['session-aborted']);

/** The device's end: a command may be refused before anything is done. */
export function faultyTarget(inner: CommandTarget, board: FaultBoard): CommandTarget {
  if (board.isEmpty) return inner;
  const refusal = (places: readonly FaultPlace[]): Outcome | undefined => {
    const fault = board.strikeFrom('begun', refusals, (own) => places.some((place) => own.places.includes(place)));
    return fault && { status: fault.settings.number('status') };
  };
  return {
    ...inner,
    perform: async (order) => refusal(order.verb === 'Exec' ? ['order', 'download-order'] : order.verb === 'Get' ? ['read'] : ['package', 'address']) ?? (await inner.perform(order)),
    interact: async (alert) => refusal(['question']) ?? (await inner.interact(alert)),
  };
}

/** The server's end. */
export function faultyConductor(inner: Conductor, board: FaultBoard): Conductor {
  if (board.isEmpty) return inner;
  const isReport = (command: Alert | ItemCommand): boolean => command.name === 'Alert' && command.data === '1226';
  return {
    ...inner,
    take: async (command, session) => {
      const fault = isReport(command)
        ? board.strikeFrom('begun', reportRefusals)
        : board.strikeFrom('begun', refusals, ({ places }) => places.includes('opening') && (command.name === 'Alert' || command.name === 'Replace'));
      return fault === undefined ? inner.take(command, session) : { status: fault.settings.number('status') };
    },
    next: async (session, limits) => {
      const commands = await inner.next(session, limits);
      return board.strikeFrom('begun', aborts) === undefined ? commands : [{ name: 'Alert', data: '1223', items: [] }];
    },
  };
}
