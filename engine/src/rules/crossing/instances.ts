// How often a node is added, and whether what it is added to is there. [TND 9.4.3.5, DM-REP 6.6.1]
import { quoted, valueRange } from '../elementText';
import { against, fromServer } from '../examples';
import type { MessageFacts } from '../messageFacts';
import type { Rule } from '../rule';
import type { Subject } from '../subject';
import { crossingsOf, type Crossing } from './crossings';
import { add, addInterior, interior, leaf, vendor } from './exampleParts';
import { describedBy, relatedOf } from './words';

/** Any number of accounts, two, or one. */
function accounts(occurrence: string): string {
  return vendor(interior('', { access: '<Add/><Get/>', occurrence, type: '<DDFName></DDFName>' }, leaf('Name', { access: '<Add/><Get/>', occurrence: '<ZeroOrOne/>' })));
}

interface Added {
  readonly crossing: Crossing;
  /** The names that the message has added of that node, at that place, this one included. */
  readonly names: readonly string[];
}

/** The Adds of a message that no Delete takes back, each with those before it. */
function* added(message: MessageFacts, subject: Subject): Generator<Added> {
  const byPlace = new Map<string, Map<unknown, Set<string>>>();
  for (const crossing of crossingsOf(message, subject)) {
    const { uri, segments, nodes } = crossing;
    const { name: verb } = uri.command;
    if (message.sender === 'client' || uri.query !== undefined || (verb !== 'Add' && verb !== 'Delete')) continue;
    const parent = segments.slice(0, -1).join('/');
    const name = segments.at(-1) ?? '';
    const places = byPlace.get(parent) ?? new Map<unknown, Set<string>>();
    byPlace.set(parent, places);
    // Where a whole branch is deleted, what was in it is gone.
    if (verb === 'Delete') {
      byPlace.delete(segments.join('/'));
      for (const names of places.values()) names.delete(name);
      continue;
    }
    const [node, ...others] = nodes;
    // With several descriptions, which one counts isn't known.
    if (node === undefined || others.length > 0) continue;
    const names = places.get(node) ?? new Set<string>();
    places.set(node, names);
    const again = names.has(name);
    names.add(name);
    // Chunks of one object come under one address. [DM-PRO 7]
    if (!again || !uri.item.moreData) yield { crossing, names: again ? [...names, name] : [...names] };
  }
}

export const instanceRules: readonly Rule[] = [
  {
    id: 'x-occurrence-one',
    group: 'crossing',
    on: 'message',
    severity: 'error',
    clause: 'TND 9.4.3.5',
    summary: 'Of a node that occurs once no second instance is added.',
    docs: 'One and ZeroOrOne say that there is one instance at most, under whatever name. A device answers the second Add with 418, or 500. Replace the one that is there, delete it first, or mend the occurrence in the description.',
    breaks: against(accounts('<ZeroOrOne/>'), fromServer(`${addInterior('./Vendor/a')}\n${addInterior('./Vendor/b', 3)}`)),
    keeps: against(accounts('<ZeroOrMore/>'), fromServer(`${addInterior('./Vendor/a')}\n${addInterior('./Vendor/b', 3)}`)),
    check: (message, report, subject) => {
      for (const { crossing, names } of added(message, subject)) {
        const [node] = crossing.nodes;
        const [first] = names;
        if (node?.occurrence.most !== 1 || names.length < 2) continue;
        const { uri } = crossing;
        const before = node.name === '' ? `, after ${quoted(first ?? '')}` : ' again';
        report(valueRange(uri.element, subject.text), `Add of ${quoted(uri.address)}${before}: it occurs once ${describedBy(crossing)}.`, { related: relatedOf(crossing) });
      }
    },
  },
  {
    id: 'x-occurrence-n',
    group: 'crossing',
    on: 'message',
    severity: 'warning',
    clause: 'TND 9.4.3.18',
    summary: 'No more instances of a node are added than may be there.',
    docs: 'ZeroOrN and OneOrN say how many instances there may be. A device answers those beyond with 420 or 500. Delete some first; how many are there already the message doesn’t tell, so that fewer may be too many as well.',
    breaks: against(accounts('<ZeroOrN>2</ZeroOrN>'), fromServer(['a', 'b', 'c'].map((name, at) => addInterior(`./Vendor/${name}`, at + 2)).join('\n'))),
    keeps: against(accounts('<ZeroOrN>2</ZeroOrN>'), fromServer(['a', 'b'].map((name, at) => addInterior(`./Vendor/${name}`, at + 2)).join('\n'))),
    check: (message, report, subject) => {
      for (const { crossing, names } of added(message, subject)) {
        const { most = Infinity } = crossing.nodes[0]?.occurrence ?? {};
        const count = new Set(names).size;
        if (most === 1 || count <= most || count < names.length) continue;
        report(valueRange(crossing.uri.element, subject.text), `Add of ${quoted(crossing.uri.address)}, the ${count}th in this message: there are ${most} at most ${describedBy(crossing)}.`, { related: relatedOf(crossing) });
      }
    },
  },
  {
    id: 'x-parent-missing',
    group: 'crossing',
    on: 'message',
    severity: 'warning',
    clause: 'DM-REP 6.6.1',
    summary: 'A node is added after the one that it is to stand in.',
    docs: 'Commands are carried out one after the other, and an Add whose parent isn’t there yet is answered with 404; some devices make the parent, with properties of their own choice, and answer the Add of it with 418. Add the interior node first.',
    breaks: against(accounts('<ZeroOrMore/>'), fromServer(`${add('./Vendor/a/Name')}\n${addInterior('./Vendor/a', 3)}`)),
    keeps: against(accounts('<ZeroOrMore/>'), fromServer(`<Sequence><CmdID>2</CmdID>\n${addInterior('./Vendor/a', 3)}\n${add('./Vendor/a/Name', 'silent', 4)}\n</Sequence>`)),
    check: (message, report, subject) => {
      if (message.sender === 'client') return;
      const later = new Map<string, Crossing>();
      const crossings = crossingsOf(message, subject).filter(({ uri }) => uri.command.name === 'Add' && uri.query === undefined);
      for (const crossing of [...crossings].reverse()) {
        const { uri, segments, nodes } = crossing;
        const parent = later.get(segments.slice(0, -1).join('/'));
        if (parent !== undefined && nodes.length > 0) {
          const related = [{ uri: subject.uri, range: valueRange(parent.uri.element, subject.text), message: 'It is added here.' }];
          report(valueRange(uri.element, subject.text), `Add of ${quoted(uri.address)} before ${quoted(parent.uri.address)}, which it is to stand in.`, { related });
        }
        later.set(segments.join('/'), crossing);
      }
    },
  },
];
