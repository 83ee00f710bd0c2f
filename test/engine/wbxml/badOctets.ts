// Octets that are no document, or not quite: what is wrong with them and what is read all the same.

/** The header of SyncML 1.2 in UTF-8. */
export const head = '02 A4 01 6A 00';

export function root(inner: string): string {
  return `<SyncML xmlns="SYNCML:SYNCML1.2">${inner}</SyncML>`;
}

export interface BadOctets {
  readonly name: string;
  readonly hex: string;
  /** All of them, with their places. */
  readonly problems: readonly (readonly [code: string, start: number, end: number])[];
  /** What is read all the same, in the form that `toXmlForm` gives. */
  readonly xml: string;
}

export const badOctets: readonly BadOctets[] = [
  { name: 'nothing', hex: '', problems: [['wbxml-truncated', 0, 0], ['wbxml-no-root', 0, 0]], xml: '' },
  { name: 'a header alone', hex: head, problems: [['wbxml-no-root', 5, 5]], xml: '' },
  { name: 'an unknown version', hex: '07 A4 01 6A 00 2D', problems: [['wbxml-version', 0, 1]], xml: '<SyncML xmlns="SYNCML:SYNCML1.2"/>' },
  { name: 'a public id of 36 bits', hex: '02 FF FF FF FF 7F 6A 00 2D', problems: [['wbxml-integer-overflow', 1, 6], ['wbxml-public-id', 1, 6]], xml: '<SyncML xmlns="SYNCML:SYNCML1.2"/>' },
  { name: 'an integer without end', hex: '02 A4 01 6A 00 6D 02 80', problems: [['wbxml-truncated', 6, 8], ['wbxml-entity', 6, 8], ['wbxml-unclosed', 8, 8]], xml: root('\ufffd') },
  { name: 'a foreign public id: no table names the tags', hex: '02 0B 6A 00 05 01', problems: [['wbxml-public-id', 1, 2], ['wbxml-stray-end', 5, 6]], xml: '<unknown-0-05/>' },
  { name: 'a public id that isn\'t in the string table', hex: '02 00 09 6A 02 41 00 2D', problems: [['wbxml-string-index', 1, 3], ['wbxml-public-id', 1, 3]], xml: '<SyncML xmlns="SYNCML:SYNCML1.2"/>' },
  { name: 'a string table that is too long', hex: '02 A4 01 6A 09 41', problems: [['wbxml-truncated', 4, 6], ['wbxml-no-root', 6, 6]], xml: '' },
  { name: 'an unknown character set', hex: '02 A4 01 87 69 00 2D', problems: [['wbxml-charset', 3, 5]], xml: '<SyncML xmlns="SYNCML:SYNCML1.2"/>' },
  { name: 'a string without zero', hex: `${head} 6D 03 41`, problems: [['wbxml-string-unterminated', 6, 8], ['wbxml-unclosed', 8, 8]], xml: root('A') },
  { name: 'a string that isn\'t UTF-8', hex: `${head} 6D 65 03 41 FF 00 01 01`, problems: [['wbxml-not-text', 8, 10]], xml: root('<SessionID>A\ufffd</SessionID>') },
  { name: 'a reference behind the string table', hex: `${head} 6D 65 83 05 01 01`, problems: [['wbxml-string-index', 7, 9]], xml: root('<SessionID/>') },
  { name: 'OPAQUE that is too long', hex: `${head} 6D 4F C3 05 41`, problems: [['wbxml-opaque-length', 7, 10], ['wbxml-unclosed', 10, 10]], xml: root('<Data><![CDATA[A]]></Data>') },
  { name: 'OPAQUE of 4 GB', hex: `${head} 6D 4F C3 8F FF FF FF 7F 41`, problems: [['wbxml-opaque-length', 7, 14], ['wbxml-unclosed', 14, 14]], xml: root('<Data><![CDATA[A]]></Data>') },
  { name: 'a string in UCS-2 that one zero is to end', hex: '02 A4 01 87 68 00 6D 65 03 00 41 00 42 01', problems: [['wbxml-charset', 3, 5], ['wbxml-string-unterminated', 8, 14], ['wbxml-not-text', 9, 14], ['wbxml-unclosed', 14, 14]], xml: root('<SessionID>AB\ufffd</SessionID>') },
  { name: 'octets where an address should be', hex: `${head} 6D 57 C3 01 FF 01 01`, problems: [['wbxml-not-text', 7, 10]], xml: root('<LocURI><?wbxml opaque base64?>/w==</LocURI>') },
  { name: 'Format b64 over octets that aren\'t', hex: `${head} 54 5A 00 01 47 03 62 36 34 00 01 01 00 00 4F C3 01 FF 01 01`, problems: [['wbxml-opaque-not-base64', 20, 23]], xml: '<Item xmlns="SYNCML:SYNCML1.2"><Meta><Format xmlns="syncml:metinf">b64</Format></Meta><Data><?wbxml opaque base64?>/w==</Data></Item>' },
  { name: 'a tag that the page hasn\'t', hex: `${head} 6D 30 01`, problems: [['wbxml-unknown-token', 6, 7]], xml: root('<unknown-0-30/>') },
  { name: 'a page that there isn\'t', hex: `${head} 6D 00 07 05 01`, problems: [['wbxml-unknown-page', 6, 8], ['wbxml-unknown-token', 8, 9]], xml: root('<unknown-7-05 xmlns=""/>') },
  { name: 'a Correlator in SyncML 1.1', hex: '02 9F 53 6A 00 6D 3C 01', problems: [['wbxml-newer-token', 6, 7]], xml: '<SyncML xmlns="SYNCML:SYNCML1.1"><Correlator/></SyncML>' },
  { name: 'VerDTD 1.2 under the public id of 1.1', hex: '02 9F 53 6A 00 6D 6C 71 03 31 2E 32 00 01 01 01', problems: [['wbxml-version-mismatch', 7, 14]], xml: '<SyncML xmlns="SYNCML:SYNCML1.1"><SyncHdr><VerDTD>1.2</VerDTD></SyncHdr></SyncML>' },
  { name: 'an attribute', hex: `${head} AD 05 03 41 00 85 01`, problems: [['wbxml-attribute', 5, 6], ['wbxml-attribute', 6, 7], ['wbxml-attribute', 10, 11]], xml: '<SyncML xmlns="SYNCML:SYNCML1.2" unknown-attribute-0-05="A"/>' },
  { name: 'attributes without end', hex: `${head} AD 05`, problems: [['wbxml-attribute', 5, 6], ['wbxml-truncated', 5, 7], ['wbxml-attribute', 6, 7]], xml: '<SyncML xmlns="SYNCML:SYNCML1.2" unknown-attribute-0-05=""/>' },
  { name: 'a name that can\'t be one', hex: '02 A4 01 6A 02 3C 00 6D 04 00 01', problems: [['wbxml-literal-name', 8, 10]], xml: root('<literal-0/>') },
  { name: 'a name behind the string table', hex: `${head} 6D 04 07 01`, problems: [['wbxml-string-index', 6, 8], ['wbxml-literal-name', 6, 8]], xml: root('<literal-7/>') },
  { name: 'extensions', hex: `${head} 6D 40 41 00 80 05 C0 01`, problems: [['wbxml-extension', 6, 9], ['wbxml-extension', 9, 11], ['wbxml-extension', 11, 12]], xml: '<SyncML xmlns="SYNCML:SYNCML1.2"/>' },
  { name: 'a processing instruction', hex: `${head} 43 05 03 41 00 01 2D`, problems: [['wbxml-instruction', 5, 6]], xml: '<SyncML xmlns="SYNCML:SYNCML1.2"/>' },
  { name: 'END without an element', hex: `${head} 01 2D 01`, problems: [['wbxml-stray-end', 5, 6], ['wbxml-stray-end', 7, 8]], xml: '<SyncML xmlns="SYNCML:SYNCML1.2"/>' },
  { name: 'elements without END', hex: `${head} 6D 6B 54`, problems: [['wbxml-unclosed', 8, 8]], xml: root('<SyncBody><Item/></SyncBody>') },
  { name: 'a second root, and text behind it', hex: `${head} 2D 2D 03 41 00 C3 00`, problems: [['wbxml-trailing', 6, 7], ['wbxml-trailing', 7, 10], ['wbxml-trailing', 10, 12]], xml: '<SyncML xmlns="SYNCML:SYNCML1.2"/><SyncML xmlns="SYNCML:SYNCML1.2"/>' },
  { name: 'SWITCH_PAGE at the very end', hex: `${head} 2D 00`, problems: [['wbxml-truncated', 6, 7]], xml: '<SyncML xmlns="SYNCML:SYNCML1.2"/>' },
  { name: 'half a pair as an entity', hex: `${head} 6D 02 83 B0 00 01`, problems: [['wbxml-entity', 6, 10]], xml: root('\ufffd') },
];
