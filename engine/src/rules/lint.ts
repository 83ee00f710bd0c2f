// Everything that is wrong with one document: the text, the content models, the readers and the rules, each mistake once.
import type { Schema } from '../schema/schema';
import type { XmlDocument } from '../xml/element';
import type { Problem } from '../base/problem';
import { nodeTreeOf } from '../ddf/nodeTree';
import { embeddedFindings } from './embeddedTrees';
import { withAclFaults } from './acl/unescaped';
import { joined, type Finding } from './finding';
import { withoutMasked } from './masked';
import { messageFacts } from './messageFacts';
import { withoutOverruled } from './overruled';
import { readingProblems } from './readers';
import { runRules, type Fenced } from './run';
import { weighed, type RuleSettings } from './settings';
import type { DocumentKind, Subject } from './subject';
import { unsuppressed } from './suppressions';
import { ruleOf, rules } from './table';

/** What is parsed, before it is laid out for the rules. */
export interface ParsedDocument extends Omit<Subject, 'message' | 'nodes'> {
  readonly kind: DocumentKind;
  readonly document: XmlDocument;
  readonly faults: readonly Problem[];
  readonly schema?: Schema;
}

export function subjectOf(parsed: ParsedDocument): Subject {
  const { kind, document, sender } = parsed;
  if (kind === 'message') {
    const message = messageFacts(document, sender);
    return message === undefined ? parsed : { ...parsed, message };
  }
  const nodes = kind === 'description' || kind === 'tree' ? nodeTreeOf(document) : undefined;
  return nodes === undefined ? parsed : { ...parsed, nodes };
}

/** In the order of the places. `fenced` is told of a rule that failed; the others are unaffected. */
export function lint(subject: Subject, settings: RuleSettings, fenced: Fenced): readonly Finding[] {
  const { document, faults, text } = subject;
  const embedded = embeddedFindings(subject, (tree) => runRules(tree, rules, fenced));
  const found = joined(document, withAclFaults(faults, document), [...readingProblems(subject), ...embedded, ...runRules(subject, rules, fenced)]);
  return unsuppressed(withoutOverruled(weighed(withoutMasked(found, document, text), settings, ruleOf), document, ruleOf), document, text);
}
