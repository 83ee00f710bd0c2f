// When a step is told, and with which messages.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CallFlowMessage, CallFlowRow, RunEvent, StepState } from '#engine/emulation/runEvent';
import { jsonPrinter, textPrinter } from '#server/cli/stepPrinter';

function row(n: string, state: StepState, ...messages: string[]): RunEvent {
  const whole: CallFlowRow = {
    step: `x/${n}`,
    n,
    from: 'server',
    to: 'client',
    title: `Step ${n}`,
    state,
    visibility: 'wire',
    uri: 'file:///x',
    line: 0,
    messages: messages.map((summary): CallFlowMessage => ({ id: summary, from: 'server', to: 'client', summary, sessionId: '1', text: '', size: 1, remarks: [] })),
  };
  return { seq: 1, type: 'row', row: whole };
}

const ended: RunEvent = { seq: 9, type: 'ended', verdict: { verdict: 'success' } };

function told(...events: RunEvent[]): string[] {
  const printer = jsonPrinter();
  return events.flatMap((event) => printer.lines(event)).map((line) => {
    const { step, message } = JSON.parse(line) as { step: string; message: string };
    return `${step}: ${message}`;
  });
}

test('a step waits for the message that carries it, and is told once', () => {
  assert.deepEqual(told(row('1', 'current'), row('1', 'done'), row('1', 'done', 'Get'), row('1', 'done', 'Get', 'more')), ['x/1: Get']);
});

test('a step that no message carries is told as soon as anything else happens', () => {
  assert.deepEqual(told(row('1', 'done'), row('2', 'current')), ['x/1: ']);
  assert.deepEqual(told(row('1', 'done'), ended), ['x/1: ']);
  assert.deepEqual(told(row('1', 'done'), { seq: 1, type: 'prompt', prompt: { id: 'q', text: '', step: 'x/1', seconds: 1 } }), ['x/1: ']);
});

test('steps are told in the order in which they were settled', () => {
  assert.deepEqual(told(row('2', 'done'), row('1', 'done', 'a'), row('2', 'done', 'b'), row('3', 'failed')), ['x/2: ', 'x/1: a', 'x/3: ']);
});

test('a message that comes after another step was told says whose it is', () => {
  const printer = textPrinter();
  const lines = [row('1', 'done', 'a'), row('2', 'skipped'), row('1', 'done', 'a', 'b')].flatMap((event) => printer.lines(event));
  assert.deepEqual(lines.map((line) => line.trim()), [
    'x/1       Management Server -> Management Client: Step 1',
    'a (1 octets)',
    'x/2       Management Server -> Management Client: Step 2 (skipped)',
    'x/1: b (1 octets)',
  ]);
});
