// The device information that a client sends, against what must be in it. [STD 5.3.2]
import { against, replacing } from '../examples';
import { valueOf } from '../messageFacts';
import type { Rule } from '../rule';
import { crossingsOf } from './crossings';

export const deviceInfoRules: readonly Rule[] = [
  {
    id: 'x-devinfo-complete',
    group: 'crossing',
    on: 'message',
    severity: 'warning',
    clause: 'DM-STDOBJ 5.3.2',
    summary: 'The device information of a session’s first message holds all leaves that must be there.',
    docs: 'DevId, Man, Mod, DmV and Lang are in every device, and a server goes by them: which device it is, which description holds, which language people read. Where one is missing, servers ask for it, or end the session. What a description of one’s own adds as One belongs there too.',
    breaks: against('', replacing('<Item><Source><LocURI>./DevInfo/Lang</LocURI></Source><Data>en</Data></Item>', '')),
    keeps: against('', replacing('<Item><Source><LocURI>./DevInfo/Lang</LocURI></Source><Data>en</Data></Item>')),
    check: (message, report, subject) => {
      const { descriptions } = subject;
      const begins = message.commands.some(({ name, element }) => name === 'Alert' && /^120[01]$/.test(valueOf(element, 'Data') ?? ''));
      if (descriptions === undefined || message.sender !== 'client' || !begins) return;
      const sent = crossingsOf(message, subject).filter(({ uri, segments }) => uri.command.name === 'Replace' && segments[0] === 'DevInfo');
      const [first] = sent;
      // A tree, or nothing at all, is told otherwise.
      if (first === undefined || sent.some(({ segments }) => segments.length === 1)) return;
      const has = new Set(sent.map(({ segments }) => segments.join('/')));
      const described = descriptions.find(['DevInfo']);
      const own = described.filter(({ source }) => source.standard !== true);
      // Of several descriptions, which one is that of the device isn't known.
      const holding = own.length > 1 ? described.filter(({ source }) => source.standard === true) : described;
      const due = new Set(
        holding.flatMap(({ node }) => node.children.flatMap(({ name, format, occurrence, access }) => (name !== '' && format !== 'node' && occurrence.name === 'One' && access.has('Get') ? [name] : []))),
      );
      const lacking = [...due].filter((name) => !has.has(`DevInfo/${name}`));
      // Where nothing of it is right, the names are: that is told at each.
      if (lacking.length > 0 && lacking.length < due.size) report(first.uri.command.element, `The device information lacks ${lacking.map((name) => `./DevInfo/${name}`).join(', ')}.`);
    },
  },
];
