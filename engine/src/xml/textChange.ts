// TextChange: what is different between two versions of a text, as one stretch.

export interface TextChange {
  /** Where the versions begin to differ, in both. */
  readonly from: number;
  /** Where they are the same again, in the one before. */
  readonly to: number;
  /** How many characters longer the later version is; the same place in it is `to + by`. */
  readonly by: number;
}

/** Characters that are compared at once, which a machine does faster than one by one. */
const block = 4096;

export function changeBetween(before: string, after: string): TextChange {
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from + block <= most && before.slice(from, from + block) === after.slice(from, from + block)) from += block;
  while (from < most && before.charCodeAt(from) === after.charCodeAt(from)) from++;
  let same = 0;
  const [beforeEnd, afterEnd] = [before.length, after.length];
  while (same + block <= most - from && before.slice(beforeEnd - same - block, beforeEnd - same) === after.slice(afterEnd - same - block, afterEnd - same)) same += block;
  while (same < most - from && before.charCodeAt(beforeEnd - 1 - same) === after.charCodeAt(afterEnd - 1 - same)) same++;
  return { from, to: beforeEnd - same, by: afterEnd - beforeEnd };
}
