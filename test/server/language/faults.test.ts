// Faults in flows: completed by the step that they stand in, explained, and told where they can't be.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { completionsAt } from '#server/language/complete';
import { hoverAt } from '#server/language/hover';
import { withoutStops } from '#server/lsp/convert';
import { readFlowText } from '#engine/flow/readFlow';
import { flowFolder } from '../../flowFolder';
import { atCursor, contextOf, flow } from './cursor';

const install = (fault: string): string => flow(`<step n="1" from="update-client" to="update-client" title="Installs">${fault}</step>`);

async function offered(marked: string): Promise<readonly { readonly label: string; readonly insert: string }[]> {
  const { model, offset } = atCursor(marked);
  return completionsAt(model, offset, await contextOf(model)).map(({ label, insert }) => ({ label, insert: withoutStops(insert) }));
}

async function explained(marked: string): Promise<string> {
  const { model, offset } = atCursor(marked);
  return hoverAt(model, offset, await contextOf(model))?.markdown ?? '';
}

test('the faults that can come about in a step are offered, each explained', async () => {
  const labels = (await offered(install('<fault name="|"/>'))).map(({ label }) => label);
  assert.ok(labels.includes('power-cut') && labels.includes('boot-loop'), labels.join(', '));
  assert.ok(!labels.includes('chunk-lost') && !labels.includes('user-silent'), labels.join(', '));
});

test('the faults of a variant are those of the step that it changes', async () => {
  const variant = (step: string): string => `<flow xmlns="urn:fumo-tools:flow:1" id="v" title="t"><include href="dm-download.flow.xml"/><at step="${step}"><fault name="|"/></at></flow>`;
  const at = async (step: string): Promise<readonly string[]> => (await offered(variant(step))).map(({ label }) => label);
  assert.ok((await at('1')).every((label) => label.startsWith('notification-')));
  assert.ok((await at('10')).includes('chunk-lost'));
});

test('the settings of a fault are offered with their defaults, and no others', async () => {
  const found = await offered(install('<fault name="power-cut" |/>'));
  assert.deepEqual(found.map(({ label }) => label).sort(), ['at', 'for', 'unless', 'when']);
  assert.equal(found.find(({ label }) => label === 'at')?.insert, 'at="40%"');
});

test('a fault and its settings are explained', async () => {
  assert.match(await explained(install('<fault name="power-|cut"/>')), /^\*\*power-cut\*\*\n\nThe power goes[^]*`at`, 40%[^]*result 410/);
  assert.match(await explained(install('<fault name="power-cut" f|or="5s"/>')), /^\*\*for\*\* of power-cut\n\nHow long the device stays off\./);
  assert.match(await explained(install('<fault na|me="power-cut"/>')), /^\*\*name\*\* of `fault`/);
});

test('a fault that there isn’t, a setting that it doesn’t take and a place where it can’t stand are problems', async () => {
  const codes = async (fault: string): Promise<readonly string[]> =>
    (await readFlowText('memory:/update/t.flow.xml', install(fault), flowFolder())).problems.map(({ code }) => code).filter((code) => code.startsWith('flow-fault'));
  assert.deepEqual(await codes('<fault name="power-cut" at="50%"/>'), []);
  assert.deepEqual(await codes('<fault name="power-cuts"/>'), ['flow-fault-unknown']);
  assert.deepEqual(await codes('<fault name="power-cut" at="half"/>'), ['flow-fault-setting']);
  assert.deepEqual(await codes('<fault name="chunk-lost"/>'), ['flow-fault-place']);
});
