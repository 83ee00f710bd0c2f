// Rules of the numbers of commands.
import { editXml, elementLike } from '../../xml/edit';
import { child, childElements, text as newText, textOf, type Element } from '../../xml/element';
import { elementAt } from '../elementAt';
import { quoted } from '../elementText';
import { fromServer } from '../examples';
import type { Fix, FixSubject } from '../fix';
import type { MessageFacts } from '../messageFacts';
import type { Rule } from '../rule';
import type { Subject } from '../subject';

const item = '<Item><Target><LocURI>./DevInfo/Man</LocURI></Target></Item>';
const other = '<Item><Target><LocURI>./DevInfo/Mod</LocURI></Target></Item>';
const get = (id: string): string => `<Get>${id}${item}</Get>`;

export const commandIdRules: readonly Rule[] = [
  {
    id: 'cmdid-missing',
    group: 'reference',
    on: 'reading',
    severity: 'error',
    clause: 'RepPro 6.1.4',
    summary: 'Every command has a CmdID.',
    docs: 'Answers name a command by its CmdID, so one without cannot be answered, and clients refuse it or the whole message with 400. That of a Status is never referred to, and even the examples of the specifications leave it out, so there it is a warning. The mend writes the next number that is free.',
    breaks: fromServer(get('')),
    keeps: fromServer(get('<CmdID>2</CmdID>')),
    fix: ({ range }, { document, text, message }) => {
      const command = elementAt(document, range)?.element;
      if (command === undefined || message === undefined) return undefined;
      const id = nextFree(message);
      const node = elementLike(command, 'CmdID', [newText(id)]);
      const [before] = childElements(command);
      return { title: `Write CmdID ${id}`, edits: editXml(text, [{ kind: 'insert', parent: command, node, ...(before !== undefined && { before }) }]) };
    },
  },
  {
    id: 'cmdid-zero',
    group: 'reference',
    on: 'message',
    severity: 'error',
    clause: 'RepPro 6.1.4',
    summary: 'No CmdID is 0.',
    docs: 'A CmdRef of 0 stands for the header, so an answer to a command of that number is read as one to the header: its failure looks like a failed authentication. Commands count from 1. The mend writes the next number that is free.',
    breaks: fromServer(get('<CmdID>0</CmdID>')),
    keeps: fromServer(get('<CmdID>2</CmdID>')),
    check: ({ commands }, report) => {
      for (const { cmdId, name } of commands) if (cmdId !== undefined && /^0+$/.test(said(cmdId))) report(cmdId, `The CmdID of ${name} is ${said(cmdId)}; commands count from 1.`);
    },
    fix: numbered,
  },
  {
    id: 'cmdid-duplicate',
    group: 'reference',
    on: 'message',
    severity: 'error',
    clause: 'RepPro 6.1.4',
    summary: 'No two commands of a message have one CmdID, those in Sequence and Atomic included.',
    docs: 'The answer to a number that stands twice belongs to either command, so that the server cannot tell which of them failed. Containers and the commands in them are numbered in one row with all others. The mend writes the next number that is free.',
    breaks: fromServer(`<Get><CmdID>2</CmdID>${item}</Get><Get><CmdID>2</CmdID>${other}</Get>`),
    keeps: fromServer(`<Get><CmdID>2</CmdID>${item}</Get><Get><CmdID>3</CmdID>${other}</Get>`),
    check: ({ commands }, report, { uri }) => {
      const first = new Map<string, Element>();
      for (const { cmdId, name } of commands) {
        const id = cmdId === undefined ? '' : said(cmdId);
        if (cmdId === undefined || id === '' || /^0+$/.test(id) || isPlaceholder(id)) continue;
        const taken = first.get(id);
        if (taken === undefined) first.set(id, cmdId);
        else report(cmdId, `CmdID ${quoted(id)} of ${name} is taken by another command of this message.`, { related: [{ uri, range: taken.range, message: 'It stands here first.' }] });
      }
    },
    fix: numbered,
  },
  {
    id: 'cmdid-not-numeric',
    group: 'reference',
    on: 'message',
    severity: 'hint',
    clause: 'practice',
    summary: 'A CmdID is a decimal number.',
    docs: 'CmdID is text by definition, but everybody counts, and many clients read it into a number: what is none becomes 0 there, and the Status of the command looks like that of the header. The mend writes the next number that is free.',
    breaks: fromServer(get('<CmdID>first</CmdID>')),
    keeps: fromServer(get('<CmdID>2</CmdID>')),
    check: ({ commands }, report) => {
      for (const { cmdId } of commands) {
        const id = cmdId === undefined ? '' : said(cmdId);
        if (cmdId !== undefined && id !== '' && !/^\d+$/.test(id) && !isPlaceholder(id)) report(cmdId, `CmdID is ${quoted(id)}; many clients take decimal numbers only.`);
      }
    },
    fix: numbered,
  },
];

/** What a template leaves for a tool to fill in: `$CmdID$`, `{id}`, `%1`, `[id]`. */
function isPlaceholder(id: string): boolean {
  return /^\$.*\$$|^\$?\{.*\}$|^%|^\[.*\]$/.test(id);
}

function said(element: Element): string {
  return textOf(element).trim();
}

function numbered({ range }: FixSubject, { document, text, message }: Subject): Fix | undefined {
  const of = elementAt(document, range)?.element;
  if (of === undefined || message === undefined) return undefined;
  const value = nextFree(message);
  return { title: `Write CmdID ${value}`, edits: editXml(text, [{ kind: 'value', of, value }]) };
}

/** One more than the highest number in the message. */
function nextFree({ commands }: MessageFacts): string {
  let highest = 0;
  for (const { element } of commands) {
    const id = child(element, 'CmdID');
    const written = id === undefined ? '' : said(id);
    if (/^\d{1,9}$/.test(written)) highest = Math.max(highest, Number(written));
  }
  return String(highest + 1);
}
