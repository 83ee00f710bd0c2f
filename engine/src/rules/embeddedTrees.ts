// Serialised trees inside a message: as elements, in a CDATA section, or as escaped text. [TNDS 5, DM-REP 6.6.1]
import type { Problem, Range } from '../base/problem';
import { nodeTreeAt, nodeTreeOf } from '../ddf/nodeTree';
import { ddf12, tnds12 } from '../schema/ddf';
import { guideOf } from '../schema/guide';
import { validate } from '../schema/validate';
import { child, textOf, type Element, type Text } from '../xml/element';
import { parseXml } from '../xml/parse';
import { isWhiteSpace } from '../xml/views';
import { valueRange } from './elementText';
import { joined, type Finding } from './finding';
import type { Carrier, Subject } from './subject';
import { nodeProblems, treeProblems } from './treeReading';

/** What is wrong with the trees in a message; `run` are the rules, asked about each of them. Ranges count in the message. */
export function embeddedFindings(subject: Subject, run: (tree: Subject) => readonly Finding[]): readonly Finding[] {
  const { message, text } = subject;
  if (message === undefined || !text.includes('MgmtTree')) return [];
  return message.commands.flatMap((command) =>
    command.items.flatMap((item): readonly Finding[] => {
      const { data, moreData } = item;
      // [DM-PRO 6.3] A chunk is no document.
      if (data === undefined || moreData) return [];
      const carrier = { command, item };
      const root = child(data, 'MgmtTree');
      return root === undefined ? inText(data, subject, carrier, run) : inElements(root, subject, carrier, run);
    }),
  );
}

/** The content models have been asked about all that is in the message; this asks the rest. */
function inElements(root: Element, { uri, text }: Subject, carrier: Carrier, run: (tree: Subject) => readonly Finding[]): readonly Finding[] {
  const nodes = nodeTreeAt(root);
  if (nodes === undefined) return [];
  const document = { children: [root], root };
  const tree: Subject = { uri, kind: 'tree', text, document, faults: [], schema: ddf12, nodes, carrier };
  return [...nodeProblems(document, nodes, 'tree'), ...run(tree)];
}

function inText(data: Element, { uri, text: source }: Subject, carrier: Carrier, run: (tree: Subject) => readonly Finding[]): readonly Finding[] {
  if (data.children.some(({ kind }) => kind !== 'text' && kind !== 'comment')) return [];
  const { text, place } = writtenIn(data, source);
  if (!/^\s*<(?:[?!]|(?:[\w.-]+:)?MgmtTree\b)/.test(text)) return [];
  const { document, problems: faults } = parseXml(text, { guide: guideOf(ddf12) });
  const nodes = nodeTreeOf(document);
  if (nodes === undefined) return [];
  const tree: Subject = { uri, kind: 'tree', text, document, faults, schema: ddf12, nodes, carrier };
  const read: readonly Problem[] = treeProblems(document, 'tree', validate(document, tnds12), nodes);
  return joined(document, faults, [...read, ...run(tree)]).map((finding) => ({ ...finding, range: place(finding.range) }));
}

interface Written {
  readonly text: string;
  /** A stretch of it, as one of the message. */
  readonly place: (range: Range) => Range;
}

/** In a CDATA section everything stands where it says; what is escaped is known by the place of the whole alone. */
function writtenIn(data: Element, source: string): Written {
  const [only, ...others] = data.children.filter((node): node is Text => node.kind === 'text' && !isWhiteSpace(node));
  if (only?.cdata === true && others.length === 0) {
    const start = only.range.start + '<![CDATA['.length;
    const isClosed = source.startsWith(']]>', only.range.end - 3);
    const text = source.slice(start, only.range.end - (isClosed ? 3 : 0));
    return { text, place: (range) => ({ start: start + range.start, end: start + range.end }) };
  }
  const whole = valueRange(data, source);
  return { text: textOf(data), place: () => whole };
}
