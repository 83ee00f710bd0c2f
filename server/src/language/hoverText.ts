// HoverText: what is shown about a place.
import type { Range } from '#engine/base/problem';

export interface HoverText {
  readonly markdown: string;
  /** What it is about. */
  readonly range: Range;
}
