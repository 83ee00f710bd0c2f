// What a page has in the place of `node:assert/strict`: as much of it as the tests of the engine use.

/** An expectation that didn't hold. */
export class PageAssertionError extends Error {
  override readonly name = 'AssertionError';
}

type Expected = RegExp | (new (...words: never[]) => Error) | ((thrown: unknown) => boolean) | Readonly<Record<string, unknown>>;

function fail(message?: string | Error): never {
  throw message instanceof Error ? message : new PageAssertionError(message ?? 'Failed');
}

function ok(value: unknown, message?: string | Error): asserts value {
  if (!value) fail(message ?? `${shown(value)} is not true`);
}

function equal(actual: unknown, expected: unknown, message?: string | Error): void {
  if (!Object.is(actual, expected)) fail(message ?? `${shown(actual)} instead of ${shown(expected)}`);
}

function notEqual(actual: unknown, expected: unknown, message?: string | Error): void {
  if (Object.is(actual, expected)) fail(message ?? `${shown(actual)}, which it should not be`);
}

function deepEqual(actual: unknown, expected: unknown, message?: string | Error): void {
  if (!isSame(actual, expected, new Map())) fail(message ?? `${shown(actual)} instead of ${shown(expected)}`);
}

function match(text: string, pattern: RegExp, message?: string | Error): void {
  if (!pattern.test(text)) fail(message ?? `${shown(text)} does not match ${String(pattern)}`);
}

function doesNotMatch(text: string, pattern: RegExp, message?: string | Error): void {
  if (pattern.test(text)) fail(message ?? `${shown(text)} matches ${String(pattern)}`);
}

function throws(work: () => unknown, expected?: Expected): void {
  let thrown: { readonly what: unknown } | undefined;
  try {
    work();
  } catch (what) {
    thrown = { what };
  }
  checkThrown(thrown, expected);
}

async function rejects(work: Promise<unknown> | (() => Promise<unknown>), expected?: Expected): Promise<void> {
  let thrown: { readonly what: unknown } | undefined;
  try {
    await (typeof work === 'function' ? work() : work);
  } catch (what) {
    thrown = { what };
  }
  checkThrown(thrown, expected);
}

function checkThrown(thrown: { readonly what: unknown } | undefined, expected: Expected | undefined): void {
  if (thrown === undefined) fail('Nothing was thrown');
  const { what } = thrown;
  if (expected === undefined) return;
  if (expected instanceof RegExp) match(String(what), expected);
  else if (typeof expected === 'function') ok(isClass(expected) ? what instanceof expected : expected(what), `${shown(what)} was thrown`);
  else {
    for (const [key, value] of Object.entries(expected)) {
      const own = (what as Readonly<Record<string, unknown>>)[key];
      if (value instanceof RegExp && typeof own === 'string') match(own, value);
      else deepEqual(own, value);
    }
  }
}

function isClass(expected: (new (...words: never[]) => Error) | ((thrown: unknown) => boolean)): expected is new (...words: never[]) => Error {
  return expected === Error || (expected.prototype as unknown) instanceof Error;
}

/** As Node compares strictly: the same kind of thing, with the same own members. `seen` holds what is being compared. */
function isSame(a: unknown, b: unknown, seen: Map<object, object>): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  if (seen.get(a) === b) return true;
  seen.set(a, b);
  if (ArrayBuffer.isView(a) && ArrayBuffer.isView(b) && a.byteLength !== b.byteLength) return false;
  if (a instanceof Map && b instanceof Map) return a.size === b.size && [...a].every(([key, value]) => b.has(key) && isSame(value, b.get(key), seen));
  if (a instanceof Set && b instanceof Set) return a.size === b.size && [...a].every((member) => b.has(member) || [...b].some((other) => isSame(member, other, seen)));
  if (a instanceof Error && b instanceof Error && (a.message !== b.message || a.name !== b.name)) return false;
  const keys = Object.keys(a);
  if (Array.isArray(a) && Array.isArray(b) && a.length !== b.length) return false;
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && isSame((a as Readonly<Record<string, unknown>>)[key], (b as Readonly<Record<string, unknown>>)[key], seen));
}

function shown(value: unknown): string {
  if (value instanceof Error) return String(value);
  try {
    return (JSON.stringify(value) ?? String(value)).slice(0, 300);
  } catch {
    return String(value);
  }
}

export const pageAssert = Object.assign(ok, { ok, fail, equal, notEqual, deepEqual, match, doesNotMatch, throws, rejects });
