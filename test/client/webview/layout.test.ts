// The call flow's geometry: nothing may overlap, leave the drawing or get lost.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layOutCallFlow, sizes, type CallFlowLayout, type LayoutInput } from '#client/webview/layout';
import type { PageCarrier, PageRow } from '#client/webview/pageMessages';

const actors = [
  { id: 'authority', title: 'Management Authority' },
  { id: 'server', title: 'Management Server' },
  { id: 'client', title: 'Management Client' },
  { id: 'update-client', title: 'Firmware Update Client' },
];

function row(n: string, from: string, to: string, more: Partial<PageRow> = {}): PageRow {
  return { step: `8.1.1/${n}`, n, from, to, title: `Step ${n}`, state: 'done', visibility: 'wire', uri: 'file:///f.flow.xml', line: 1, messages: [], ...more };
}

function carrier(id: string, more: Partial<PageCarrier> = {}): PageCarrier {
  return { id, from: 'server', to: 'client', summary: `Message ${id}`, sessionId: '1', size: 100, remarks: [], ...more };
}

function layOut(rows: readonly PageRow[], more: Partial<LayoutInput> = {}): CallFlowLayout {
  return layOutCallFlow({ actors, rows, width: 900, measure: (text) => text.length * 7, unfolded: new Set(), sharedText: (n) => `with step ${n}`, ...more });
}

test('lifelines share the width that there is, in the order of the actors', () => {
  const { actors: lines, width } = layOut([]);
  assert.deepEqual(lines.map(({ id }) => id), ['authority', 'server', 'client', 'update-client']);
  assert.ok(lines.every((line, index) => index === 0 || line.x - (lines[index - 1]?.x ?? 0) === line.width));
  assert.ok(width <= 900 && width > 880);
});

test('lifelines never stand closer than their titles need, the drawing gets wider instead', () => {
  const measure: LayoutInput['measure'] = (text) => text.length * 3;
  const { actors: lines, width } = layOut([], { width: 200, measure });
  assert.ok(lines.every((line) => line.width === sizes.narrowestColumn));
  assert.equal(width, sizes.gutter + 4 * sizes.narrowestColumn + sizes.margin);
  const wide = layOut([], { width: 200, measure: (text) => text.length * 20 });
  assert.ok(wide.actors.every((line) => line.width === 'Management'.length * 20 + sizes.actorPadding && !line.lines.join('').includes('…')));
});

test('long titles of actors break into lines, and the header is high enough for the longest', () => {
  const layout = layOut([], { width: 200 });
  const lines = Math.max(...layout.actors.map((actor) => actor.lines.length));
  assert.ok(lines >= 2);
  assert.ok(layout.headerHeight >= lines * sizes.actorLine);
});

test('rows stand below each other without gap or overlap', () => {
  const layout = layOut([row('0', 'authority', 'server'), row('1', 'server', 'client', { messages: [carrier('m1')] }), row('2', 'client', 'client', { note: 'A note.' })]);
  let bottom = 0;
  for (const { top, height } of layout.rows) {
    assert.equal(top, bottom);
    bottom += height;
  }
  assert.equal(layout.height, bottom);
});

test('an arrow goes from its sender to its receiver, whichever side that is', () => {
  const [there, back] = layOut([row('1', 'server', 'client'), row('2', 'client', 'server')]).rows;
  assert.deepEqual([there?.arrow.kind, there?.arrow.direction], ['straight', 1]);
  assert.deepEqual([back?.arrow.from, back?.arrow.to, back?.arrow.direction], [there?.arrow.to, there?.arrow.from, -1]);
});

test('a step of one actor with itself is a loop to the right, and the last lifeline leaves room for it', () => {
  const layout = layOut([row('13', 'update-client', 'update-client')], { width: 0 });
  const [placed] = layout.rows;
  assert.deepEqual([placed?.arrow.kind, placed?.arrow.direction], ['loop', 1]);
  assert.ok((placed?.arrow.from ?? 0) + sizes.loopWidth < layout.width);
});

test('a title stays inside the drawing and above its arrow', () => {
  const title = 'Acknowledges by opening the session with a long title that has to break';
  const layout = layOut([row('0', 'authority', 'server', { title }), row('13', 'update-client', 'update-client', { title })], { width: 400 });
  for (const { title: placed, arrow } of layout.rows) {
    const half = (Math.max(...placed.lines.map((line) => line.length)) * 7) / 2;
    assert.ok(placed.x - half >= sizes.gutter - 1, 'left');
    assert.ok(placed.x + half <= layout.width, 'right');
    const lowest = placed.y + (placed.lines.length - 1) * sizes.titleLine + sizes.titleLine / 2;
    assert.ok(lowest <= arrow.y - sizes.numberRadius + 1, 'above the number');
    assert.equal(placed.lines.join(' '), title);
  }
});

test('messages stand below the arrow, each on a line of its own and inside the row', () => {
  const [placed] = layOut([row('10', 'server', 'client', { messages: [carrier('m1'), carrier('m2', { from: 'client', to: 'server' })] })]).rows;
  assert.ok(placed);
  const [first, second] = placed.carriers;
  assert.ok(first && second);
  assert.ok(first.y - sizes.carrierLine / 2 >= placed.arrow.y + sizes.numberRadius);
  assert.equal(second.y - first.y, sizes.carrierLine);
  assert.ok(second.y + sizes.carrierLine / 2 <= placed.height);
  assert.deepEqual([first.direction, second.direction], [1, -1]);
});

test('the package number is said once, also where the summary begins with it', () => {
  const messages = [carrier('m1', { packageNumber: 1, summary: '#1 Alert 1200' }), carrier('m2', { packageNumber: 3, summary: 'Status 200' })];
  const [placed] = layOut([row('2', 'client', 'server', { messages })]).rows;
  assert.deepEqual(placed?.carriers.map(({ label, summary }) => [label, summary]), [
    ['#1', 'Alert 1200'],
    ['#3', 'Status 200'],
  ]);
});

test('a message that carries a second step names the step that it carried first', () => {
  const messages = [carrier('m1')];
  const rows = layOut([row('2', 'client', 'server', { messages }), row('3', 'client', 'server', { messages })]).rows;
  assert.deepEqual(rows.map(({ carriers }) => carriers[0]?.shared), ['', ' · with step 2']);
});

test('a summary that is too long is shortened to what the drawing has room for', () => {
  const messages = [carrier('m1', { summary: 'x'.repeat(400) })];
  const [placed, again] = layOut([row('1', 'server', 'client', { messages }), row('2', 'server', 'client', { messages })]).rows;
  const summary = placed?.carriers[0]?.summary ?? '';
  assert.ok(summary.endsWith('…'));
  for (const { x, summary: shown, shared } of [...(placed?.carriers ?? []), ...(again?.carriers ?? [])]) assert.ok(x + (shown.length + shared.length) * 7 <= 900);
});

test('many messages are folded to the first three and the last two, and unfold', () => {
  const messages = Array.from({ length: 1300 }, (_, index) => carrier(`m${index}`));
  const rows = [row('10', 'server', 'client', { messages })];
  const [folded] = layOut(rows).rows;
  assert.deepEqual(folded?.carriers.map(({ message }) => message.id), ['m0', 'm1', 'm2', 'm1298', 'm1299']);
  assert.equal(folded?.fold?.hidden, 1295);
  const [whole] = layOut(rows, { unfolded: new Set(['8.1.1/10']) }).rows;
  assert.equal(whole?.carriers.length, 1300);
  assert.equal(whole?.fold?.hidden, 0);
});

test('six messages are not folded, seven are', () => {
  const many = (count: number): readonly PageRow[] => [row('10', 'server', 'client', { messages: Array.from({ length: count }, (_, index) => carrier(`m${index}`)) })];
  assert.equal(layOut(many(6)).rows[0]?.fold, undefined);
  assert.equal(layOut(many(7)).rows[0]?.fold?.hidden, 2);
});

test('a note takes the lines that it needs, below the messages', () => {
  const note = 'Status 401 of Exec was seen where 202 was expected. '.repeat(6).trim();
  const [placed] = layOut([row('11', 'server', 'client', { note, messages: [carrier('m1')] })], { width: 500 }).rows;
  assert.ok(placed?.note);
  assert.ok(placed.note.lines.length > 1);
  assert.ok(placed.note.y > (placed.carriers[0]?.y ?? 0));
  assert.ok(placed.note.y + placed.note.lines.length * sizes.noteLine - sizes.noteLine / 2 <= placed.height);
});

test('a step of an actor that has no lifeline is still drawn', () => {
  const [placed] = layOut([row('1', 'somebody', 'client')]).rows;
  assert.equal(placed?.arrow.from, layOut([]).actors[0]?.x);
});

test('no actors and no rows make an empty drawing', () => {
  const layout = layOutCallFlow({ actors: [], rows: [], width: 0, measure: () => 0, unfolded: new Set(), sharedText: () => '' });
  assert.equal(layout.height, 0);
  assert.ok(layout.width > 0);
});
