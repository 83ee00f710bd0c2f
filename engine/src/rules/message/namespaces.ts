// Rules of namespaces in a message: its own, its prefix, and mark-up in its values.
import { attribute, child, textOf, type Element } from '../../xml/element';
import { editXml } from '../../xml/edit';
import { prefixOf } from '../../xml/namespaces';
import { elementAt } from '../elementAt';
import { firstMessage, fromServer, replacing, whole } from '../examples';
import type { Fix } from '../fix';
import { valueOf } from '../messageFacts';
import { quoted } from '../elementText';
import type { Rule } from '../rule';
import type { Subject } from '../subject';

const namespace = 'xmlns="SYNCML:SYNCML1.2"';
const replace = (data: string): string =>
  `<Replace><CmdID>2</CmdID><Item><Target><LocURI>./A</LocURI></Target><Meta><Format xmlns="syncml:metinf">chr</Format></Meta><Data>${data}</Data></Item></Replace>`;

export const namespaceRules: readonly Rule[] = [
  {
    id: 'namespace-missing',
    group: 'message',
    on: 'reading',
    severity: 'warning',
    strict: 'error',
    windows: 'information',
    clause: 'RepPro 6.2.1',
    summary: 'SyncML declares its namespace.',
    docs: 'The attribute xmlns is required on the root, and strict clients refuse a message without it. Collections of sample messages often leave it out, and Windows takes such messages, so it is a warning here. The mend writes the namespace of the version that VerDTD names.',
    breaks: replacing(`<SyncML ${namespace}>`, '<SyncML>'),
    keeps: replacing(`<SyncML ${namespace}>`),
    fix: (_, subject) => withNamespace(subject, '1.2'),
  },
  {
    id: 'namespace-unknown',
    group: 'message',
    on: 'reading',
    severity: 'error',
    clause: 'RepPro 6.2.1',
    summary: 'The namespace of a message is `SYNCML:SYNCML1.1` or `SYNCML:SYNCML1.2`.',
    docs: 'A namespace is compared character by character, so one of another spelling names a language that nobody speaks. Where it differs only by case it is a warning, since deployed servers of data synchronisation write it so and parsers without namespaces never look. The mend writes it for the version that VerDTD names.',
    breaks: replacing(namespace, 'xmlns="SYNCML:SYNCML1.3"'),
    keeps: replacing(namespace),
    fix: (_, subject) => withNamespace(subject),
  },
  {
    id: 'namespace-verdtd',
    group: 'message',
    on: 'message',
    severity: 'warning',
    strict: 'error',
    clause: 'RepPro 6.1.24',
    summary: 'The namespace is of the version that VerDTD names.',
    docs: 'Namespace and VerDTD say the same thing twice, and a recipient that picks its parser by the one and its features by the other gets into trouble where they differ. Elements such as Correlator are there in 1.2 only. Where VerProto sides with VerDTD, the mend writes the namespace anew.',
    breaks: replacing(namespace, 'xmlns="SYNCML:SYNCML1.1"'),
    keeps: replacing(namespace),
    check: ({ root, header }, report) => {
      const [, named] = /^SYNCML:SYNCML(1\.[0-2])$/i.exec(root.namespace) ?? [];
      const version = header === undefined ? undefined : child(header, 'VerDTD');
      const said = version === undefined ? '' : textOf(version).trim();
      // A VerProto of the namespace's version says that it is VerDTD which is wrong: `verproto-verdtd-mismatch` tells.
      if (named === undefined || version === undefined || !/^1\.[12]$/.test(said) || said === named || valueOf(header, 'VerProto') === `DM/${named}`) return;
      report(root, `The namespace is ${root.namespace}, but VerDTD says ${said}.`);
    },
    fix: (_, subject) => (valueOf(subject.message?.header, 'VerProto') === `DM/${subject.message?.version ?? ''}` ? withNamespace(subject) : undefined),
  },
  {
    id: 'prefixed-elements',
    group: 'message',
    on: 'message',
    severity: 'information',
    clause: 'practice',
    summary: 'SyncML elements have no prefix.',
    docs: 'A prefix is right XML, but many clients compare names as they are written, prefix included, and know none of `s:SyncML`. Declare the namespace as the default one and write the elements without a prefix.',
    breaks: whole('message', firstMessage().replace(/<(\/?)(?=[A-Z])/g, '<$1s:').replace('xmlns=', 'xmlns:s=')),
    keeps: whole('message', firstMessage()),
    check: ({ root }, report) => {
      if (prefixOf(root.name) !== '') report(root, `${root.name} has a prefix, which many clients don't understand.`);
    },
  },
  {
    id: 'data-markup-escaped',
    group: 'message',
    on: 'message',
    severity: 'error',
    clause: 'DM-REP 6.3.1',
    summary: 'Mark-up in Data declares a namespace of its own, or is escaped or in a CDATA section.',
    docs: 'Without a declaration, mark-up in Data falls into the namespace of SyncML, where it is an unknown element: parsers refuse the message or drop the value. Values that are mark-up travel as text, escaped or in a CDATA section; documents such as serialised trees declare their own namespace. The mend puts a CDATA section around it.',
    breaks: fromServer(replace('<b>hi</b>')),
    keeps: fromServer(replace('<![CDATA[<b>hi</b>]]>')),
    check: ({ root, commands }, report) => {
      // Without a namespace of the message there is none that mark-up could fall into.
      if (root.namespace === '') return;
      const look = (data: Element | undefined): void => {
        const inside = data?.children.find((node): node is Element => node.kind === 'element' && node.namespace === data.namespace);
        if (inside !== undefined) report(inside, `${inside.name} in Data is mark-up without a namespace of its own; as a value it is escaped or in a CDATA section.`);
      };
      for (const { name, element, items } of commands) {
        if (name === 'Alert' || name === 'Status') look(child(element, 'Data'));
        for (const { data } of items) look(data);
      }
    },
    fix: ({ range }, { document, text }): Fix | undefined => {
      const data = elementAt(document, range)?.parent;
      if (data?.endTag === undefined) return undefined;
      const inside = { start: data.startTag.end, end: data.endTag.start };
      const content = text.slice(inside.start, inside.end);
      return content.includes(']]>') ? undefined : { title: 'Put it in a CDATA section', edits: [{ range: inside, newText: `<![CDATA[${content}]]>` }] };
    },
  },
];

/** Of the version that VerDTD or the namespace names, else of the one that is `taken`. */
function withNamespace({ document, text, message }: Subject, taken?: string): Fix | undefined {
  const { root } = document;
  if (root === undefined) return undefined;
  const said = valueOf(message?.header, 'VerDTD') ?? /(1\.[12])$/.exec(root.namespace)?.[1] ?? taken;
  if (said !== '1.1' && said !== '1.2') return undefined;
  const prefix = prefixOf(root.name);
  const name = prefix === '' ? 'xmlns' : `xmlns:${prefix}`;
  const value = `SYNCML:SYNCML${said}`;
  if (attribute(root, name)?.value === value) return undefined;
  return { title: `Write ${quoted(value)}`, edits: editXml(text, [{ kind: 'attribute', of: root, name, value }]) };
}
