// What may be done to a node: AccessType, scope and occurrence against the commands of a server. [TND 6, 9.4.3.1]
import type { AccessVerb, DescribedNode } from '../../ddf/description';
import { aclVerbs } from '../../tree/acl';
import { segmentsOf } from '../../tree/uri';
import { aclsOf } from '../acl/aclValues';
import { quoted, valueRange } from '../elementText';
import { against, fromServer } from '../examples';
import type { Rule, Told } from '../rule';
import { crossingsOf, placesOf, targets, type Crossing } from './crossings';
import { exec, get, leaf, remove, replace, vendor } from './exampleParts';
import { describedBy, relatedOf } from './words';

const gets: ReadonlySet<string> = new Set(['Get']);
const execs: ReadonlySet<string> = new Set(['Exec']);
const deletes: ReadonlySet<string> = new Set(['Delete']);
const replaces: ReadonlySet<string> = new Set(['Replace']);
const makesAndTakes: ReadonlySet<string> = new Set(['Add', 'Delete']);
const changes: ReadonlySet<string> = new Set(['Add', 'Copy', 'Delete', 'Replace']);

function isPermanent(nodes: readonly DescribedNode[]): boolean {
  return nodes.every(({ scope }) => scope === 'Permanent');
}

function permits(nodes: readonly DescribedNode[], verb: AccessVerb): boolean {
  return nodes.some(({ access }) => access.has(verb));
}

/** Some describe Add of the node that is added, some of the one that it is added to. */
function permitsAdd({ nodes, places }: Crossing): boolean {
  return permits(nodes, 'Add') || places.some(({ above }) => above.at(-1)?.access.has('Add') === true);
}

/** Of standard objects devices may permit more. [STD 5.1.2] */
export function weightOf({ isStandard }: Crossing): Told {
  return isStandard ? { severity: 'warning' } : {};
}

const mode = vendor(leaf('Mode'));

export const accessRules: readonly Rule[] = [
  {
    id: 'x-access',
    group: 'crossing',
    on: 'message',
    severity: 'error',
    clause: 'TND 9.4.3.1',
    summary: 'A node is added, replaced, copied or deleted only where its AccessType permits it.',
    docs:
      'AccessType names the commands that a node takes, from whatever server. A device answers any other with 405, whoever has which rights in the access control list. ' +
      'Send another command, or mend the description where the device does permit it. Of the standard objects, a device may permit more than they say, which makes it a warning.',
    breaks: against(mode.replace('<Get/><Replace/>', '<Get/>'), fromServer(replace('./Vendor/Mode', 'loud'))),
    keeps: against(mode, fromServer(replace('./Vendor/Mode', 'loud'))),
    check: (message, report, subject) => {
      if (message.sender === 'client') return;
      for (const crossing of targets(message, subject, changes)) {
        const { uri, nodes } = crossing;
        const { name } = uri.command;
        // What is done to interior and permanent nodes has rules of its own.
        const isInterior = nodes.every(({ format }) => format === 'node');
        if ((isInterior && (name === 'Replace' || name === 'Copy')) || (isPermanent(nodes) && makesAndTakes.has(name))) continue;
        // What a Copy writes to is added or replaced. [DM-REP 6.6.4]
        const isPermitted =
          name === 'Add' ? permitsAdd(crossing) : name === 'Copy' ? permits(nodes, 'Copy') || permits(nodes, 'Replace') || permitsAdd(crossing) : permits(nodes, name === 'Delete' ? 'Delete' : 'Replace');
        if (isPermitted) continue;
        const said = [...new Set(nodes.flatMap(({ access }) => [...access]))].join(', ');
        report(valueRange(uri.element, subject.text), `${name} of ${quoted(uri.address)}, whose AccessType is ${said === '' ? 'empty' : said} ${describedBy(crossing)}.`, { ...weightOf(crossing), related: relatedOf(crossing) });
      }
    },
  },
  {
    id: 'x-get-secret',
    group: 'crossing',
    on: 'message',
    severity: 'error',
    clause: 'TND 9.4.3.1',
    summary: 'Only nodes whose AccessType permits Get are read.',
    docs: 'Secrets, and packages that are written into the device, can’t be read: their AccessType has no Get, and a device answers 405. A branch that holds such a node can be read, without the value. Ask for another node, or keep what was written on the server.',
    breaks: against(vendor(leaf('Secret', { access: '<Replace/>' })), fromServer(get('./Vendor/Secret'))),
    keeps: against(vendor(leaf('Secret')), fromServer(get('./Vendor/Secret'))),
    check: (message, report, subject) => {
      for (const crossing of targets(message, subject, gets)) {
        const { uri, nodes } = crossing;
        if (permits(nodes, 'Get')) continue;
        report(valueRange(uri.element, subject.text), `Get of ${quoted(uri.address)}, which can't be read ${describedBy(crossing)}.`, { ...weightOf(crossing), related: relatedOf(crossing) });
      }
    },
  },
  {
    id: 'x-exec-node',
    group: 'crossing',
    on: 'message',
    severity: 'error',
    clause: 'TND 9.4.3.1',
    summary: 'Only nodes whose AccessType permits Exec are started.',
    docs: 'Exec starts what a node stands for, and few nodes stand for anything of the kind. A device answers 405 for all others. Mostly the node above or below is meant, such as Update and not its PkgData.',
    breaks: against(mode, fromServer(exec('./Vendor/Mode'))),
    keeps: against(vendor(leaf('Restart', { access: '<Exec/><Get/>' })), fromServer(exec('./Vendor/Restart'))),
    check: (message, report, subject) => {
      if (message.sender === 'client') return;
      for (const crossing of targets(message, subject, execs)) {
        const { uri, nodes } = crossing;
        if (permits(nodes, 'Exec')) continue;
        report(valueRange(uri.element, subject.text), `Exec of ${quoted(uri.address)}, which can't be started ${describedBy(crossing)}.`, { ...weightOf(crossing), related: relatedOf(crossing) });
      }
    },
  },
  {
    id: 'x-inbox-get',
    group: 'crossing',
    on: 'message',
    severity: 'error',
    clause: 'DM-STDOBJ 5.3.4',
    summary: 'The inbox isn’t read.',
    docs: 'A device puts serialised trees that are added to ./Inbox wherever they belong, and keeps nothing there: nodes of the inbox take Add and nothing else. A Get is answered 405. Read the object where the device has put it; the tree’s root tells by its identifier.',
    breaks: against('', fromServer(get('./Inbox'))),
    keeps: against('', fromServer(get('./DevDetail/FwV'))),
    check: (message, report, subject) => {
      for (const { uri, segments } of crossingsOf(message, subject)) {
        // [STD 5.3.4]
        if (uri.command.name === 'Get' && segments[0] === 'Inbox') report(valueRange(uri.element, subject.text), `Get of ${quoted(uri.address)}: the inbox only takes what is added.`);
      }
    },
  },
  {
    id: 'x-permanent-add',
    group: 'crossing',
    on: 'message',
    severity: 'error',
    windows: 'warning',
    clause: 'TND 6',
    summary: 'Permanent nodes are neither added nor deleted.',
    docs: 'A permanent node is there from the start, and a server can’t make it or take it away, whatever AccessType and access control list say: a device answers 405. Its value can be replaced, and dynamic nodes below it can be added.',
    breaks: against(vendor(leaf('Mode', { scope: '<Permanent/>' })), fromServer(remove('./Vendor/Mode'))),
    keeps: against(vendor(leaf('Mode', { access: '<Delete/><Get/>', occurrence: '<ZeroOrOne/>' })), fromServer(remove('./Vendor/Mode'))),
    check: (message, report, subject) => {
      if (message.sender === 'client') return;
      for (const crossing of targets(message, subject, makesAndTakes)) {
        const { uri, nodes } = crossing;
        if (!isPermanent(nodes)) continue;
        report(valueRange(uri.element, subject.text), `${uri.command.name} of ${quoted(uri.address)}, which is permanent ${describedBy(crossing)}.`, { ...weightOf(crossing), related: relatedOf(crossing) });
      }
    },
  },
  {
    id: 'x-permanent-rename',
    group: 'crossing',
    on: 'message',
    severity: 'error',
    clause: 'TND 7.7.3',
    summary: 'Permanent nodes keep their names.',
    docs: 'The property Name of a permanent node can’t be replaced: programs and other nodes rely on it. A device answers 405. Only what servers or users have added can be given another name.',
    breaks: against('', fromServer(replace('./DevDetail?prop=Name', 'Details', ''))),
    keeps: against(mode, fromServer(replace('./Vendor/Mode?prop=Name', 'Volume', ''))),
    check: (message, report, subject) => {
      if (message.sender === 'client') return;
      for (const crossing of crossingsOf(message, subject)) {
        const { uri, nodes } = crossing;
        if (!replaces.has(uri.command.name) || uri.query !== 'prop=Name' || nodes.length === 0 || !isPermanent(nodes)) continue;
        report(valueRange(uri.element, subject.text), `${quoted(uri.address)} is permanent ${describedBy(crossing)}, and keeps its name.`, { related: relatedOf(crossing) });
      }
    },
  },
  {
    id: 'x-delete-required',
    group: 'crossing',
    on: 'message',
    severity: 'warning',
    clause: 'TND 9.4.3.5',
    summary: 'Nodes that must be there aren’t deleted by themselves.',
    docs: 'An occurrence of One says that the node is there whenever the node above is. Without it the object is incomplete, and devices answer 405 or make it anew. Delete the object as a whole, or replace the value. Of OneOrMore, one must remain, which the message alone doesn’t tell.',
    breaks: against(vendor(leaf('Mode', { access: '<Delete/><Get/>' })), fromServer(remove('./Vendor/Mode'))),
    keeps: against(vendor(leaf('Mode', { access: '<Delete/><Get/>', occurrence: '<ZeroOrOne/>' })), fromServer(remove('./Vendor/Mode'))),
    check: (message, report, subject) => {
      if (message.sender === 'client') return;
      for (const crossing of targets(message, subject, deletes)) {
        const { uri, nodes } = crossing;
        if (isPermanent(nodes) || !permits(nodes, 'Delete') || !nodes.every(({ occurrence }) => occurrence.least === 1)) continue;
        const isOnly = nodes.every(({ occurrence }) => occurrence.most === 1);
        report(valueRange(uri.element, subject.text), `Delete of ${quoted(uri.address)}, which must ${isOnly ? 'be there' : 'be there once at least'} ${describedBy(crossing)}.`, {
          ...(!isOnly && { severity: 'information' }),
          related: relatedOf(crossing),
        });
      }
    },
  },
  {
    id: 'x-acl-vs-access',
    group: 'crossing',
    on: 'message',
    severity: 'information',
    clause: 'TND 7.7.1',
    summary: 'An access control list of a leaf grants what its AccessType permits.',
    docs: 'The list says which server may send a command, AccessType which commands the node takes at all. A right to what it doesn’t take is without effect: a device stores it and still answers 405. On interior nodes the list also counts for what is below, and isn’t looked at.',
    breaks: against(mode, fromServer(replace('./Vendor/Mode?prop=ACL', 'Exec=*&amp;Get=*&amp;Replace=*', ''))),
    keeps: against(mode, fromServer(replace('./Vendor/Mode?prop=ACL', 'Get=*&amp;Replace=*', ''))),
    check: (message, report, { text, descriptions }) => {
      if (descriptions === undefined) return;
      for (const { data, acl, address, isNew } of aclsOf(message, text)) {
        const segments = segmentsOf(address);
        const nodes = segments === undefined ? [] : placesOf(segments, descriptions).map(({ node }) => node);
        if (!isNew || acl === undefined || nodes.length === 0 || nodes.some(({ format }) => format === 'node')) continue;
        const vain = aclVerbs.filter((verb) => acl.has(verb) && !permits(nodes, verb));
        if (vain.length > 0) report(valueRange(data, text), `The list grants ${vain.join(', ')}, which the AccessType of ${quoted(address)} doesn't permit.`);
      }
    },
  },
];
