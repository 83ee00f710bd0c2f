// Nodes of descriptions and trees for examples, with nothing wrong but what is said.

export interface NodeWords {
  readonly access?: string;
  /** The name of the format. */
  readonly format?: string;
  /** Where it is given, a DefaultValue. */
  readonly value?: string;
  readonly occurrence?: string;
  readonly scope?: string;
  /** What DFType holds. */
  readonly type?: string;
  readonly path?: string;
  /** RTProperties, as they stand. */
  readonly runTime?: string;
}

/** A Node of a description: a leaf of text where nothing else is said, an interior node where nodes are `inside`. */
export function describedNode(name: string, words: NodeWords = {}, inside = ''): string {
  const { format = inside === '' ? 'chr' : 'node', access = '<Get/>', occurrence = '<One/>', scope = '<Dynamic/>', value, path, runTime = '' } = words;
  const type = words.type ?? (format === 'node' ? '<DDFName></DDFName>' : '<MIME>text/plain</MIME>');
  const parts = [
    `<AccessType>${access}</AccessType>`,
    ...(value === undefined ? [] : [`<DefaultValue>${value}</DefaultValue>`]),
    `<DFFormat><${format}/></DFFormat>`,
    `<Occurrence>${occurrence}</Occurrence>`,
    `<Scope>${scope}</Scope>`,
    `<DFType>${type}</DFType>`,
  ];
  const place = path === undefined ? '' : `<Path>${path}</Path>`;
  return nodeOf(name, `${place}${runTime}<DFProperties>${parts.join('')}</DFProperties>`, inside);
}

/** A Node of a serialised tree: a leaf with `value`, or an interior node where nodes are `inside`. */
export function serialisedNode(name: string, value?: string, format = value === undefined ? 'node' : 'chr', inside = ''): string {
  const type = format === 'node' ? '<DDFName></DDFName>' : '<MIME>text/plain</MIME>';
  const properties = `<RTProperties><Format><${format}/></Format><Type>${type}</Type></RTProperties>`;
  return nodeOf(name, properties + (value === undefined ? '' : `<Value>${value}</Value>`), inside);
}

function nodeOf(name: string, parts: string, inside: string): string {
  const nodes = inside === '' ? '' : `\n${inside}\n`;
  return `<Node><NodeName>${name}</NodeName>${parts}${nodes}</Node>`;
}
