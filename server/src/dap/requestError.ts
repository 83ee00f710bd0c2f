// What a request is answered with when it can't be done.
import { sentenceOf } from '#engine/base/failure';
import { Refusal } from '#engine/syncml/refusal';
import type { DebugProtocol } from '@vscode/debugprotocol';

/** The number that the protocol wants beside every message. It tells nothing: the sentence does. */
const anyError = 1;

/** The sentence goes in by way of a variable: its braces, if it has any, must not be taken for variables. */
export function requestError(thrown: unknown, showUser: boolean): DebugProtocol.Message {
  const sentence = thrown instanceof Refusal ? `${thrown.message} (status ${thrown.status})` : sentenceOf(thrown);
  return { id: anyError, format: '{_sentence}', variables: { _sentence: sentence }, showUser };
}
