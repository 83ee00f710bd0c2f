// The runs of this window: one for each time that a flow was started, filled from its debug session's custom events. The
// latest stay readable after their sessions have ended.
import * as vscode from 'vscode';
import {
  debugEvents,
  debugRequests,
  type AnswerArguments,
  type CallFlowDelta,
  type CallFlowSnapshot,
  type PromptBody,
  type PromptClosedBody,
  type VerdictBody,
} from '#server/messages';
import { CallFlowRecord, type CallFlowChange } from './callFlowRecord';

export const debugType = 'fumo';

/** Runs that have ended, kept for reading. */
const kept = 10;

export interface FumoRun {
  /** Unique in this window; messages are named by it. */
  readonly key: string;
  readonly session: vscode.DebugSession;
  readonly record: CallFlowRecord;
}

export interface RunChange {
  readonly run: FumoRun;
  readonly change: CallFlowChange;
}

export class Runs implements vscode.Disposable {
  private runs: readonly FumoRun[] = [];
  private current: FumoRun | undefined;
  private started = 0;
  private readonly startEmitter = new vscode.EventEmitter<FumoRun>();
  private readonly changeEmitter = new vscode.EventEmitter<RunChange>();
  private readonly showEmitter = new vscode.EventEmitter<FumoRun>();
  private readonly subscriptions: vscode.Disposable[];

  /** A run has begun. */
  readonly onDidStart = this.startEmitter.event;
  /** A run has changed. */
  readonly onDidChange = this.changeEmitter.event;
  /** Another run is the one to show. */
  readonly onDidShow = this.showEmitter.event;

  constructor() {
    this.subscriptions = [
      this.startEmitter,
      this.changeEmitter,
      this.showEmitter,
      vscode.debug.onDidStartDebugSession((session) => {
        if (session.type === debugType) void this.of(session).record.refresh();
      }),
      vscode.debug.onDidTerminateDebugSession((session) => {
        this.find(session)?.record.end();
        this.forget();
      }),
      vscode.debug.onDidChangeActiveDebugSession((session) => {
        const run = session && this.find(session);
        if (run !== undefined) this.show(run);
      }),
      vscode.debug.onDidReceiveDebugSessionCustomEvent((event) => {
        if (event.session.type === debugType) this.take(event);
      }),
    ];
    const active = vscode.debug.activeDebugSession;
    if (active?.type === debugType) void this.of(active).record.refresh();
  }

  /** The run to show: the active session's, otherwise the latest. */
  get shown(): FumoRun | undefined {
    return this.current;
  }

  get live(): readonly FumoRun[] {
    return this.runs.filter(({ record }) => record.live);
  }

  byKey(key: string): FumoRun | undefined {
    return this.runs.find((run) => run.key === key);
  }

  /** False where no such question waits any more. */
  async answer(run: FumoRun, id: string, answer: AnswerArguments['answer']): Promise<boolean> {
    const body: AnswerArguments = { id, answer };
    try {
      await run.session.customRequest(debugRequests.answer, body);
      return true;
    } catch {
      return false;
    }
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private take({ session, event, body }: vscode.DebugSessionCustomEvent): void {
    switch (event) {
      case debugEvents.callFlow: {
        const delta = body as CallFlowDelta;
        if (delta.reset === true) void this.begin(session).record.refresh();
        else this.of(session).record.take(delta);
        return;
      }
      case debugEvents.prompt:
        this.of(session).record.takePrompt(body as PromptBody);
        return;
      case debugEvents.promptClosed: {
        const { record } = this.of(session);
        if (record.prompt?.id === (body as PromptClosedBody).id) record.takePrompt(undefined);
        return;
      }
      case debugEvents.verdict:
        this.of(session).record.takeVerdict(body as VerdictBody);
    }
  }

  private find(session: vscode.DebugSession): FumoRun | undefined {
    return this.runs.findLast((run) => run.session.id === session.id);
  }

  private of(session: vscode.DebugSession): FumoRun {
    return this.find(session) ?? this.begin(session);
  }

  private begin(session: vscode.DebugSession): FumoRun {
    this.find(session)?.record.end();
    const ask = async (): Promise<CallFlowSnapshot> => (await session.customRequest(debugRequests.snapshot)) as CallFlowSnapshot;
    const run: FumoRun = {
      key: String(++this.started),
      session,
      record: new CallFlowRecord(ask, (change) => {
        this.changeEmitter.fire({ run, change });
      }),
    };
    this.runs = [...this.runs, run];
    this.startEmitter.fire(run);
    this.show(run);
    return run;
  }

  private show(run: FumoRun): void {
    if (this.current === run) return;
    this.current = run;
    this.showEmitter.fire(run);
  }

  private forget(): void {
    const ended = this.runs.filter(({ record }) => !record.live);
    const gone = new Set(ended.slice(0, Math.max(0, ended.length - kept)));
    this.runs = this.runs.filter((run) => !gone.has(run));
  }
}
