// What session rules ask of commands and messages.
import { valueOf, type CommandFacts } from '../messageFacts';
import type { Answer, Exchanged } from '../sessionFacts';

/** Whether a command is an Alert with one of the codes. */
export function isAlert({ name, element }: CommandFacts, ...codes: readonly string[]): boolean {
  return name === 'Alert' && codes.includes(valueOf(element, 'Data') ?? '');
}

/** The code of an Alert. */
export function alertCodeOf({ name, element }: CommandFacts): string | undefined {
  return name === 'Alert' ? valueOf(element, 'Data') : undefined;
}

/** Whether there is anything but answers in the message: `1222` only asks for the next one. */
export function hasWork({ commands }: Exchanged): boolean {
  return commands.some(({ command }) => !isAlert(command, '1222'));
}

/** What a message says to the header of the one before. */
export function headerCode({ statuses }: Exchanged): string | undefined {
  return statuses.find(({ ofHeader }) => ofHeader)?.code?.value;
}

export function isSuccess({ code }: Answer): boolean {
  return code?.value.startsWith('2') === true;
}

/** 401 and 407: the sender must show who it is. [DM-PRO 9.1] */
export function isChallenge(code: string | undefined): boolean {
  return code === '401' || code === '407';
}
