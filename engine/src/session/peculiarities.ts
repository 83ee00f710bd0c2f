// Peculiarities: what a client does otherwise than the specifications ask, and is understood all the same. Each sentence
// names the clause that is bent.
import { firmwareAlertType } from '../syncml/genericAlert';
import type { Alert, Command, Item, ItemCommand, Message, Results, Status } from '../syncml/message';
import type { ServerState } from './serverState';
import { statusesIn } from './statuses';
import { dataOctets } from './wireForm';

/** `notified`: ids of the sessions that the server has asked the device for. [DM-NOTI 6.2.10] */
export function peculiarities(message: Message, state: ServerState, notified: readonly string[]): readonly string[] {
  return [...new Set([...ofHeader(message, state, notified), ...message.commands.flatMap((command) => ofCommand(command, state)), ...ofSequences(message, state)])];
}

function ofHeader({ header, commands, final }: Message, state: ServerState, notified: readonly string[]): readonly string[] {
  const first = state.received === 0;
  const unasked = first && commands.some((command) => command.name === 'Alert' && command.data === '1200') && !notified.includes(header.sessionId);
  const meant = notified.find((id) => String(parseInt(id, 16)) === header.sessionId);
  const answers = statusesIn({ header, commands, final });
  return [
    // [DM-NOTI 6.2.10] The digits of a notified session are hexadecimal.
    ...(unasked && meant !== undefined ? [`SessionID ${header.sessionId} is the decimal form of ${meant}, which the notification asked for. [DM-NOTI 6.2.10]`] : []),
    // [DM-REP 6.4]
    ...(first && header.meta?.maxMsgSize !== undefined && header.meta.maxObjSize === undefined ? ['The header does not say how large an object the client takes: MaxObjSize is missing. [DM-REP 6.4]'] : []),
    ...(state.sent > 0 && commands.length > 0 && !answers.some(({ cmdRef }) => cmdRef === '0') && commands.some(({ name }) => name === 'Status')
      ? ['There is no Status for the header. [RepPro 6.4.1]']
      : []),
    // [DM-PRO 6] A package is closed only after the other's has come whole.
    ...(final && state.sent > 0 && !state.ownClosed && state.outgoing.splitting !== undefined ? ['The message has Final, and the package that it answers is not whole yet. [DM-PRO 6]'] : []),
  ];
}

function ofCommand(command: Command, state: ServerState): readonly string[] {
  switch (command.name) {
    case 'Alert':
      return ofAlert(command);
    case 'Status':
      return ofStatus(command, state);
    case 'Results':
      return [...ofSizes(command), ...(command.items.some(saysMeta) || command.meta !== undefined ? [] : ['Results have no Meta: Format and Type are taken for chr and text/plain. [DM-PRO 8.5]'])];
    case 'Replace':
      return ofSizes(command);
    default:
      return [];
  }
}

function saysMeta({ meta, data }: Item): boolean {
  return meta !== undefined || data === undefined;
}

function ofAlert({ data, items }: Alert): readonly string[] {
  if (data !== '1226') return [];
  return items.flatMap((item) => {
    const type = item.meta?.type?.trim() ?? '';
    const known = firmwareAlertType(type);
    if (known === undefined) return [];
    const prefix = /^reversed-domain-name:(\s*)/i.exec(type);
    return [
      ...(prefix === null ? [] : [prefix[1] === '' ? 'There is no blank after "Reversed-Domain-Name:" in the Type of an Alert. [DM-PRO 8.7.1.6]' : 'The Type of an Alert has a prefix; FUMO prints the name alone. [FUMO 6.2.2]']),
      ...(known.command !== undefined && item.source?.endsWith(`/${known.command}`) === true ? [`The Source of the report is ${item.source.slice(0, 100)}; it should be the firmware object that this is in. [FUMO 6.2.1]`] : []),
    ];
  });
}

function ofStatus(status: Status, { ledger }: ServerState): readonly string[] {
  const key = `${status.msgRef}/${status.cmdRef}`;
  const sent = Object.hasOwn(ledger, key) ? ledger[key]?.command : undefined;
  if (sent === undefined || !('items' in sent)) return [];
  const [only, ...others] = sent.items;
  const nameless = only !== undefined && others.length === 0 && (only.target ?? '') !== '' && status.targetRefs.length === 0 && status.sourceRefs.length === 0;
  return [
    ...(sent.name === 'Exec' && status.data === '200' ? ['The Exec is answered with 200; one whose outcome is still to come is accepted with 202. [FUMO 6.1]'] : []),
    ...(nameless ? [`A Status for ${sent.name} does not say which Target it is about. [RepPro 6.1.21]`] : []),
  ];
}

/** [DM-PRO 7] Size counts the octets of the text that crosses the wire. */
function ofSizes({ name, items }: Results | ItemCommand): readonly string[] {
  return items.some(({ meta, data, moreData }) => moreData !== true && meta?.size !== undefined && data !== undefined && !Array.isArray(data) && dataOctets(data) !== meta.size)
    ? [`A Size in ${name} is not the number of octets that the value has in the message. [DM-PRO 7]`]
    : [];
}

/** [RepPro 6.4.1] Statuses come in the order of the commands that they answer: a container's before those of its content. */
function ofSequences({ commands }: Message, { ledger }: ServerState): readonly string[] {
  return commands.some((command, at) => {
    if (command.name !== 'Status' || command.cmd !== 'Sequence') return false;
    return commands.slice(0, at).some((before) => before.name === 'Status' && before.msgRef === command.msgRef && ledger[`${before.msgRef}/${before.cmdRef}`]?.inside === command.cmdRef);
  })
    ? ['The Status of a Sequence comes after those of the commands in it. [RepPro 6.4.1]']
    : [];
}

/** The message with values as they are meant: line ends on both sides of a text are layout. [RepPro 5.6] */
export function understood(message: Message): Message {
  if (!message.commands.some((command) => 'items' in command && command.items.some(isLaidOut))) return message;
  return {
    ...message,
    commands: message.commands.map((command) => ('items' in command && command.items.some(isLaidOut) ? { ...command, items: command.items.map(withoutLayout) } : command)),
  };
}

/** The same as a sentence. */
export function layoutOf(message: Message): readonly string[] {
  return message === understood(message) ? [] : ['Line ends around the value of Data; they do not count. [RepPro 5.6]'];
}

const layout = /^\s*[\r\n]\s*(.*?)\s*[\r\n]\s*$/s;

function isLaidOut({ data, moreData }: Item): boolean {
  return moreData !== true && typeof data === 'string' && data.length < 10_000 && layout.test(data);
}

function withoutLayout(item: Item): Item {
  return isLaidOut(item) && typeof item.data === 'string' ? { ...item, data: item.data.trim() } : item;
}
