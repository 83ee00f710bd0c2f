// Rules of TargetRef and SourceRef, for which one has to know the command that is answered.
import { clientMessage, packageOne, serverMessage, session, statusOfHeader } from '../examples';
import type { Rule } from '../rule';
import type { Answer, Sent } from '../sessionFacts';

const packageTwo = serverMessage(
  1,
  [
    statusOfHeader,
    '<Status><CmdID>2</CmdID><MsgRef>1</MsgRef><CmdRef>1</CmdRef><Cmd>Alert</Cmd><Data>200</Data></Status>',
    '<Status><CmdID>3</CmdID><MsgRef>1</MsgRef><CmdRef>2</CmdRef><Cmd>Replace</Cmd><Data>200</Data></Status>',
    '<Delete><CmdID>4</CmdID>ITEMS</Delete>',
  ].join('\n'),
);
const item = (uri: string): string => `<Item><Target><LocURI>${uri}</LocURI></Target></Item>`;
const answering = (ref: string): string =>
  clientMessage(2, `${statusOfHeader}\n<Status><CmdID>2</CmdID><MsgRef>1</MsgRef><CmdRef>4</CmdRef><Cmd>Delete</Cmd>${ref}<Data>200</Data></Status>`);
const closing = serverMessage(2, statusOfHeader.replace('<MsgRef>1', '<MsgRef>2'));
const ref = '<TargetRef>./Vendor/A</TargetRef>';
const exchange = (items: string, reference: string): readonly string[] => [clientMessage(1, packageOne), packageTwo.replace('ITEMS', items), answering(reference), closing];
const two = item('./Vendor/A') + item('./Vendor/B');

export const targetRefRules: readonly Rule[] = [
  {
    id: 'ref-single-status-multi-item',
    group: 'reference',
    on: 'session',
    severity: 'warning',
    clause: 'RepPro 6.4.1',
    summary: 'The one Status of a command with several Items names none of them.',
    docs: 'Where all Items came to the same, one Status answers the whole command and has neither TargetRef nor SourceRef. With one it speaks of that Item alone, and the server waits for the Statuses of the others. Leave the reference out, or send a Status for each Item.',
    breaks: { ...session(...exchange(two, ref)), shown: `<Delete><CmdID>4</CmdID>${two}</Delete>\n<CmdRef>4</CmdRef><Cmd>Delete</Cmd>${ref}<Data>200</Data>` },
    keeps: { ...session(...exchange(two, '')), shown: `<Delete><CmdID>4</CmdID>${two}</Delete>\n<CmdRef>4</CmdRef><Cmd>Delete</Cmd><Data>200</Data>` },
    check: ({ sessions }, report) => {
      for (const { message, answer, sent } of singleAnswers(sessions)) {
        const [reference] = answer.refs;
        const items = sent.command.items.length;
        if (items < 2 || reference === undefined || answer.refs.length >= items) continue;
        report(message, reference.element, `${sent.command.name} has ${items} Items, and this is its only Status; ${reference.element.name} makes it speak of one of them.`);
      }
    },
  },
  {
    id: 'targetref-missing',
    group: 'reference',
    on: 'session',
    severity: 'hint',
    clause: 'RepPro 6.1.23',
    summary: 'The Status of a command with one Item names its target.',
    docs: 'TargetRef repeats the Target of the Item that is answered. With a single Item nothing is in doubt without it, but a log reads more easily, and some servers look up results by address. Most clients of device management write it.',
    breaks: { ...session(...exchange(item('./Vendor/A'), '')), shown: '<CmdRef>4</CmdRef><Cmd>Delete</Cmd><Data>200</Data>' },
    keeps: { ...session(...exchange(item('./Vendor/A'), ref)), shown: `<CmdRef>4</CmdRef><Cmd>Delete</Cmd>${ref}<Data>200</Data>` },
    check: ({ sessions }, report) => {
      for (const { message, answer, sent } of singleAnswers(sessions)) {
        const [only, ...more] = sent.command.items;
        if (only?.targetUri === undefined || more.length > 0 || answer.refs.length > 0) continue;
        report(message, answer.command.element, `The Status of ${sent.command.name} has no TargetRef that names its one target.`);
      }
    },
  },
];

interface Single {
  readonly message: number;
  readonly answer: Answer;
  readonly sent: Sent;
}

/** Commands that have been answered by just one Status. */
function* singleAnswers(sessions: readonly { readonly messages: readonly { readonly commands: readonly Sent[] }[] }[]): Generator<Single> {
  for (const { messages } of sessions) {
    for (const { commands } of messages) {
      for (const sent of commands) {
        const [answer, ...more] = sent.answers;
        if (answer !== undefined && more.length === 0) yield { message: answer.message, answer, sent };
      }
    }
  }
}
