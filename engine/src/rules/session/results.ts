// Rules of what a Get brings back.
import { normaliseUri } from '../../tree/uri';
import { clientMessage } from '../examples';
import { quoted } from '../elementText';
import type { Rule } from '../rule';
import type { ItemFacts } from '../messageFacts';
import type { Answer, OneSession, Sent, Valued } from '../sessionFacts';
import { isSuccess } from './commands';
import { answering, exchange, get, headerStatus, opening, results, status, targetRef } from './exampleParts';
import { textIn } from './header';

const man = './DevInfo/Man';
const mod = './DevInfo/Mod';
const asks = answering(get(4, man));
const said = (code: number, uri = man): string => status(2, '1/4 Get', code, { refs: targetRef(uri) });
const answered = (code: number, data: string): string => clientMessage(2, `${headerStatus(1)}\n${said(code)}\n${data}`);
const data = results(3, '1/4', man, 'Example');
const whole = exchange(`${said(200)}\n${data}`, opening, asks, answered(200, data));

export const resultRules: readonly Rule[] = [
  {
    id: 's-results-missing',
    group: 'session',
    on: 'session',
    severity: 'error',
    clause: 'DM-PRO 8.5',
    summary: 'A Get that is answered with 200 brings Results.',
    docs: 'Status 200 for a Get says that the values follow, in this message or in a later one of the package; an interior node without children has Results with empty Data. A server that is promised values and gets none waits, or takes the node for empty. Send the Results, or the status that says why there are none.',
    breaks: exchange(said(200), opening, asks, answered(200, '')),
    keeps: whole,
    check: ({ sessions }, report) => {
      for (const session of sessions) {
        const over = lastPackageEnd(session);
        for (const sent of getsOf(session)) for (const told of lacking(sent, over)) report(told.answer.message, told.answer.command.element, told.text);
      }
    },
  },
  {
    id: 's-results-unrequested',
    group: 'session',
    on: 'session',
    severity: 'error',
    clause: 'RepPro 6.5.12',
    summary: 'Results bring what the Get has asked for.',
    docs: 'Each Item of Results has as Source the address that the Get had as Target, or one below it where a list was asked for. A value of another node is nothing that the server waits for, and what it does wait for is missing. Copy the address from the Get.',
    breaks: exchange(results(4, '1/4', mod, 'One'), opening, asks, answered(200, `${data}\n${results(4, '1/4', mod, 'One')}`)),
    keeps: whole,
    check: ({ sessions }, report) => {
      for (const session of sessions) {
        for (const sent of getsOf(session)) {
          const asked = sent.command.items.flatMap((item) => uriOf(item, 'targetUri')?.value ?? []).map(normaliseUri);
          const known = new Set(asked);
          if (asked.length === 0) continue;
          for (const { message, command } of sent.results) {
            for (const item of command.items) {
              const uri = uriOf(item, 'sourceUri');
              if (uri !== undefined && !upwards(normaliseUri(uri.value)).some((one) => known.has(one))) report(message, uri.element, `Results bring ${quoted(uri.value)}; the Get has asked for ${asked.length === 1 ? quoted(asked[0] ?? '') : 'other nodes'}.`);
            }
          }
        }
      }
    },
  },
  {
    id: 's-results-after-error',
    group: 'session',
    on: 'session',
    severity: 'warning',
    clause: 'DM-PRO 8.5',
    summary: 'A Get that has failed brings no Results.',
    docs: 'Results stand for a Get that has succeeded. Beside a Status of 4xx or 5xx they contradict it, and a server may believe either. Where some Items of the Get could be read and others not, give each a Status of its own.',
    breaks: exchange(`${said(404)}\n${data}`, opening, asks, answered(404, data)),
    keeps: whole,
    check: ({ sessions }, report) => {
      for (const session of sessions) {
        for (const { answers, results: returned } of getsOf(session)) {
          const failed = new Set<string>();
          let isWhole = false;
          for (const answer of answers) {
            if (!/^[45]/.test(answer.code?.value ?? '')) continue;
            if (answer.refs.length === 0) isWhole = answers.length === 1;
            for (const { value } of answer.refs) failed.add(normaliseUri(value));
          }
          if (!isWhole && failed.size === 0) continue;
          for (const { message, command } of returned) {
            const item = command.items.find((one) => isWhole || failed.has(normaliseUri(uriOf(one, 'sourceUri')?.value ?? '')));
            if (item !== undefined) report(message, command.element, `Results come for a Get that is answered with ${answers.find((answer) => !isSuccess(answer))?.code?.value ?? 'an error'}.`);
          }
        }
      }
    },
  },
];

function getsOf({ messages }: OneSession): readonly Sent[] {
  return messages.flatMap(({ commands }) => commands.filter(({ command }) => command.name === 'Get'));
}

/** The index of the last message with which the client ends a package. */
function lastPackageEnd({ messages }: OneSession): number {
  return messages.findLast(({ final, sender }) => sender === 'client' && final)?.index ?? -1;
}

function uriOf(item: ItemFacts, which: 'targetUri' | 'sourceUri'): Valued | undefined {
  return textIn(item[which]);
}

/** The address itself, and those above it: lists and structures bring nodes below the one that was asked for. */
function upwards(uri: string): readonly string[] {
  const found = [uri];
  for (let at = uri.lastIndexOf('/'); at > 0; at = uri.lastIndexOf('/', at - 1)) found.push(uri.slice(0, at));
  return found;
}

interface Lacking {
  readonly answer: Answer;
  readonly text: string;
}

function lacking({ command, answers, results: returned }: Sent, over: number): readonly Lacking[] {
  const promised = answers.filter(({ code }) => code?.value === '200');
  if (promised.length === 0) return [];
  // Until the package ends, they may still come.
  const last = promised.at(-1)?.message ?? 0;
  if (over < last) return [];
  const brought = new Set<string>();
  for (const one of returned) for (const item of one.command.items) for (const uri of upwards(normaliseUri(uriOf(item, 'sourceUri')?.value ?? ''))) brought.add(uri);
  if (returned.length > 0 && brought.has('')) return [];
  const [first] = promised;
  if (returned.length === 0) return first === undefined ? [] : [{ answer: first, text: 'The Get is answered with 200, and no Results follow.' }];
  const targets = command.items.flatMap((item) => uriOf(item, 'targetUri')?.value ?? []);
  const known = new Set(targets.map(normaliseUri));
  return promised.flatMap((answer) => {
    // One that names no Item of the Get promises nothing: that has a rule of its own.
    const asked = answer.refs.length > 0 ? answer.refs.flatMap(({ value }) => (known.has(normaliseUri(value)) ? [value] : [])) : answers.length > 1 ? [] : targets;
    const without = asked.find((uri) => !brought.has(normaliseUri(uri)));
    return without === undefined ? [] : [{ answer, text: `The Get is answered with 200, and no Results bring ${quoted(without)}.` }];
  });
}
