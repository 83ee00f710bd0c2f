// Comments by which a person switches rules off: for a line, the next one, or the file.
import { LineIndex } from '../xml/lines';
import type { XmlDocument, XmlNode } from '../xml/element';
import type { Finding } from './finding';

/** `<!-- fumo-disable-next-line rule-id, other-id -->`; without ids, every rule. */
const pattern = /^\s*fumo-disable(?<where>-next-line|-line)?(?:\s+(?<ids>[^]*?))?\s*$/;

/** The findings that no comment switches off. */
export function unsuppressed(findings: readonly Finding[], document: XmlDocument, text: string): readonly Finding[] {
  if (findings.length === 0 || !text.includes('fumo-disable')) return findings;
  const lines = new LineIndex(text);
  const everywhere: Disabled[] = [];
  const byLine = new Map<number, Disabled[]>();
  for (const { value, range } of comments(document.children)) {
    const groups = pattern.exec(value)?.groups;
    if (groups === undefined) continue;
    const disabled = idsIn(groups['ids'] ?? '');
    if (groups['where'] === undefined) {
      everywhere.push(disabled);
      continue;
    }
    const line = groups['where'] === '-line' ? lines.position(range.start).line : lines.position(range.end).line + 1;
    byLine.set(line, [...(byLine.get(line) ?? []), disabled]);
  }
  return findings.filter(({ code, range, uri }) => {
    if (uri !== undefined) return true;
    const here = [...everywhere, ...(byLine.get(lines.position(range.start).line) ?? [])];
    return !here.some((disabled) => disabled === 'all' || disabled.has(code));
  });
}

type Disabled = 'all' | ReadonlySet<string>;

function idsIn(text: string): Disabled {
  const ids = text.split(/[\s,]+/).filter((id) => id !== '');
  return ids.length === 0 ? 'all' : new Set(ids);
}

function* comments(nodes: readonly XmlNode[]): Generator<Extract<XmlNode, { kind: 'comment' }>> {
  const waiting = [...nodes];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.kind === 'comment') yield node;
    else if (node.kind === 'element') for (const inner of node.children) waiting.push(inner);
  }
}
