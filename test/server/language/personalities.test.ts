// Personalities in flows: completed one by one, explained, and told where nobody knows them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFlowText } from '#engine/flow/readFlow';
import { personalities } from '#engine/flow/personalities';
import { completionsAt } from '#server/language/complete';
import { hoverAt } from '#server/language/hover';
import { flowFolder } from '../../flowFolder';
import { atCursor, contextOf } from './cursor';

const flow = (personality: string): string =>
  `<flow xmlns="urn:fumo-tools:flow:1" id="f" title="t"><emulate ddf="device.ddf" tree="device.tnds.xml" personality="${personality}"/><server id="dm.example.com" accounts="accounts.xml"/></flow>`;

test('every personality is offered, but for those that the list holds', async () => {
  for (const [written, missing] of [['|', []], ['always-final |', ['always-final']]] as const) {
    const { model, offset } = atCursor(flow(written));
    const found = completionsAt(model, offset, await contextOf(model));
    assert.deepEqual(
      found.map(({ label }) => label),
      personalities.map(({ id }) => id).filter((id) => !(missing as readonly string[]).includes(id)),
    );
    assert.ok(found.every(({ doc }) => doc?.includes('Seen: ') === true));
  }
});

test('a personality is explained, each in a list by itself', async () => {
  const { model, offset } = atCursor(flow('correlator-lost always-|final'));
  assert.match(hoverAt(model, offset, await contextOf(model))?.markdown ?? '', /^\*\*always-final\*\*\n\nEvery message has Final[^]*\*DM-PRO 6\*$/);
});

test('a name that is none is a problem at that very name', async () => {
  const text = flow('always-final always-finla');
  const { problems } = await readFlowText('memory:/update/t.flow.xml', text, flowFolder());
  const found = problems.filter(({ code }) => code === 'flow-personality-unknown');
  assert.deepEqual(found.map(({ range }) => text.slice(range.start, range.end)), ['always-finla']);
});
