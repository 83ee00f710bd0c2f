// References: every place of the workspace that means what stands at a place.
import type { FileFacts } from './facts';
import { uriOfNamed } from './fileLinks';
import { usesOfName, usesOfStep } from './flowLinks';
import { commandReferred, messageReferred, referencesTo, type SessionMessage } from './messageLinks';
import { mentionsOf, targetOfAddress, targetOfNode, type Place } from './nodeLinks';
import type { Subject } from './subject';
import type { WorkspaceIndex } from './workspaceIndex';

export interface Reference extends Place {
  /** What the others refer to. */
  readonly declares: boolean;
}

/** In no particular order, none twice. */
export function referencesOf(subject: Subject, facts: FileFacts, index: WorkspaceIndex): readonly Reference[] {
  const seen = new Set<string>();
  return found(subject, facts, index).filter(({ uri, range }) => {
    const key = `${range.start} ${range.end} ${uri}`;
    return !seen.has(key) && seen.add(key);
  });
}

function found(subject: Subject, facts: FileFacts, index: WorkspaceIndex): readonly Reference[] {
  switch (subject.kind) {
    case 'address':
    case 'node': {
      const target = subject.kind === 'node' ? targetOfNode(facts, subject.node, index) : targetOfAddress(facts, subject.use, subject.at, index);
      return mentionsOf(target, index).map(({ uri, range, role }) => ({ uri, range, declares: role === 'declaration' }));
    }
    case 'command':
      return ofCommand({ facts, value: subject.command.id.value }, index);
    case 'command-reference': {
      const referred = commandReferred(facts, subject.reference, index);
      return referred === undefined ? [] : ofCommand({ facts: referred.facts, value: referred.command?.id.value ?? '0' }, index);
    }
    case 'message':
      return facts.message === undefined ? [] : ofMessage({ facts, message: facts.message }, index);
    case 'message-reference': {
      const referred = messageReferred(facts, subject.reference, index);
      return referred === undefined ? [] : ofMessage(referred, index);
    }
    case 'file': {
      const target = uriOfNamed(facts, subject.file, index);
      return index.files().flatMap((one) => one.files.flatMap((file) => (target !== undefined && uriOfNamed(one, file, index) === target ? [{ uri: one.uri, range: file.range, declares: false }] : [])));
    }
    case 'name':
      return usesOfName(facts, subject.name, index).map((use) => ({ uri: use.facts.uri, range: use.fact.range, declares: use.fact.declares !== undefined }));
    case 'step':
      return usesOfStep(facts, subject.step, index).map((use) => ({ uri: use.facts.uri, range: use.fact.range, declares: use.fact.declares }));
  }
}

function ofCommand({ facts, value }: { readonly facts: FileFacts; readonly value: string }, index: WorkspaceIndex): readonly Reference[] {
  const own = facts.message?.commands.filter(({ id }) => id.value === value) ?? [];
  return [
    ...own.map(({ id }) => ({ uri: facts.uri, range: id.range, declares: true })),
    ...referencesTo(facts, value, index).flatMap(({ facts: { uri }, reference: { command } }) => (command === undefined ? [] : [{ uri, range: command.range, declares: false }])),
  ];
}

function ofMessage({ facts, message }: SessionMessage, index: WorkspaceIndex): readonly Reference[] {
  return [
    ...(message.id === undefined ? [] : [{ uri: facts.uri, range: message.id.range, declares: true }]),
    ...referencesTo(facts, undefined, index).flatMap(({ facts: { uri }, reference }) => (reference.message === undefined ? [] : [{ uri, range: reference.message.range, declares: false }])),
  ];
}
