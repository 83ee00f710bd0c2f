// The table of personalities: what clients in the field do otherwise than the specifications ask, one by one. The device
// can put on any set of them; how it does is the device's own.

export interface Personality {
  /** How a flow and a command line name it. */
  readonly id: string;
  /** What the client does, as a sentence. */
  readonly says: string;
  /** Where it was seen, as a sentence. */
  readonly seen: string;
  /** The clause that is bent. */
  readonly clause: string;
  /** What a run comes to where that isn't what it comes to without. */
  readonly outcome?: string;
  /** In which of the two encodings it can be written; both where this is missing. */
  readonly encoding?: 'xml' | 'wbxml';
}

export const personalities: readonly Personality[] = [
  {
    id: 'prefixed-alert-type',
    says: 'The Type of a generic alert has the prefix "Reversed-Domain-Name: ".',
    seen: 'DM asks for it and prints it in its examples; the FUMO clients that are public send the bare name, as FUMO prints it.',
    clause: 'FUMO 6.2.2',
  },
  {
    id: 'prefix-without-blank',
    says: 'The Type of a generic alert has the prefix "Reversed-Domain-Name:" and no blank after it.',
    seen: 'The client of Windows, as Microsoft describes its support of OMA DM.',
    clause: 'DM-PRO 8.7.1.6',
  },
  {
    id: 'report-from-command',
    says: 'The Source of the report is the node that was executed, x/Update, instead of x.',
    seen: 'The DM agent of MediaTek and the OMA-DM simulator of Eclipse Koneki.',
    clause: 'FUMO 6.2.1',
  },
  {
    id: 'correlator-lost',
    says: 'The report has no Correlator, though the Exec had one.',
    seen: 'In no public client; FUMO asks for it by name, since the DM client has to hand it on to the one that updates.',
    clause: 'FUMO 6.2.3',
    outcome: 'The update succeeds, and the server knows the report by its Source and Type; a flow that expects the Correlator fails.',
  },
  {
    id: 'exec-answered-200',
    says: 'An Exec that is carried out later is answered with 200 instead of 202.',
    seen: 'In no public client; libdmclient of Intel answers with whatever the plug-in returns, and 200 is its word for no error.',
    clause: 'FUMO 6.1',
    outcome: 'The update succeeds; a flow that expects 202 fails.',
  },
  {
    id: 'sequence-answered-last',
    says: 'The Status of a Sequence comes after those of the commands in it.',
    seen: 'The libdmclient of Intel, which makes it at the end of the Sequence.',
    clause: 'RepPro 6.4.1',
  },
  {
    id: 'size-of-value',
    says: 'Each Item has a Size, and it counts the characters of the value instead of the octets that cross the wire.',
    seen: 'SamsungFumoClient, in its Results.',
    clause: 'DM-PRO 7',
  },
  {
    id: 'correlator-before-data',
    says: 'In an Alert, Correlator stands before Data.',
    seen: 'The SyncML toolkit within libdmclient of Intel.',
    clause: 'DM-REP 6.6.2',
  },
  {
    id: 'devinfo-in-target',
    says: 'The Items of the device information name their nodes in Target instead of Source.',
    seen: 'In no public client; it is how a server writes the same command.',
    clause: 'DM-PRO 8.3',
  },
  {
    id: 'decimal-session-id',
    says: 'SessionID is a decimal number, also in a session that a notification asked for.',
    seen: 'The test client of Fleet for Windows; the description of Windows allows both.',
    clause: 'DM-NOTI 6.2.10',
  },
  {
    id: 'line-ends-around-values',
    says: 'Line ends stand around values and texts.',
    seen: 'Sample messages of the OMA-DM client of CyanogenMod.',
    clause: 'RepPro 5.6',
  },
  {
    id: 'public-id-of-1.1',
    says: 'The public identifier of a WBXML message is that of SyncML 1.1, while VerDTD is 1.2.',
    seen: 'Sample messages of the OMA-DM client of CyanogenMod.',
    clause: 'DM-REP 5',
    encoding: 'wbxml',
  },
  {
    id: 'public-id-in-table',
    says: 'The public identifier of a WBXML message is a text in the string table, without the zero that ends it.',
    seen: 'SamsungFumoClient and sample messages of CyanogenMod.',
    clause: 'DM-REP 5',
    encoding: 'wbxml',
  },
  {
    id: 'status-without-references',
    says: 'A Status names neither the Target nor the Source that it is about.',
    seen: 'The test clients of Fleet for Windows.',
    clause: 'RepPro 6.1.21',
  },
  {
    id: 'header-unanswered',
    says: 'The header of a message gets no Status, unless there is a challenge in it.',
    seen: 'The test clients of Fleet for Windows, which answer the commands of a message alone.',
    clause: 'RepPro 6.4.1',
  },
  {
    id: 'meta-without-namespace',
    says: 'What stands in Meta is not in the namespace syncml:metinf.',
    seen: 'One in eight of the public messages that were looked at.',
    clause: 'RepPro 5.4',
    encoding: 'xml',
  },
  {
    id: 'number-kept-after-challenge',
    says: 'After a challenge MsgID is that of the message that was challenged.',
    seen: 'In no public client; conformance tests look for it.',
    clause: 'RepPro 6.1.12',
  },
  {
    id: 'results-without-meta',
    says: 'Results have no Meta, whatever the format of the value.',
    seen: 'The test clients of Fleet for Windows and SamsungFumoClient send device information so.',
    clause: 'DM-PRO 8.5',
  },
  {
    id: 'lower-case-namespace',
    says: 'The namespace of the message is written in lower case.',
    seen: 'Sessions of Sync4j, now Funambol, that the Horde project has recorded.',
    clause: 'RepPro 6.2.1',
    encoding: 'xml',
  },
  {
    id: 'nonce-of-its-own',
    says: 'The first credentials of a session are made with a nonce that the client has made up.',
    seen: 'SamsungFumoClient.',
    clause: 'DM-PRO 9.1',
  },
  {
    id: 'cmd-in-results',
    says: 'Results hold a Cmd after CmdRef.',
    seen: 'The client of Windows, as Microsoft describes it in MS-MDM.',
    clause: 'DM-REP 6.6.12',
  },
  {
    id: 'status-data-first',
    says: 'In a Status, Data and Item stand before MsgRef.',
    seen: 'SamsungFumoClient, which writes what all commands have in common first.',
    clause: 'DM-REP 6.4.1',
  },
  {
    id: 'object-size-unsaid',
    says: 'The header does not say how large an object the client takes.',
    seen: 'Early versions of libdmclient of Intel, and the test client of Fleet for Windows.',
    clause: 'DM-REP 6.4',
  },
  {
    id: 'always-final',
    says: 'Every message has Final, also where the server\'s package is not whole yet.',
    seen: 'The libdmclient of Intel.',
    clause: 'DM-PRO 6',
  },
];

export function personalityNamed(id: string): Personality | undefined {
  return personalities.find((personality) => personality.id === id);
}

/** What a person reads of one in an editor, in Markdown. */
export function personalityCard({ id, says, seen, clause, outcome, encoding }: Personality): string {
  const only = encoding === undefined ? [] : [`Written in ${encoding === 'xml' ? 'XML' : 'WBXML'} only.`];
  return [`**${id}**`, says, `Seen: ${seen}`, ...(outcome === undefined ? [] : [outcome]), ...only, `*${clause}*`].join('\n\n');
}

/** Rows of the page of all personalities. */
export function personalityRow({ id, says, seen, clause, outcome, encoding }: Personality): string {
  const more = [...(outcome === undefined ? [] : [outcome]), ...(encoding === undefined ? [] : [`${encoding === 'xml' ? 'XML' : 'WBXML'} only.`])];
  return `| \`${id}\` | ${[says, ...more].join(' ')} | ${seen} | ${clause} |`;
}

/** What is wrong with a name; undefined where nothing is. */
export function faultOfPersonality(id: string): string | undefined {
  if (personalityNamed(id) !== undefined) return undefined;
  const near = personalities.map((known) => ({ id: known.id, score: likeness(known.id, id) })).reduce((a, b) => (b.score > a.score ? b : a));
  return `There is no personality "${id.slice(0, 60)}"${near.score >= 0.5 ? `; the nearest is "${near.id}"` : ''}.`;
}

/** The share of pairs of letters that two words have in common. */
function likeness(a: string, b: string): number {
  const pairs = (word: string): readonly string[] => [...word].slice(1).map((letter, i) => `${word.charAt(i)}${letter}`);
  const [of, others] = [pairs(a), pairs(b)];
  return of.length + others.length === 0 ? 0 : (2 * of.filter((pair) => others.includes(pair)).length) / (of.length + others.length);
}
