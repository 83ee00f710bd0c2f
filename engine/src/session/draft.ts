// A message under construction: it numbers commands and counts octets, so that no message outgrows its reader.
import { utf8, utf8Length } from '../base/bytes';
import { Failure } from '../base/failure';
import type { Command, Header, Message, Unnumbered } from '../syncml/message';
import { writeCommand, writeMessage } from '../syncml/writeMessage';
import type { Element } from '../xml/element';
import { writeXml } from '../xml/write';
import { packMessage } from './door';
import { lengthWithin, textWithin, type Encoding } from './encoding';
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
  /** In XML, what stands around the commands: the header, and the end with Final. */
  private readonly frame: string;
  /** The commands in XML, or their elements for WBXML; what is made to be counted need not be made again. */
  private text = '';
  private readonly elements: Element[] = [];
  /** What was measured last: whoever asks whether it fits adds it next. */
  private measured: { readonly of: Unnumbered<Command>; readonly from: number; readonly written: Written } | undefined;

  constructor(
    private readonly header: Header,
    private readonly limit: number | undefined,
    readonly encoding: Encoding,
  ) {
    // Counted with Final: a message may turn out to be the last one of its package.
    const empty: Message = { header, commands: [], final: true };
    this.frame = encoding === 'xml' ? writeXml(writeMessage(empty)) : '';
    this.octets = limit === undefined ? 0 : encoding === 'xml' ? utf8Length(this.frame) : packMessage(empty, encoding).length;
  }

  /** Octets that still fit; without limit there is always room. */
  get room(): number {
    return this.limit === undefined ? Number.MAX_SAFE_INTEGER : this.limit - this.octets;
  }

  /**
   * Octets that a command would have in a message to come: one without limits in its header, and without credentials
   * that are shown once, that answers nothing but the header and an Alert 1222.
   */
  get laterRoom(): number {
    if (this.limit === undefined) return Number.MAX_SAFE_INTEGER;
    const bare = without(without(this.header, 'cred'), 'meta');
    // [DM-SEC 5.4.3] A name without credentials stands beside a digest: each message has one, and gives the nonce of the next.
    const always = this.header.cred === undefined && bare.sourceName !== undefined;
    const header = always ? bare : without(bare, 'sourceName');
    const [first] = this.commands;
    const answer = first?.name === 'Status' ? [always ? first : without(first, 'chal')] : [];
    return this.limit - packMessage({ header, commands: answer, final: true }, this.encoding).length - nextMessageAnswer;
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
    const longest = longestData(command);
    // A whole firmware package isn't written out only to learn that it is too large.
    if (longest > this.limit) return longest;
    return this.write(command).octets;
  }

  fits(command: Unnumbered<Command>): boolean {
    return this.measure(command) <= this.room;
  }

  /** Adds the command under the next numbers, whether it fits or not; ask `fits` before. */
  add(command: Unnumbered<Command>): Command {
    const { entered, next, element, text, octets } = this.write(command);
    this.nextId = next;
    this.elements.push(element);
    this.octets += octets;
    this.text += text;
    this.commands.push(entered);
    return entered;
  }

  /** The message and its octets. Throws a Failure where it is larger than its reader takes. */
  finish(final: boolean): { readonly message: Message; readonly bytes: Uint8Array } {
    const message: Message = { header: this.header, commands: this.commands, final };
    const bytes = this.encoding === 'xml' ? packAround(this.frame, this.text, final) : packMessage(message, this.encoding, this.elements);
    if (this.limit !== undefined && bytes.length > this.limit) {
      throw new Failure('message-too-large', `The peer takes ${this.limit} octets in a message; this one needs ${bytes.length}. [METINF 5]`);
    }
    return { message, bytes };
  }

  private write(command: Unnumbered<Command>): Written {
    const { measured } = this;
    if (measured?.of === command && measured.from === this.nextId) return measured.written;
    let next = this.nextId;
    const entered = numbered(command, () => String(next++));
    const element = writeCommand(entered);
    const text = this.encoding === 'xml' ? textWithin(element) : '';
    const octets = this.limit === undefined ? 0 : this.encoding === 'xml' ? utf8Length(text) : lengthWithin(element, this.encoding);
    const written = { entered, next, element, text, octets };
    this.measured = { of: command, from: this.nextId, written };
    return written;
  }
}

/** A command as it would enter a message, and the number after its own. */
interface Written {
  readonly entered: Command;
  readonly next: number;
  readonly element: Element;
  /** Empty where it isn't XML. */
  readonly text: string;
  /** 0 where nobody counts. */
  readonly octets: number;
}

/** The octets of a message in XML of which everything is written already. */
function packAround(frame: string, commands: string, final: boolean): Uint8Array {
  return utf8(`${frame.slice(0, -frameEnd.length)}${commands}${final ? frameEnd : bodyEnd}`);
}

const bodyEnd = '</SyncBody></SyncML>';
const frameEnd = `<Final/>${bodyEnd}`;

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

function longestData(command: Unnumbered<Command>): number {
  if (!('items' in command)) return 0;
  return Math.max(0, ...command.items.map(({ data }) => (typeof data === 'string' || data instanceof Uint8Array ? data.length : 0)));
}

/** Octets of the Status for an Alert 1222. */
const nextMessageAnswer = 160;
