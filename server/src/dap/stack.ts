// The stack of the actor whose step is next: the step, the message that carries it, the flow. Other actors have one
// frame that says what they are doing.
import type { Run, RunView } from '#engine/emulation/run';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Coordinates } from './coordinates';
import type { MessageSources } from './messageSources';
import { actorOfThread } from './threads';

/** Only one actor has the frames of the step, so that they need no number of their own each time. */
const frameIds = { step: 1, message: 2, flow: 3, otherThreads: 100 } as const;

export function framesOf(run: Run, threadId: number, coordinates: Coordinates, messages: MessageSources): DebugProtocol.StackFrame[] {
  const actor = actorOfThread(threadId);
  const view = run.view();
  if (actor === undefined) return [];
  if (view.stoppedAt?.actor === actor) return actingFrames(run, view, coordinates, messages);
  const doing = view.actors.find((candidate) => candidate.actor === actor)?.doing ?? '';
  if (doing === '') return [];
  return [{ id: frameIds.otherThreads + threadId, name: doing, line: 0, column: 0, presentationHint: 'label' }];
}

function actingFrames(run: Run, view: RunView, coordinates: Coordinates, messages: MessageSources): DebugProtocol.StackFrame[] {
  const step = view.stoppedAt?.step;
  if (step === undefined) return [];
  const message = view.message;
  const column = coordinates.toClientColumn(0);
  return [
    {
      id: frameIds.step,
      name: `${step.id} ${step.title}`,
      source: coordinates.source(step.at.uri),
      line: coordinates.toClientLine(step.at.line),
      column,
    },
    ...(message === undefined
      ? []
      : [
          {
            id: frameIds.message,
            name: message.summary,
            source: messages.source(message),
            line: coordinates.toClientLine(0),
            column,
            presentationHint: 'subtle' as const,
          },
        ]),
    {
      id: frameIds.flow,
      name: `${run.flow.id} ${run.flow.title}`,
      source: coordinates.source(run.flow.uri),
      line: coordinates.toClientLine(0),
      column,
      presentationHint: 'subtle',
    },
  ];
}
