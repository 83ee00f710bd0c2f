// The access control lists that a message brings, as values of the property ACL. [TND 7.7.1]
import type { Problem } from '../../base/problem';
import { readAcl, type Acl } from '../../tree/acl';
import { textOf, type Element } from '../../xml/element';
import { plainText, rangeInValue } from '../elementText';
import type { ItemFacts, MessageFacts } from '../messageFacts';
import type { MessageRule } from '../rule';

export interface AclValue {
  /** Data, which holds the list. */
  readonly data: Element;
  /** Without white space around it. */
  readonly text: string;
  /** Absent where it can't be read. */
  readonly acl?: Acl;
  /** Their ranges count in the document. */
  readonly problems: readonly Problem[];
  /** The address of the node, without the query. */
  readonly address: string;
  /** Whether it is to become the node's list: Results tell the one that it has. */
  readonly isNew: boolean;
}

const laidOut = new WeakMap<MessageFacts, readonly AclValue[]>();

/** `source` is the text of the document. */
export function aclsOf(message: MessageFacts, source: string): readonly AclValue[] {
  const before = laidOut.get(message);
  if (before !== undefined) return before;
  const found = [...aclsIn(message, source)];
  laidOut.set(message, found);
  return found;
}

function* aclsIn(message: MessageFacts, source: string): Generator<AclValue> {
  for (const { name, items } of message.commands) {
    if (name !== 'Replace' && name !== 'Results') continue;
    for (const item of items) yield* aclIn(item, name === 'Replace', source);
  }
}

function* aclIn({ data, targetUri, sourceUri }: ItemFacts, isNew: boolean, source: string): Generator<AclValue> {
  const uri = targetUri ?? sourceUri;
  const [, address] = uri === undefined ? [] : (/^([^?]*)\?prop=ACL$/.exec(textOf(uri).trim()) ?? []);
  const said = data === undefined || address === undefined ? undefined : plainText(data);
  if (data === undefined || address === undefined || said === undefined) return;
  const text = said.trim();
  const start = said.indexOf(text);
  const { acl, problems } = readAcl(text);
  const placed = problems.map((problem) => ({ ...problem, range: rangeInValue(data, { start: start + problem.range.start, end: start + problem.range.end }, source) }));
  yield { data, text, problems: placed, address, isNew, ...(acl !== undefined && { acl }) };
}

/** Tells what the reader of lists found under that code. */
export function told(code: string): MessageRule['check'] {
  return (message, report, { text }) => {
    for (const { problems } of aclsOf(message, text)) {
      for (const problem of problems) if (problem.code === code) report(problem.range, problem.message);
    }
  };
}
