// OutlineSymbol: one entry of an outline.
import type { Range } from '#engine/base/problem';
import type { Element } from '#engine/xml/element';

export type SymbolKind = 'account' | 'command' | 'declaration' | 'expectation' | 'header' | 'include' | 'interior' | 'leaf' | 'part' | 'step';

export interface OutlineSymbol {
  readonly kind: SymbolKind;
  /** Never empty. */
  readonly name: string;
  readonly detail: string;
  /** The whole. */
  readonly range: Range;
  /** Where the caret goes; inside `range`. */
  readonly selection: Range;
  readonly children: readonly OutlineSymbol[];
}

export function symbolOf(element: Element, kind: SymbolKind, name: string, detail = '', children: readonly OutlineSymbol[] = []): OutlineSymbol {
  return { kind, name: shortened(name) || element.name, detail: shortened(detail), range: element.range, selection: element.nameRange, children };
}

const longest = 120;

/** On one line, not too long. */
export function shortened(text: string): string {
  const flat = text.trim().replace(/\s+/g, ' ');
  return flat.length > longest ? `${flat.slice(0, longest - 1)}…` : flat;
}
