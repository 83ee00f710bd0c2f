// The Path of a Node: where in the tree it stands. [TND 9.4.1.7]

/** The segments of a path relative to the root; `''`, `.`, `./` mean the root itself. White space around is dropped. */
export function pathSegments(path: string): readonly string[] {
  return path
    .trim()
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.');
}

/** A NodeName as it counts: white space only, or `*`, means unnamed. */
export function readName(written: string): string {
  const name = written.trim();
  return name === '*' ? '' : name;
}
