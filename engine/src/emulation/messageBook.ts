// The messages of a run, each under the steps that it carried. A message that carried none belongs to the step under way.
import type { Step } from '../flow/model';
import type { Message } from '../syncml/message';
import type { TracedMessage } from '../session/trace';
import type { HttpRequest, HttpResponse } from '../net/exchange';
import { requestView, responseView } from './httpView';
import type { Masking } from './masking';
import { messageView } from './messageView';
import type { CallFlowMessage } from './runEvent';
import type { StepRecord, StepRecords } from './stepRecords';

export class MessageBook {
  private count = 0;
  /** The message that has come in and whose commands are being taken in, one by one. */
  private incoming:
    | { readonly view: CallFlowMessage; readonly message: Message | undefined; readonly under: StepRecord | undefined; attached: boolean }
    | undefined;
  /** Steps whose commands will be in the next message that the server sends. */
  private outgoing: StepRecord[] = [];

  /** The steps that the last message of the server carried. */
  lastCarried: readonly Step[] = [];

  constructor(
    private readonly records: StepRecords,
    private readonly masking: Masking,
  ) {}

  newId(): string {
    this.count += 1;
    return `m${this.count}`;
  }

  /** The server's end tells of a message; the device's view of the same is left out. */
  traced(entry: TracedMessage): CallFlowMessage {
    this.flush();
    const view = messageView(entry, this.newId(), this.masking);
    if (entry.told === 'received') this.incoming = { view, message: entry.message, under: this.records.latest, attached: false };
    else this.attachSent(view);
    return view;
  }

  /** An HTTP request has reached the download server. */
  requested(request: HttpRequest): void {
    this.flush();
    this.incoming = { view: requestView(request, this.newId(), this.masking), message: undefined, under: this.records.latest, attached: false };
  }

  /** The view of the request that has come in, for the step that it begins. */
  arrivedRequest(): CallFlowMessage | undefined {
    if (this.incoming !== undefined) this.incoming.attached = true;
    return this.incoming?.view;
  }

  /** Its answer belongs to the step under way. */
  responded(request: HttpRequest, response: HttpResponse): void {
    this.flush();
    const record = this.records.latest;
    if (record !== undefined) this.records.attach(record, responseView(request, response, this.newId(), this.masking));
  }

  /** The view of a message that has come in, for the step that it begins. */
  arrived(message: Message | undefined): CallFlowMessage | undefined {
    // A session may hand on a message without what it has dealt with itself: the header tells which one it is.
    if (message === undefined || this.incoming?.message?.header !== message.header) return undefined;
    this.incoming.attached = true;
    return this.incoming.view;
  }

  /** The next message that the server sends carries this step. */
  willCarry(record: StepRecord): void {
    this.outgoing.push(record);
  }

  attach(record: StepRecord, view: CallFlowMessage): void {
    this.records.attach(record, view);
  }

  /** A message that has begun no step belongs to the one under way when it came. */
  flush(): void {
    const { incoming } = this;
    this.incoming = undefined;
    if (incoming?.attached === false && incoming.under !== undefined) this.records.attach(incoming.under, incoming.view);
  }

  private attachSent(view: CallFlowMessage): void {
    const carried = this.outgoing;
    this.outgoing = [];
    for (const record of carried) this.records.attach(record, view);
    const record = this.records.latest;
    if (carried.length === 0 && record !== undefined) this.records.attach(record, view);
    this.lastCarried = (carried.length > 0 ? carried : record === undefined ? [] : [record]).map(({ step }) => step);
  }
}
