// Lays the messages of a log out for session rules, once for all of them.
import type { OneSession, SessionFacts, SessionLog } from '../sessionFacts';
import { exchanged } from './answers';
import { firmwareEvents } from './firmwareEvents';
import { grouped } from './grouping';
import { largeObjects } from './largeObjects';

/** In time linear in the messages. */
export function sessionFacts(log: SessionLog): SessionFacts {
  // Messages of one side that don't open a session are a collection, of templates mostly, and no session.
  const groups = grouped(log.messages).filter(({ begins, messages }) => begins || new Set(messages.map(({ sender }) => sender)).size > 1);
  const sessions = groups.map((group): OneSession => {
    const { id, device, begins, followed } = group;
    const messages = exchanged(group);
    return { id, device, begins, followed, messages, objects: largeObjects(messages) };
  });
  return { ...log, sessions, firmware: firmwareEvents(log, sessions) };
}
