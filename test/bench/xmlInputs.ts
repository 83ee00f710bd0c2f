// The documents that the XML benches read, made anew each time.

/** A message of at least `size` characters, laid out, with a reference in each value. */
export function syncmlOf(size: number): string {
  const parts = [
    `<?xml version="1.0" encoding="UTF-8"?>
<SyncML xmlns="SYNCML:SYNCML1.2">
  <SyncHdr>
    <VerDTD>1.2</VerDTD>
    <VerProto>DM/1.2</VerProto>
    <SessionID>1</SessionID>
    <MsgID>1</MsgID>
    <Target><LocURI>IMEI:493005100592800</LocURI></Target>
    <Source><LocURI>https://example.com/dm</LocURI></Source>
  </SyncHdr>
  <SyncBody>
`,
  ];
  for (let i = 1, length = 0; length < size; i++) {
    const command = `    <Replace>
      <CmdID>${i}</CmdID>
      <Item>
        <Target>
          <LocURI>./Vendor/Example/Settings/Item${i}/Value</LocURI>
        </Target>
        <Meta>
          <Format xmlns="syncml:metinf">chr</Format>
          <Type xmlns="syncml:metinf">text/plain</Type>
        </Meta>
        <Data>value ${i} &amp; more</Data>
      </Item>
    </Replace>
`;
    parts.push(command);
    length += command.length;
  }
  parts.push('    <Final/>\n  </SyncBody>\n</SyncML>\n');
  return parts.join('');
}

/** A valid description of at least `size` characters, laid out. */
export function ddfOf(size: number): string {
  const parts = [
    `<?xml version="1.0" encoding="UTF-8"?>
<MgmtTree>
  <VerDTD>1.2</VerDTD>
  <Node>
    <NodeName>Vendor</NodeName>
    <DFProperties>
      <AccessType><Get/></AccessType>
      <DFFormat><node/></DFFormat>
      <DFType><DDFName></DDFName></DFType>
    </DFProperties>
`,
  ];
  for (let i = 1, length = 0; length < size; i++) {
    const node = `    <Node>
      <NodeName>Setting${i}</NodeName>
      <DFProperties>
        <AccessType>
          <Get/>
          <Replace/>
        </AccessType>
        <DefaultValue>${i}</DefaultValue>
        <Description>What setting ${i} is for.</Description>
        <DFFormat>
          <int/>
        </DFFormat>
        <Occurrence>
          <One/>
        </Occurrence>
        <Scope>
          <Dynamic/>
        </Scope>
        <DFType>
          <MIME>text/plain</MIME>
        </DFType>
      </DFProperties>
    </Node>
`;
    parts.push(node);
    length += node.length;
  }
  parts.push('  </Node>\n</MgmtTree>\n');
  return parts.join('');
}

/** Inputs that are out to take long, by how often what they are made of is repeated. */
export const hostile: readonly { readonly name: string; readonly count: number; readonly make: (count: number) => string }[] = [
  { name: 'nested elements', count: 100_000, make: (count) => '<a>'.repeat(count) + '</a>'.repeat(count) },
  { name: 'nested elements that are never closed', count: 100_000, make: (count) => '<a>'.repeat(count) },
  { name: 'end tags that close nothing', count: 100_000, make: (count) => `<r>${'<a></b>'.repeat(count)}</r>` },
  { name: 'bare <', count: 200_000, make: (count) => `<r>${'<'.repeat(count)}</r>` },
  { name: 'bare < apart', count: 200_000, make: (count) => `<r>${'< '.repeat(count)}</r>` },
  { name: 'attributes', count: 20_000, make: (count) => `<r ${Array.from({ length: count }, (_, i) => `a${i}="v"`).join(' ')}/>` },
  { name: 'namespaces, and elements that declare one more', count: 20_000, make: (count) => `<r ${Array.from({ length: count }, (_, i) => `xmlns:a${i}="v"`).join(' ')}>${'<a xmlns:b="c"/>'.repeat(count)}</r>` },
  { name: 'texts without &', count: 200_000, make: (count) => `<r>${'<a>text</a>'.repeat(count)}</r>` },
  { name: 'bare &', count: 200_000, make: (count) => `<r>${'&'.repeat(count)}</r>` },
  { name: 'references', count: 200_000, make: (count) => `<r>${'&amp;'.repeat(count)}</r>` },
  { name: 'comments that are never closed', count: 100_000, make: (count) => `<r>${'<!-- '.repeat(count)}</r>` },
  { name: 'CDATA sections that are never closed', count: 100_000, make: (count) => `<r>${'<![CDATA['.repeat(count)}</r>` },
  { name: 'attributes whose quotes are never closed', count: 50_000, make: (count) => `<r>${'<a b="'.repeat(count)}</r>` },
  { name: 'blanks before tags that don\u2019t match', count: 100_000, make: (count) => `<r>${`${' '.repeat(40)}<a>`.repeat(count)}</r>` },
];
