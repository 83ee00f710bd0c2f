// Messages as sources: each message of the run can be opened as a document of its own.
import { Failure } from '#engine/base/failure';
import type { CallFlowMessage } from '#engine/emulation/runEvent';
import type { DebugProtocol } from '@vscode/debugprotocol';

const mediaType = 'application/vnd.syncml.dm+xml';

/** Numbers that were given out are never given again, not even to the messages of another run. */
export class MessageSources {
  private readonly byReference = new Map<number, CallFlowMessage>();
  private readonly references = new Map<string, number>();
  private next = 1;

  /** True where the message wasn't known before. A message that is known may have changed. */
  take(message: CallFlowMessage): boolean {
    const known = this.references.get(message.id);
    const reference = known ?? this.next++;
    this.references.set(message.id, reference);
    this.byReference.set(reference, message);
    return known === undefined;
  }

  source(message: CallFlowMessage): DebugProtocol.Source {
    this.take(message);
    return { name: `${message.id}.syncml`, sourceReference: this.references.get(message.id) ?? 0, origin: message.summary };
  }

  all(): DebugProtocol.Source[] {
    return [...this.byReference.values()].map((message) => this.source(message));
  }

  content(reference: number): DebugProtocol.SourceResponse['body'] {
    const message = this.byReference.get(reference);
    if (message === undefined) throw new Failure('source-gone', 'This message belongs to a run that is over.');
    return { content: message.text, mimeType: mediaType };
  }

  /** Another run begins: its messages count from m1 again. */
  clear(): void {
    this.byReference.clear();
    this.references.clear();
  }
}
