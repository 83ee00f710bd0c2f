// Which Format is in force where, told as the document goes by: decoder and encoder must come to the same answer.

interface Level {
  readonly name: string;
  readonly page: number;
  format?: string;
}

/** Elements whose OPAQUE may be anything: the rest hold text. */
export function holdsOctets(pageNumber: number, local: string): boolean {
  if (pageNumber === 0) return local === 'Data';
  if (pageNumber === 1) return local === 'EMI' || local === 'NextNonce';
  return pageNumber === 2 && (local === 'Value' || local === 'DefaultValue');
}

/** Follows the elements of a document by page and name; page -1 is that of names without a number. */
export class FormatScope {
  private readonly levels: Level[] = [];

  open(pageNumber: number, name: string): void {
    this.levels.push({ name, page: pageNumber });
  }

  /** `text` is what the element held; it counts where the element is a Format. */
  close(text: string): void {
    const level = this.levels.pop();
    if (level === undefined) return;
    if (level.page === 1 && level.name === 'Format') {
      let owner = this.levels.length - 1;
      while (owner >= 0 && isMeta(this.levels[owner])) owner--;
      const holder = this.levels[owner];
      if (holder !== undefined) holder.format = text.trim().toLowerCase();
    } else if (level.page === 2) {
      // In a tree, the format is an element of its own: <Format><bin/></Format>, within the properties of a Node.
      const top = this.levels.length - 1;
      const outer = this.levels[top];
      if (outer?.page !== 2 || (outer.name !== 'Format' && outer.name !== 'DFFormat')) return;
      for (const owner of [this.levels[top - 1], this.levels[top - 2]]) {
        if (owner?.page === 2) owner.format = level.name;
      }
    }
  }

  /** The format that holds for the content of the element opened last; undefined where nobody has said. */
  get inForce(): string | undefined {
    const top = this.levels.length - 1;
    if (this.levels[top]?.page === 2) return this.levels[top - 1]?.format;
    // [RepPro 6.3.3] An Item's Meta, else its command's, else that of the containers around.
    for (let at = top - 1; at >= 0; at--) {
      const level = this.levels[at];
      if (level?.format !== undefined) return level.format;
      if (level?.name === 'SyncBody' || level?.name === 'Cred') return undefined;
    }
    return undefined;
  }
}

function isMeta(level: Level | undefined): boolean {
  return level?.name === 'Meta' || (level?.page === 1 && level.name === 'MetInf');
}

/** Formats whose octets are octets, never a document or a text. */
export function isOctetFormat(format: string | undefined): boolean {
  return format === 'bin' || format === 'b64';
}

