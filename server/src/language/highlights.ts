// Highlights: in one document, everything that means the same as what stands at a place; and the two tags of an element.
import type { Range } from '#engine/base/problem';
import { placeAt } from '#engine/xml/locate';
import type { DocumentModel } from './documentModel';
import type { FileFacts } from './facts';
import { namesTo } from './address';
import { referencesOf } from './references';
import { subjectAt } from './subject';
import type { WorkspaceIndex } from './workspaceIndex';

export interface Highlight {
  readonly range: Range;
  readonly kind: 'text' | 'read' | 'write';
}

export function highlightsAt(model: DocumentModel, facts: FileFacts, offset: number, index: WorkspaceIndex): readonly Highlight[] {
  const { kind, element } = placeAt(model.document, model.text, offset);
  if ((kind === 'tag-name' || kind === 'end-tag-name') && element !== undefined) {
    return [element.nameRange, ...(element.endNameRange === undefined ? [] : [element.endNameRange])].map((range) => ({ range, kind: 'text' }));
  }
  const subject = subjectAt(facts, offset);
  if (subject === undefined) return [];
  const here = referencesOf(subject, facts, index).filter(({ uri }) => uri === model.uri);
  const found = here.map(({ range, declares }): Highlight => ({ range, kind: declares ? 'write' : 'read' }));
  return found.length > 0 ? found : alike(subject, facts);
}

/** What is written alike, where nothing that it refers to is known. */
function alike(subject: NonNullable<ReturnType<typeof subjectAt>>, { message, uses }: FileFacts): readonly Highlight[] {
  const read = (range: Range): Highlight => ({ range, kind: 'read' });
  switch (subject.kind) {
    case 'command-reference': {
      const { message: to, command } = subject.reference;
      const same = message?.references.filter((one) => one.message?.value === to?.value && one.command?.value === command?.value) ?? [];
      return same.flatMap((one) => (one.command === undefined ? [] : [read(one.command.range)]));
    }
    case 'message-reference': {
      const same = message?.references.filter((one) => one.message?.value === subject.reference.message?.value) ?? [];
      return same.flatMap((one) => (one.message === undefined ? [] : [read(one.message.range)]));
    }
    case 'address': {
      const path = namesTo(subject.use, subject.at).join('/');
      return uses.flatMap((use) => {
        const segment = use.segments[subject.at];
        return segment !== undefined && namesTo(use, subject.at).join('/') === path ? [read(segment.range)] : [];
      });
    }
    default:
      return [read(subject.range)];
  }
}
