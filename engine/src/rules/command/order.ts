// Commands that depend on each other, where nothing says in which order they are carried out.
import { segmentsOf } from '../../tree/uri';
import { prefixOf } from '../../xml/namespaces';
import { blankBefore, lineEndOf } from '../../xml/layout';
import { fromServer } from '../examples';
import type { Fix } from '../fix';
import type { CommandFacts, MessageFacts } from '../messageFacts';
import { valueOf } from '../messageFacts';
import type { Rule } from '../rule';
import { addressOf } from './visit';

const replace = '<Replace><CmdID>2</CmdID><Item><Target><LocURI>./Vendor/Example/Restart/Delay</LocURI></Target><Data>60</Data></Item></Replace>';
const exec = '<Exec><CmdID>3</CmdID><Item><Target><LocURI>./Vendor/Example/Restart</LocURI></Target></Item></Exec>';

/** Deeper than trees are: what stands there is left alone. */
const mostSegments = 64;

export const orderRules: readonly Rule[] = [
  {
    id: 'order-dependent',
    group: 'command',
    severity: 'warning',
    clause: 'DM-PRO 8',
    summary: 'Commands that depend on each other stand in a Sequence or an Atomic.',
    docs:
      'Commands that stand directly in SyncBody may be carried out in any order: an Exec may start before the Replace that tells it what to do, and a node may be added before its parent is there. ' +
      'Most clients keep to the order of the message, but none has to. Put the commands into a Sequence.',
    breaks: fromServer(`${replace}\n${exec}`),
    keeps: fromServer(`<Sequence><CmdID>4</CmdID>${replace}${exec}</Sequence>`),
    on: 'message',
    check: (message, report, { uri }) => {
      const found = message.sender === 'client' ? undefined : firstPair(message.commands);
      if (found === undefined) return;
      const { first, second } = found;
      const why = second.name === 'Exec' ? `what ${first.name} writes there` : 'the parent that an Add before it makes';
      // One Sequence mends all that follows: one remark says it.
      report(second.element, `${second.name} depends on ${why}; only in a Sequence or an Atomic is the order sure.`, {
        related: [{ uri, range: first.element.nameRange, message: 'It depends on this command.' }],
        data: `${first.element.range.start}`,
      });
    },
    fix: (found, { message, text }) => {
      return message === undefined ? undefined : inSequence(message, Number(found.data), found.range.start, text);
    },
  },
];

/** The first two commands of the body that depend on each other: Exec on what is written at or below its node, Add on its parent. */
function firstPair(commands: readonly CommandFacts[]): { readonly first: CommandFacts; readonly second: CommandFacts } | undefined {
  /** The command that writes at or below an address, and the one that adds a node there. */
  const written = new Map<string, CommandFacts>();
  const added = new Map<string, CommandFacts>();
  for (const command of commands) {
    if (command.container !== undefined) continue;
    for (const { targetUri } of command.items) {
      const address = addressOf(targetUri);
      const segments = address === '' || address.includes('?') ? undefined : segmentsOf(address);
      if (segments === undefined || segments.length === 0 || segments.length > mostSegments) continue;
      const whole = segments.join('/');
      if (command.name === 'Exec') {
        const first = written.get(whole);
        if (first !== undefined) return { first, second: command };
      }
      if (command.name === 'Add') {
        const first = added.get(segments.slice(0, -1).join('/'));
        if (first !== undefined && first !== command) return { first, second: command };
        added.set(whole, command);
      }
      if (command.name !== 'Add' && command.name !== 'Replace') continue;
      for (let count = segments.length; count > 0; count--) written.set(segments.slice(0, count).join('/'), command);
    }
  }
  return undefined;
}

/** Puts the commands from the one that starts at `from` to the one named at `to` into a Sequence, as they stand. */
function inSequence(message: MessageFacts, from: number, to: number, text: string): Fix | undefined {
  const outer = message.commands.filter(({ container }) => container === undefined);
  const start = outer.findIndex(({ element }) => element.range.start === from);
  const end = outer.findIndex(({ element }) => element.nameRange.start === to);
  const inside = outer.slice(start, end + 1);
  const [first, last] = [inside[0], inside.at(-1)];
  if (start < 0 || first === undefined || last === undefined || inside.some(({ name }) => !mayStandInSequence.has(name))) return undefined;
  const ids = message.commands.map(({ element }) => Number(valueOf(element, 'CmdID') ?? '')).filter(Number.isSafeInteger);
  const id = Math.max(0, ...ids) + 1;
  const prefix = prefixOf(first.element.name);
  const tag = (name: string): string => (prefix === '' ? name : `${prefix}:${name}`);
  const blank = blankBefore(text, first.element.range.start);
  const between = blank === undefined ? '' : `${lineEndOf(text)}${blank}`;
  return {
    title: 'Put them into a Sequence',
    edits: [
      { range: { start: from, end: from }, newText: `<${tag('Sequence')}><${tag('CmdID')}>${id}</${tag('CmdID')}>${between}` },
      { range: { start: last.element.range.end, end: last.element.range.end }, newText: `${between}</${tag('Sequence')}>` },
    ],
  };
}

const mayStandInSequence: ReadonlySet<string> = new Set(['Add', 'Alert', 'Copy', 'Delete', 'Exec', 'Get', 'Replace']);
