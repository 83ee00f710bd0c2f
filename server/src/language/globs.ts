// Glob patterns over paths, as settings hold them: `*`, `?`, `**`, `{a,b}`; a pattern without a slash fits a name anywhere.

/** Characters of a pattern; a longer one fits nothing. */
const longest = 1000;

/** Whether a path, relative and with slashes, or a folder above it fits the pattern. Never throws. */
export function fits(path: string, pattern: string): boolean {
  return regexOf(pattern)?.test(path) === true;
}

export function fitsAny(path: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => fits(path, pattern));
}

const compiled = new Map<string, RegExp | undefined>();

function regexOf(pattern: string): RegExp | undefined {
  if (!compiled.has(pattern)) {
    if (compiled.size > 1000) compiled.clear();
    compiled.set(pattern, pattern.length > longest ? undefined : compile(pattern));
  }
  return compiled.get(pattern);
}

function compile(pattern: string): RegExp | undefined {
  const bare = pattern.trim().replace(/^\.\//, '').replace(/\/+$/, '');
  if (bare === '') return undefined;
  const rooted = bare.startsWith('/') ? bare.slice(1) : bare.includes('/') ? bare : `**/${bare}`;
  let source = '';
  let braces = 0;
  for (let at = 0; at < rooted.length; at++) {
    const sign = rooted.charAt(at);
    if (rooted.startsWith('**/', at)) {
      source += '(?:[^/]+/)*';
      at += 2;
    } else if (rooted.startsWith('**', at)) {
      source += '.*';
      at += 1;
    } else if (sign === '*') source += '[^/]*';
    else if (sign === '?') source += '[^/]';
    else if (sign === '{' && rooted.includes('}', at)) {
      source += '(?:';
      braces++;
    } else if (sign === '}' && braces > 0) {
      source += ')';
      braces--;
    } else if (sign === ',' && braces > 0) source += '|';
    else source += sign.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  }
  if (braces > 0) return undefined;
  // What lies in a folder that fits, fits.
  return new RegExp(`^${source}(?:/.*)?$`);
}
