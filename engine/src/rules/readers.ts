// What the content models and the readers find, with each mistake under one id, whoever finds it.
import { ddf12, tnds12 } from '../schema/ddf';
import { downloadDescriptor } from '../schema/downloadDescriptor';
import type { StructureProblem } from '../schema/findings';
import { inItsNamespace } from '../schema/recognise';
import { speaksOf, type Schema } from '../schema/schema';
import { validate } from '../schema/validate';
import { readMessage } from '../syncml/readMessage';
import { child, textOf, type Element, type XmlDocument } from '../xml/element';
import { pathAt } from '../xml/locate';
import type { Problem } from '../base/problem';
import { descriptorProblems, reportProblems } from './descriptorReading';
import { specified } from './specified';
import type { DocumentKind, Subject } from './subject';
import { isOfTree, treeProblems, underItsName } from './treeReading';

/** What the content models call by a general name, a missing child or a misplaced one, and the message's reader by one of its own. */
const ownNames: ReadonlySet<string> = new Set([
  ...['cmdid-missing', 'item-required', 'exec-one-item', 'exec-many-items', 'target-source-missing', 'container-empty'],
  ...['status-msgref-missing', 'status-cmdref-missing', 'results-cmdref-missing', 'status-in-container', 'sequence-nested', 'locuri-bare-text'],
]);

/** The message's reader also notes these; the content models have told the same mistake already, with what would be right. */
const toldOfMessages: ReadonlySet<string> = new Set([
  ...['root-element', 'unknown-element', 'misplaced-element', 'child-order', 'duplicate-child', 'missing-child', 'body-empty'],
  ...['empty-element-content', 'text-not-allowed'],
  ...ownNames,
]);

/** In no particular order. */
export function readingProblems({ document, schema, kind, nodes, text }: Subject): readonly Problem[] {
  const structure = schema === undefined ? [] : validate(document, modelsFor(schema, kind, document));
  const { root } = document;
  switch (kind) {
    case 'message':
      if (root === undefined) return structure;
      return schema === undefined ? [] : messageProblems(document, root, schema, structure);
    case 'description':
    case 'tree':
      return treeProblems(document, kind, structure, nodes);
    case 'descriptor':
      // Device information is looked at by its content models alone.
      return schema === undefined || schema === downloadDescriptor ? descriptorProblems(document, structure) : structure;
    case 'report':
      return reportProblems(text);
  }
}

/** Descriptions and trees share a schema; what a tree lacks of it the kind tells. */
function modelsFor(schema: Schema, kind: DocumentKind, document: XmlDocument): Schema {
  return inItsNamespace(kind === 'tree' && schema === ddf12 ? tnds12 : schema, document);
}

function messageProblems(document: XmlDocument, root: Element, schema: Schema, structure: readonly StructureProblem[]): readonly Problem[] {
  const found = structure.flatMap((problem) => (isOfTree(problem) ? (underItsName(problem, 'tree', document) ?? []) : problem));
  const followed = inItsNamespace(schema, document);
  if (root.local !== 'SyncML' || isSynchronisation(root)) return specified(found, { root, schema: followed, isRead: false });
  const { problems } = readMessage(document);
  const read = problems.filter((problem) => !toldOfMessages.has(problem.code) && !isKnownNamespace(problem, root, schema));
  return [...specified(named(found, problems, document), { root, schema: followed, isRead: true }), ...read];
}

/** What the content models found, under the name and in the words that the reader has for it. */
function named(structure: readonly Problem[], read: readonly Problem[], document: XmlDocument): readonly Problem[] {
  const own = new Map(read.filter(({ code }) => ownNames.has(code)).map((problem) => [sameMistake(problem), problem]));
  if (own.size === 0) return structure;
  const bare = new Set(read.filter(({ code }) => code === 'locuri-bare-text').map(({ range }) => range.start));
  const isAddress = ({ code, range }: Problem): boolean =>
    code === 'text-not-allowed' && bare.size > 0 && bare.has(pathAt(document, range.start + 1).at(-1)?.nameRange.start ?? -1);
  return structure.flatMap((problem) => {
    if (isAddress(problem)) return [];
    const same = own.get(sameMistake(problem));
    return [same === undefined ? problem : { ...problem, code: same.code, message: same.message }];
  });
}

/** Both say which child an element lacks; of one that stands where it may not they have but one thing to say. */
function sameMistake({ range, message }: Problem): string {
  const [, lacking] = / lacks (one of|a command|\w+)/.exec(message) ?? [];
  return lacking === undefined ? `${range.start}` : `${range.start} ${lacking === 'one of' ? 'a command' : lacking}`;
}

/** A message of data synchronisation keeps to the same representation, and to none of device management's own rules. */
function isSynchronisation(root: Element): boolean {
  const header = child(root, 'SyncHdr');
  const protocol = header === undefined ? undefined : child(header, 'VerProto');
  return protocol !== undefined && /^\s*SyncML\//i.test(textOf(protocol));
}

/** Versions before those that device management speaks still have a schema. */
function isKnownNamespace({ code }: Problem, root: Element, schema: Schema): boolean {
  return code === 'namespace-unknown' && speaksOf(schema, root.namespace);
}
