// Personalities that say something else than the protocol asks: pure changes of the message before it is written.
import { fromBase64, toBase64, utf8 } from '../../base/bytes';
import { operations } from '../../fumo/firmwareObject';
import { bareAlertType, firmwareAlertType, isFirmwareReport } from '../../syncml/genericAlert';
import type { Alert, Command, Item, Message, Results, Status } from '../../syncml/message';
import { without } from '../../session/without';
import { element, text } from '../../xml/element';

export type MessageRewrite = (message: Message) => Message;

export const messageRewrites: Readonly<Record<string, MessageRewrite>> = {
  'prefixed-alert-type': (message) => withAlertTypes(message, (type) => `Reversed-Domain-Name: ${type}`),
  'prefix-without-blank': (message) => withAlertTypes(message, (type) => `Reversed-Domain-Name:${type}`),
  'report-from-command': (message) => withReports(message, (alert) => ({ ...alert, items: alert.items.map(fromCommand) })),
  'correlator-lost': (message) => withReports(message, (alert) => without(alert, 'correlator')),
  'exec-answered-200': (message) => withStatuses(message, (status) => (status.cmd === 'Exec' && status.data === '202' ? { ...status, data: '200' } : status)),
  'sequence-answered-last': (message) => ({ ...message, commands: sequenceLast(message.commands) }),
  'size-of-value': (message) => withItems(message, (item) => withSize(item)),
  'devinfo-in-target': (message) => ({
    ...message,
    commands: message.commands.map((command) => (command.name === 'Replace' ? { ...command, items: command.items.map(inTarget) } : command)),
  }),
  'status-without-references': (message) => withStatuses(message, (status) => ({ ...status, targetRefs: [], sourceRefs: [] })),
  'header-unanswered': (message) => ({
    ...message,
    commands: message.commands.filter((command) => command.name !== 'Status' || command.cmdRef !== '0' || command.chal !== undefined),
  }),
  'results-without-meta': (message) => withResults(message, (results) => ({ ...results, items: results.items.map(bare) })),
  'nonce-of-its-own': (message) => {
    const { header } = message;
    if (header.msgId !== '1' || header.cred === undefined) return message;
    return { ...message, header: { ...header, cred: { ...header.cred, data: toBase64(utf8('a made up digest')) } } };
  },
  'cmd-in-results': (message) => {
    const cmd = element('Cmd', [text('Get')], { namespace: 'SYNCML:SYNCML1.2' });
    return withResults(message, (results) => ({ ...results, other: [...(results.other ?? []), cmd] }));
  },
  'object-size-unsaid': (message) => {
    const { meta } = message.header;
    return meta === undefined ? message : { ...message, header: { ...message.header, meta: without(meta, 'maxObjSize') } };
  },
  'always-final': (message) => ({ ...message, final: true }),
};

function withCommands(message: Message, change: (command: Command) => Command): Message {
  return { ...message, commands: message.commands.map(change) };
}

function withStatuses(message: Message, change: (status: Status) => Status): Message {
  return withCommands(message, (command) => (command.name === 'Status' ? change(command) : command));
}

function withResults(message: Message, change: (results: Results) => Results): Message {
  return withCommands(message, (command) => (command.name === 'Results' ? change(command) : command));
}

function isReport(command: Command): command is Alert {
  return command.name === 'Alert' && command.items.some((item) => isFirmwareReport(item.meta?.type ?? ''));
}

function withReports(message: Message, change: (alert: Alert) => Alert): Message {
  return withCommands(message, (command) => (isReport(command) ? change(command) : command));
}

function withAlertTypes(message: Message, change: (bareType: string) => string): Message {
  return withCommands(message, (command) => {
    if (command.name !== 'Alert' || command.data !== '1226') return command;
    const items = command.items.map((item) => (item.meta?.type === undefined ? item : { ...item, meta: { ...item.meta, type: change(bareAlertType(item.meta.type)) } }));
    return { ...command, items };
  });
}

/** x/Update for the report of an Exec on x/Update. */
function fromCommand(item: Item): Item {
  const node = firmwareAlertType(item.meta?.type ?? '')?.command;
  return item.source === undefined || node === undefined || !Object.hasOwn(operations, node) ? item : { ...item, source: `${item.source}/${node}` };
}

/** The Status of each Sequence after all that answer commands of the same message. */
function sequenceLast(commands: readonly Command[]): readonly Command[] {
  const isOfSequence = (command: Command): boolean => command.name === 'Status' && command.cmd === 'Sequence';
  const late = commands.filter(isOfSequence);
  const others = commands.filter((command) => !isOfSequence(command));
  const after = others.findLastIndex(({ name }) => name === 'Status') + 1;
  return [...others.slice(0, after), ...late, ...others.slice(after)];
}

function withItems(message: Message, change: (item: Item) => Item): Message {
  return withCommands(message, (command) => (command.name === 'Results' || command.name === 'Replace' ? { ...command, items: command.items.map(change) } : command));
}

/** Characters of a text, octets of what is base64 on the wire. */
function withSize(item: Item): Item {
  const { data, meta } = item;
  if (typeof data !== 'string' || item.moreData === true) return item;
  const size = (meta?.format === 'b64' ? fromBase64(data)?.length : undefined) ?? data.length;
  return { ...item, meta: { ...meta, size } };
}

function inTarget(item: Item): Item {
  return item.source === undefined ? item : { ...without(item, 'source'), target: item.source };
}

/** Base64 that nobody says is base64 would be another value. */
function bare(item: Item): Item {
  return item.meta?.format === 'b64' || item.meta?.format === 'bin' || item.meta === undefined ? item : without(item, 'meta');
}
