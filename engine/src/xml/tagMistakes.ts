// Tags without a partner: which they are, and how each is told.
import type { Problem } from '../base/problem';
import type { EndTag } from './endTag';
import { problem } from './problems';

/** What a reading learns of tags that have no partner. */
export class TagMistakes {
  /** Offsets of the start tags that no end tag belongs to. */
  readonly unmatched = new Set<number>();
  /** How many end tags of a name belong to no start tag. */
  readonly strays = new Map<string, number>();

  get count(): number {
    let count = this.unmatched.size;
    for (const strays of this.strays.values()) count += strays;
    return count;
  }

  addStray(name: string): void {
    this.strays.set(name, (this.strays.get(name) ?? 0) + 1);
  }
}

export function unclosedElement(name: string, start: number, nameEnd: number): Problem {
  return problem('unclosed-element', `The end tag </${name}> is missing.`, start + 1, nameEnd);
}

export function strayEnd(tag: EndTag): Problem {
  return problem('stray-end-tag', `The end tag </${tag.name}> closes no element.`, tag.range.start, tag.range.end);
}

export function mismatchedEnd(expected: string, tag: EndTag): Problem {
  return problem('mismatched-end-tag', `The end tag should be </${expected}>, not </${tag.name}>.`, tag.nameRange.start, tag.nameRange.end);
}

export function unterminatedEnd(tag: EndTag): Problem {
  return problem('unterminated-tag', `The end tag </${tag.name} lacks its >.`, tag.range.start, tag.range.end);
}
