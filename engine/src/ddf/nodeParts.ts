// NodeParts: one Node element: the rows of what stands in it and in its properties, and the words among them. A row of
// -1 is one that isn't there; of several of a name the first counts. [TND 9.4.1]
import { elementRow } from '../xml/nodeTable';
import { readName } from './nodePath';
import type { TreeRows } from './treeRows';

const noNodes: readonly NodeParts[] = [];

export class NodeParts {
  /** How many nodes this one is inside of, itself included. */
  readonly depth: number;
  nodeName = -1;
  path = -1;
  value = -1;
  rtProperties = -1;
  dfProperties = -1;
  /** In DFProperties. */
  accessType = -1;
  defaultValue = -1;
  description = -1;
  dfFormat = -1;
  occurrence = -1;
  scope = -1;
  dfTitle = -1;
  dfType = -1;
  caseSense = -1;
  /** In RTProperties. */
  acl = -1;
  format = -1;
  size = -1;
  title = -1;
  tStamp = -1;
  type = -1;
  verNo = -1;
  /** In DFType: the first of each. */
  mime = -1;
  ddfName = -1;
  /** In Occurrence: the element that says how often; the word is its name, `''` where there is none. */
  occurrenceRow = -1;
  occurrenceWord = '';
  scopeWord = '';
  /** What DFFormat and Format say; `''` where they say nothing. */
  formatWord = '';
  runTimeFormat = '';
  /** The commands that AccessType names, a bit for each as in `accessBits`. */
  access = 0;
  /** In DFProperties, of another language: which values the node takes. */
  allowedValues = -1;
  /** What AccessType names that is no command. */
  strangeAccess = -1;
  /** Whether something stands directly in the Node that has no name of the language's: it may be what is missing. */
  isStrange = false;
  /** Whether DFFormat holds several formats, and DFType several types. */
  hasFormats = false;
  hasTypes = false;
  private inner: NodeParts[] | undefined;
  private written: string | undefined;
  private writtenMime: string | undefined;

  constructor(
    readonly rows: TreeRows,
    readonly row: number,
    readonly parent: NodeParts | undefined,
  ) {
    this.depth = parent === undefined ? 1 : parent.depth + 1;
  }

  /** The nodes directly inside. */
  get children(): readonly NodeParts[] {
    return this.inner ?? noNodes;
  }

  /** As it counts: `''` where the node has no name. */
  get name(): string {
    return (this.written ??= readName(this.rows.textOf(this.nodeName)));
  }

  /** What the first MIME in DFType says; `''` where there is none. */
  get mimeWord(): string {
    return (this.writtenMime ??= this.rows.wordOf(this.mime));
  }

  /** An interior node by its format, or by what is inside where that doesn't say. */
  get isInterior(): boolean {
    const format = this.formatWord !== '' ? this.formatWord : this.runTimeFormat;
    return format === 'node' || (format === '' && this.inner !== undefined);
  }

  /** The list that a further node inside joins. */
  adopt(): NodeParts[] {
    return (this.inner ??= []);
  }

  /** Takes in an element that stands directly in the Node; `local` is its name. */
  take(row: number, local: string): void {
    switch (local) {
      case 'NodeName':
        if (this.nodeName < 0) this.nodeName = row;
        break;
      case 'Path':
        if (this.path < 0) this.path = row;
        break;
      case 'Value':
        if (this.value < 0) this.value = row;
        break;
      case 'RTProperties':
        if (this.rtProperties < 0) this.takeRunTime(row);
        break;
      case 'DFProperties':
        if (this.dfProperties < 0) this.takeFramework(row);
        break;
      default:
        this.isStrange = true;
    }
  }

  private takeRunTime(properties: number): void {
    this.rtProperties = properties;
    const { rows } = this;
    const { table } = rows;
    const end = table.next(properties);
    for (let row = table.following(properties); row < end; row = table.next(row)) {
      if (!rows.speaks(row)) continue;
      switch (rows.local(row)) {
        case 'ACL':
          if (this.acl < 0) this.acl = row;
          break;
        case 'Format':
          if (this.format >= 0) break;
          this.format = row;
          this.runTimeFormat = rows.firstName(row);
          break;
        case 'Size':
          if (this.size < 0) this.size = row;
          break;
        case 'Title':
          if (this.title < 0) this.title = row;
          break;
        case 'TStamp':
          if (this.tStamp < 0) this.tStamp = row;
          break;
        case 'Type':
          if (this.type < 0) this.type = row;
          break;
        case 'VerNo':
          if (this.verNo < 0) this.verNo = row;
          break;
      }
    }
  }

  private takeFramework(properties: number): void {
    this.dfProperties = properties;
    const { rows } = this;
    const { table } = rows;
    const end = table.next(properties);
    for (let row = table.following(properties); row < end; row = table.next(row)) {
      if (!rows.speaks(row)) {
        if (this.allowedValues < 0 && table.kind(row) === elementRow && rows.local(row) === 'AllowedValues') this.allowedValues = row;
        continue;
      }
      switch (rows.local(row)) {
        case 'AccessType':
          if (this.accessType < 0) this.takeAccess(row);
          break;
        case 'DefaultValue':
          if (this.defaultValue < 0) this.defaultValue = row;
          break;
        case 'Description':
          if (this.description < 0) this.description = row;
          break;
        case 'DFFormat':
          if (this.dfFormat < 0) this.takeFormat(row);
          break;
        case 'Occurrence':
          if (this.occurrence >= 0) break;
          this.occurrence = row;
          this.occurrenceRow = rows.first(row);
          this.occurrenceWord = this.occurrenceRow < 0 ? '' : rows.local(this.occurrenceRow);
          break;
        case 'Scope':
          if (this.scope >= 0) break;
          this.scope = row;
          this.scopeWord = rows.firstName(row);
          break;
        case 'DFTitle':
          if (this.dfTitle < 0) this.dfTitle = row;
          break;
        case 'DFType':
          if (this.dfType < 0) this.takeType(row);
          break;
        case 'CaseSense':
          if (this.caseSense < 0) this.caseSense = row;
          break;
      }
    }
  }

  private takeAccess(accessType: number): void {
    this.accessType = accessType;
    const { rows } = this;
    const { table } = rows;
    const end = table.next(accessType);
    for (let row = table.following(accessType); row < end; row = table.next(row)) {
      if (!rows.speaks(row)) continue;
      const bit = accessBits.get(rows.local(row));
      if (bit !== undefined) this.access |= bit;
      else if (this.strangeAccess < 0) this.strangeAccess = row;
    }
  }

  private takeFormat(dfFormat: number): void {
    this.dfFormat = dfFormat;
    const { rows } = this;
    const { table } = rows;
    const end = table.next(dfFormat);
    for (let row = table.following(dfFormat); row < end; row = table.next(row)) {
      if (!rows.speaks(row)) continue;
      if (this.formatWord === '') this.formatWord = rows.local(row);
      else this.hasFormats = true;
    }
  }

  private takeType(dfType: number): void {
    this.dfType = dfType;
    const { rows } = this;
    const { table } = rows;
    const end = table.next(dfType);
    for (let row = table.following(dfType); row < end; row = table.next(row)) {
      if (!rows.speaks(row)) continue;
      if (this.mime >= 0 || this.ddfName >= 0) this.hasTypes = true;
      const local = rows.local(row);
      if (local === 'MIME' && this.mime < 0) this.mime = row;
      else if (local === 'DDFName' && this.ddfName < 0) this.ddfName = row;
    }
  }
}

export const addBit = 1;
export const copyBit = 2;
export const deleteBit = 4;
export const execBit = 8;
export const getBit = 16;
export const replaceBit = 32;

/** By the name of the command. */
export const accessBits: ReadonlyMap<string, number> = new Map([
  ['Add', addBit],
  ['Copy', copyBit],
  ['Delete', deleteBit],
  ['Exec', execBit],
  ['Get', getBit],
  ['Replace', replaceBit],
]);
