// A document reduced to what the DTDs speak of, line for line: no namespaces, attributes, comments, DOCTYPE, elements of
// vendors, nor anything inside Meta and Data.
import type { Range } from '#engine/base/problem';
import { speaksOf, type Schema } from '#engine/schema/schema';
import type { Element, XmlDocument } from '#engine/xml/element';

interface Cut extends Range {
  readonly by: string;
}

/** `text` is what `document` was read from, well-formed. */
export function structural(text: string, document: XmlDocument, schema: Schema): string {
  // Whatever namespace a message claims to be in, its elements are the message's own.
  const isOurs = ({ namespace, name }: Element): boolean =>
    (namespace === document.root?.namespace || speaksOf(schema, namespace)) && !(namespace === '' && name.startsWith('MSFT:'));
  const cuts: Cut[] = [];
  const drop = (range: Range): void => void cuts.push({ ...range, by: lineEnds(text, range) });
  const visit = (element: Element): void => {
    const { startTag, nameRange, endNameRange, endTag, selfClosing, local, name } = element;
    // Line ends inside a tag move behind it: libxml2 counts an element's line at the end of its start tag.
    const inTag = { start: nameRange.end, end: startTag.end };
    cuts.push({ ...inTag, by: (selfClosing ? '/>' : '>') + lineEnds(text, inTag) });
    const prefix = name.length - local.length;
    if (prefix > 0) cuts.push({ start: nameRange.start, end: nameRange.start + prefix, by: '' });
    if (prefix > 0 && endNameRange !== undefined) cuts.push({ start: endNameRange.start, end: endNameRange.start + prefix, by: '' });
    if (local === 'Meta' || local === 'Data') {
      drop({ start: startTag.end, end: endTag?.start ?? startTag.end });
      return;
    }
    for (const child of element.children) {
      if (child.kind === 'element' && isOurs(child)) visit(child);
      else if (child.kind !== 'text') drop(child.range);
    }
  };
  for (const node of document.children) {
    if (node.kind === 'element') visit(node);
    else if (node.kind === 'doctype' || node.kind === 'comment') drop(node.range);
  }
  let result = '';
  let from = 0;
  for (const { start, end, by } of cuts.sort((a, b) => a.start - b.start || a.end - b.end)) {
    result += text.slice(from, start) + by;
    from = end;
  }
  // What is written here is UTF-8, whatever the original was.
  return (result + text.slice(from)).replace(/^(\uFEFF?<\?xml[^>]*?)\s+encoding\s*=\s*("[^"]*"|'[^']*')/, '$1');
}

function lineEnds(text: string, { start, end }: Range): string {
  return text.slice(start, end).replace(/[^\r\n]+/g, '');
}
