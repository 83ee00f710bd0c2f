// Elements with which nothing is wrong, told from the rows of a text's table: most of a document, and quickly.
import { cdataRow, elementRow, solid, textRow, type NodeTable } from '../xml/nodeTable';
import { hasAttributes } from '../xml/views';
import { automatonOf } from './automaton';
import type { Bounds } from './model';
import { speaksOf, type Content, type ElementRule, type Schema } from './schema';

export class SoundRows {
  /** By scope: whether the schema speaks of what stands in its default namespace. */
  private readonly ours: (boolean | undefined)[] = [];

  constructor(
    private readonly table: NodeTable,
    private readonly schema: Schema,
  ) {}

  /** True where the thorough check would find nothing and go on with every child element, or with none of `any`. */
  isSound(row: number, rule: ElementRule): boolean {
    const { content } = rule;
    if (rule.attributes.length > 0 || hasAttributes(this.table, row)) return false;
    switch (content.kind) {
      case 'text':
        return content.values === undefined && !this.holdsElements(row);
      case 'any':
        return this.schema.embedded === undefined || !this.holdsElements(row);
      case 'empty':
        return !this.holdsElements(row) && this.holdsNoText(row);
      case 'elements':
        return this.holdsNoText(row) && this.isWord(row, content);
      case 'unordered':
        return this.holdsNoText(row) && this.isWithin(row, content.members);
    }
  }

  private holdsElements(row: number): boolean {
    const { table } = this;
    const end = table.next(row);
    for (let child = table.following(row); child < end; child = table.following(child)) if (table.kind(child) === elementRow) return true;
    return false;
  }

  private holdsNoText(row: number): boolean {
    const { table } = this;
    const end = table.next(row);
    for (let child = table.following(row); child < end; child = table.next(child)) {
      const kind = table.kind(child);
      if (kind === cdataRow || (kind === textRow && table.has(child, solid))) return false;
    }
    return true;
  }

  private isWord(row: number, { model }: Extract<Content, { kind: 'elements' }>): boolean {
    const { table } = this;
    const { steps, accepting } = automatonOf(model);
    const end = table.next(row);
    let state: number | undefined = 0;
    for (let child = table.following(row); child < end; child = table.next(child)) {
      if (table.kind(child) !== elementRow) continue;
      state = this.isOurs(child) ? steps[state]?.get(table.names.local(table.name(child))) : undefined;
      if (state === undefined) return false;
    }
    return accepting.has(state);
  }

  private isWithin(row: number, members: ReadonlyMap<string, Bounds>): boolean {
    const { table } = this;
    const end = table.next(row);
    const counts = new Map<string, number>();
    for (let child = table.following(row); child < end; child = table.next(child)) {
      if (table.kind(child) !== elementRow) continue;
      const name = table.names.local(table.name(child));
      const count = (counts.get(name) ?? 0) + 1;
      if (!this.isOurs(child) || count > (members.get(name)?.max ?? 0)) return false;
      counts.set(name, count);
    }
    for (const [name, { min }] of members) if (min > 0 && (counts.get(name) ?? 0) < min) return false;
    return true;
  }

  private isOurs(row: number): boolean {
    const { table, schema } = this;
    const scope = table.scope(row);
    const prefix = table.names.prefix(table.name(row));
    if (prefix !== '') return speaksOf(schema, table.namespace(scope, prefix) ?? '');
    return (this.ours[scope] ??= speaksOf(schema, table.namespace(scope, '') ?? ''));
  }
}
