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
    theirs: /StartTag: invalid element name/,
    reason: 'An end tag cut in two by a > leaves a < that begins nothing, which both tell; we tell first, since it comes first, which element it leaves open [XML 1.0 3].',
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
