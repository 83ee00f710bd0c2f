// Rules of Results.
import { editXml, elementLike } from '../../xml/edit';
import { child, text as newText, textOf, type Element } from '../../xml/element';
import { elementAt } from '../elementAt';
import { fromClient } from '../examples';
import { valueOf, type CommandFacts, type ItemFacts, type MessageFacts } from '../messageFacts';
import { lastFirst } from '../rearrange';
import type { Rule } from '../rule';
import { statusesIn } from './statuses';

const status = '<Status><CmdID>2</CmdID><MsgRef>1</MsgRef><CmdRef>4</CmdRef><Cmd>Get</Cmd><Data>200</Data></Status>';
const refs = '<MsgRef>1</MsgRef><CmdRef>4</CmdRef>';
const results = (item: string, references = refs): string => `<Results><CmdID>3</CmdID>${references}<Item>${item}</Item></Results>`;
const source = '<Source><LocURI>./DevDetail/FwV</LocURI></Source>';
const b64 = '<Meta><Format xmlns="syncml:metinf">b64</Format><Type xmlns="syncml:metinf">application/octet-stream</Type></Meta>';

export const resultsRules: readonly Rule[] = [
  {
    id: 'results-cmdref-missing',
    group: 'reference',
    on: 'reading',
    severity: 'warning',
    strict: 'error',
    clause: 'RepPro 6.5.12',
    summary: 'Results say by CmdRef which Get they answer.',
    docs: 'Without CmdRef, Results belong to command 1, which is mostly the Status of a header and no Get at all. Servers that match strictly drop them and count the Get as unanswered. Write the CmdID of the Get.',
    breaks: fromClient(status + results(`${source}<Data>1.0.3</Data>`, '<MsgRef>1</MsgRef>')),
    keeps: fromClient(status + results(`${source}<Data>1.0.3</Data>`)),
    fix: ({ range }, { document, text, message }) => {
      const command = elementAt(document, range)?.element;
      const gets = message === undefined ? [] : statusesIn(message).filter(({ cmd }) => cmd === 'Get');
      const [only, ...more] = gets;
      if (command === undefined || only === undefined || more.length > 0 || !/^\d+$/.test(only.cmdRef)) return undefined;
      const before = child(command, 'Meta') ?? child(command, 'TargetRef') ?? child(command, 'SourceRef') ?? child(command, 'Item');
      const node = elementLike(command, 'CmdRef', [newText(only.cmdRef)]);
      return { title: `Write CmdRef ${only.cmdRef}`, edits: editXml(text, [{ kind: 'insert', parent: command, node, ...(before !== undefined && { before }) }]) };
    },
  },
  {
    id: 'results-cmd',
    group: 'reference',
    on: 'reading',
    severity: 'information',
    strict: 'error',
    windows: 'off',
    clause: 'DM-REP 6.6.12',
    summary: 'Results have no Cmd.',
    docs: 'Windows writes the name of the command that is answered into its Results, as a Status has it. The document type has no Cmd there; servers that validate refuse it, others pass over it.',
    breaks: fromClient(status + results(`${source}<Data>1.0.3</Data>`, `${refs}<Cmd>Get</Cmd>`)),
    keeps: fromClient(status + results(`${source}<Data>1.0.3</Data>`)),
  },
  {
    id: 'results-item-source',
    group: 'reference',
    on: 'message',
    severity: 'error',
    clause: 'DM-PRO 8.5',
    summary: 'Every Item of Results names the node that its value comes from in Source.',
    docs: 'A Get may ask for many nodes, and one command of Results may bring many values, so that a value without its address belongs to none. The server drops it, or takes it for the first node that it asked for. Write the address as the Get named it.',
    breaks: fromClient(status + results('<Data>1.0.3</Data>')),
    keeps: fromClient(status + results(`${source}<Data>1.0.3</Data>`)),
    check: (message, report) => {
      eachItem(message, (item) => {
        if (item.source === undefined && item.target === undefined) report(item.element, 'The Item of Results has no Source that names the node which its value comes from.');
      });
    },
  },
  {
    id: 'results-item-target',
    group: 'reference',
    on: 'message',
    severity: 'warning',
    clause: 'DM-PRO 8.5',
    summary: 'An Item of Results names the node in Source, not in Target.',
    docs: 'Target is where something goes; a value that was read comes from its node, so that the address stands in Source. Servers that look there find none and drop the value. The mend renames the element.',
    breaks: fromClient(status + results(`${source.replaceAll('Source', 'Target')}<Data>1.0.3</Data>`)),
    keeps: fromClient(status + results(`${source}<Data>1.0.3</Data>`)),
    check: (message, report) => {
      eachItem(message, (item) => {
        if (item.source === undefined && item.target !== undefined) report(item.target, 'The Item of Results names its node in Target; where a value comes from stands in Source.');
      });
    },
    fix: ({ range }, { document, text }) => {
      const of = elementAt(document, range)?.element;
      return of === undefined ? undefined : { title: 'Write Source', edits: editXml(text, [{ kind: 'rename', of, name: of.name.replace('Target', 'Source') }]) };
    },
  },
  {
    id: 'results-meta-missing',
    group: 'reference',
    on: 'message',
    severity: 'information',
    clause: 'DM-PRO 8.5',
    summary: 'Results that bring anything but plain text say its Format.',
    docs: 'Where Meta is missing, a value is chr and text/plain. Base64 is then taken for the text that it looks like, and mark-up for nothing at all. Write Format and Type where the value is neither.',
    breaks: fromClient(status + results(`${source}<Data>AAECAwQFBgcICQoLDA0ODw==</Data>`)),
    keeps: fromClient(status + results(`${source}${b64}<Data>AAECAwQFBgcICQoLDA0ODw==</Data>`)),
    check: (message, report) => {
      eachItem(message, ({ data, format, type }) => {
        if (data === undefined || format !== undefined || type !== undefined) return;
        const looks = data.children.some(({ kind }) => kind === 'element') ? 'mark-up' : isBase64(textOf(data)) ? 'Base64' : undefined;
        if (looks !== undefined) report(data, `The value looks like ${looks}, but without a Format it is taken for plain text.`);
      });
    },
  },
  {
    id: 'results-before-status',
    group: 'reference',
    on: 'message',
    severity: 'warning',
    clause: 'DM-REP 6.6.12',
    summary: 'Results come after the Status of the same Get.',
    docs: 'The Status says how the Get went, and only then what it brought makes sense; servers that read in order take Results of a Get without Status for unasked ones. They may come in a later message than the Status, but not before it. The mend moves the Status to the front.',
    breaks: fromClient(results(`${source}<Data>1.0.3</Data>`) + status),
    keeps: fromClient(status + results(`${source}<Data>1.0.3</Data>`)),
    check: (message, report) => {
      const answered = new Map<string, Element>();
      for (const command of message.commands) {
        if (command.name === 'Results') answered.set(getOf(command), command.element);
        else if (command.name === 'Status') {
          const [early, key] = [answered.get(getOf(command)), getOf(command)];
          if (early !== undefined && valueOf(command.element, 'Cmd') === 'Get') report(early, 'The Results stand before the Status of the same Get; they follow it.');
          answered.delete(key);
        }
      }
    },
    fix: ({ range }, { document, text, message }) => {
      const early = elementAt(document, range)?.element;
      const all = (message?.commands ?? []).filter(({ container }) => container === undefined);
      const start = all.findIndex(({ element }) => element === early);
      const [of] = all.slice(start, start + 1);
      if (of === undefined) return undefined;
      const end = all.findIndex((each, index) => index > start && each.name === 'Status' && getOf(each) === getOf(of));
      return end < 0 ? undefined : { title: 'Move the Status before them', edits: lastFirst(text, all.slice(start, end + 1).map(({ element }) => element)) };
    },
  },
];

function eachItem({ commands }: MessageFacts, look: (item: ItemFacts) => void): void {
  for (const { name, items } of commands) if (name === 'Results') for (const item of items) look(item);
}

/** What both refer to; the defaults are those of Results. [RepPro 6.5.12] */
function getOf({ element }: CommandFacts): string {
  return `${valueOf(element, 'MsgRef') ?? '1'} ${valueOf(element, 'CmdRef') ?? '1'}`;
}

/** Only where it is long, and padded: words are made of the same characters. */
function isBase64(text: string): boolean {
  const packed = text.replace(/\s+/g, '');
  return packed.length >= 16 && packed.length % 4 === 0 && /^[A-Za-z0-9+/]+={1,2}$/.test(packed);
}
