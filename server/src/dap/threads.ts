// Threads are the actors of the flow: the same actor has the same number in every run.
import { actors, actorTitles, type Actor } from '#engine/base/actor';
import type { DebugProtocol } from '@vscode/debugprotocol';

export function threadIdOf(actor: Actor): number {
  return actors.indexOf(actor) + 1;
}

export function actorOfThread(threadId: number): Actor | undefined {
  return actors[threadId - 1];
}

export function threadsOf(taking: readonly Actor[]): DebugProtocol.Thread[] {
  return taking.map((actor) => ({ id: threadIdOf(actor), name: actorTitles[actor] }));
}
