// Files: the port through which documents that name other documents are read.

export interface Files {
  /** The octets of a file, or `undefined` where there is none. Throws a Failure for anything else that goes wrong. */
  read(uri: string): Promise<Uint8Array | undefined>;
  /** The URI that `reference` means when it stands in the document `base`. */
  resolve(base: string, reference: string): string;
}
