// The fence round the handlers.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { VirtualClock } from '#engine/base/virtualClock';
import type { Log } from '#server/lsp/log';
import { fenced } from '#server/lsp/runner';
import { nodeFiles } from '#server/node/nodeFiles';
import { CancellationTokenSource, LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';

const runtime = { clock: new VirtualClock(), files: () => nodeFiles(), turn: () => Promise.resolve() };

function logging(): { readonly log: Log; readonly errors: unknown[] } {
  const errors: unknown[] = [];
  const quiet = (): void => undefined;
  return { errors, log: { error: (message, thrown) => errors.push([message, thrown]), warn: quiet, info: quiet, debug: quiet } };
}

test('what goes wrong is logged and answered by the fallback', async () => {
  const { log, errors } = logging();
  const thrown = new Error('broken');
  const answer = await fenced({ runtime, log }, 'textDocument/hover', null, new CancellationTokenSource().token, () => {
    throw thrown;
  });
  assert.equal(answer, null);
  assert.deepEqual(errors, [['textDocument/hover failed.', thrown]]);
});

test('what was cancelled before it began is not begun, and what was cancelled meanwhile is not answered', async () => {
  const { log } = logging();
  const before = new CancellationTokenSource();
  before.cancel();
  let begun = false;
  const first = await fenced({ runtime, log }, 'a', 0, before.token, () => {
    begun = true;
    return 1;
  });
  assert.ok(first instanceof ResponseError && first.code === LSPErrorCodes.RequestCancelled && !begun);
  const meanwhile = new CancellationTokenSource();
  const second = await fenced({ runtime, log }, 'a', 0, meanwhile.token, () => {
    meanwhile.cancel();
    return 1;
  });
  assert.ok(second instanceof ResponseError && second.code === LSPErrorCodes.RequestCancelled);
});
