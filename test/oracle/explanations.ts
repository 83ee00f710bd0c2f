// Where we and others differ, why, and who is right. Everything that isn't here is a fault of ours until it is shown not to be.
import type { Explanation } from './difference';

export const explanations: readonly Explanation[] = [
  {
    question: 'well-formed',
    subject: /^message/,
    ours: /: unterminated-(comment|cdata) /,
    theirs: /Comment not terminated|Comment must not contain '--'|CData section not finished/,
    reason: 'What has no end is noticed by libxml2 where the text, or what could be its end, is over; we point at where it begins. XML 1.0 [15] [20] name no place.',
    right: 'both',
  },
  {
    question: 'well-formed',
    subject: /^message/,
    ours: /: unterminated-(attribute|tag) /,
    theirs: /Unescaped '<' not allowed in attributes values|expected '>'|error parsing attribute name/,
    reason: 'Where a tag or a value has no end, libxml2 points at the first character that can belong to neither [XML 1.0 2.4, 3.1], we at the tag, which may be lines before.',
    right: 'both',
  },
  {
    question: 'well-formed',
    subject: /^message/,
    ours: /: unclosed-element /,
    theirs: /StartTag: invalid element name|error parsing attribute name/,
    reason: 'An end tag with a character too many, as <>/Item> or <x/Item>, is none, which both tell; we tell first, since it comes first, which element that leaves open [XML 1.0 3].',
    right: 'both',
  },
  {
    question: 'well-formed',
    subject: /^message/,
    ours: /: unclosed-element /,
    theirs: /xmlParsePI : no target name/,
    reason: 'An end tag whose slash a ? has come before, as <?>/Item>, is neither an end tag nor a processing instruction, which has a target [XML 1.0 16, 42]; both tell so, we first, since it comes first, which element that leaves open.',
    right: 'both',
  },
  {
    question: 'well-formed',
    subject: /^message/,
    ours: /: unclosed-element /,
    theirs: /expected '>'/,
    reason: 'An end tag with letters too many is no end tag of its element [XML 1.0 3]: libxml2 points at the letters, we at the element that is left open.',
    right: 'both',
  },
  {
    question: 'well-formed',
    subject: /^message/,
    ours: /: unclosed-element /,
    theirs: /Opening and ending tag mismatch/,
    reason: 'Of two elements of one name and one end tag, either may be the one without [XML 1.0 3]: libxml2 takes the inner, we the one that leaves the rest in its place.',
    right: 'both',
  },
  {
    question: 'well-formed',
    subject: /^message/,
    ours: /: malformed-declaration /,
    theirs: /^yes$/,
    reason: 'libxml2 takes any digits for a version; a document says 1. and digits [XML 1.0 26].',
    right: 'ours',
  },
  {
    question: 'well-formed',
    subject: 'messages/devaspot-syncml/putE7.xml',
    ours: /: encoding-mismatch /,
    theirs: /Input is not proper UTF-8/,
    reason: 'A text in another encoding than it says is wrong as a whole [XML 1.0 4.3.3]: libxml2 points at the first octet, we at the declaration.',
    right: 'both',
  },
  {
    question: 'structure',
    subject: 'wbxml/horde-Xml_Wbxml/syncml_client_packet_2.xml',
    theirs: /Final was declared EMPTY/,
    reason: 'White space in an element that is to be empty is content to a validator [XML 1.0 3, Element Valid]; no reader of messages minds it, so we do not complain.',
    right: 'theirs',
  },
  {
    question: 'structure',
    subject: 'messages/zijianhuang-SyncMLDotNet/SyncML/MetaFieldLevel-frag.xml',
    theirs: /No declaration for element FieldLevel/,
    reason: 'FieldLevel came with MetInf 1.2; the DTD that there is to ask is that of 1.1 [METINF 5].',
    right: 'ours',
  },
  {
    question: 'wbxml-decode',
    subject: /(provisioning(~2)?|emn-001-opaque-attr-webxml11-error|wv-069-opaque-tag-wbxml11-ok)\.wbxml$/,
    ours: /^: element unknown-0-/,
    reason: 'Client provisioning, e-mail notification and Wireless Village have code pages of their own, none of device management\u2019s [DM-REP 7]: we give placeholders.',
    right: 'both',
  },
  {
    question: 'wbxml-decode',
    subject: /./,
    ours: /\/Meta\/Type: text "[^"]*\+wbxml"$/,
    theirs: /\/Meta\/Type: text "[^"]*\+xml"$/,
    reason: 'libwbxml renames the media type wherever it stands; where no document comes with it, we leave what was sent [DM-REP 6.4, Type].',
    right: 'ours',
  },
  {
    question: 'wbxml-twin',
    subject: /dmt_data\/(customization|devdetail_uri)\.wbxml$/,
    ours: /^: element unknown-0-1E$/,
    reason: 'A private code page: MgmtTree is 20 of page 2, not 1E of page 0 [TND 10.2]; libwbxml does not read these files either.',
    right: 'ours',
  },
  {
    question: 'wbxml-twin',
    subject: /\/(msg1|syncml-00[34])\.wbxml$/,
    ours: /\/Meta\/Type: text "application\/vnd\.syncml-devinf\+w?b?xml"$/,
    reason: 'The twin was written by a tool that does not rename the media type where it unfolds the document, or renames it where there is none [DM-REP 6.4, Type].',
    right: 'ours',
  },
];

/** Messages about structure that are set aside before the rest of a file's is compared: they would hide it. */
export interface SetAside {
  readonly ours?: RegExp;
  readonly theirs?: RegExp;
  readonly reason: string;
  readonly right: 'ours' | 'theirs' | 'both';
}

export const setAside: readonly SetAside[] = [
  {
    theirs: /^Element AccessType content does not follow the DTD, expecting .*, got \((?:(?:Add|Copy|Delete|Exec|Get|Replace) ?)+\)$/,
    reason: 'The DTD puts the commands of AccessType in an order that has no meaning [TND 9.4.3]; half of all descriptions ignore it, so we do not complain.',
    right: 'theirs',
  },
];
