// Elements with which nothing is wrong, told from the rows of a text's table in one pass: most of a document, and quickly.
import { cdataRow, elementRow, encoded, solid, textRow, type NodeTable } from '../xml/nodeTable';
import { hasAttributes } from '../xml/views';
import { numbered, unknownName, type NumberedRule, type NumberedSchema } from './numbered';
import { OpenRow, type VendorRow } from './openRow';
import { speaksOf, type ElementRule, type Extension, type Schema } from './schema';

/** What the thorough check is to look at. */
export interface Survey {
  /** Elements in which it may find something, what stands in them apart. */
  readonly unsound: ReadonlySet<number>;
  /** Elements of vendors in sound ones, by the row that they stand in: they have schemas of their own. */
  readonly vendors: ReadonlyMap<number, readonly VendorRow[]>;
}

/** One whose value needs no decoding. */
const plainAttribute = /\s+([A-Za-z_][\w.:-]*)\s*=\s*["']([^"'<&\r\n\t]*)["']/y;

export class SoundRows {
  private readonly numbers: NumberedSchema;
  private readonly outermost: OpenRow;
  /** By the number that the table gives to a name: the one that the schema gives to it. */
  private readonly nameNumbers: Uint16Array;
  /** By scope: whether the schema speaks of what stands in its default namespace. */
  private readonly ours: (boolean | undefined)[] = [];

  constructor(
    private readonly table: NodeTable,
    private readonly schema: Schema,
  ) {
    const { names } = table;
    this.numbers = numbered(schema);
    this.outermost = new OpenRow(this.numbers.count);
    this.nameNumbers = Uint16Array.from({ length: names.count }, (_, name) => this.numbers.numberOf(names.local(name)));
  }

  /** The rule of an element that the schema speaks of. */
  ruleOf(row: number): ElementRule | undefined {
    return this.numbers.rule(this.numberOf(row))?.rule;
  }

  /** Of an element that the schema speaks of, and what is in it. */
  survey(first: number): Survey {
    const { table } = this;
    const survey = { unsound: new Set<number>(), vendors: new Map<number, readonly VendorRow[]>() };
    const last = table.next(first);
    let open = this.entered(first, this.outermost, survey.unsound);
    for (let row = table.following(first); open !== undefined && row < last; ) {
      while (open !== undefined && row >= open.end) open = left(open, survey);
      if (open === undefined) break;
      if (table.kind(row) !== elementRow) {
        if (open.isSound && this.isText(row)) open.isSound = false;
        row = table.next(row);
        continue;
      }
      const inner: OpenRow | undefined = this.isTaken(row, open) ? this.entered(row, open.inside, survey.unsound) : undefined;
      row = inner === undefined ? table.next(row) : table.following(row);
      open = inner ?? open;
    }
    while (open !== undefined) open = left(open, survey);
    return survey;
  }

  /** Whether an element is one that the schema speaks of; it counts as the next child of the one that it stands in. */
  private isTaken(row: number, open: OpenRow): boolean {
    if (this.isOurs(row)) {
      if (open.isSound) open.take(this.numberOf(row));
      return true;
    }
    if (open.isSound && !this.isSoundVendor(row, open)) open.isSound = false;
    return false;
  }

  /** The element, where there are elements in it to be looked at. */
  private entered(row: number, free: OpenRow, unsound: Set<number>): OpenRow | undefined {
    const { table, numbers } = this;
    const known = numbers.rule(this.numberOf(row));
    if (known === undefined) return undefined;
    const hasSoundTag = (!known.hasAttributes && !hasAttributes(table, row)) || this.hasSoundAttributes(row, known.rule);
    const { model } = known;
    if (model !== undefined) return free.begin(row, table.next(row), known, model, hasSoundTag);
    if (!hasSoundTag || !this.isSoundLeaf(row, known)) unsound.add(row);
    return undefined;
  }

  /** Whether an element is one that the schema speaks of. */
  isOurs(row: number): boolean {
    const { table, schema } = this;
    const scope = table.scope(row);
    const prefix = table.names.prefix(table.name(row));
    if (prefix === '') return (this.ours[scope] ??= speaksOf(schema, table.namespace(scope, '') ?? ''));
    return speaksOf(schema, table.namespace(scope, prefix) ?? '');
  }

  /** Whether nothing is wrong with what an element holds that holds no others of the schema. */
  private isSoundLeaf(row: number, { leaf, rule: { content } }: NumberedRule): boolean {
    switch (leaf) {
      case 'no-elements':
        return !this.holdsElements(row);
      case 'one-of':
        return content.kind !== 'text' || content.values?.includes(this.plainText(row)) === true;
      case 'nothing':
        return this.holdsNothing(row);
      case 'anything':
        return true;
    }
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

  private holdsNothing(row: number): boolean {
    const { table } = this;
    const end = table.next(row);
    for (let child = table.following(row); child < end; child = table.next(child)) if (table.kind(child) === elementRow || this.isText(child)) return false;
    return true;
  }

  /** Whether a row is character data other than white space. */
  private isText(row: number): boolean {
    const { table } = this;
    const kind = table.kind(row);
    return kind === cdataRow || (kind === textRow && table.has(row, solid));
  }

  private numberOf(row: number): number {
    return this.nameNumbers[this.table.name(row)] ?? unknownName;
  }

  /** Whether an element of another namespace may stand where it does, and stands there for the first time. */
  private isSoundVendor(row: number, open: OpenRow): boolean {
    const { rule } = open;
    if (rule?.foreign !== true) return false;
    const { table } = this;
    const extension = this.extensionOf(table.scope(row), table.names.prefix(table.name(row)));
    const names = extension?.inside.get(rule.name);
    if (extension === undefined || names === undefined) return true;
    const local = table.names.local(table.name(row));
    const known = (open.vendors ??= []);
    if (!names.includes(local) || known.some((one) => table.names.local(table.name(one.row)) === local)) return false;
    known.push({ row, schema: extension.schema });
    return true;
  }

  private extensionOf(scope: number, prefix: string): Extension | undefined {
    const namespace = this.table.namespace(scope, prefix) ?? '';
    return this.schema.extensions?.find((extension) => extension.schema.namespaces.includes(namespace));
  }
}

/** The element around one that has ended. */
function left(open: OpenRow, { unsound, vendors }: { readonly unsound: Set<number>; readonly vendors: Map<number, readonly VendorRow[]> }): OpenRow | undefined {
  open.finish();
  if (!open.isSound) unsound.add(open.row);
  else if (open.vendors !== undefined) vendors.set(open.row, open.vendors);
  return open.outer;
}
