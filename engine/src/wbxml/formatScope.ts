// Which Format is in force where, told as the document goes by: decoder and encoder must come to the same answer.

/** Elements whose OPAQUE may be anything: the rest hold text. */
export function holdsOctets(pageNumber: number, local: string): boolean {
  if (pageNumber === 0) return local === 'Data';
  if (pageNumber === 1) return local === 'EMI' || local === 'NextNonce';
  return pageNumber === 2 && (local === 'Value' || local === 'DefaultValue');
}

/** Follows the elements of a document by page and name; page -1 is that of names without a number. */
export class FormatScope {
  // One entry an open element in each, kept for the next: there are as many elements as there is anything.
  private readonly names: string[] = [];
  private readonly pages: number[] = [];
  private readonly formats: (string | undefined)[] = [];
  private depth = 0;

  open(pageNumber: number, name: string): void {
    this.names[this.depth] = name;
    this.pages[this.depth] = pageNumber;
    this.formats[this.depth] = undefined;
    this.depth++;
  }

  /** `text` is what the element held; it counts where the element is a Format. */
  close(text: string): void {
    if (this.depth === 0) return;
    const own = --this.depth;
    const pageNumber = this.pages[own];
    if (pageNumber === 1) {
      if (this.names[own] !== 'Format') return;
      let owner = own - 1;
      while (owner >= 0 && this.isMeta(owner)) owner--;
      if (owner >= 0) this.formats[owner] = text.trim().toLowerCase();
    } else if (pageNumber === 2) {
      // In a tree, the format is an element of its own: <Format><bin/></Format>, within the properties of a Node.
      const holder = this.pages[own - 1] === 2 ? this.names[own - 1] : undefined;
      if (holder !== 'Format' && holder !== 'DFFormat') return;
      for (const owner of [own - 2, own - 3]) {
        if (this.pages[owner] === 2) this.formats[owner] = this.names[own];
      }
    }
  }

  /** The format that holds for the content of the element opened last; undefined where nobody has said. */
  get inForce(): string | undefined {
    const top = this.depth - 1;
    if (this.pages[top] === 2) return top > 0 ? this.formats[top - 1] : undefined;
    // [RepPro 6.3.3] An Item's Meta, else its command's, else that of the containers around.
    for (let at = top - 1; at >= 0; at--) {
      const format = this.formats[at];
      if (format !== undefined) return format;
      if (this.names[at] === 'SyncBody' || this.names[at] === 'Cred') return undefined;
    }
    return undefined;
  }

  private isMeta(at: number): boolean {
    return this.names[at] === 'Meta' || (this.pages[at] === 1 && this.names[at] === 'MetInf');
  }
}

/** Formats whose octets are octets, never a document or a text. */
export function isOctetFormat(format: string | undefined): boolean {
  return format === 'bin' || format === 'b64';
}

