// Real documents: our verdict is that of the DTDs, as far as the corpus records it.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Problem } from '#engine/base/problem';
import { guideOf } from '#engine/schema/guide';
import { recognise, variantOf } from '#engine/schema/recognise';
import { validate } from '#engine/schema/validate';
import { childElements, type Element, type XmlDocument } from '#engine/xml/element';
import { parseXml } from '#engine/xml/parse';

const corpus = join(process.cwd(), '..', 'shared', 'corpus');
const skip = existsSync(corpus) ? false : 'the corpus is not there';

interface Entry {
  readonly file: string;
  readonly text: string;
  readonly wellFormed: string;
  readonly fault: string;
  /** After namespaces, attributes and the contents of Meta and Data are removed. */
  readonly verdict: string;
}

function entries(kind: string): Entry[] {
  const [head = '', ...lines] = readFileSync(join(corpus, 'MANIFEST.tsv'), 'utf8').split('\n');
  const columns = head.split('\t');
  return lines
    .map((line) => Object.fromEntries(line.split('\t').map((cell, i) => [columns[i], cell])) as Record<string, string>)
    .filter((row) => row['kind'] === kind && existsSync(join(corpus, row['file'] ?? '')))
    .map((row) => ({
      file: row['file'] ?? '',
      text: readFileSync(join(corpus, row['file'] ?? ''), 'utf8'),
      wellFormed: row['wellformed'] ?? '',
      fault: row['wf_error'] ?? '',
      verdict: row['dtd_struct'] ?? '',
    }));
}

function parsed(text: string): { readonly document: XmlDocument; readonly faults: readonly Problem[] } {
  const first = parseXml(text);
  const schema = recognise(first.document);
  const { document, problems } = schema === undefined ? first : parseXml(text, { guide: guideOf(schema) });
  return { document, faults: problems.filter(({ severity }) => severity === 'error') };
}

/** The ranges of what the corpus's verdict doesn't look at. */
function opaque(element: Element): { readonly start: number; readonly end: number }[] {
  if (element.local === 'Meta' || element.local === 'Data') return [{ start: element.startTag.end, end: element.range.end }];
  return childElements(element).flatMap(opaque);
}

function outOfOrder(element: Element, parent: string, order: readonly string[]): boolean {
  const places = element.local === parent ? childElements(element).map(({ local }) => order.indexOf(local)) : [];
  return places.some((place, i) => i > 0 && place < (places[i - 1] ?? 0)) || childElements(element).some((child) => outOfOrder(child, parent, order));
}

for (const kind of ['messages', 'ddf']) {
  void test(`every ${kind} file of the corpus is well-formed to us exactly where it is to libxml2`, { skip }, () => {
    for (const { file, text, wellFormed, fault } of entries(kind)) {
      // A text has no encoding any more: what its bytes got wrong can't be seen here.
      if (text.includes('\ufffd') || fault.includes('Document labelled')) continue;
      assert.equal(parsed(text).faults.length === 0, wellFormed === 'yes', file);
    }
  });

  void test(`every ${kind} file of the corpus has structural problems exactly where its DTD finds them`, { skip }, () => {
    let judged = 0;
    for (const { file, text, wellFormed, verdict } of entries(kind)) {
      if (wellFormed !== 'yes' || (verdict !== 'valid' && verdict !== 'invalid')) continue;
      const { document } = parsed(text);
      const schema = recognise(document);
      const root = document.root;
      if (schema === undefined || root === undefined) continue;
      judged++;
      const unseen = opaque(root);
      const problems = validate(document, kind === 'messages' ? variantOf(schema, document) : schema).filter(
        ({ code, range }) => !code.includes('attribute') && !unseen.some(({ start, end }) => range.start >= start && range.end <= end),
      );
      const unordered = outOfOrder(root, 'AccessType', ['Add', 'Copy', 'Delete', 'Exec', 'Get', 'Replace']);
      assert.equal(problems.length === 0 && !unordered, verdict === 'valid', `${file}: ${problems.map(({ message }) => message).join(' ')}`);
    }
    assert.ok(judged > 50, `${judged} files were judged`);
  });
}
