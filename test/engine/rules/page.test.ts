// The page of all rules says what the table says.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anchorOf, ruleCard, ruleSection } from '#engine/rules/describe';
import { whole } from '#engine/rules/examples';
import { ruleGroups, type Rule } from '#engine/rules/rule';
import { rules } from '#engine/rules/table';
import { expectGolden } from '../../golden';

const introduction = `# Rules

Generated from the table that the editor, the command line and the tests use; \`node scripts/unitTests.mjs --update engine/rules/page\` writes it anew.

Each rule is told under its id, which is also its key in the setting \`fumo.rules\` and in \`fumo.json\`: \`"cmdid-zero": "off"\`. Severities are \`error\`, \`warning\`, \`information\`, \`hint\` and \`off\`. The profile \`lenient\` is the default; \`strict\` makes errors of what peers bear though the specifications forbid it, \`windows\` goes by what Microsoft's device management accepts and demands. Where a profile isn't named, the rule weighs there what it does by default. A single finding may weigh less than its rule where its case is a mild one.

A comment in the document switches rules off: \`<!-- fumo-disable-next-line cmdid-zero -->\` for the line after it, \`<!-- fumo-disable-line -->\` for its own line, \`<!-- fumo-disable -->\` for the file; without ids it means every rule.

Clauses are those of the OMA specifications: DM-PRO is the protocol, DM-REP the representation of device management, RepPro that of SyncML, METINF meta-information, TND tree and description, DM-SEC security, DM-NOTI notification, DM-STDOBJ the standard objects, FUMO firmware update, DLOTA download. \`practice\` marks what no clause says, but peers do.
`;

test('the page of all rules says what the table says', () => {
  const groups = Object.entries(ruleGroups).flatMap(([group, title]) => {
    const sections = rules.filter((rule) => rule.group === group).map(ruleSection);
    return sections.length === 0 ? [] : [`## ${title}\n\n${sections.join('\n\n')}\n`];
  });
  const contents = Object.entries(ruleGroups).flatMap(([group, title]) => {
    const links = rules.filter((rule) => rule.group === group).map((rule) => `[${rule.id}](${anchorOf(rule)})`);
    return links.length === 0 ? [] : [`- ${title}: ${links.join(', ')}`];
  });
  expectGolden('docs/rules.md', [introduction, `${rules.length} rules:\n\n${contents.join('\n')}\n`, ...groups].join('\n'));
});

test('every example shows something', () => {
  for (const { id, breaks, keeps } of rules) {
    for (const { shown, documents } of [breaks, keeps]) assert.match(shown + (documents[0]?.text ?? ''), /\S/, id);
  }
});

const rule: Rule = {
  ...{ id: 'an-example', group: 'message', on: 'reading', severity: 'warning', clause: 'DM-PRO 1', summary: 'It holds.', docs: 'Why it does.' },
  ...{ strict: 'error', windows: 'off', breaks: whole('message', '<A/>'), keeps: whole('report', 'a ``` b'), fix: () => undefined },
};

test('a section names the severity of each profile, the mend and both examples', () => {
  assert.equal(
    ruleSection(rule),
    '### an-example\n\nIt holds. [DM-PRO 1]\n\nSeverity: warning, error in strict, off in windows. There is a mend for it.\n\nWhy it does.\n\nBreaks it:\n\n```xml\n<A/>\n```\n\nKeeps it:\n\n````text\na ``` b\n````',
  );
});

test('a card explains a rule in short', () => {
  assert.equal(ruleCard(rule), '**an-example**\n\nIt holds.\n\nWhy it does.\n\n*DM-PRO 1*');
});
