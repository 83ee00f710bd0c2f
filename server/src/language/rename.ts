// Rename: another name for a node, a command, a name or a step of a flow, at every place that means it.
import type { Range } from '#engine/base/problem';
import { escaped } from './address';
import type { FileFacts } from './facts';
import { relativeReference, uriAfter, uriOfNamed, type FileRename } from './fileLinks';
import { usesOfName, usesOfStep } from './flowLinks';
import { lastName, type NamedFile } from './namedFile';
import { mentionsOf, targetOfAddress, targetOfNode, type NodeTarget } from './nodeLinks';
import { referencesOf } from './references';
import type { Subject } from './subject';
import type { WorkspaceIndex } from './workspaceIndex';

export interface Edit {
  readonly uri: string;
  readonly range: Range;
  readonly text: string;
}

/** Why something can't be renamed, in one sentence. */
export interface Refused {
  readonly refused: string;
}

/** What would be renamed: the text that stands there now. */
export function renamable(subject: Subject, facts: FileFacts, index: WorkspaceIndex): { readonly name: string } | Refused {
  switch (subject.kind) {
    case 'address':
    case 'node': {
      const name = subject.kind === 'node' ? subject.node.name : (subject.use.segments[subject.at]?.name ?? '');
      if (name === '' || name === '*') return { refused: 'The name of this node is given at run time.' };
      if (name.includes('${')) return { refused: 'A name of the flow stands here; it is renamed where it is declared.' };
      const { places } = targetOf(subject, facts, index);
      const standard = places.length > 0 && places.every(({ source, node }) => source.standard === true && node.name !== '');
      return standard ? { refused: `The standard gives the node “${name}” its name.` } : { name };
    }
    case 'command':
      return { name: subject.command.id.value };
    case 'command-reference':
      return subject.reference.command === undefined || subject.reference.command.value === '0' ? { refused: 'The header has no number that could be changed.' } : { name: subject.reference.command.value };
    case 'name':
      return { name: subject.name.name };
    case 'step':
      return { name: subject.step.n };
    case 'message':
    case 'message-reference':
      return { refused: 'The numbers of messages come from the session.' };
    case 'file':
      return { refused: 'A file is renamed where the files are shown; what names it follows.' };
  }
}

function targetOf(subject: Extract<Subject, { kind: 'address' | 'node' }>, facts: FileFacts, index: WorkspaceIndex): NodeTarget {
  return subject.kind === 'node' ? targetOfNode(facts, subject.node, index) : targetOfAddress(facts, subject.use, subject.at, index);
}

/** The edits, over all files, or why the new name can't be one. */
export function renameEdits(subject: Subject, facts: FileFacts, newName: string, index: WorkspaceIndex): readonly Edit[] | Refused {
  const renaming = renamable(subject, facts, index);
  if ('refused' in renaming) return renaming;
  switch (subject.kind) {
    case 'address':
    case 'node': {
      // [TND 6]
      if (newName.trim() === '' || /[/?\s]/.test(newName) || newName === '.' || newName === '..' || newName === '*') return { refused: `“${newName}” can't be the name of a node.` };
      const mentions = mentionsOf(targetOf(subject, facts, index), index);
      return once(mentions.flatMap(({ uri, range, spelled, name }) => (spelled && name.toLowerCase() === renaming.name.toLowerCase() ? [{ uri, range, text: escaped(newName) }] : [])));
    }
    case 'command':
    case 'command-reference': {
      if (!/^[1-9]\d{0,9}$/.test(newName)) return { refused: 'The number of a command is a whole number from 1.' };
      const places = referencesOf(subject, facts, index);
      const holder = index.get(places.find(({ declares }) => declares)?.uri ?? facts.uri);
      if (newName !== renaming.name && holder?.message?.commands.some(({ id }) => id.value === newName) === true) return { refused: `There is a command ${newName} already.` };
      return places.map(({ uri, range }) => ({ uri, range, text: newName }));
    }
    case 'name': {
      if (!/^[A-Za-z_]\w*$/.test(newName)) return { refused: 'A name is made of letters, digits and underscores, a letter or an underscore first.' };
      const uses = usesOfName(facts, subject.name, index);
      if (newName !== renaming.name && uses.some((use) => use.facts.names.some((one) => one.declares !== undefined && one.name === newName))) return { refused: `There is a name “${newName}” already.` };
      return uses.map((use) => ({ uri: use.facts.uri, range: use.fact.range, text: newName }));
    }
    case 'step': {
      if (!/^\d+[a-z]?$/.test(newName)) return { refused: 'The number of a step is a number, perhaps with a letter after it.' };
      const uses = usesOfStep(facts, subject.step, index);
      if (newName !== renaming.name && uses.some((use) => use.facts.steps.some((one) => one.declares && one.n === newName))) return { refused: `There is a step ${newName} already.` };
      return uses.map((use) => ({ uri: use.facts.uri, range: use.fact.range, text: newName }));
    }
    default:
      return { refused: 'This has no name.' };
  }
}

function once(edits: readonly Edit[]): readonly Edit[] {
  const seen = new Set<string>();
  return edits.filter(({ uri, range }) => !seen.has(`${range.start} ${uri}`) && seen.add(`${range.start} ${uri}`));
}

/** The edits by which documents go on naming files and folders that get other places. */
export function editsForRenames(renames: readonly FileRename[], index: WorkspaceIndex): readonly Edit[] {
  return index.files().flatMap((facts) =>
    facts.files.flatMap((file): Edit[] => {
      const text = writtenAfter(facts, file, renames, index);
      return text === undefined || text === file.written ? [] : [{ uri: facts.uri, range: file.range, text: escaped(text) }];
    }),
  );
}

function writtenAfter(facts: FileFacts, file: NamedFile, renames: readonly FileRename[], index: WorkspaceIndex): string | undefined {
  const target = uriOfNamed(facts, file, index);
  if (target === undefined) return undefined;
  const [from, to] = [uriAfter(facts.uri, renames), uriAfter(target, renames)];
  if (from === facts.uri && to === target) return undefined;
  if (file.uri === undefined || file.uri !== target) {
    // An address in a network: only the name of the file is known to follow.
    const name = lastName(file.written);
    return to === target ? undefined : file.written.slice(0, file.written.lastIndexOf(name)) + lastName(to) + file.written.slice(file.written.lastIndexOf(name) + name.length);
  }
  const [before, after] = [relativeReference(facts.uri, target), relativeReference(from, to)];
  // Both moved alike: the way from one to the other stays the same, as it is written.
  if (before === after) return undefined;
  // What a download server serves is named from its folder.
  const folder = before.endsWith(`/${file.written}`) && file.role !== 'flow' ? before.slice(0, -file.written.length) : '';
  return after.startsWith(folder) ? after.slice(folder.length) : undefined;
}
