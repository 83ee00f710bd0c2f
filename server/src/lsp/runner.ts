// The fence round every handler: what was cancelled is answered as that, what went wrong is logged and answered by
// something harmless.
import { LSPErrorCodes, ResponseError, type CancellationToken } from 'vscode-languageserver';
import type { Log } from './log';
import type { ServerRuntime } from './runtime';

export interface Fence {
  readonly runtime: Pick<ServerRuntime, 'clock' | 'turn'>;
  readonly log: Log;
}

/** `what` names the request in the log; `fallback` answers it where `act` throws. Never throws. */
export async function fenced<R>({ runtime, log }: Fence, what: string, fallback: R, token: CancellationToken, act: () => R | Promise<R>): Promise<R | ResponseError> {
  await runtime.turn();
  if (token.isCancellationRequested) return cancelled();
  const started = runtime.clock.now();
  try {
    const result = await act();
    log.debug(`${what}: ${runtime.clock.now() - started} ms`);
    return token.isCancellationRequested ? cancelled() : result;
  } catch (thrown) {
    log.error(`${what} failed.`, thrown);
    return fallback;
  }
}

function cancelled(): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');
}
