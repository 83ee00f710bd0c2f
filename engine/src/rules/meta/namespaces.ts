// What stands in Meta: its namespace, its names, its order. [METINF 5, RepPro 5.4]
import { editXml } from '../../xml/edit';
import { attribute, childElements, type Element } from '../../xml/element';
import { saysNothing } from '../elementText';
import { fromServer } from '../examples';
import type { Rule } from '../rule';
import type { Subject } from '../subject';
import { elementsAt } from './elementsAt';

const namespace = 'syncml:metinf';
/** In the order of the content model of MetInf. */
const names = ['Format', 'Type', 'Mark', 'Size', 'Anchor', 'Version', 'NextNonce', 'MaxMsgSize', 'MaxObjSize', 'EMI', 'Mem', 'FieldLevel'];
const known: ReadonlySet<string> = new Set(names);

const replace = (meta: string): string => `<Replace><CmdID>2</CmdID><Item><Target><LocURI>./Vendor/Example/Mode</LocURI></Target>${meta}<Data>silent</Data></Item></Replace>`;
const sound = '<Meta><Format xmlns="syncml:metinf">chr</Format><Type xmlns="syncml:metinf">text/plain</Type></Meta>';

/** The Meta of a device management message, not one in a document that Data holds. */
function isOurs(above: readonly Element[], { message }: Subject): boolean {
  return message !== undefined && !above.some(({ local }) => local === 'Data');
}

/** What is in Meta, or in the MetInf in it, where it is of that kind. */
function inside(meta: Element, isWrong: (child: Element, meta: Element) => boolean): readonly Element[] {
  const found: Element[] = [];
  for (const node of meta.children) {
    if (node.kind !== 'element') continue;
    if (isWrong(node, meta)) found.push(node);
    if (node.local === 'MetInf') found.push(...childElements(node).filter((child) => isWrong(child, meta)));
  }
  return found;
}

/** Names of meta-information in no namespace, or in that of the message. */
function lacksNamespace(child: Element, meta: Element): boolean {
  const { namespace: written, local } = child;
  return written !== namespace && (written === '' || written === meta.namespace) && (known.has(local) || local === 'MetInf');
}

/** `SyncML:MetInf`, `syncml:metainf`: meant is the one that there is. */
function isMisspelt(child: Element): boolean {
  const { namespace: written } = child;
  return written !== namespace && /^syncml:met(?:a?inf|a)$/i.test(written.trim());
}

export const namespaceRules: readonly Rule[] = [
  {
    id: 'meta-namespace',
    group: 'meta',
    severity: 'warning',
    clause: 'RepPro 5.4',
    summary: 'What stands in Meta is in the namespace syncml:metinf.',
    docs:
      'Format, Type and the others are no elements of SyncML but of meta-information, and each says so by xmlns="syncml:metinf", or a prefix for it. Most ends take them without, but a parser that minds namespaces finds an empty Meta, and in WBXML they stand on another code page. ' +
      'Declare the namespace on each of them.',
    breaks: fromServer(replace('<Meta><Format>chr</Format></Meta>')),
    keeps: fromServer(replace(sound)),
    on: 'element',
    kinds: ['message'],
    elements: ['Meta'],
    check: (meta, above, report, subject) => {
      if (!isOurs(above, subject)) return;
      const lacking = inside(meta, lacksNamespace);
      const [first] = lacking;
      if (first !== undefined) report(first, `Without the namespace syncml:metinf: ${[...new Set(lacking.map(({ local }) => local))].join(', ')}.`);
    },
    fix: (found, { document, text }) => {
      const meta = elementsAt(document, found.range.start).findLast(({ local }) => local === 'Meta');
      const lacking = meta === undefined ? [] : inside(meta, lacksNamespace);
      // A prefix has a declaration somewhere else, and what is in a MetInf has its namespace.
      if (lacking.length === 0 || lacking.some(({ name, local }) => name !== local)) return undefined;
      const inMetInf = lacking.some(({ local }) => local === 'MetInf') ? lacking.filter(({ local }) => local === 'MetInf') : lacking;
      return { title: 'Add xmlns="syncml:metinf"', edits: editXml(text, inMetInf.map((of) => ({ kind: 'attribute', of, name: 'xmlns', value: namespace }))) };
    },
  },
  {
    id: 'meta-namespace-case',
    group: 'meta',
    severity: 'error',
    clause: 'METINF 4',
    summary: 'The namespace of meta-information is written syncml:metinf, in lower case.',
    docs:
      'Namespaces are compared character by character: SyncML:MetInf is another one, and to a parser that minds namespaces the elements in it are unknown. The Format and the Type that they give are then lost, and the value is taken for a text.',
    breaks: fromServer(replace('<Meta><Format xmlns="SyncML:MetInf">chr</Format></Meta>')),
    keeps: fromServer(replace(sound)),
    on: 'element',
    kinds: ['message'],
    elements: ['Meta'],
    check: (meta, above, report, subject) => {
      if (!isOurs(above, subject)) return;
      const [wrong] = inside(meta, isMisspelt);
      if (wrong !== undefined) report(wrong, `The namespace of ${wrong.local} is written "${wrong.namespace.slice(0, 80)}"; it is syncml:metinf.`);
    },
    fix: (found, { document, text }) => {
      const meta = elementsAt(document, found.range.start).findLast(({ local }) => local === 'Meta');
      const wrong = meta === undefined ? [] : inside(meta, isMisspelt);
      // Where it is declared further out, that is the place to mend it.
      if (wrong.length === 0 || wrong.some((child) => attribute(child, 'xmlns') === undefined)) return undefined;
      return { title: 'Write syncml:metinf', edits: editXml(text, wrong.map((of) => ({ kind: 'attribute', of, name: 'xmlns', value: namespace }))) };
    },
  },
  {
    id: 'meta-unknown',
    group: 'meta',
    severity: 'error',
    clause: 'METINF 5',
    summary: 'Meta holds elements of meta-information only.',
    docs:
      'Meta-information has a fixed list of elements: Format, Type, Mark, Size, NextNonce, MaxMsgSize, MaxObjSize, EMI, and some that only data synchronisation uses. A name that isn’t among them is passed over, and what was meant by it is lost. ' +
      'Extensions of a vendor go into EMI, or stand in a namespace of their own.',
    breaks: fromServer(replace('<Meta><Formats xmlns="syncml:metinf">chr</Formats></Meta>')),
    keeps: fromServer(replace(sound)),
    on: 'reading',
  },
  {
    id: 'meta-empty',
    group: 'meta',
    severity: 'warning',
    clause: 'RepPro 6.3.3',
    summary: 'Meta holds something.',
    docs: 'A Meta without children says nothing: the value is taken for a text of type text/plain, as it would be without Meta. Mostly something was forgotten; say what the value is, or take the Meta away.',
    breaks: fromServer(replace('<Meta></Meta>')),
    keeps: fromServer(replace(sound)),
    on: 'element',
    kinds: ['message'],
    elements: ['Meta'],
    check: (meta, above, report, subject) => {
      // What is due in a challenge, a credential, an alert and an Add, and isn't there, is told as that.
      const outer = above.at(-1)?.local === 'Item' ? above.at(-2)?.local : above.at(-1)?.local;
      if (!isOurs(above, subject) || outer === undefined || tellsItself.has(outer)) return;
      if (saysNothing(meta)) report(meta, 'Meta says nothing.');
    },
    fix: (found, { document, text }) => {
      const meta = elementsAt(document, found.range.start).at(-1);
      return meta?.local === 'Meta' ? { title: 'Remove Meta', edits: editXml(text, [{ kind: 'remove', node: meta }]) } : undefined;
    },
  },
  {
    id: 'meta-order',
    group: 'meta',
    severity: 'hint',
    clause: 'METINF 5',
    summary: 'The children of Meta stand in the order of MetInf: Format, Type, Mark, Size and so on.',
    docs:
      'The order binds only within an explicit MetInf, and the worked messages of the protocol mix it. A parser that reads Meta by the model of MetInf may still lose what comes too late. Put Format before Type.',
    breaks: fromServer(replace('<Meta><Type xmlns="syncml:metinf">text/plain</Type><Format xmlns="syncml:metinf">chr</Format></Meta>')),
    keeps: fromServer(replace(sound)),
    on: 'element',
    kinds: ['message'],
    elements: ['Meta'],
    check: (meta, above, report, subject) => {
      if (!isOurs(above, subject)) return;
      let reached = 0;
      for (const child of childElements(meta)) {
        const place = names.indexOf(child.local);
        if (place >= 0 && place < reached) {
          report(child, `${child.local} stands after ${names[reached] ?? 'what follows it'}; in MetInf it comes before.`);
          return;
        }
        reached = Math.max(reached, place);
      }
    },
    fix: (found, { document, text }) => {
      const meta = elementsAt(document, found.range.start).findLast(({ local }) => local === 'Meta');
      const children = meta === undefined ? [] : childElements(meta);
      if (children.length === 0 || !children.every(({ local }) => known.has(local))) return undefined;
      const sorted = [...children].sort((a, b) => names.indexOf(a.local) - names.indexOf(b.local));
      const edits = children.flatMap(({ range }, place) => {
        const by = sorted[place]?.range;
        const newText = by === undefined ? '' : text.slice(by.start, by.end);
        return newText === text.slice(range.start, range.end) ? [] : [{ range, newText }];
      });
      return { title: 'Put them in order', edits };
    },
  },
];

const tellsItself: ReadonlySet<string> = new Set(['Add', 'Alert', 'Chal', 'Cred']);
