// Messages changed on their way: what a message says wrongly, by the name of the fault.
import { concat, utf8, toBase64 } from '../../base/bytes';
import { openMessage, packMessage } from '../../session/door';
import type { Command, Container, Data, Item, Message, Status } from '../../syncml/message';
import type { Fault } from './faultBoard';

/** The message as it arrives; undefined where it has nothing that this could be done to. */
export type Surgery = (message: Message, fault: Fault, memory: SurgeryMemory) => Message | undefined;

/** What was seen of messages before. */
export interface SurgeryMemory {
  /** The data of the chunk before. */
  chunk?: Item['data'];
}

/** The octets of a changed message; undefined where there is no message, or nothing to be changed. */
export function operate(bytes: Uint8Array, contentType: string | undefined, change: (message: Message) => Message | undefined): Uint8Array | undefined {
  const { message, encoding } = openMessage(bytes, contentType, Infinity);
  const changed = message === undefined ? undefined : change(message);
  return changed === undefined ? undefined : packMessage(changed, encoding);
}

const wrongDigest: Surgery = (message) => {
  const { cred } = message.header;
  return cred && { ...message, header: { ...message.header, cred: { ...cred, data: toBase64(utf8('not the digest..')) } } };
};

/** Changes to the messages of whoever sends them. */
export const surgeries: Readonly<Record<string, Surgery>> = {
  'final-missing': (message) => (message.final ? { ...message, final: false } : undefined),
  'wrong-digest': wrongDigest,
  'wrong-digest-always': wrongDigest,
  'credentials-missing': (message) => {
    const { cred, sourceName: _name, ...header } = message.header;
    return cred && { ...message, header };
  },
};

/** Changes to what the client sends. */
export const requestSurgeries: Readonly<Record<string, Surgery>> = {
  'status-missing': (message) => {
    const missing = message.commands.find((command) => command.name === 'Status' && command.cmdRef !== '0');
    return missing && { ...message, commands: message.commands.filter((command) => command !== missing) };
  },
};

/** Changes to what the server sends. */
export const answerSurgeries: Readonly<Record<string, Surgery>> = {
  'wrong-session': (message) => ({ ...message, header: { ...message.header, sessionId: `${message.header.sessionId}9` } }),
  'wrong-message-number': (message) => ({ ...message, header: { ...message.header, msgId: String(Math.max(0, Number(message.header.msgId) - 1)) } }),
  'header-refused': (message, { settings }) => ({
    ...message,
    commands: message.commands.map((command) => {
      if (command.name !== 'Status' || command.cmdRef !== '0') return command;
      const { chal: _chal, ...status } = command;
      return { ...status, data: String(settings.number('status')) } satisfies Status;
    }),
  }),
  'correlator-missing': (message) => changed(message, (command) => {
    if (command.name !== 'Exec' || command.correlator === undefined) return command;
    const { correlator: _correlator, ...exec } = command;
    return exec;
  }),
  'too-large-a-message': (message) => ({ ...message, commands: [...message.commands, padding] }),
  'chunk-doubled': (message, _fault, memory) => changedChunk(message, (item) => (item.data === undefined ? item : { ...item, data: joined(memory.chunk, item.data) })),
  'chunk-emptied': (message) => changedChunk(message, (item) => ({ ...item, data: '' })),
  'more-data-missing': (message) => changedChunk(message, ({ moreData: _more, ...item }) => item),
  'size-wrong': (message, { settings }) =>
    changedChunk(message, (item) => (item.meta?.size === undefined ? item : { ...item, meta: { ...item.meta, size: item.meta.size + settings.number('by') } })),
  'size-missing': (message) =>
    changedChunk(message, (item) => {
      const { size: _size, ...meta } = item.meta ?? {};
      return { ...item, meta };
    }),
};

/** The data of the chunk in a message of the server. */
export function chunkIn(message: Message): Item['data'] | undefined {
  for (const command of message.commands) {
    if (command.name !== 'Replace' && command.name !== 'Add') continue;
    const item = command.items.find(({ moreData }) => moreData === true);
    if (item !== undefined) return item.data;
  }
  return undefined;
}

function joined(before: Item['data'], data: Data): Data {
  if (data instanceof Uint8Array) return before instanceof Uint8Array ? concat([before, data]) : data;
  return typeof before === 'string' && typeof data === 'string' ? before + data : data;
}

const padding: Command = { name: 'Alert', cmdId: '999', data: '1100', items: [{ data: ' ' }, { data: 'x'.repeat(70_000) }] };

function changedChunk(message: Message, change: (item: Item) => Item): Message | undefined {
  return changed(message, (command) => {
    if (command.name !== 'Replace' && command.name !== 'Add') return command;
    return { ...command, items: command.items.map(change) };
  });
}

/** With each command changed, those in containers too; undefined where nothing is. */
function changed(message: Message, change: (command: Command) => Command): Message | undefined {
  const deep = (command: Command): Command => {
    if (!isContainer(command)) return change(command);
    const commands = command.commands.map(deep);
    return commands.every((inner, i) => inner === command.commands[i]) ? command : { ...command, commands };
  };
  const commands = message.commands.map(deep);
  return commands.every((command, i) => command === message.commands[i]) ? undefined : { ...message, commands };
}

function isContainer(command: Command): command is Container {
  return command.name === 'Sequence' || command.name === 'Atomic';
}
