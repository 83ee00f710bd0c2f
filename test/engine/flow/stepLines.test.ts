// Steps with their lines, and where a breakpoint goes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { snapToStep, stepsOfText } from '#engine/flow/stepLines';

const text = `<flow id="f">
  <step n="1" title="one">
    <close/>
  </step>

  <message>
    <step n="2" title="two"
          from="server"/>
    <step n="3"/><step n="4"/>
  </message>
  <at step="1"><close/></at>
  <!-- the end -->
</flow>`;

test('Every step is listed with its lines, also inside a message, and nothing else is', () => {
  assert.deepEqual(
    stepsOfText(text, 'mem:/f').map(({ n, title, line, endLine }) => [n, title, line, endLine]),
    [
      ['1', 'one', 1, 3],
      ['2', 'two', 6, 7],
      ['3', '', 8, 8],
      ['4', '', 8, 8],
    ],
  );
});

test('A breakpoint goes to the step on its line, the one around it, or the next one', () => {
  const steps = stepsOfText(text, 'mem:/f');
  const snapped = Array.from({ length: 13 }, (_, line) => snapToStep(steps, line)?.n);
  assert.deepEqual(snapped, ['1', '1', '1', '1', '2', '2', '2', '2', '3', undefined, undefined, undefined, undefined]);
});

test('A step that is never closed hides none of those after it', () => {
  const steps = stepsOfText('<flow>\n<step n="1">\n<step n="2">\n</step>\n</flow>', 'mem:/f');
  assert.deepEqual(steps.map(({ n }) => n), ['1', '2']);
  assert.equal(snapToStep(steps, 2)?.n, '2');
});

test('What is no flow has no steps', () => {
  assert.deepEqual(stepsOfText('<other><step n="1"/></other>', 'mem:/f'), []);
  assert.deepEqual(stepsOfText('', 'mem:/f'), []);
});
