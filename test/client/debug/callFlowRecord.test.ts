// A run's record stays whole over deltas, gaps, late questions and its end.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CallFlowRecord, type CallFlowChange } from '#client/debug/callFlowRecord';
import type { CallFlowSnapshot, RowView } from '#server/messages';

function row(n: number, state: RowView['state'], messages: RowView['messages'] = []): RowView {
  return { step: `8.1.1/${n}`, n: String(n), from: 'server', to: 'client', title: `Step ${n}`, state, visibility: 'wire', uri: 'file:///f', line: n, messages };
}

function snapshot(seq: number, ...rows: readonly RowView[]): CallFlowSnapshot {
  return { seq, flow: 'file:///f', title: '8.1.1', actors: [], rows };
}

/** A record whose questions are answered by hand, in order. */
function asked(): { record: CallFlowRecord; changes: CallFlowChange[]; questions: () => number; give: (whole: CallFlowSnapshot) => Promise<void>; refuse: () => Promise<void> } {
  const waiting: { resolve: (whole: CallFlowSnapshot) => void; reject: (error: Error) => void }[] = [];
  const changes: CallFlowChange[] = [];
  let questions = 0;
  const record = new CallFlowRecord(
    () => {
      questions += 1;
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
    (change) => changes.push(change),
  );
  const settled = async (): Promise<void> => {
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  };
  return {
    record,
    changes,
    questions: () => questions,
    give: (whole) => {
      waiting.shift()?.resolve(whole);
      return settled();
    },
    refuse: () => {
      waiting.shift()?.reject(new Error('not yet'));
      return settled();
    },
  };
}

const states = (record: CallFlowRecord): readonly string[] => record.callFlow?.rows.map(({ state }) => state) ?? [];

test('a delta replaces the row of its step, or adds one', async () => {
  const { record, changes, give, questions } = asked();
  void record.refresh();
  await give(snapshot(4, row(0, 'done'), row(1, 'waiting')));
  record.take({ seq: 5, row: row(1, 'current') });
  record.take({ seq: 6, row: row(2, 'waiting') });
  assert.deepEqual(states(record), ['done', 'current', 'waiting']);
  assert.deepEqual(changes.map(({ type }) => type), ['whole', 'row', 'row']);
  assert.equal(questions(), 1);
});

test('a delta before the whole is known asks for the whole', async () => {
  const { record, give, questions } = asked();
  record.take({ seq: 9, row: row(1, 'current') });
  assert.equal(questions(), 1);
  await give(snapshot(9, row(0, 'done'), row(1, 'current')));
  assert.deepEqual(states(record), ['done', 'current']);
  assert.equal(questions(), 1);
});

test('deltas that overtake the answer are applied to it, older ones are not', async () => {
  const { record, give } = asked();
  void record.refresh();
  record.take({ seq: 3, row: row(1, 'current') });
  record.take({ seq: 4, row: row(1, 'done') });
  await give(snapshot(3, row(0, 'done'), row(1, 'current')));
  assert.deepEqual(states(record), ['done', 'done']);
});

test('the numbers of deltas may skip, and a delta that the whole already holds changes nothing', async () => {
  const { record, give, questions } = asked();
  void record.refresh();
  await give(snapshot(4, row(0, 'waiting'), row(1, 'waiting')));
  record.take({ seq: 9, row: row(1, 'current') });
  record.take({ seq: 3, row: row(0, 'failed') });
  assert.deepEqual(states(record), ['waiting', 'current']);
  assert.equal(questions(), 1);
});

test('one question waits at a time', async () => {
  const { record, give, questions } = asked();
  void record.refresh();
  void record.refresh();
  void record.refresh();
  assert.equal(questions(), 1);
  await give(snapshot(1));
  assert.equal(questions(), 2);
});

test('a session that cannot answer yet is asked at its next delta', async () => {
  const { record, give, refuse, questions } = asked();
  void record.refresh();
  await refuse();
  assert.equal(record.callFlow, undefined);
  record.take({ seq: 1, row: row(0, 'current') });
  assert.equal(questions(), 2);
  await give(snapshot(1, row(0, 'current')));
  assert.deepEqual(states(record), ['current']);
});

test('the place where the run stands comes and goes', async () => {
  const { record, give } = asked();
  void record.refresh();
  await give(snapshot(1, row(0, 'waiting')));
  record.take({ seq: 2, stoppedAt: '8.1.1/0' });
  assert.equal(record.callFlow?.stoppedAt, '8.1.1/0');
  record.take({ seq: 3, row: row(0, 'current') });
  assert.equal(record.callFlow.stoppedAt, '8.1.1/0');
  record.take({ seq: 4, stoppedAt: null });
  assert.ok(!('stoppedAt' in record.callFlow));
});

test('after the end the rows and their messages stay, the question and the place go', async () => {
  const { record, changes, give, questions } = asked();
  const message = { id: 'm1', from: 'server', to: 'client', summary: 'Get', sessionId: '1', text: '<SyncML/>', size: 9, remarks: [] };
  void record.refresh();
  await give({ ...snapshot(1, row(0, 'done', [message])), stoppedAt: '8.1.1/0' });
  record.takePrompt({ id: 'p1', text: 'Update?', step: '8.1.1/0', seconds: 60 });
  assert.equal(record.prompt?.id, 'p1');
  record.takeVerdict({ verdict: 'success', result: 200 });
  record.end();
  assert.equal(record.live, false);
  assert.equal(record.prompt, undefined);
  assert.ok(record.callFlow && !('prompt' in record.callFlow) && !('stoppedAt' in record.callFlow));
  assert.equal(record.callFlow.verdict?.result, 200);
  assert.equal(record.message('m1')?.text, '<SyncML/>');
  assert.equal(record.message('m2'), undefined);
  assert.equal(changes.at(-1)?.type, 'live');
  assert.equal(questions(), 1);
});

test('a question that already waits when the whole arrives is known', async () => {
  const { record, give } = asked();
  void record.refresh();
  await give({ ...snapshot(1), prompt: { id: 'p1', text: 'Update?', step: '8.1.1/7', seconds: 60 } });
  assert.equal(record.prompt?.text, 'Update?');
});

test('a question and a verdict that overtake the whole are not lost', async () => {
  const { record, give } = asked();
  void record.refresh();
  record.takePrompt({ id: 'q1', text: 'Update?', step: '8.1.1/8', seconds: 60 });
  record.takeVerdict({ verdict: 'success' });
  await give(snapshot(4, row(0, 'done')));
  assert.equal(record.prompt?.id, 'q1');
  assert.equal(record.callFlow?.prompt?.id, 'q1');
  assert.equal(record.callFlow?.verdict?.verdict, 'success');
});

test('a question that was answered while the whole was on its way does not come back', async () => {
  const { record, give } = asked();
  void record.refresh();
  record.takePrompt(undefined);
  await give({ ...snapshot(4, row(0, 'done')), prompt: { id: 'q1', text: 'Update?', step: '8.1.1/8', seconds: 60 } });
  assert.equal(record.prompt, undefined);
  assert.equal(record.callFlow?.prompt, undefined);
});

test('a session that could not answer but has moved since is asked again at once', async () => {
  const { record, give, refuse, questions } = asked();
  void record.refresh();
  record.take({ seq: 1, row: row(0, 'done') });
  await refuse();
  assert.equal(questions(), 2);
  await give(snapshot(2, row(0, 'done')));
  assert.deepEqual(states(record), ['done']);
});
