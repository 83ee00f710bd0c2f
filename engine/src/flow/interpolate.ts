// `${name}` in texts: filled from values, or matched against what a peer has sent.
import { Failure } from '../base/failure';
import type { Range } from '../base/problem';
import { textOfValue, valueOfName, type Scope } from './expression';

type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'name'; readonly name: string; readonly range: Range }
  | { readonly kind: 'broken'; readonly text: string; readonly range: Range };

const wholeName = /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/;

/** The text's pieces in order; a `${` that is never closed, or holds no name, is broken. */
function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (;;) {
    const start = text.indexOf('${', at);
    if (start < 0) break;
    if (start > at) pieces.push({ kind: 'text', text: text.slice(at, start) });
    const close = text.indexOf('}', start);
    const end = close < 0 ? text.length : close + 1;
    const range: Range = { start, end };
    const name = text.slice(start + 2, close < 0 ? end : close).trim();
    if (close >= 0 && wholeName.test(name)) pieces.push({ kind: 'name', name, range });
    else pieces.push({ kind: 'broken', text: text.slice(start, end), range });
    at = end;
  }
  if (at < text.length) pieces.push({ kind: 'text', text: text.slice(at) });
  return pieces;
}

/**
 * The text with every `${name}` replaced by its value. Throws a Failure `expression-unknown-name` for a name without
 * value, `placeholder-malformed` for a `${` that holds no name or isn't closed.
 */
export function interpolate(text: string, scope: Scope): string {
  return piecesOf(text)
    .map((piece) => {
      if (piece.kind === 'text') return piece.text;
      if (piece.kind === 'broken') throw new Failure('placeholder-malformed', `"${piece.text}" doesn't hold a name between braces.`);
      return textOfValue(valueOfName(piece.name, scope));
    })
    .join('');
}

/** The names that a text asks for, and the stretches that look like names and aren't. */
export function namesInText(text: string): {
  readonly names: readonly { readonly name: string; readonly range: Range }[];
  readonly broken: readonly Range[];
} {
  const pieces = piecesOf(text);
  return {
    names: pieces.flatMap((piece) => (piece.kind === 'name' ? [{ name: piece.name, range: piece.range }] : [])),
    broken: pieces.flatMap((piece) => (piece.kind === 'broken' ? [piece.range] : [])),
  };
}

export interface Match {
  readonly matched: boolean;
  /** What the captures without value were filled with; empty where nothing matched. */
  readonly fills: Readonly<Record<string, string>>;
}

/**
 * Compares what a peer sent with a pattern. A name that has a value in `scope` stands for it; a name among `captures`
 * that has none yet takes whatever stands in its place, up to the first occurrence of what follows it. Any other name
 * without value throws a Failure `expression-unknown-name`.
 */
export function matchPattern(pattern: string, actual: string, scope: Scope, captures: readonly string[]): Match {
  const failed: Match = { matched: false, fills: {} };
  const fills = new Map<string, string>();
  const pieces = piecesOf(pattern);
  const known = (name: string): string | undefined => {
    const filled = fills.get(name);
    if (filled !== undefined) return filled;
    return !Object.hasOwn(scope, name) && captures.includes(name) ? undefined : textOfValue(valueOfName(name, scope));
  };
  /** What is known from a piece on, up to the next capture that isn't filled. */
  const knownFrom = (index: number): { readonly text: string; readonly next: number } => {
    let text = '';
    let next = index;
    for (let piece = pieces[next]; piece !== undefined; piece = pieces[++next]) {
      const value = piece.kind === 'name' ? known(piece.name) : piece.text;
      if (value === undefined) break;
      text += value;
    }
    return { text, next };
  };
  let position = 0;
  let index = 0;
  while (index < pieces.length) {
    const ahead = knownFrom(index);
    if (!actual.startsWith(ahead.text, position)) return failed;
    position += ahead.text.length;
    index = ahead.next;
    const piece = pieces[index];
    if (piece?.kind !== 'name') continue;
    const follows = knownFrom(index + 1);
    const found = follows.next === pieces.length ? actual.length - follows.text.length : actual.indexOf(follows.text, position);
    if (found < position) return failed;
    fills.set(piece.name, actual.slice(position, found));
    position = found;
    index += 1;
  }
  return position === actual.length ? { matched: true, fills: Object.fromEntries(fills) } : failed;
}
