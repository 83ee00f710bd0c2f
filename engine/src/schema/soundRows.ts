// Elements with which nothing is wrong, told from the rows of a text's table: most of a document, and quickly.
import { cdataRow, elementRow, encoded, solid, textRow, type NodeTable } from '../xml/nodeTable';
import { hasAttributes } from '../xml/views';
import { automatonOf } from './automaton';
import type { Bounds } from './model';
import { speaksOf, type Content, type ElementRule, type Extension, type Schema } from './schema';

/** An element of a vendor's, and the schema that speaks of it. */
export interface VendorRow {
  readonly row: number;
  readonly schema: Schema;
}

/** One whose value needs no decoding. */
const plainAttribute = /\s+([A-Za-z_][\w.:-]*)\s*=\s*["']([^"'<&\r\n\t]*)["']/y;

export class SoundRows {
  /** By scope: whether the schema speaks of what stands in its default namespace. */
  private readonly ours: (boolean | undefined)[] = [];

  constructor(
    private readonly table: NodeTable,
    private readonly schema: Schema,
  ) {}

  /**
   * True where the thorough check would find nothing and go on with every child element, or with none of `any`. VendorRow'
   * elements that it would go on with by their own schemas are added to `vendors`.
   */
  isSound(row: number, rule: ElementRule, vendors: VendorRow[]): boolean {
    const { content } = rule;
    if ((rule.attributes.length > 0 || hasAttributes(this.table, row)) && !this.hasSoundAttributes(row, rule)) return false;
    switch (content.kind) {
      case 'text':
        return content.values === undefined ? !this.holdsElements(row) : content.values.includes(this.plainText(row));
      case 'any':
        return this.schema.embedded === undefined || !this.holdsElements(row);
      case 'empty':
        return !this.holdsElements(row) && this.holdsNoText(row);
      case 'elements':
        return this.holdsNoText(row) && this.isWord(row, rule, content, vendors);
      case 'unordered':
        return this.holdsNoText(row) && this.isWithin(row, rule, content.members, vendors);
    }
  }

  /** Whether an element is one that the schema speaks of. */
  isOurs(row: number): boolean {
    const { table, schema } = this;
    const scope = table.scope(row);
    const prefix = table.names.prefix(table.name(row));
    if (prefix === '') return (this.ours[scope] ??= speaksOf(schema, table.namespace(scope, '') ?? ''));
    return speaksOf(schema, table.namespace(scope, prefix) ?? '');
  }

  /** Whether the attributes are written plainly, known and complete. */
  private hasSoundAttributes(row: number, { attributes }: ElementRule): boolean {
    const { table } = this;
    const { text } = table;
    let lacking = 0;
    for (const { required } of attributes) if (required) lacking++;
    let seen = 0;
    let at = table.nameEnd(row);
    const end = table.tagEnd(row);
    for (;;) {
      plainAttribute.lastIndex = at;
      const found = plainAttribute.exec(text);
      if (found === null || plainAttribute.lastIndex >= end) break;
      at = plainAttribute.lastIndex;
      const [, name = '', value = ''] = found;
      if (name === 'xmlns' || name.includes(':')) continue;
      const place = attributes.findIndex((known) => known.name === name);
      const known = attributes[place];
      if (known === undefined || (seen & (1 << place)) !== 0 || (known.values.length > 0 && !known.values.includes(value))) return false;
      seen |= 1 << place;
      if (known.required) lacking--;
    }
    // What else stands in the tag is for the thorough check.
    if (!/^\s*\/?>$/.test(text.slice(at, end))) return false;
    return lacking === 0;
  }

  /** The text of an element that holds nothing else and no references, without white space around; `''` of any other. */
  private plainText(row: number): string {
    const { table } = this;
    const first = table.following(row);
    const isPlain = first < table.next(row) && table.next(first) === table.next(row) && table.kind(first) === textRow && !table.has(first, encoded);
    return isPlain ? table.text.slice(table.start(first), table.endOf(first)).trim() : '';
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

  private isWord(row: number, rule: ElementRule, { model }: Extract<Content, { kind: 'elements' }>, vendors: VendorRow[]): boolean {
    const { table } = this;
    const { steps, accepting } = automatonOf(model);
    const before = vendors.length;
    const end = table.next(row);
    let state: number | undefined = 0;
    for (let child = table.following(row); child < end; child = table.next(child)) {
      if (table.kind(child) !== elementRow) continue;
      if (this.isOurs(child)) state = steps[state]?.get(table.names.local(table.name(child)));
      else if (!this.isSoundVendor(child, rule, vendors, before)) state = undefined;
      if (state === undefined) return false;
    }
    return accepting.has(state);
  }

  private isWithin(row: number, rule: ElementRule, members: ReadonlyMap<string, Bounds>, vendors: VendorRow[]): boolean {
    const { table } = this;
    const before = vendors.length;
    const end = table.next(row);
    const counts = new Map<string, number>();
    for (let child = table.following(row); child < end; child = table.next(child)) {
      if (table.kind(child) !== elementRow) continue;
      if (!this.isOurs(child)) {
        if (!this.isSoundVendor(child, rule, vendors, before)) return false;
        continue;
      }
      const name = table.names.local(table.name(child));
      const count = (counts.get(name) ?? 0) + 1;
      if (count > (members.get(name)?.max ?? 0)) return false;
      counts.set(name, count);
    }
    for (const [name, { min }] of members) if (min > 0 && (counts.get(name) ?? 0) < min) return false;
    return true;
  }

  /** Whether an element of another namespace may stand in one of that rule, and stands there for the first time. */
  private isSoundVendor(row: number, rule: ElementRule, vendors: VendorRow[], before: number): boolean {
    if (rule.foreign !== true) return false;
    const { table } = this;
    const extension = this.extensionOf(table.scope(row), table.names.prefix(table.name(row)));
    const names = extension?.inside.get(rule.name);
    if (extension === undefined || names === undefined) return true;
    const local = table.names.local(table.name(row));
    if (!names.includes(local)) return false;
    for (let at = before; at < vendors.length; at++) {
      const known = vendors[at];
      if (known !== undefined && table.names.local(table.name(known.row)) === local) return false;
    }
    vendors.push({ row, schema: extension.schema });
    return true;
  }

  private extensionOf(scope: number, prefix: string): Extension | undefined {
    const namespace = this.table.namespace(scope, prefix) ?? '';
    return this.schema.extensions?.find((extension) => extension.schema.namespaces.includes(namespace));
  }
}

