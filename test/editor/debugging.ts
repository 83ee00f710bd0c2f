// What suites that debug share: the sessions of this window and what their adapters say.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from './until';

export interface FumoTools {
  callFlow(): { readonly open: boolean; readonly steps: readonly string[] };
}

type Messages = readonly { readonly type: string; readonly event?: string; readonly body?: unknown }[];

/** The events of this window's debug sessions, and how many have ended, since `forget`. */
export const seen: { events: { event: string; body: Record<string, unknown> }[]; ended: number } = {
  events: [],
  ended: 0,
};

/** A run takes longer than an answer of the editor. */
export function inRun<T>(what: string, look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  return until(what, look, 30_000);
}

/** The frame of a run that stands on a line, counted from 0. */
export async function stoppedAt(line: number): Promise<vscode.DebugStackFrame> {
  return inRun(`a stop on line ${line + 1}`, async () => {
    const frame = vscode.debug.activeStackItem;
    if (!(frame instanceof vscode.DebugStackFrame)) return undefined;
    const { stackFrames } = (await frame.session.customRequest('stackTrace', { threadId: frame.threadId })) as { stackFrames: { line: number }[] };
    return stackFrames[0]?.line === line + 1 ? frame : undefined;
  });
}

interface Variable {
  readonly name: string;
  readonly value: string;
  readonly variablesReference: number;
}

async function variablesOf(session: vscode.DebugSession, reference: number): Promise<readonly Variable[]> {
  return ((await session.customRequest('variables', { variablesReference: reference })) as { variables: Variable[] }).variables;
}

/** The variable at a path below a scope: `Device Tree`, `DevDetail`, `FwV`. */
export async function variableAt(frame: vscode.DebugStackFrame, path: readonly string[]): Promise<{ readonly parent: number; readonly variable: Variable }> {
  const { scopes } = (await frame.session.customRequest('scopes', { frameId: frame.frameId })) as { scopes: { name: string; variablesReference: number }[] };
  const [scopeName, ...names] = path;
  const scope = scopes.find((candidate) => candidate.name === scopeName);
  assert.ok(scope, `no scope ${String(scopeName)} among ${scopes.map((candidate) => candidate.name).join(', ')}`);
  let parent = scope.variablesReference;
  let variable: Variable | undefined;
  for (const name of names) {
    if (variable !== undefined) parent = variable.variablesReference;
    variable = (await variablesOf(frame.session, parent)).find((candidate) => candidate.name === name);
    assert.ok(variable, `no ${name} in ${path.join(' / ')}`);
  }
  assert.ok(variable);
  return { parent, variable };
}


/** Begins to write down what debug sessions do; the disposables end that. */
export function watchSessions(): readonly vscode.Disposable[] {
  return [
    vscode.debug.registerDebugAdapterTrackerFactory('fumo', {
      createDebugAdapterTracker: () => ({
        onDidSendMessage: (message: Messages[number]) => {
          if (message.type === 'event') seen.events.push({ event: message.event ?? '', body: (message.body ?? {}) as Record<string, unknown> });
        },
      }),
    }),
    vscode.debug.onDidTerminateDebugSession(() => seen.ended++),
  ];
}

export function forget(): void {
  seen.events = [];
  seen.ended = 0;
}

/** Stops whatever runs and takes the breakpoints away. */
export async function endSessions(): Promise<void> {
  vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
  // A session that is just ending by itself can't be stopped any more: that is no fault.
  if (vscode.debug.activeDebugSession !== undefined) await vscode.debug.stopDebugging().then(undefined, () => undefined);
  await inRun('the end of all sessions', () => (vscode.debug.activeDebugSession === undefined ? true : undefined));
}

/** The line on which a step begins, counted from 0. */
export function lineOfStep(document: vscode.TextDocument, step: number): number {
  const line = document.getText().split('\n').findIndex((text) => text.includes(`<step n="${step}"`));
  assert.ok(line >= 0);
  return line;
}

export function breakAt(document: vscode.TextDocument, ...steps: readonly number[]): void {
  vscode.debug.addBreakpoints(
    steps.map((step) => new vscode.SourceBreakpoint(new vscode.Location(document.uri, new vscode.Position(lineOfStep(document, step), 0)))),
  );
}

export function verdict(): Promise<Record<string, unknown>> {
  return until('the verdict', () => seen.events.find(({ event }) => event === 'fumo/verdict')?.body);
}

export function tools(): FumoTools {
  return vscode.extensions.getExtension<FumoTools>('fumo-tools.fumo-tools')?.exports ?? assert.fail('the extension is not there');
}
