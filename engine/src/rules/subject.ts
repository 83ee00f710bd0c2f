// Subject: what the rules look at: a document that has been parsed, and what is known around it.
import type { Problem } from '../base/problem';
import type { NodeTree } from '../ddf/nodeTree';
import type { Schema } from '../schema/schema';
import type { XmlDocument } from '../xml/element';
import type { Descriptions } from './descriptions';
import type { CommandFacts, ItemFacts, MessageFacts } from './messageFacts';
import type { Sender } from './sender';

/** `description` is a DDF, `tree` a TNDS, `descriptor` a download descriptor, `report` an installation status report. */
export type DocumentKind = 'message' | 'description' | 'tree' | 'descriptor' | 'report';

export interface Subject {
  readonly uri: string;
  readonly kind: DocumentKind;
  /** The text that ranges count in; of octets, the text that they were decoded to. */
  readonly text: string;
  readonly document: XmlDocument;
  readonly schema?: Schema;
  /** What keeps the text from being well-formed. */
  readonly faults: readonly Problem[];
  /** Whether the message came as WBXML, where octets may stand as such. Default XML. */
  readonly encoding?: 'xml' | 'wbxml';
  /** Who sent the message, where one knows it better than the message tells. */
  readonly sender?: Sender;
  /** The descriptions of devices that are at hand; without them nothing is held against any. */
  readonly descriptions?: Descriptions;
  /** Of a message: laid out once, for all rules. */
  readonly message?: MessageFacts;
  /** Of a description or a serialised tree: its nodes, laid out once, for all rules. */
  readonly nodes?: NodeTree;
  /** Of a serialised tree inside a message: what it came in. */
  readonly carrier?: Carrier;
}

export interface Carrier {
  readonly command: CommandFacts;
  readonly item: ItemFacts;
}
