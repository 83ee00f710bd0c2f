// What the Variables view shows: named values that may have children, asked for when somebody looks.
import { Failure } from '#engine/base/failure';
import { Handles } from '@vscode/debugadapter';
import type { DebugProtocol } from '@vscode/debugprotocol';

export interface Variable {
  readonly name: string;
  readonly value: string;
  readonly type?: string;
  /** What gives the same value in a watch. */
  readonly evaluateName?: string;
  readonly children?: () => readonly Variable[];
  /** How many children there are, where there may be many: they are then fetched in pages. */
  readonly count?: number;
  /** Changes it; the text returned is its value from then on. Absent where it can only be read. */
  readonly change?: (value: string) => string;
}

/** Above this many children the client is told to fetch them in pages. */
export const pageFrom = 100;

/** A value that is there. */
export function variable(name: string, value: string | number): Variable {
  return { name, value: String(value) };
}

/** Nothing where there is no value: the view shows only what is. */
export function optional(name: string, value: string | number | undefined): readonly Variable[] {
  return value === undefined ? [] : [variable(name, value)];
}

/** Hands out the references by which the client asks for children. They live until the run goes on. */
export class VariableStore {
  private readonly handles = new Handles<() => readonly Variable[]>();

  /** A reference for children; 0 where there are none to be had. */
  reference(children: (() => readonly Variable[]) | undefined): number {
    return children === undefined ? 0 : this.handles.create(children);
  }

  list(args: DebugProtocol.VariablesArguments): DebugProtocol.Variable[] {
    const children = this.childrenOf(args.variablesReference);
    const paged = children.length > pageFrom;
    if (args.filter !== undefined && (args.filter === 'indexed') !== paged) return [];
    const start = args.start ?? 0;
    const end = args.count === undefined || args.count === 0 ? undefined : start + args.count;
    return children.slice(start, end).map((child) => this.shown(child));
  }

  change(args: DebugProtocol.SetVariableArguments): DebugProtocol.SetVariableResponse['body'] {
    const target = this.childrenOf(args.variablesReference).find((child) => child.name === args.name);
    if (target === undefined) throw new Failure('no-such-variable', `There is no ${args.name} here.`);
    if (target.change === undefined) throw new Failure('variable-read-only', `${args.name} can only be read.`);
    return { value: target.change(args.value) };
  }

  forget(): void {
    this.handles.reset();
  }

  private childrenOf(reference: number): readonly Variable[] {
    const children = this.handles.get(reference) as (() => readonly Variable[]) | undefined;
    if (children === undefined) throw new Failure('variables-gone', 'The run has gone on since these were shown.');
    return children();
  }

  private shown({ name, value, type, evaluateName, children, count, change }: Variable): DebugProtocol.Variable {
    return {
      name,
      value,
      variablesReference: this.reference(children),
      ...(type !== undefined && { type }),
      ...(evaluateName !== undefined && { evaluateName }),
      ...(count !== undefined && count > pageFrom && { indexedVariables: count }),
      ...(change === undefined && { presentationHint: { attributes: ['readOnly'] } }),
    };
  }
}
