// What a set of personalities comes to: the manner of the device's sessions, and how it writes their ids.
import { octetsOf, type Encoding } from '../../session/encoding';
import type { Manner } from '../../session/manner';
import type { Message } from '../../syncml/message';
import { writeMessage } from '../../syncml/writeMessage';
import { encodeWbxml } from '../../wbxml/encode';
import { messageRewrites } from './messageRewrites';
import { elementRewrites, wbxmlForms } from './writtenRewrites';

export interface DeviceManner extends Manner {
  /** A session's id as the device writes it. */
  sessionId(id: string): string;
}

/** Undefined where the device is as it should be. Names that nobody knows do nothing. */
export function mannerOf(names: readonly string[]): DeviceManner | undefined {
  if (names.length === 0) return undefined;
  const [ofMessage, ofElements, ofOctets] = [rowsOf(messageRewrites, names), rowsOf(elementRewrites, names), rowsOf(wbxmlForms, names)];
  return {
    write(message: Message, encoding: Encoding) {
      const said = ofMessage.reduce((before, rewrite) => rewrite(before), message);
      const root = ofElements.reduce((before, rewrite) => rewrite(before, encoding), writeMessage(said));
      const form = Object.assign({}, ...ofOctets) as NonNullable<(typeof ofOctets)[number]>;
      const bytes = encoding === 'wbxml' && ofOctets.length > 0 ? encodeWbxml({ children: [root], root }, form).bytes : octetsOf(root, encoding);
      return { message: said, bytes };
    },
    keepsNumber: names.includes('number-kept-after-challenge'),
    // [DM-NOTI 6.2.10] A notified session is named by its hexadecimal digits.
    sessionId: (id) => (names.includes('decimal-session-id') && /^[0-9A-F]+$/i.test(id) ? String(parseInt(id, 16)) : id),
  };
}

/** The rows of a table in its own order, whatever the order of the names. */
function rowsOf<T>(table: Readonly<Record<string, T>>, names: readonly string[]): readonly T[] {
  return Object.entries(table).flatMap(([name, row]) => (names.includes(name) ? [row] : []));
}
