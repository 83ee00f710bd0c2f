// Well-formed documents for property tests, as texts.
import fc from 'fast-check';

const name = fc.constantFrom('Get', 'Item', 'a', 'b-1', 'x:y', 'MSFT:Deprecated', 'toString', 'Gr\u00f6\u00dfe', '_z.0');
const attributeName = fc.constantFrom('id', 'xml:lang', 'x:at', 'hasOwnProperty', 'n', 'title');
const characters = fc.string({
  unit: fc.constantFrom('a', 'Z', '0', ' ', '\n', '\r\n', '\t', '.', '/', '>', '\u00e4', '\u{1f600}', '&lt;', '&amp;', '&#65;', '&#x1F600;', '&#13;', '&quot;', '=', ']', '001e3'),
  maxLength: 8,
});
const text = characters.map((value) => value.replace(/\]\]>/g, ']] >').replace(/\]+$/, ''));
const doubleQuoted = text.map((value) => `"${value}"`);
const singleQuoted = fc.tuple(text, fc.constantFrom('', '"')).map(([value, quote]) => `'${value}${quote}'`);
const attributes = fc
  .uniqueArray(fc.tuple(attributeName, fc.oneof(doubleQuoted, singleQuoted)), { selector: ([key]) => key, maxLength: 3 })
  .map((pairs) => pairs.map(([key, value]) => ` ${key}${value.length % 3 === 0 ? ' = ' : '='}${value}`).join(''));
const cdata = fc.constantFrom('<![CDATA[]]>', '<![CDATA[a < b & c]]>', '<![CDATA[<Item>]] ></Item>]]>', '<![CDATA[ ]]>');
const comment = fc.constantFrom('<!---->', '<!-- a < b & c -->', '<!-- <Get> -->', '<?go it\'s "a ?>');

const element = fc.letrec<{ element: string; content: string }>((tie) => ({
  element: fc.tuple(name, attributes, fc.array(tie('content'), { maxLength: 4 }), fc.boolean(), fc.constantFrom('', ' ', '\n')).map(([tag, own, content, short, space]) => {
    const inner = content.join('');
    return inner === '' && short ? `<${tag}${own}${space}/>` : `<${tag}${own}${space}>${inner}</${tag}${space}>`;
  }),
  content: fc.oneof({ depthSize: 'small', withCrossShrink: true }, text, cdata, comment, tie('element')),
}));

const prolog = fc.constantFrom(
  '',
  '\ufeff',
  '<?xml version="1.0" encoding="UTF-8"?>\n',
  '<?xml version="1.0"?><!DOCTYPE Root PUBLIC "-//A//DTD b > c//EN" "http://example.com/a.dtd">\n',
  '<!DOCTYPE Root [<?ver supported="1.2"?><!-- "it\'s" > --><!ELEMENT Root (#PCDATA)>]>',
  '<!-- before -->\n',
);

/** A document with every prefix declared. */
export const wellFormed = fc
  .tuple(prolog, fc.constantFrom('', ' xmlns="urn:a"'), fc.array(element.element, { maxLength: 3 }), fc.constantFrom('', '\n', '<!-- after -->\n'))
  .map(([start, namespace, content, end]) => `${start}<Root${namespace} xmlns:x="urn:x" xmlns:MSFT='urn:m'>${content.join('\n')}</Root>${end}`);
