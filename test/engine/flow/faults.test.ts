// The table of faults: sound in itself, and told on a page of its own.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultCard, faultSection } from '#engine/flow/faults/describe';
import { faultsOfFault } from '#engine/flow/faults/checkFault';
import { allPlaces, placesOf } from '#engine/flow/faults/places';
import { faultGroups, outcomeAt } from '#engine/flow/faults/preset';
import { faultPresets } from '#engine/flow/faults/presets';
import { readSetting, Settings } from '#engine/flow/faults/settings';
import { flowSchema } from '#engine/schema/flow';
import { flowOf } from '../../faultRuns';
import { expectGolden } from '../../golden';

const introduction = `# Faults

Generated from the table that the runs use; \`node scripts/unitTests.mjs --update engine/flow/faults\` writes it anew.

A fault makes something go wrong in a run, to see how both ends bear it. It stands in a step, \`<fault name="answer-lost"/>\`, or in the \`<at step>\` of a variant; in a terminal it is \`fumo run FLOW --fault answer-lost@11\`, settings after it: \`--fault power-cut@13,at=40%\`. \`when\` and \`unless\` say under which condition it counts. The folder \`faults\` of the template holds variants of both call flows.

Faults act at the seams: on the octets between the device and its servers, on the notification, on the device's memory, clock and user, on the package and its descriptor, and on the commands before they are carried out. The protocol's own code knows nothing of them.

What comes of each is true with the settings' defaults, a user who says yes, and nothing else that goes wrong. A run is a success only where everything that its flow expects has come true; so it may fail though the update has succeeded.
`;

test('the page of all faults says what the table says', () => {
  const groups = Object.entries(faultGroups).map(([group, title]) => `## ${title}\n\n${faultPresets.filter((preset) => preset.group === group).map(faultSection).join('\n\n')}\n`);
  expectGolden('docs/faults.md', [introduction, ...groups].join('\n'));
});

test('there are at least sixty presets, each with a name of its own, a sentence, a clause and a cause', () => {
  assert.ok(faultPresets.length >= 60, String(faultPresets.length));
  assert.equal(new Set(faultPresets.map(({ name }) => name)).size, faultPresets.length);
  for (const { name, says, cause, clause, places } of faultPresets) {
    assert.match(name, /^[a-z]+(-[a-z0-9]+)*$/);
    for (const sentence of [says, cause]) assert.match(sentence, /^[A-Z].*\.$/, name);
    assert.notEqual(clause, '', name);
    assert.notEqual(places.length, 0, name);
  }
});

test('every default can be read, and every setting is an attribute of the format', () => {
  const attributes = new Set(flowSchema.elements.get('fault')?.attributes.map(({ name }) => name));
  for (const { name, settings } of faultPresets) {
    for (const setting of settings) {
      assert.notEqual(readSetting(setting.form, setting.value), undefined, `${name} ${setting.name}`);
      assert.ok(attributes.has(setting.name), setting.name);
    }
  }
});

test('every preset says what comes of it at each of its places, and every place is in one of the call flows', async () => {
  for (const preset of faultPresets) {
    for (const place of preset.places) assert.ok(outcomeAt(preset, [place]), `${preset.name} at ${place}`);
    for (const { at = [] } of preset.outcomes) assert.deepEqual(at.filter((place) => !preset.places.includes(place) && at.length === 1), [], preset.name);
  }
  const met = new Set<string>();
  for (const file of ['dm-download.flow.xml', 'alternate-download.flow.xml']) {
    const { steps } = await flowOf(file);
    steps.forEach((step, i) => {
      for (const place of placesOf(step, steps[i + 1])) met.add(place);
    });
  }
  assert.deepEqual([...allPlaces].sort(), [...met].sort());
});

test('settings are read in their forms, and nothing else is', () => {
  const good = [['count', '3', 3], ['times', 'always', Infinity], ['share', '40%', { share: 0.4 }], ['share', '1000', { octets: 1000 }], ['duration', '5min', 300_000], ['status', '405', 405], ['difference', '-2', -2]] as const;
  for (const [form, text, value] of good) assert.deepEqual(readSetting(form, text), value, text);
  const bad = [['count', '0'], ['count', '1.5'], ['times', 'often'], ['share', '101%'], ['share', 'half'], ['duration', '5'], ['duration', '0s'], ['status', '40'], ['difference', '0']] as const;
  for (const [form, text] of bad) assert.equal(readSetting(form, text), undefined, text);
});

test('a share is a part of the octets that there are; octets never go beyond them', () => {
  const [preset] = faultPresets.filter(({ name }) => name === 'answer-reset');
  assert.ok(preset);
  assert.equal(new Settings(preset, { at: '25%' }).octets('at', 1000), 250);
  assert.equal(new Settings(preset, { at: '5000' }).octets('at', 1000), 1000);
  assert.equal(new Settings(preset, {}).octets('at', 1000), 500);
});

test('an unknown name is told with the nearest one, a wrong setting with those that there are', () => {
  const messages = (name: string, settings = {}, places = allPlaces): readonly string[] => faultsOfFault(name, settings, places).map(({ rule, message }) => `${rule}: ${message}`);
  assert.deepEqual(messages('anwser-lost'), ['flow-fault-unknown: There is no fault "anwser-lost"; the nearest is "answer-lost".']);
  assert.deepEqual(messages('earthquake'), ['flow-fault-unknown: There is no fault "earthquake".']);
  assert.deepEqual(messages('battery-low', { at: '40%' }), ['flow-fault-setting: The fault battery-low has no setting "at"; it has none.']);
  assert.deepEqual(messages('power-cut', { for: 'long' }), ['flow-fault-setting: "for" of the fault power-cut is a time such as 500ms, 20s or 5min, not "long".']);
  assert.deepEqual(messages('battery-low', {}, ['user']), ["flow-fault-place: The fault battery-low can't come about here: it stands at the installation."]);
  assert.deepEqual(messages('power-cut', { for: '${pause}' }), []);
});

test('a card explains a preset in Markdown', () => {
  const preset = faultPresets.find(({ name }) => name === 'install-fails');
  assert.ok(preset);
  assert.match(faultCard(preset), /^\*\*install-fails\*\*\n\nThe installation fails.*`result`, 410.*Comes to: the run is a failure; result 410 \(Firmware update failed\) is reported; State 10.*\*FUMO 6\.2\.4\*$/s);
});
