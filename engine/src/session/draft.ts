// A message under construction: it numbers commands and counts octets, so that no message outgrows its reader.
import { utf8 } from '../base/bytes';
import { Failure } from '../base/failure';
import type { Command, Header, Message, Unnumbered } from '../syncml/message';
import { writeCommand } from '../syncml/writeMessage';
import { writeXml } from '../xml/write';
import { packMessage } from './door';
import { without } from './without';

/** A command that entered a message, beside what it was made from: containers are followed by what they hold. */
export interface Numbered {
  readonly command: Command;
  readonly original: Unnumbered<Command>;
  /** The CmdID of the container that it stands in. */
  readonly inside?: string;
}

/** `limit`: octets that the reader takes in one message; none where it hasn't said. [METINF 5] */
export class Draft {
  readonly commands: Command[] = [];
  private nextId = 1;
  private octets: number;

  constructor(
    private readonly header: Header,
    private readonly limit: number | undefined,
  ) {
    // Counted with Final: a message may turn out to be the last one of its package.
    this.octets = limit === undefined ? 0 : packMessage({ header, commands: [], final: true }).length;
  }

  /** Octets that still fit; without limit there is always room. */
  get room(): number {
    return this.limit === undefined ? Number.MAX_SAFE_INTEGER : this.limit - this.octets;
  }

  /**
   * Octets that a command would have in a message to come: one without credentials and limits in its header, that
   * answers nothing but the header and an Alert 1222.
   */
  get laterRoom(): number {
    if (this.limit === undefined) return Number.MAX_SAFE_INTEGER;
    const header = without(without(without(this.header, 'cred'), 'meta'), 'sourceName');
    const [first] = this.commands;
    const answer = first?.name === 'Status' ? [without(first, 'chal')] : [];
    return this.limit - packMessage({ header, commands: answer, final: true }).length - nextMessageAnswer;
  }

  /** Keeps room for a command that is added at the end. */
  reserve(command: Unnumbered<Command>): void {
    this.octets += this.measure(command);
  }

  release(command: Unnumbered<Command>): void {
    this.octets -= this.measure(command);
  }

  /** Octets that the command takes in this message, at least where it can't fit; 0 where nobody counts. */
  measure(command: Unnumbered<Command>): number {
    if (this.limit === undefined) return 0;
    const longest = longestText(command);
    // A whole firmware package isn't written out only to learn that it is too large.
    if (longest > this.limit) return longest;
    let id = this.nextId;
    return octetsOf(numbered(command, () => String(id++)));
  }

  fits(command: Unnumbered<Command>): boolean {
    return this.measure(command) <= this.room;
  }

  /** Adds the command under the next numbers, whether it fits or not; ask `fits` before. */
  add(command: Unnumbered<Command>): Command {
    const entered = numbered(command, () => String(this.nextId++));
    if (this.limit !== undefined) this.octets += octetsOf(entered);
    this.commands.push(entered);
    return entered;
  }

  /** The message and its octets. Throws a Failure where it is larger than its reader takes. */
  finish(final: boolean): { readonly message: Message; readonly bytes: Uint8Array } {
    const message: Message = { header: this.header, commands: this.commands, final };
    const bytes = packMessage(message);
    if (this.limit !== undefined && bytes.length > this.limit) {
      throw new Failure('message-too-large', `The peer takes ${this.limit} octets in a message; this one needs ${bytes.length}. [METINF 5]`);
    }
    return { message, bytes };
  }
}

/** The command and all that it holds, each under a number of its own, in the order of the document. [RepPro 6.1.4] */
function numbered(command: Unnumbered<Command>, next: () => string): Command {
  const cmdId = next();
  if ('commands' in command) return { ...command, cmdId, commands: command.commands.map((inner) => numbered(inner, next)) };
  return { ...command, cmdId };
}

/** A command that entered a message and those inside it, beside what each was made from. */
export function pairs(command: Command, original: Unnumbered<Command>, inside?: string): readonly Numbered[] {
  const entered = 'commands' in command ? command.commands : [];
  const given = 'commands' in original ? original.commands : [];
  const inner = entered.flatMap((child, i) => pairs(child, given[i] ?? child, command.cmdId));
  return [{ command, original, ...(inside === undefined ? {} : { inside }) }, ...inner];
}

function longestText(command: Unnumbered<Command>): number {
  if (!('items' in command)) return 0;
  return Math.max(0, ...command.items.map(({ data }) => (typeof data === 'string' ? data.length : 0)));
}

function octetsOf(command: Command): number {
  const written = writeXml(writeCommand(command));
  const octets = utf8(written).length;
  // Written alone a command declares the namespace that the message declares for it.
  return written.startsWith(declaration, written.search(/[ >/]/)) ? octets - declaration.length : octets;
}

/** Octets of the Status for an Alert 1222. */
const nextMessageAnswer = 160;

const declaration = ' xmlns="SYNCML:SYNCML1.2"';
