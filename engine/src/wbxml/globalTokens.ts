// The wire's own numbers: what every WBXML document is made of, whatever its vocabulary. [WBXML 7.1]

export const globalTokens = {
  switchPage: 0x00,
  end: 0x01,
  entity: 0x02,
  inlineString: 0x03,
  literal: 0x04,
  extensionInline0: 0x40,
  extensionInline2: 0x42,
  instruction: 0x43,
  literalWithContent: 0x44,
  extensionTable0: 0x80,
  extensionTable2: 0x82,
  tableString: 0x83,
  literalWithAttributes: 0x84,
  extension0: 0xc0,
  extension2: 0xc2,
  opaque: 0xc3,
  literalWithBoth: 0xc4,
} as const;

/** Of a tag: an END closes its content. */
export const contentBit = 0x40;
/** Of a tag: attributes follow, up to an END. */
export const attributesBit = 0x80;
/** Of a tag: its number on the code page. */
export const tagMask = 0x3f;

/** Numbers below this are the same on every code page. */
export const firstTag = 0x05;

/** Attribute starts below, attribute values from here on. */
export const firstAttributeValue = 0x80;

/** A numeric public id that says nothing. */
export const unknownPublicId = 0x01;

/** IANA MIBenum numbers of character sets, and the labels that a TextDecoder knows them by. */
export const charsets: ReadonlyMap<number, string> = new Map([
  [3, 'us-ascii'],
  [4, 'iso-8859-1'],
  [5, 'iso-8859-2'],
  [6, 'iso-8859-3'],
  [7, 'iso-8859-4'],
  [8, 'iso-8859-5'],
  [9, 'iso-8859-6'],
  [10, 'iso-8859-7'],
  [11, 'iso-8859-8'],
  [12, 'iso-8859-9'],
  [13, 'iso-8859-10'],
  [17, 'shift_jis'],
  [18, 'euc-jp'],
  [38, 'euc-kr'],
  [106, 'utf-8'],
  [109, 'iso-8859-13'],
  [110, 'iso-8859-14'],
  [111, 'iso-8859-15'],
  [113, 'gbk'],
  [114, 'gb18030'],
  [1000, 'utf-16be'],
  [1013, 'utf-16be'],
  [1014, 'utf-16le'],
  [1015, 'utf-16be'],
  [2025, 'gb2312'],
  [2026, 'big5'],
  [2084, 'koi8-r'],
  [2251, 'windows-1251'],
  [2252, 'windows-1252'],
]);

export const utf8Charset = 106;
export const asciiCharset = 3;
export const latin1Charset = 4;
/** ISO-10646-UCS-2: two octets a character, the higher one first. */
export const ucs2Charset = 1000;

/** Octets of the smallest character, and of the zero that ends a string. [WBXML 5.8.4.1] */
export function unitOf(charset: number): 1 | 2 {
  return charset === ucs2Charset || (charset >= 1013 && charset <= 1015) ? 2 : 1;
}
