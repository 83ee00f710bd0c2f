// Definition: where what stands at a place is described, declared or lies.
import type { Range } from '#engine/base/problem';
import type { DescribedPlace } from '#engine/rules/descriptions';
import type { FileFacts } from './facts';
import { uriOfNamed } from './fileLinks';
import { stepNumbered, usesOfName } from './flowLinks';
import { commandReferred, messageReferred } from './messageLinks';
import { placeOfNode, targetOfAddress, targetOfNode, type NodeTarget } from './nodeLinks';
import type { Subject } from './subject';
import type { WorkspaceIndex } from './workspaceIndex';

export interface Definition {
  readonly uri: string;
  /** The whole of it. */
  readonly whole: Range;
  /** Its name; inside `whole`. */
  readonly range: Range;
}

const start: Range = { start: 0, end: 0 };

export function definitionsOf(subject: Subject, facts: FileFacts, index: WorkspaceIndex): readonly Definition[] {
  const { uri } = facts;
  switch (subject.kind) {
    case 'address':
      return ofNodes(targetOfAddress(facts, subject.use, subject.at, index), index);
    case 'node':
      return facts.kind === 'description' ? [{ uri, whole: subject.node.range, range: subject.node.nameRange }] : ofNodes(targetOfNode(facts, subject.node, index), index);
    case 'command':
      return [{ uri, whole: subject.command.range, range: subject.command.id.range }];
    case 'command-reference': {
      const found = commandReferred(facts, subject.reference, index);
      if (found === undefined) return [];
      const { command, message } = found;
      if (command !== undefined) return [{ uri: found.facts.uri, whole: command.range, range: command.id.range }];
      return [at(found.facts.uri, message.header ?? message.id?.range ?? start)];
    }
    case 'message':
      return [at(uri, subject.id.range)];
    case 'message-reference': {
      const found = messageReferred(facts, subject.reference, index);
      return found === undefined ? [] : [at(found.facts.uri, found.message.id?.range ?? start)];
    }
    case 'file': {
      const found = uriOfNamed(facts, subject.file, index);
      return found === undefined ? [] : [at(found, start)];
    }
    case 'name':
      return usesOfName(facts, subject.name, index).flatMap((use) => (use.fact.declares === undefined ? [] : [at(use.facts.uri, use.fact.range)]));
    case 'step': {
      const found = stepNumbered(facts, subject.step, index);
      return found === undefined ? [] : [at(found.facts.uri, found.fact.range)];
    }
  }
}

function at(uri: string, range: Range): Definition {
  return { uri, whole: range, range };
}

/** In the files of the workspace; where none of them describes the nodes, in the standard objects. */
function ofNodes({ places }: NodeTarget, index: WorkspaceIndex): readonly Definition[] {
  const of = (some: readonly DescribedPlace[]): readonly Definition[] => some.flatMap((one) => placeOfNode(one, index) ?? []);
  const own = of(places.filter(({ source }) => source.standard !== true));
  return own.length > 0 ? own : of(places);
}
