// The words behind a command, as options and the rest.
import { sentenceOf } from '#engine/base/failure';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { WrongCall } from './terminal';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Throws a `WrongCall` for an option that isn't known or lacks its value. */
export function readWords<O extends Options>(words: readonly string[], options: O): ReturnType<typeof parseWords<O>> {
  try {
    return parseWords(words, options);
  } catch (thrown) {
    throw new WrongCall(sentenceOf(thrown));
  }
}

function parseWords<O extends Options>(words: readonly string[], options: O) {
  return parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
}

/** A whole number from 0 on; `undefined` where the option isn't given. */
export function wholeNumber(option: string, value: string | undefined, highest: number): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (/^\d+$/.test(value) && number <= highest) return number;
  throw new WrongCall(`--${option} takes a whole number from 0 to ${highest}, not "${value}".`);
}
