// The Statuses of a message, laid out for rules.
import { child, textOf, type Element } from '../../xml/element';
import type { CommandFacts, MessageFacts } from '../messageFacts';

export interface StatusFacts {
  readonly command: CommandFacts;
  readonly element: Element;
  /** Trimmed texts; empty where the element is missing. */
  readonly msgRef: string;
  readonly cmdRef: string;
  readonly cmd: string;
  readonly code: string;
  readonly cmdElement?: Element;
  readonly cmdRefElement?: Element;
  readonly data?: Element;
  readonly chal?: Element;
}

const known = new WeakMap<MessageFacts, readonly StatusFacts[]>();

/** In the order of the document. */
export function statusesIn(message: MessageFacts): readonly StatusFacts[] {
  let found = known.get(message);
  if (found === undefined) known.set(message, (found = message.commands.filter(({ name }) => name === 'Status').map(statusFacts)));
  return found;
}

/** True of the Status that answers the header, also where but one of its two marks says so. [RepPro 6.4.1] */
export function isOfHeader({ cmd, cmdRef }: StatusFacts): boolean {
  return cmd === 'SyncHdr' || /^0+$/.test(cmdRef);
}

function statusFacts(command: CommandFacts): StatusFacts {
  const { element } = command;
  const [msgRef, cmdRefElement, cmdElement, data, chal] = ['MsgRef', 'CmdRef', 'Cmd', 'Data', 'Chal'].map((name) => child(element, name));
  const said = (of: Element | undefined): string => (of === undefined ? '' : textOf(of).trim());
  return {
    command,
    element,
    msgRef: said(msgRef),
    cmdRef: said(cmdRefElement),
    cmd: said(cmdElement),
    code: said(data),
    ...(cmdElement !== undefined && { cmdElement }),
    ...(cmdRefElement !== undefined && { cmdRefElement }),
    ...(data !== undefined && { data }),
    ...(chal !== undefined && { chal }),
  };
}
