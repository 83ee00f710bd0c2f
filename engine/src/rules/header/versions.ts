// Rules of the versions that a header names.
import { editXml } from '../../xml/edit';
import { child, textOf } from '../../xml/element';
import { quoted } from '../elementText';
import { replacing } from '../examples';
import { valueOf } from '../messageFacts';
import type { Rule } from '../rule';

const verDtd = '<VerDTD>1.2</VerDTD>';
const verProto = '<VerProto>DM/1.2</VerProto>';

export const versionRules: readonly Rule[] = [
  {
    id: 'verdtd-value',
    group: 'header',
    on: 'message',
    severity: 'error',
    clause: 'RepPro 6.1.24',
    summary: 'VerDTD is 1.1 or 1.2.',
    docs: 'The recipient decides by VerDTD which document type it reads the message by. A version that it does not know is answered with Status 505 to the header, and no command is carried out. Device management 1.2 demands 1.2, device management 1.1 has 1.1.',
    breaks: replacing(verDtd, '<VerDTD>1.3</VerDTD>'),
    keeps: replacing(verDtd),
    check: ({ header }, report) => {
      const version = header === undefined ? undefined : child(header, 'VerDTD');
      const said = version === undefined ? '' : textOf(version).trim();
      if (version !== undefined && said !== '' && !/^1\.[12]$/.test(said)) report(version, `VerDTD is ${quoted(said)}; device management knows 1.1 and 1.2.`);
    },
  },
  {
    id: 'verproto-value',
    group: 'header',
    on: 'message',
    severity: 'error',
    clause: 'DM-REP 6.1.25',
    summary: 'VerProto is DM/1.1 or DM/1.2.',
    docs: 'VerProto names the protocol and its version. What a recipient does not speak it answers with Status 513 to the header, and the session is over. SyncML/1.x is data synchronisation: such messages are held to their structure alone.',
    breaks: replacing(verProto, '<VerProto>DM/1.3</VerProto>'),
    keeps: replacing(verProto),
    check: ({ header }, report) => {
      const protocol = header === undefined ? undefined : child(header, 'VerProto');
      const said = protocol === undefined ? '' : textOf(protocol).trim();
      if (protocol !== undefined && said !== '' && !/^DM\/1\.[12]$/.test(said)) report(protocol, `VerProto is ${quoted(said)}; it is DM/1.1 or DM/1.2.`);
    },
  },
  {
    id: 'verproto-verdtd-mismatch',
    group: 'header',
    on: 'message',
    severity: 'error',
    clause: 'DM-PRO 8.3',
    summary: 'VerProto DM/1.2 goes with VerDTD 1.2, DM/1.1 with 1.1.',
    docs: 'Each version of the protocol stands on one version of the representation. Clients that check both refuse the header with 505 or 513 where they differ; others read the message by one and answer by the other. The mend follows the namespace, which names the version a third time.',
    breaks: replacing(verDtd, '<VerDTD>1.1</VerDTD>'),
    keeps: replacing(verDtd),
    check: ({ header }, report) => {
      const version = header === undefined ? undefined : child(header, 'VerDTD');
      const [, dtd] = /^(1\.[12])$/.exec(valueOf(header, 'VerDTD') ?? '') ?? [];
      const [, proto] = /^DM\/(1\.[12])$/.exec(valueOf(header, 'VerProto') ?? '') ?? [];
      if (version === undefined || dtd === undefined || proto === undefined || dtd === proto) return;
      report(version, `VerDTD is ${dtd}, but VerProto is DM/${proto}, which goes with ${proto}.`);
    },
    fix: (_, { message, text }) => {
      const header = message?.header;
      const [version, protocol] = header === undefined ? [] : [child(header, 'VerDTD'), child(header, 'VerProto')];
      const [, named] = /(1\.[12])$/.exec(message?.root.namespace ?? '') ?? [];
      if (version === undefined || protocol === undefined || named === undefined) return undefined;
      const [of, value] = textOf(version).trim() === named ? [protocol, `DM/${named}`] : [version, named];
      return { title: `Write ${value} in ${of.name}`, edits: editXml(text, [{ kind: 'value', of, value }]) };
    },
  },
];
