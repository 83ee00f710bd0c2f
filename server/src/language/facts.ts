// FileFacts: what the index keeps of a document, open or not: what it declares, what it names, and where.
import type { Description } from '#engine/ddf/description';
import { readDdf } from '#engine/ddf/readDdf';
import type { ObjectPlace } from '#engine/rules/descriptionsOf';
import type { LineStarts } from '#engine/xml/lines';
import type { AddressUse } from './address';
import { descriptorFiles } from './descriptorFacts';
import type { DocumentModel } from './documentModel';
import { flowFacts, type NameFact, type StepFact } from './flowFacts';
import { messageFact, messageUses, type MessageFact } from './messageFacts';
import type { NamedFile } from './namedFile';
import type { DocumentKind } from './recognise';
import { treeFacts, type NodeFact } from './treeFacts';

export interface FileFacts {
  readonly uri: string;
  readonly kind: DocumentKind;
  readonly lines: LineStarts;
  readonly uses: readonly AddressUse[];
  /** Of a DDF or a TNDS, parents before children. */
  readonly nodes: readonly NodeFact[];
  readonly description?: Description;
  /** Where instances of management objects stand. */
  readonly objects: readonly ObjectPlace[];
  readonly message?: MessageFact;
  readonly files: readonly NamedFile[];
  /** Of a flow. */
  readonly names: readonly NameFact[];
  readonly steps: readonly StepFact[];
}

/** `resolve` gives the URI that a reference means in the document. Never throws. */
export function factsOf(model: DocumentModel, resolve: (reference: string) => string): FileFacts {
  const { uri, kind, text, document, lines } = model;
  const empty: FileFacts = { uri, kind, lines: lines.kept(), uses: [], nodes: [], objects: [], files: [], names: [], steps: [] };
  const { root } = document;
  if (root === undefined) return empty;
  switch (kind) {
    case 'message': {
      const message = messageFact(root);
      return { ...empty, uses: messageUses(root, text), ...(message !== undefined && { message }) };
    }
    case 'description': {
      const { description } = readDdf(document);
      const { nodes, uses } = treeFacts(root, text);
      return { ...empty, nodes, uses, ...(description !== undefined && { description }) };
    }
    case 'tree':
      return { ...empty, ...treeFacts(root, text) };
    case 'flow':
      return { ...empty, ...flowFacts(document, text, resolve) };
    case 'descriptor':
      return { ...empty, files: descriptorFiles(root, text) };
    case 'accounts':
    case 'unknown':
      return empty;
  }
}
