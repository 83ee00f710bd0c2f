// Sequence and Atomic: what they may hold.
import { childElements } from '../../xml/element';
import { fromServer } from '../examples';
import type { CommandFacts } from '../messageFacts';
import type { Rule } from '../rule';

const replace = (id: number, leaf = 'Mode'): string =>
  `<Replace><CmdID>${id}</CmdID><Item><Target><LocURI>./Vendor/Example/${leaf}</LocURI></Target><Data>silent</Data></Item></Replace>`;
const get = (id: number): string => `<Get><CmdID>${id}</CmdID><Item><Target><LocURI>./DevDetail/FwV</LocURI></Target></Item></Get>`;
const exec = (id: number): string => `<Exec><CmdID>${id}</CmdID><Item><Target><LocURI>./Vendor/Example/Restart</LocURI></Target></Item></Exec>`;
const sequence = (id: number, ...commands: readonly string[]): string => `<Sequence><CmdID>${id}</CmdID>${commands.join('')}</Sequence>`;
const atomic = (id: number, ...commands: readonly string[]): string => `<Atomic><CmdID>${id}</CmdID>${commands.join('')}</Atomic>`;

/** The innermost container of that name around a command, however deep. */
function around(command: CommandFacts, name: 'Atomic' | 'Sequence'): CommandFacts | undefined {
  let outer = command.container;
  while (outer !== undefined && outer.name !== name) outer = outer.container;
  return outer;
}

export const containerRules: readonly Rule[] = [
  {
    id: 'atomic-nested',
    group: 'command',
    severity: 'error',
    clause: 'DM-REP 6.6.3',
    summary: 'An Atomic stands in no other Atomic.',
    docs:
      'The content model would let one Atomic stand in another, device management does not: the client answers the inner one with 500, and with it the outer one fails and rolls everything back. ' +
      'Put all commands into one Atomic.',
    breaks: fromServer(atomic(2, replace(3), atomic(4, replace(5, 'Volume'), replace(6, 'Ring')))),
    keeps: fromServer(atomic(2, replace(3), replace(4, 'Volume'))),
    on: 'message',
    check: (message, report) => {
      for (const command of message.commands) {
        // [DM-REP 6.6.3]
        if (command.name === 'Atomic' && around(command, 'Atomic') !== undefined) report(command.element, 'An Atomic in an Atomic: clients answer 500.');
      }
    },
  },
  {
    id: 'atomic-get',
    group: 'command',
    severity: 'error',
    clause: 'DM-REP 6.6.3',
    summary: 'A Get stands in no Atomic.',
    docs:
      'Reading can’t be rolled back, and the protocol doesn’t let a Get stand in an Atomic: the client answers it with 500 and the Atomic fails with 507. Send the Get after the Atomic.',
    breaks: fromServer(atomic(2, replace(3), get(4))),
    keeps: fromServer(`${atomic(2, replace(3), replace(4, 'Volume'))}\n${get(5)}`),
    on: 'message',
    check: (message, report) => {
      for (const command of message.commands) {
        // [DM-REP 6.6.3]
        if (command.name === 'Get' && around(command, 'Atomic') !== undefined) report(command.element, 'A Get in an Atomic: clients answer 500, and the Atomic fails.');
      }
    },
  },
  {
    id: 'atomic-exec',
    group: 'command',
    severity: 'warning',
    clause: 'DM-REP 6.6.3',
    summary: 'An Exec stands in no Atomic.',
    docs:
      'The content model allows it, but device management names Exec only directly in SyncBody and in a Sequence: a process that has been started can’t be undone when a later command fails. ' +
      'Many clients answer 500 or 406. Put the Exec after the Atomic, or all of it in a Sequence.',
    breaks: fromServer(atomic(2, replace(3), exec(4))),
    keeps: fromServer(sequence(2, replace(3), exec(4))),
    on: 'message',
    check: (message, report) => {
      for (const command of message.commands) {
        // [DM-REP 6.6.6]
        if (command.name === 'Exec' && around(command, 'Atomic') !== undefined) report(command.element, 'An Exec in an Atomic: what it starts can’t be rolled back.');
      }
    },
  },
  {
    id: 'atomic-sequence',
    group: 'command',
    severity: 'warning',
    clause: 'DM-REP 6.6.14',
    summary: 'Sequence and Atomic don’t stand in each other.',
    docs:
      'The content model allows it; the text of device management lists neither among what the other may hold, and few clients carry it out. ' +
      'An Atomic alone is mostly enough, since its commands are carried out in their order too.',
    breaks: fromServer(sequence(2, replace(3), atomic(4, replace(5, 'Volume'), replace(6, 'Ring')))),
    keeps: fromServer(atomic(2, replace(3), replace(4, 'Volume'))),
    on: 'message',
    check: (message, report) => {
      for (const { name, container, element } of message.commands) {
        const outer = container?.name;
        if ((name === 'Sequence' && outer === 'Atomic') || (name === 'Atomic' && outer === 'Sequence')) report(element, `${name} in ${outer}: few clients carry it out.`);
      }
    },
  },
  {
    id: 'sequence-nested',
    group: 'command',
    severity: 'error',
    clause: 'DM-REP 6.6.14',
    summary: 'A Sequence stands in no other Sequence.',
    docs:
      'A Sequence in a Sequence would mean nothing that one Sequence doesn’t mean, and the content model doesn’t have it. Clients refuse it as malformed. Take the inner tags away.',
    breaks: fromServer(sequence(2, replace(3), sequence(4, replace(5, 'Volume'), replace(6, 'Ring')))),
    keeps: fromServer(sequence(2, replace(3), replace(4, 'Volume'))),
    on: 'reading',
  },
  {
    id: 'container-empty',
    group: 'command',
    severity: 'error',
    clause: 'DM-REP 6.6.3',
    summary: 'Sequence and Atomic hold a command.',
    docs: 'A container without a command has nothing to carry out; clients whose parser follows the content model refuse the message. Put its commands in, or take it away.',
    breaks: fromServer('<Atomic><CmdID>2</CmdID></Atomic>'),
    keeps: fromServer(atomic(2, replace(3), replace(4, 'Volume'))),
    on: 'reading',
  },
  {
    id: 'container-one',
    group: 'command',
    severity: 'hint',
    clause: 'practice',
    summary: 'Sequence and Atomic hold more than one command.',
    docs:
      'With a single command there is no order to keep and nothing to roll back: the container only costs a CmdID and a Status. Send the command by itself, unless more will join it.',
    breaks: fromServer(sequence(2, get(3))),
    keeps: fromServer(get(2)),
    on: 'message',
    check: (message, report) => {
      for (const { name, element } of message.commands) {
        if (name !== 'Sequence' && name !== 'Atomic') continue;
        const inner = childElements(element).filter(({ local }) => !notCommands.has(local));
        if (inner.length === 1) report(element, `${name} holds one command alone.`);
      }
    },
  },
  {
    id: 'moredata-in-container',
    group: 'command',
    severity: 'error',
    clause: 'DM-PRO 7',
    summary: 'Objects that go on in the next message stand in no Sequence or Atomic.',
    docs:
      'A Sequence or an Atomic must fit into one message, and an object whose Item has MoreData doesn’t: the container would be carried out before its value is there. Send the large object by a command of its own.',
    breaks: fromServer(
      sequence(2, `<Replace><CmdID>3</CmdID><Item><Target><LocURI>./Vendor/Example/Picture</LocURI></Target><Meta><Format xmlns="syncml:metinf">b64</Format><Size xmlns="syncml:metinf">4000</Size></Meta><Data>AAEC</Data><MoreData/></Item></Replace>`, replace(4)),
    ),
    keeps: fromServer(sequence(2, replace(3), replace(4, 'Volume'))),
    on: 'message',
    check: (message, report) => {
      for (const { container, items } of message.commands) {
        if (container === undefined) continue;
        for (const { moreData, element } of items) {
          if (!moreData) continue;
          const at = childElements(element).find(({ local }) => local === 'MoreData') ?? element;
          // [DM-PRO 6]
          report(at, `MoreData in ${container.name}, which must fit into one message.`);
        }
      }
    },
  },
];

const notCommands: ReadonlySet<string> = new Set(['CmdID', 'NoResp', 'Meta', 'Cred']);
