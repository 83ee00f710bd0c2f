// WBXML as such: header, string table, tokens. What the message says is looked at as that of any other. [DM-REP 5]
import type { BytesRule, Rule } from '../rule';
import { octets, smallMessage } from './examples';
import { wbxmlProblems } from './wbxmlReading';

const { head, body } = smallMessage;
const right = `${head} ${body}`;

/** An Item with a serialised tree in WBXML; `ending` is what its Type has behind the plus sign. */
function withTree(ending: string): string {
  const type = `61 70 70 6C 69 63 61 74 69 6F 6E 2F 76 6E 64 2E 73 79 6E 63 6D 6C 2E 64 6D 74 6E 64 73 2B ${ending}`;
  const tree = '02 00 00 6A 1B 2D 2F 2F 4F 4D 41 2F 2F 44 54 44 2D 44 4D 2D 44 44 46 20 31 2E 32 2F 2F 45 4E 00 00 02 60 77 03 31 2E 32 00 01 01';
  return `${head} 54 5A 00 01 47 03 78 6D 6C 00 01 53 03 ${type} 00 01 01 00 00 4F C3 2B ${tree} 01 01`;
}

interface Told extends Pick<BytesRule, 'id' | 'severity' | 'clause' | 'summary' | 'docs'> {
  readonly wrong: string;
  /** Default: a message with nothing wrong. */
  readonly mended?: string;
}

function told({ wrong, mended = right, ...words }: Told): BytesRule {
  return {
    ...words,
    group: 'bytes',
    on: 'bytes',
    breaks: octets('wbxml', wrong),
    keeps: octets('wbxml', mended),
    check: (facts, report) => {
      if (facts.kind !== 'wbxml') return;
      for (const { range, message, severity } of wbxmlProblems(facts).get(words.id) ?? []) report(range, message, { severity });
    },
  };
}

export const wbxmlRules: readonly Rule[] = [
  told({
    id: 'b-public-id',
    severity: 'warning',
    clause: 'RepPro 8.1',
    summary: 'The public identifier of WBXML names the document type that VerDTD says.',
    docs:
      'A decoder takes the tables of tags and the namespaces from the public identifier: 0x1201 is SyncML 1.2, 0xFD3 SyncML 1.1. Where VerDTD says another version, strict decoders reject the tags that the older table hasn’t got, and the XML that others make is of the wrong version. ' +
      'An identifier that nobody knows leaves the type to guessing.',
    wrong: `02 9F 53 6A 00 ${body}`,
  }),
  told({
    id: 'b-version',
    severity: 'error',
    clause: 'DM-REP 5',
    summary: 'The first octet of WBXML is 01, 02 or 03: the versions 1.1 to 1.3.',
    docs: 'The first octet is the version of WBXML, major number less one and minor number. With anything else than 01, 02 or 03 a decoder doesn’t take the octets for WBXML of SyncML. Version 1.0, which has no character set, is told as a warning.',
    wrong: `04 ${right.slice(3)}`,
  }),
  told({
    id: 'b-strtbl-nul',
    severity: 'information',
    clause: 'RepPro 8',
    summary: 'Each string of the string table ends in a zero.',
    docs: 'The samples of several makers leave the zero away where the public identifier is all that the table holds. Most decoders take the end of the table for the end of the string; a strict one reads on. Add the zero, and count it in the length of the table.',
    wrong: `02 00 00 6A 1D 2D 2F 2F 53 59 4E 43 4D 4C 2F 2F 44 54 44 20 53 79 6E 63 4D 4C 20 31 2E 32 2F 2F 45 4E ${body}`,
    mended: `02 00 00 6A 1E 2D 2F 2F 53 59 4E 43 4D 4C 2F 2F 44 54 44 20 53 79 6E 63 4D 4C 20 31 2E 32 2F 2F 45 4E 00 ${body}`,
  }),
  told({
    id: 'b-unknown-token',
    severity: 'error',
    clause: 'RepPro 8.3',
    summary: 'Each tag is one that the code page in force has.',
    docs: 'A tag is a number on a code page, 0 for SyncML and 1 for meta-information; a number without a name is no element. Mostly the page wasn’t switched before, or not switched back. Decoders give up there, and the whole message is lost.',
    wrong: `${head} 6D 6C 71 03 31 2E 32 00 01 3D 01 01`,
  }),
  told({
    id: 'b-newer-token',
    severity: 'warning',
    clause: 'RepPro 8.3',
    summary: 'Each tag is one of the version that the public identifier declares.',
    docs: 'SyncML 1.2 has added tags at the end of the table. A decoder that goes by the table of an older public identifier rejects them. Declare 0x1201, or leave the element out.',
    wrong: '02 9F 53 6A 00 6D 6C 71 03 31 2E 31 00 01 01 6B 51 7C 03 63 00 01 01 01 01',
    mended: '02 A4 01 6A 00 6D 6C 71 03 31 2E 32 00 01 01 6B 51 7C 03 63 00 01 01 01 01',
  }),
  told({
    id: 'b-attribute-bit',
    severity: 'error',
    clause: 'RepPro 8.3',
    summary: 'No tag has the bit for attributes set.',
    docs: 'Neither SyncML nor meta-information nor descriptions have attributes in WBXML: the namespace is that of the code page. The bit 80 of a tag makes a decoder read attributes where none are. Clear it; an encoder that writes xmlns as an attribute is to leave it out.',
    wrong: `${head} ED 05 01 6C 71 03 31 2E 32 00 01 01 01`,
  }),
  told({
    id: 'b-charset',
    severity: 'warning',
    clause: 'RepPro 6.2.1',
    summary: 'The character set is UTF-8, 6A.',
    docs: 'Every reader of SyncML takes UTF-8; of other sets, ASCII and Latin-1 among them, many know nothing and read the octets as UTF-8 all the same. A number that isn’t known at all is an error. Write 6A and encode accordingly.',
    wrong: `02 A4 01 03 00 ${body}`,
  }),
  told({
    id: 'b-integer',
    severity: 'error',
    clause: 'practice',
    summary: 'An integer fits into 32 bits.',
    docs: 'Integers have seven bits an octet, and the high bit where another octet follows; five octets are the most. A longer one is mostly a length that was written as fixed four octets with high bits. A decoder rejects the document.',
    wrong: '02 A4 01 FF FF FF FF 7F 00 2D',
    mended: '02 A4 01 6A 00 2D',
  }),
  told({
    id: 'b-string-index',
    severity: 'error',
    clause: 'practice',
    summary: 'A reference to the string table points into it.',
    docs: 'References count octets from the start of the string table. One that points behind its end names no string, so that a value, a name or the document type is missing. Mostly the table was left out, or its length is wrong.',
    wrong: `${head} 6D 6C 71 03 31 2E 32 00 01 65 83 05 01 01 01`,
    mended: '02 A4 01 6A 04 31 2E 32 00 6D 6C 71 83 00 01 65 83 02 01 01 01',
  }),
  told({
    id: 'b-cut-off',
    severity: 'error',
    clause: 'practice',
    summary: 'The document goes on to the END of its root.',
    docs: 'The octets end in the header, in a string or in an OPAQUE that says it is longer, or before every element has its END. Mostly the transport cut the message, or its length was counted in characters. Receivers answer 400, or nothing at all.',
    wrong: right.slice(0, -3),
  }),
  told({
    id: 'b-trailing',
    severity: 'warning',
    clause: 'practice',
    summary: 'Nothing stands behind the root element.',
    docs: 'A document has one root, and ends with it. Some decoders pass over what follows, others reject the whole. Mostly a buffer was sent with what was left in it, or an END too many was written.',
    wrong: `${right} 01 00`,
  }),
  told({
    id: 'b-foreign-token',
    severity: 'error',
    clause: 'RepPro 8',
    summary: 'There are no tokens but those that SyncML uses.',
    docs: 'SyncML uses tags, strings, OPAQUE, entities, END and the switch of the code page. Extensions, processing instructions, names that aren’t names and an END without an element are none of it: decoders reject them, or lose their place.',
    wrong: `${head} 6D 6C C0 71 03 31 2E 32 00 01 01 01`,
  }),
  told({
    id: 'b-text',
    severity: 'error',
    clause: 'RepPro 6.2.1',
    summary: 'A text is one in the character set that the header says.',
    docs: 'Octets in a string that the character set hasn’t got are read as something else, or end the reading. What isn’t a text goes as OPAQUE, in Data with the Format bin. An OPAQUE that should be a text is told as a warning.',
    wrong: `${head} 6D 6C 71 03 31 2E 32 00 01 65 03 41 FF 00 01 01 01`,
    mended: `${head} 6D 6C 71 03 31 2E 32 00 01 65 03 41 00 01 01 01`,
  }),
  told({
    id: 'b-opaque-base64',
    severity: 'warning',
    clause: 'TND 7.7.2',
    summary: 'What Format calls b64 is base64, in WBXML too.',
    docs: 'In WBXML octets go as they are in OPAQUE, and the Format is bin. With b64 the receiver decodes them once more, and fails or stores something else. Say bin, or send the base64.',
    wrong: `${head} 54 5A 00 01 47 03 62 36 34 00 01 01 00 00 4F C3 01 FF 01 01`,
    mended: `${head} 54 5A 00 01 47 03 62 69 6E 00 01 01 00 00 4F C3 01 FF 01 01`,
  }),
  told({
    id: 'b-embedded',
    severity: 'warning',
    clause: 'DM-REP 5',
    summary: 'The Type of a document in WBXML within a message ends in +wbxml.',
    docs: 'A serialised tree or device information in WBXML is a document of its own in an OPAQUE. Where its Type says +xml, a receiver gives the octets to its XML parser, which fails. Write +wbxml, or send the document as XML.',
    wrong: withTree('78 6D 6C'),
    mended: withTree('77 62 78 6D 6C'),
  }),
  told({
    id: 'b-limit',
    severity: 'warning',
    clause: 'practice',
    summary: 'The document keeps within what can be read of it.',
    docs: 'Elements deeper than 256 levels, references to the string table that come to 64 million characters and problems by the thousand aren’t shown in full. No message of device management comes near. Mostly the octets are no WBXML at all.',
    wrong: `${head} ${'6D '.repeat(257)}${'01 '.repeat(257)}`.trim(),
  }),
];
