// ContentGuide: how a schema helps the tolerant parser to recover. Declared here, given by the schemas.

export interface ContentGuide {
  /** True where `child` may stand in `parent` (local names); undefined where the guide doesn't know `parent`. */
  mayContain(parent: string, child: string): boolean | undefined;
}
