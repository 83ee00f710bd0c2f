// The vocabularies as data: which tag a number stands for on which code page. [RepPro 8, METINF, TND 10]

/** One code page of tags. */
export interface CodePage {
  /** Where a document type doesn't say its own. */
  readonly namespace: string;
  /** By number. */
  readonly names: readonly (string | undefined)[];
  readonly numbers: ReadonlyMap<string, number>;
  /** The version that brought a name, times ten; 10 for names not listed. */
  readonly since: ReadonlyMap<string, number>;
}

export const metInfNamespace = 'syncml:metinf';
export const dmDdfNamespace = 'syncml:dmddf1.2';
export const devInfNamespace = 'syncml:devinf';

const firstNumber = 5;

/** A page whose names, separated by blanks, have the numbers from 5 on; `-` leaves a number free. */
function page(namespace: string, names: string, since: Readonly<Record<number, string>> = {}): CodePage {
  const listed: (string | undefined)[] = new Array<undefined>(firstNumber).fill(undefined);
  for (const name of names.trim().split(/\s+/)) listed.push(name === '-' ? undefined : name);
  const numbers = new Map<string, number>();
  listed.forEach((name, number) => {
    if (name !== undefined) numbers.set(name, number);
  });
  const versions = Object.entries(since).flatMap(([version, newer]) => newer.split(' ').map((name): [string, number] => [name, Number(version)]));
  return { namespace, names: listed, numbers, since: new Map(versions) };
}

/** Page 0 of a SyncML document. [RepPro 8.3] The version of the document says its namespace. */
export const syncMlPage: CodePage = page(
  'SYNCML:SYNCML1.2',
  `Add Alert Archive Atomic Chal Cmd CmdID CmdRef Copy Cred Data Delete Exec Final
   Get Item Lang LocName LocURI Map MapItem Meta MsgID MsgRef NoResp NoResults Put Replace
   RespURI Results Search Sequence SessionID SftDel Source SourceRef Status Sync SyncBody SyncHdr SyncML Target
   TargetRef - VerDTD VerProto NumberOfChanges MoreData Field Filter Record FilterType SourceParent TargetParent Move Correlator`,
  { 11: 'NumberOfChanges MoreData', 12: 'Field Filter Record FilterType SourceParent TargetParent Move Correlator' },
);

/**
 * Page 1 of a SyncML document. MetInf 1.0 numbered it as page 2 and otherwise; nobody does so any more, under SyncML
 * 1.0 either.
 */
export const metInfPage: CodePage = page(
  metInfNamespace,
  `Anchor EMI Format FreeID FreeMem Last Mark MaxMsgSize Mem MetInf Next NextNonce SharedMem Size Type Version
   MaxObjSize FieldLevel`,
  { 11: 'MaxObjSize', 12: 'FieldLevel' },
);

/** Page 2: device descriptions and serialised trees. [TND 10.2] */
export const dmDdfPage: CodePage = page(
  dmDdfNamespace,
  `AccessType ACL Add b64 bin bool chr CaseSense CIS Copy CS date DDFName DefaultValue
   Delete Description DFFormat DFProperties DFTitle DFType Dynamic Exec float Format Get int Man MgmtTree
   MIME Mod Name Node node NodeName null Occurrence One OneOrMore OneOrN Path Permanent Replace
   RTProperties Scope Size time Title TStamp Type Value VerDTD VerNo xml ZeroOrMore ZeroOrN ZeroOrOne`,
);

const oldDevInfNames = `CTCap CTType DataStore DataType DevID DevInf DevTyp DisplayName DSMem Ext FwV HwV Man MaxGUIDSize MaxID MaxMem
   Mod OEM ParamName PropName Rx Rx-Pref SharedMem Size SourceRef SwV SyncCap SyncType Tx Tx-Pref ValEnum VerCT
   VerDTD XNam XVal UTC SupportNumberOfChanges SupportLargeObjs`;

/** Page 0 of device information 1.0 and 1.1, a document of its own. */
export const oldDevInfPage: CodePage = page(devInfNamespace, oldDevInfNames, { 11: 'UTC SupportNumberOfChanges SupportLargeObjs' });

/** Page 0 of device information 1.2. */
export const devInfPage: CodePage = page(
  devInfNamespace,
  `${oldDevInfNames.replace(' Size ', ' MaxSize ')} Property PropParam MaxOccur NoTruncate - Filter-Rx FilterCap FilterKeyword
   FieldLevel SupportHierarchicalSync`,
);

/** Code pages by number; all that a document can switch between. */
export type CodeSpace = readonly (CodePage | undefined)[];

/** SyncML, MetInf and DDF share their space: each has a page of its own, whatever the document begins with. */
export const syncMlSpace: CodeSpace = [syncMlPage, metInfPage, dmDdfPage];
export const oldDevInfSpace: CodeSpace = [oldDevInfPage];
export const devInfSpace: CodeSpace = [devInfPage];
/** Of documents that nothing is known about. */
export const unknownSpace: CodeSpace = [];

/** What stands in for a tag that isn't in the tables, and leads back to its number. */
export function placeholderName(pageNumber: number, number: number): string {
  return `unknown-${pageNumber.toString(16).toUpperCase()}-${number.toString(16).toUpperCase().padStart(2, '0')}`;
}

/** The page and the number that a placeholder stands for. */
export function readPlaceholder(name: string): { readonly page: number; readonly number: number } | undefined {
  const [, pageText = '', numberText = ''] = /^unknown-([0-9A-F]{1,2})-([0-3][0-9A-F])$/.exec(name) ?? [];
  const number = parseInt(numberText, 16);
  return number >= firstNumber ? { page: parseInt(pageText, 16), number } : undefined;
}
