// What stands at a place, as definition, references, highlights and renaming ask for it.
import type { Range } from '#engine/base/problem';
import type { AddressUse } from './address';
import type { FileFacts } from './facts';
import type { NameFact, StepFact } from './flowFacts';
import type { CommandFact, PlacedValue, ReferenceFact } from './messageFacts';
import type { NamedFile } from './namedFile';
import type { NodeFact } from './treeFacts';

export type Subject = { readonly range: Range } & (
  | { readonly kind: 'address'; readonly use: AddressUse; /** The segment. */ readonly at: number }
  | { readonly kind: 'node'; readonly node: NodeFact }
  | { readonly kind: 'command'; readonly command: CommandFact }
  | { readonly kind: 'command-reference'; readonly reference: ReferenceFact }
  | { readonly kind: 'message'; readonly id: PlacedValue }
  | { readonly kind: 'message-reference'; readonly reference: ReferenceFact }
  | { readonly kind: 'file'; readonly file: NamedFile }
  | { readonly kind: 'name'; readonly name: NameFact }
  | { readonly kind: 'step'; readonly step: StepFact }
);

/** The narrowest that an offset stands in or touches. */
export function subjectAt(facts: FileFacts, offset: number): Subject | undefined {
  const touches = ({ start, end }: Range): boolean => start <= offset && offset <= end;
  const name = facts.names.find(({ range }) => touches(range));
  if (name !== undefined) return { kind: 'name', name, range: name.range };
  const step = facts.steps.find(({ range }) => touches(range));
  if (step !== undefined) return { kind: 'step', step, range: step.range };
  const file = facts.files.find(({ range }) => touches(range));
  if (file !== undefined) return { kind: 'file', file, range: file.range };
  return inMessage(facts, touches) ?? ofNode(facts, touches, offset);
}

function inMessage({ message }: FileFacts, touches: (range: Range) => boolean): Subject | undefined {
  if (message === undefined) return undefined;
  if (message.id !== undefined && touches(message.id.range)) return { kind: 'message', id: message.id, range: message.id.range };
  const command = message.commands.find(({ id }) => touches(id.range));
  if (command !== undefined) return { kind: 'command', command, range: command.id.range };
  for (const reference of message.references) {
    if (reference.message !== undefined && touches(reference.message.range)) return { kind: 'message-reference', reference, range: reference.message.range };
    if (reference.command !== undefined && touches(reference.command.range)) return { kind: 'command-reference', reference, range: reference.command.range };
  }
  return undefined;
}

function ofNode({ uses, nodes }: FileFacts, touches: (range: Range) => boolean, offset: number): Subject | undefined {
  const use = uses.find(({ range }) => touches(range));
  if (use !== undefined) {
    const touched = use.segments.findIndex(({ range }) => touches(range));
    // Between two segments the one that begins counts; on the dot that begins an address, nothing.
    const next = use.segments.findIndex(({ range }) => range.start === offset);
    const at = next >= 0 ? next : touched;
    const segment = use.segments[at];
    return segment === undefined ? undefined : { kind: 'address', use, at, range: segment.range };
  }
  const node = nodes.find(({ nameRange }) => touches(nameRange));
  return node === undefined ? undefined : { kind: 'node', node, range: node.nameRange };
}
