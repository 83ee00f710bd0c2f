// The manner of a client: where what it says isn't written as the specifications ask, as real clients do.
import type { Message } from '../syncml/message';
import type { Encoding } from './encoding';

export interface Manner {
  /** The message as it goes out, and its octets: digests over them are made afterwards. */
  write?(message: Message, encoding: Encoding): { readonly message: Message; readonly bytes: Uint8Array };
  /** The answer to a challenge keeps the number of the message that was challenged, against [RepPro 6.1.12]. */
  readonly keepsNumber?: boolean;
}
