// The table of personalities: sound in itself, and told on a page of its own.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultOfPersonality, personalities, personalityCard, personalityRow } from '#engine/flow/personalities';
import { expectGolden } from '../../golden';

const introduction = `# Personalities

Generated from the table that the emulated device uses; \`node scripts/unitTests.mjs --update engine/flow/personalities\` writes it anew.

Clients in the field do some things otherwise than the specifications ask. The emulated device can put on any set of these habits, to see how a server bears them: \`<emulate personality="always-final correlator-lost">\` in a flow, \`fumo run FLOW --personality always-final\` in a terminal, and \`"personality": ["always-final"]\` in a launch configuration.

Our own server understands each, and the remarks of the message name the clause that is bent. Where nothing else is said, an update ends as it does without.

| name | what the client does | where it was seen | clause |
|---|---|---|---|
`;

test('the page of all personalities says what the table says', () => {
  expectGolden('docs/personalities.md', `${introduction}${personalities.map(personalityRow).join('\n')}\n`);
});

test('there are at least fifteen, each with a name of its own, a sentence, a clause and where it was seen', () => {
  assert.ok(personalities.length >= 15);
  assert.equal(new Set(personalities.map(({ id }) => id)).size, personalities.length);
  for (const { id, says, seen, clause } of personalities) {
    assert.match(id, /^[a-z0-9.]+(-[a-z0-9.]+)*$/);
    for (const sentence of [says, seen]) assert.match(sentence, /^[A-Z].*\.$/, id);
    assert.match(clause, /^[A-Z][A-Za-z-]+ \d/, id);
  }
});

test('an unknown name is told with the nearest one', () => {
  assert.equal(faultOfPersonality('always-finla'), 'There is no personality "always-finla"; the nearest is "always-final".');
  assert.equal(faultOfPersonality('grumpy'), 'There is no personality "grumpy".');
  assert.equal(faultOfPersonality('always-final'), undefined);
});

test('a card tells what it does, where it was seen, what comes of it and the clause', () => {
  const card = personalities.filter(({ id }) => id === 'correlator-lost').map(personalityCard).join('');
  assert.match(card, /^\*\*correlator-lost\*\*\n\nThe report has no Correlator.*\n\nSeen: .*\n\nThe update succeeds.*\*FUMO 6\.2\.3\*$/s);
});
