// What is found in commands, in a word or with its place, so that a case of a test is one line.
import assert from 'node:assert/strict';
import { fromClient, fromServer } from '#engine/rules/examples';
import type { Finding } from '#engine/rules/finding';
import type { RuleSettings } from '#engine/rules/settings';
import { ruleOf } from '#engine/rules/table';
import { applyEdits } from '#engine/xml/edit';
import { lintExample, subjectIn } from './lintExample';

export type End = 'client' | 'server';

/** The findings in a message with those commands, after its Status to the header, whose CmdID is 1. */
export function findings(commands: string, sender: End = 'server', settings: RuleSettings = {}): readonly Finding[] {
  return lintExample(sender === 'server' ? fromServer(commands) : fromClient(commands), settings);
}

/** `«marked»` is where each of the findings stands, in their order; none where nothing is marked. */
export function assertFound(marked: string, expected: readonly string[], sender: End = 'server'): void {
  const commands = marked.replace(/[«»]/g, '');
  const example = sender === 'server' ? fromServer(commands) : fromClient(commands);
  const text = example.documents[0]?.text ?? '';
  const start = text.indexOf(commands);
  const places: { start: number; end: number }[] = [];
  let seen = 0;
  for (const { 0: mark, index } of marked.matchAll(/[«»]/g)) {
    const at = start + index - seen++;
    if (mark === '«') places.push({ start: at, end: at });
    else places[places.length - 1] = { start: places.at(-1)?.start ?? 0, end: at };
  }
  const found = lintExample(example);
  assert.deepEqual(found.map(({ code }) => code), expected, `${marked}\n${found.map(({ message }) => message).join('\n')}`);
  assert.deepEqual(found.map(({ range }) => text.slice(range.start, range.end)), places.map((place) => text.slice(place.start, place.end)), marked);
  assert.deepEqual(found.map(({ range }) => range), places, marked);
}

/** The commands once the one thing that is found in them has been put right; undefined where nothing can be. */
export function mended(commands: string, sender: End = 'server'): string | undefined {
  const example = sender === 'server' ? fromServer(commands) : fromClient(commands);
  const text = example.documents[0]?.text ?? '';
  const [found, ...more] = lintExample(example);
  assert.ok(found !== undefined && more.length === 0, [found, ...more].map((one) => one?.code).join());
  const fix = ruleOf(found.code)?.fix?.(found, subjectIn(text, 'message', 'message.syncml'));
  if (fix === undefined) return undefined;
  const after = applyEdits(text, fix.edits);
  const start = text.indexOf(commands);
  return after.slice(start, after.length - (text.length - start - commands.length));
}
