// Rule: one thing that can be wrong with a document, in one entry: its words, its clause, two examples, its check and
// its mend. `docs/rules.md`, the settings and the tests are read from the entries.
import type { Range, Severity } from '../base/problem';
import type { NodeParts } from '../ddf/nodeParts';
import type { Element } from '../xml/element';
import type { BytesFacts } from './bytesFacts';
import type { Example } from './examples';
import type { RelatedPlace } from './finding';
import type { Fix, FixSubject } from './fix';
import type { MessageFacts } from './messageFacts';
import type { SessionFacts } from './sessionFacts';
import type { DocumentKind, Subject } from './subject';

export type RuleSeverity = Severity | 'off';

export const ruleGroups = {
  message: 'Message envelope and element structure',
  header: 'Header',
  reference: 'Identifiers, Status and Results',
  command: 'Commands in device management',
  alert: 'Alerts',
  meta: 'Meta and values',
  authentication: 'Authentication',
  uri: 'Addresses of nodes',
  acl: 'Access control lists',
  description: 'Device descriptions',
  'serialised-tree': 'Serialised trees (TNDS)',
  'fumo-object': 'The firmware update object',
  'fumo-message': 'Firmware update in messages',
  descriptor: 'Download descriptors and status reports',
  crossing: 'Messages against descriptions',
  session: 'Sessions',
  bytes: 'Notifications, WBXML and transport',
} as const;

export type RuleGroup = keyof typeof ruleGroups;

/** Tells one mistake. `where` is a range of the document, or an element, whose name is underlined. */
export type Report = (where: Range | Element, message: string, more?: Told) => void;

export interface Told {
  /** Where this mistake weighs more or less than the rule does by itself. */
  readonly severity?: Severity;
  readonly related?: readonly RelatedPlace[];
  /** What the mend needs to know beyond the place; short, and data alone. */
  readonly data?: string;
}

interface Entry {
  /** Kebab-case and stable: the diagnostic's code and the settings' key. */
  readonly id: string;
  readonly group: RuleGroup;
  /** In the profile `lenient`, which is the default. */
  readonly severity: RuleSeverity;
  /** In the other profiles, where it differs there. */
  readonly strict?: RuleSeverity;
  readonly windows?: RuleSeverity;
  /** As in `DM-PRO 8.3`; where no clause says it, whose practice it is: `practice`. */
  readonly clause: string;
  /** One sentence: what holds where nothing is wrong. */
  readonly summary: string;
  /** A paragraph: why, what peers do with it, how to put it right. */
  readonly docs: string;
  /** Has just this one mistake. */
  readonly breaks: Example;
  /** The same without it: nothing is found. */
  readonly keeps: Example;
  /** Ids of rules that tell the same mistake less exactly: in the same Item, this one goes before them. */
  readonly over?: readonly string[];
  /** The one unambiguous mend of a mistake that was found; undefined where this one has none. */
  readonly fix?: (found: FixSubject, subject: Subject) => Fix | undefined;
}

/** Looks at each element of a name, wherever it stands. `above`: the elements around it, the root first. */
export interface ElementRule extends Entry {
  readonly on: 'element';
  readonly kinds: readonly DocumentKind[];
  /** Local names. */
  readonly elements: readonly string[];
  readonly check: (element: Element, above: readonly Element[], report: Report, subject: Subject) => void;
}

/**
 * Looks at each Node of a description or a serialised tree, in the order of the document. There are thousands, and they
 * are looked at with each key that is pressed: a check takes no time that depends on what else is there.
 */
export interface NodeRule extends Entry {
  readonly on: 'node';
  readonly kinds: readonly ('description' | 'tree')[];
  readonly check: (node: NodeParts, report: Report, subject: Subject) => void;
}

/** Looks at a document as a whole. */
export interface DocumentRule extends Entry {
  readonly on: 'document';
  readonly kinds: readonly DocumentKind[];
  readonly check: (subject: Subject, report: Report) => void;
}

/** Looks at a message, its commands and Items laid out. Not asked for messages of data synchronisation. */
export interface MessageRule extends Entry {
  readonly on: 'message';
  readonly check: (message: MessageFacts, report: Report, subject: Subject) => void;
}

/** Looks at the messages of a session in their order. */
export interface SessionRule extends Entry {
  readonly on: 'session';
  /** `report` is told which message the place is in, by its index. */
  readonly check: (session: SessionFacts, report: (message: number, where: Range | Element, text: string, more?: Told) => void) => void;
}

/** Looks at octets: a notification, WBXML, an HTTP exchange. Ranges count octets. */
export interface BytesRule extends Entry {
  readonly on: 'bytes';
  readonly check: (bytes: BytesFacts, report: (where: Range, message: string, more?: Told) => void) => void;
}

/** Told by a reader or by the content models, under this id; the entry says the rest. */
export interface ReaderRule extends Entry {
  readonly on: 'reading';
}

export type Rule = ElementRule | NodeRule | DocumentRule | MessageRule | SessionRule | BytesRule | ReaderRule;
