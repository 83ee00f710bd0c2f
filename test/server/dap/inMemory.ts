// A debug session in this process, its streams in memory.
import { FumoDebugSession } from '#server/dap/fumoDebugSession';
import type { SessionWorld } from '#server/dap/debuggee';
import { PassThrough } from 'node:stream';
import { DapClient } from './dapClient';

export interface InMemory {
  readonly client: DapClient;
  /** Resolves when the session has ended and holds nothing any more. */
  readonly ended: Promise<void>;
}

export function sessionInMemory(world: Omit<SessionWorld, 'ended'>): InMemory {
  const toAdapter = new PassThrough();
  const fromAdapter = new PassThrough();
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const session = new FumoDebugSession({ ...world, ended: end });
  session.start(toAdapter, fromAdapter);
  return { client: new DapClient(toAdapter, fromAdapter), ended };
}
