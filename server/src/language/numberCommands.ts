// Numbers the commands of a message from 1 up, in their order; what refers to them follows. [DM-REP 6.1.4]
import { referencesTo } from './messageLinks';
import type { Change, Refactoring, RefactoringPlace } from './refactoring';

export const numberCommands: Refactoring = {
  id: 'number-commands',
  kind: 'refactor.rewrite',
  creates: false,
  title: ({ facts: { message } }) => (message?.commands.some(({ id }, at) => id.value !== String(at + 1)) === true ? 'Number the commands from 1' : undefined),
  changes({ facts, index }: RefactoringPlace): readonly Change[] {
    const { message, uri } = facts;
    if (message === undefined) return [];
    const changes: Change[] = [];
    const seen = new Set<string>();
    message.commands.forEach(({ id }, at) => {
      const text = String(at + 1);
      if (id.value !== text) changes.push({ kind: 'edit', uri, range: id.range, text });
      // Of two commands with one number, what refers to it means the first.
      if (seen.has(id.value)) return;
      seen.add(id.value);
      if (id.value === text) return;
      for (const { facts: other, reference } of referencesTo(facts, id.value, index)) {
        if (reference.command !== undefined) changes.push({ kind: 'edit', uri: other.uri, range: reference.command.range, text });
      }
    });
    return changes;
  },
};
