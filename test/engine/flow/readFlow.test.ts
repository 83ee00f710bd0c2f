// Reading flows: what is right in them, what is wrong, what is included.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Files } from '#engine/base/files';
import { flowRules, type FlowRule } from '#engine/flow/flowRules';
import type { Flow, PartOf } from '#engine/flow/model';
import { readFlow, readFlowText } from '#engine/flow/readFlow';
import { memoryFiles, nodeFiles, projectUri } from '../../nodeFiles';

const templates = 'client/templates/firmware-update';
const main = 'mem:/w/main.flow.xml';
const others = { 'mem:/w/d.ddf': '', 'mem:/w/d.tnds.xml': '', 'mem:/w/accounts.xml': '', 'mem:/w/p.fwp': '' };

/** A flow that nothing is wrong with, around what a test is about. */
function flow(parts: { readonly head?: string; readonly steps?: string; readonly root?: string; readonly parties?: string; readonly close?: string }): string {
  return `<flow xmlns="urn:fumo-tools:flow:1" id="f" title="t" ${parts.root ?? ''}>
${parts.parties ?? '<emulate ddf="d.ddf" tree="d.tnds.xml"/><server id="s" accounts="accounts.xml"/><package file="p.fwp"/><download-server store="."/>'}
${parts.head ?? ''}
${parts.steps ?? ''}
</flow>`;
}

const get = '<Get><Item><Target><LocURI>./A</LocURI></Target></Item></Get>';
const serverStep = (content: string, rest = '', n = '1'): string => `<step n="${n}" from="server" to="client" title="t" ${rest}>${content}</step>`;
const clientStep = (content: string, rest = '', n = '1'): string => `<step n="${n}" from="client" to="server" title="t" ${rest}>${content}</step>`;
const replace = (uri: string): string => `<Replace><Item><Target><LocURI>${uri}</LocURI></Target><Data>1</Data></Item></Replace>`;
const results = (data: string): string => `<Results><Item><Source><LocURI>./A</LocURI></Source><Data>${data}</Data></Item></Results>`;

interface Case {
  readonly rule: FlowRule;
  /** What breaks the rule, `|` on both sides of what the problem points at where that is to be checked. */
  readonly bad: string;
  /** The same with the rule kept. */
  readonly good: string;
  readonly files?: Readonly<Record<string, string>>;
}

const included = (content: string): Readonly<Record<string, string>> => ({ 'mem:/w/base.flow.xml': content });
const base = flow({ head: '<param name="user" default="ask" values="ask accept"/>', steps: serverStep(get, '', '1') + serverStep(get, '', '2') + serverStep(get, '', '3') });

const cases: readonly Case[] = [
  { rule: 'flow-root', bad: '<|flow| xmlns="urn:other" id="f" title="t"/>', good: flow({}) },
  { rule: 'flow-root', bad: flow({ head: '<include href="|base.flow.xml|"/>' }), good: flow({ head: '<include href="good.flow.xml"/>' }), files: { 'mem:/w/base.flow.xml': '<other/>', 'mem:/w/good.flow.xml': base } },
  { rule: 'flow-file-missing', bad: flow({ parties: '<package file="|none.fwp|"/>' }), good: flow({ parties: '<package file="p.fwp"/>' }) },
  { rule: 'flow-file-missing', bad: flow({ parties: '<emulate ddf="|none.ddf|" tree="d.tnds.xml"/>' }), good: flow({ parties: '<emulate ddf="d.ddf" tree="d.tnds.xml"/>' }) },
  { rule: 'flow-file-missing', bad: flow({ parties: '<emulate ddf="d.ddf" tree="|none.xml|"/>' }), good: flow({ parties: '<emulate ddf="d.ddf" tree="d.tnds.xml"/>' }) },
  { rule: 'flow-file-missing', bad: flow({ parties: '<server id="s" accounts="|none.xml|"/>' }), good: flow({ parties: '<server id="s" accounts="accounts.xml"/>' }) },
  { rule: 'flow-file-missing', bad: flow({ head: '<include href="|none.flow.xml|"/>' }), good: flow({ head: '<include href="base.flow.xml"/>' }), files: included(base) },
  { rule: 'flow-include-circle', bad: flow({ head: '<include href="|main.flow.xml|"/>' }), good: flow({ head: '<include href="base.flow.xml"/>' }), files: included(base) },
  { rule: 'flow-include-steps', bad: flow({ head: '<include href="base.flow.xml" steps="|3-1|"/>' }), good: flow({ head: '<include href="base.flow.xml" steps="1-3"/>' }), files: included(base) },
  { rule: 'flow-declaration-missing', bad: flow({ parties: '', steps: serverStep(get) }), good: flow({ steps: serverStep(get) }) },
  { rule: 'flow-declaration-missing', bad: flow({ parties: '', steps: '<step n="1" from="download-agent" to="download-server" title="t"/>' }), good: flow({ steps: '<step n="1" from="download-agent" to="download-server" title="t"/>' }) },
  { rule: 'flow-name-invalid', bad: flow({ head: '<let name="|a-b|" value="1"/>' }), good: flow({ head: '<let name="a_b" value="1"/>' }) },
  { rule: 'flow-name-invalid', bad: flow({ head: '<param name="|not|" default="1"/>' }), good: flow({ head: '<param name="note" default="1"/>' }) },
  { rule: 'flow-name-duplicate', bad: flow({ head: '<let name="a" value="1"/><param name="|a|" default="1"/>' }), good: flow({ head: '<let name="a" value="1"/><param name="b" default="1"/>' }) },
  { rule: 'flow-name-unknown', bad: flow({ steps: serverStep(replace('./A/|${x}|')) }), good: flow({ head: '<let name="x" value="B"/>', steps: serverStep(replace('./A/${x}')) }) },
  { rule: 'flow-name-unknown', bad: flow({ steps: serverStep('<expect that="|x| = 1"/>') }), good: flow({ head: '<let name="x" value="B"/>', steps: serverStep('<expect that="x = 1"/>') }) },
  { rule: 'flow-name-unknown', bad: flow({ steps: serverStep('<expect that="|package.colour| = 1"/>') }), good: flow({ steps: serverStep('<expect that="package.size = 1"/>') }) },
  { rule: 'flow-name-unknown', bad: flow({ parties: '', head: '<let name="a" value="|${package.size}|"/>' }), good: flow({ head: '<let name="a" value="${package.size}"/>' }) },
  { rule: 'flow-name-unknown', bad: flow({ parties: '', head: '<let name="a" value="|${download.base}|"/>' }), good: flow({ head: '<let name="a" value="${download.base}"/>' }) },
  { rule: 'flow-name-unknown', bad: flow({ head: '<let name="a" value="|${b}|"/><let name="b" value="1"/>' }), good: flow({ head: '<let name="b" value="1"/><let name="a" value="${b}"/>' }) },
  { rule: 'flow-name-unknown', bad: flow({ steps: clientStep(results('|${x}|')) }), good: flow({ head: '<capture names="x"/>', steps: clientStep(results('${x}')) }) },
  { rule: 'flow-placeholder-malformed', bad: flow({ steps: serverStep(replace('./A/|${a + b}|')) }), good: flow({ head: '<let name="a" value="1"/>', steps: serverStep(replace('./A/${a}')) }) },
  { rule: 'flow-placeholder-malformed', bad: flow({ head: '<let name="a" value="x|${b|"/>' }), good: flow({ head: '<let name="a" value="x{b"/>' }) },
  { rule: 'flow-expression-invalid', bad: flow({ steps: serverStep('<end verdict="v" when="1 =|=| 2"/>') }), good: flow({ steps: serverStep('<end verdict="v" when="1 = 2"/>') }) },
  { rule: 'flow-expression-invalid', bad: flow({ steps: serverStep('<skip to="2" unless="|f|(1)"/>') + serverStep(get, '', '2') }), good: flow({ steps: serverStep('<skip to="2" unless="(1)"/>') + serverStep(get, '', '2') }) },
  { rule: 'flow-param-default', bad: flow({ head: '<param name="a" default="|z|" values="x y"/>' }), good: flow({ head: '<param name="a" default="y" values="x y"/>' }) },
  { rule: 'flow-param-unknown', bad: flow({ head: '<include href="base.flow.xml">|<set param="who" to="ask"/>|</include>' }), good: flow({ head: '<include href="base.flow.xml"><set param="user" to="ask"/></include>' }), files: included(base) },
  { rule: 'flow-param-value', bad: flow({ head: '<include href="base.flow.xml">|<set param="user" to="no"/>|</include>' }), good: flow({ head: '<include href="base.flow.xml"><set param="user" to="accept"/></include>' }), files: included(base) },
  { rule: 'flow-let-value', bad: flow({ head: '|<let name="a"/>|' }), good: flow({ head: '<let name="a" value=""/>' }) },
  { rule: 'flow-let-value', bad: flow({ head: '|<let name="a" value="1" find="urn:x"/>|' }), good: flow({ head: '<let name="a" find="urn:x" else="./A"/>' }) },
  { rule: 'flow-let-value', bad: flow({ head: '|<let name="a" value="1" else="2"/>|' }), good: flow({ head: '<let name="a" value="1"/>' }) },
  { rule: 'flow-capture-unfilled', bad: flow({ head: '<capture names="a |b|"/>', steps: clientStep(results('${a}')) }), good: flow({ head: '<capture names="a b"/>', steps: clientStep(results('${a}/${b}')) }) },
  { rule: 'flow-capture-early', bad: flow({ head: '<capture names="a"/>', steps: serverStep('<end verdict="v" when="|a| = 1"/>') + clientStep(results('${a}'), '', '2') }), good: flow({ head: '<capture names="a"/>', steps: clientStep(results('${a}')) + serverStep('<end verdict="v" when="a = 1"/>', '', '2') }) },
  { rule: 'flow-capture-early', bad: flow({ head: '<capture names="a"/>', steps: serverStep(replace('./|${a}|')) }), good: flow({ head: '<capture names="a"/>', steps: clientStep('<read node="./A" into="a"/>') + serverStep(replace('./${a}'), '', '2') }) },
  { rule: 'flow-capture-unknown', bad: flow({ steps: clientStep('<read node="./A" into="|a|"/>') }), good: flow({ head: '<capture names="a"/>', steps: clientStep('<read node="./A" into="a"/>') }) },
  { rule: 'flow-capture-unknown', bad: flow({ steps: '<step n="1" from="user" to="client" title="t"><answer give="ask" into="|a|"/></step>' }), good: flow({ head: '<capture names="a"/>', steps: '<step n="1" from="user" to="client" title="t"><answer give="ask" into="a"/></step>' }) },
  {
    rule: 'flow-key',
    bad: flow({ parties: '<emulate ddf="d.ddf" tree="d.tnds.xml" trusted-key="|AAEC|"/>', steps: serverStep(get) }),
    good: flow({ parties: `<emulate ddf="d.ddf" tree="d.tnds.xml" trusted-key="${'A'.repeat(43)}="/><server id="s" accounts="accounts.xml"/>`, steps: serverStep(get) }),
  },
  {
    rule: 'flow-size',
    bad: flow({ parties: '<emulate ddf="d.ddf" tree="d.tnds.xml" max-msg-size="|4k|"/>', steps: serverStep(get) }),
    good: flow({ parties: '<emulate ddf="d.ddf" tree="d.tnds.xml" max-msg-size="4096" max-obj-size="100000"/><server id="s" accounts="accounts.xml"/>', steps: serverStep(get) }),
  },
  // [FUMO 6.2.4]
  ...['199', '249', '300', '413', '504', '600', 'ok'].map((code) => ({
    rule: 'flow-result-value' as const,
    bad: flow({ parties: `<emulate ddf="d.ddf" tree="d.tnds.xml" update-result="|${code}|"/><server id="s" accounts="accounts.xml"/>`, steps: serverStep(get) }),
    good: flow({ parties: '<emulate ddf="d.ddf" tree="d.tnds.xml" update-result="299" download-result="552" transitions="lenient"/><server id="s" accounts="accounts.xml"/>', steps: serverStep(get) }),
  })),
  { rule: 'flow-result-value', bad: flow({ head: '<outcome verdict="failed" result="|42|"/>', steps: serverStep(get) }), good: flow({ head: '<outcome verdict="failed" result="410" step="1"/>', steps: serverStep(get) }) },
  // [FUMO 6.1]
  {
    rule: 'flow-status-value',
    bad: flow({ parties: '<emulate ddf="d.ddf" tree="d.tnds.xml" refusal-status="|200|"/>', steps: serverStep(get) }),
    good: flow({ parties: '<emulate ddf="d.ddf" tree="d.tnds.xml" refusal-status="403"/><server id="s" accounts="accounts.xml"/>', steps: serverStep(get) }),
  },
  // [FUMO 7]
  { rule: 'flow-part-actors', bad: flow({ steps: serverStep('<|request|/>') }), good: flow({ steps: '<step n="1" from="user" to="client" title="t"><request object="./A"/></step><step n="2" from="update-client" to="client" title="t"><request/></step>' }) },
  { rule: 'flow-duration', bad: flow({ steps: '<step n="1" from="authority" to="server" title="t"><job device="d" within="|soon|"/></step>' }), good: flow({ steps: '<step n="1" from="authority" to="server" title="t"><job device="d" within="30s"/></step>' }) },
  { rule: 'flow-duration', bad: flow({ root: 'within="|soon|"' }), good: flow({ root: 'within="1.5min"' }) },
  { rule: 'flow-duration', bad: flow({ steps: serverStep(get, 'within="|0s|"') }), good: flow({ steps: serverStep(get, 'within="2h"') }) },
  { rule: 'flow-step-number', bad: flow({ steps: serverStep(get, '', '|one|') }), good: flow({ steps: serverStep(get, '', '1b') }) },
  { rule: 'flow-step-duplicate', bad: flow({ steps: `${serverStep(get)}|<step n="1" from="server" to="client" title="t" >|${get}</step>` }), good: flow({ steps: serverStep(get) + serverStep(get, '', '2') }) },
  { rule: 'flow-step-order', bad: flow({ steps: `${serverStep(get, '', '2')}|<step n="1" from="server" to="client" title="t" >|${get}</step>` }), good: flow({ steps: serverStep(get, '', '2') + serverStep(get, '', '2a') + serverStep(get, '', '10') }) },
  { rule: 'flow-step-unknown', bad: flow({ steps: serverStep('|<skip to="9"/>|') }), good: flow({ steps: serverStep('<skip to="9"/>') + serverStep(get, '', '9') }) },
  { rule: 'flow-step-unknown', bad: flow({ steps: serverStep(get) + serverStep(get, 'after="|0|"', '2') }), good: flow({ steps: serverStep(get) + serverStep(get, 'after="1"', '2') }) },
  { rule: 'flow-step-unknown', bad: flow({ head: '<include href="base.flow.xml"/><at step="|9|"><close/></at>' }), good: flow({ head: '<include href="base.flow.xml"/><at step="3"><close/></at>' }), files: included(base) },
  { rule: 'flow-step-unknown', bad: flow({ head: '<include href="base.flow.xml" steps="|1-9|"/>' }), good: flow({ head: '<include href="base.flow.xml" steps="2"/>' }), files: included(base) },
  { rule: 'flow-step-direction', bad: flow({ steps: serverStep(get) + serverStep('|<skip to="1"/>|', '', '2') }), good: flow({ steps: serverStep('<skip to="2"/>') + serverStep(get, '', '2') }) },
  { rule: 'flow-step-direction', bad: flow({ steps: serverStep(get, 'after="|2|"') + serverStep(get, '', '2') }), good: flow({ steps: serverStep(get) + serverStep(get, 'after="1"', '2') }) },
  { rule: 'flow-actor-unknown', bad: flow({ steps: '<step n="1" from="|${who}|" to="client" title="t"/>' }), good: flow({ steps: '<step n="1" from="user" to="client" title="t"/>' }) },
  // [DM-PRO 8]
  { rule: 'flow-message-ends', bad: flow({ steps: `<message>${serverStep(get)}|<step n="2" from="client" to="server" title="t" >|${results('1')}</step></message>` }), good: flow({ steps: `<message>${serverStep(get)}${serverStep(get, '', '2')}</message>` }) },
  { rule: 'flow-container-sender', bad: flow({ steps: `<message as="|Sequence|">${clientStep(results('1'))}</message>` }), good: flow({ steps: `<message as="Sequence">${serverStep(get)}</message>` }) },
  // [DM-REP 6.6.3]
  { rule: 'flow-atomic-command', bad: flow({ steps: `<message as="Atomic">${serverStep(get.replace('Get', '|Get|'))}</message>` }), good: flow({ steps: `<message as="Sequence">${serverStep(get)}</message>` }) },
  { rule: 'flow-atomic-command', bad: flow({ steps: serverStep(`<Atomic>${get.replace('Get', '|Get|')}</Atomic>`) }), good: flow({ steps: serverStep(`<Atomic>${replace('./A')}</Atomic>`) }) },
  { rule: 'flow-part-actors', bad: flow({ steps: serverStep('<|job| device="d"/>') }), good: flow({ steps: '<step n="1" from="authority" to="server" title="t"><job device="d"/></step>' }) },
  { rule: 'flow-part-actors', bad: flow({ steps: clientStep('<|notification|/>') }), good: flow({ steps: serverStep('<notification/>') }) },
  { rule: 'flow-part-actors', bad: flow({ steps: '<step n="1" from="download-server" to="download-agent" title="t"><|http| method="GET" url="u"/></step>' }), good: flow({ steps: '<step n="1" from="download-agent" to="download-server" title="t"><http method="GET" url="u"/></step>' }) },
  // [DM-PRO 8]
  { rule: 'flow-command-direction', bad: flow({ steps: serverStep(results('1').replace('Results', '|Results|')) }), good: flow({ steps: clientStep(results('1')) }) },
  { rule: 'flow-command-direction', bad: flow({ steps: clientStep(get.replace('Get', '|Get|')) }), good: flow({ steps: serverStep(get) }) },
  { rule: 'flow-command-direction', bad: flow({ steps: `<step n="1" from="server" to="user" title="t">${get.replace('Get', '|Get|')}</step>` }), good: flow({ steps: serverStep(get) }) },
  // [DM-REP 6.6]
  { rule: 'flow-command-item', bad: flow({ steps: serverStep('<Get><|Item|><Source><LocURI>./A</LocURI></Source></Item></Get>') }), good: flow({ steps: serverStep(get) }) },
  { rule: 'flow-command-item', bad: flow({ steps: serverStep('<Exec><Item><Target><|LocURI|></LocURI></Target></Item></Exec>') }), good: flow({ steps: serverStep('<Exec><Item><Target><LocURI>./A</LocURI></Target></Item></Exec>') }) },
  { rule: 'flow-command-item', bad: flow({ steps: clientStep('<Replace><|Item|><Target><LocURI>./DevInfo/Man</LocURI></Target></Item></Replace>') }), good: flow({ steps: clientStep('<Replace><Item><Source><LocURI>./DevInfo/Man</LocURI></Source></Item></Replace>') }) },
  { rule: 'flow-command-data', bad: flow({ steps: serverStep('<Replace><|Item|><Target><LocURI>./A</LocURI></Target></Item></Replace>') }), good: flow({ steps: serverStep(replace('./A')) }) },
  { rule: 'flow-command-data', bad: flow({ steps: serverStep('<|Alert|/>') }), good: flow({ steps: serverStep('<Alert><Data>1223</Data></Alert>') }) },
  // [DM-REP 7]
  { rule: 'flow-alert-code', bad: flow({ steps: serverStep('<Alert><|Data|>1221</Data></Alert>') }), good: flow({ steps: serverStep('<Alert><Data>1222</Data></Alert>') }) },
  { rule: 'flow-alert-direction', bad: flow({ steps: serverStep('<Alert><|Data|>1226</Data></Alert>') }), good: flow({ steps: clientStep('<Alert><Data>1226</Data></Alert>') }) },
  // [DM-PRO 10.2]
  { rule: 'flow-alert-items', bad: flow({ steps: serverStep('<|Alert|><Data>1101</Data><Item><Data>Go?</Data></Item></Alert>') }), good: flow({ steps: serverStep('<Alert><Data>1101</Data><Item/><Item><Data>Go?</Data></Item></Alert>') }) },
  { rule: 'flow-alert-items', bad: flow({ steps: serverStep('<|Alert|><Data>1103</Data><Item/><Item/></Alert>') }), good: flow({ steps: serverStep('<Alert><Data>1103</Data><Item/><Item/><Item/></Alert>') }) },
  // [TND 5]
  ...['/A', './A/', './A//B', './A/../B', './A B'].map((uri) => ({
    rule: 'flow-node-uri' as const,
    bad: flow({ steps: serverStep(get.replace('LocURI>./A', `|LocURI|>${uri}`)) }),
    good: flow({ steps: serverStep(get.replace('./A', './A/B?prop=ACL')) }),
  })),
  { rule: 'flow-node-uri', bad: flow({ steps: serverStep('<expect node="|A/|" is="1"/>') }), good: flow({ head: '<let name="x" value="./A"/>', steps: serverStep('<expect node="${x}/B" is="1"/>') }) },
  { rule: 'flow-answer-value', bad: flow({ steps: '<step n="1" from="user" to="client" title="t"><answer give="|yes|"/></step>' }), good: flow({ steps: '<step n="1" from="user" to="client" title="t"><answer give="silent"/></step>' }) },
  { rule: 'flow-answer-value', bad: flow({ head: '<param name="u" default="ask" values="ask maybe"/>', steps: '<step n="1" from="user" to="client" title="t">|<answer give="${u}"/>|</step>' }), good: flow({ head: '<param name="u" default="ask" values="ask cancel"/>', steps: '<step n="1" from="user" to="client" title="t"><answer give="${u}"/></step>' }) },
  { rule: 'flow-expect-form', bad: flow({ steps: serverStep('|<expect/>|') }), good: flow({ steps: serverStep('<expect that="1"/>') }) },
  { rule: 'flow-expect-form', bad: flow({ steps: serverStep('|<expect status="200" that="1"/>|') }), good: flow({ steps: serverStep('<expect status="200" of="Get"/>') }) },
  { rule: 'flow-expect-form', bad: flow({ steps: serverStep('|<expect status="200"/>|') }), good: flow({ steps: serverStep('<expect status="200" of="Get"/>') }) },
  { rule: 'flow-expect-form', bad: flow({ steps: serverStep('|<expect node="./A"/>|') }), good: flow({ steps: serverStep('<expect node="./A" passes="1 2"/>') }) },
  { rule: 'flow-personality-unknown', bad: flow({}).replace('<emulate ', '<emulate personality="always-final |correlator-lots|" '), good: flow({}).replace('<emulate ', '<emulate personality="always-final correlator-lost" ') },
  { rule: 'flow-fault-unknown', bad: flow({ steps: serverStep('<Get><Item><Target><LocURI>./A</LocURI></Target></Item></Get><fault name="|answer-lots|"/>') }), good: flow({ steps: serverStep('<Get><Item><Target><LocURI>./A</LocURI></Target></Item></Get><fault name="answer-lost"/>') }) },
  { rule: 'flow-fault-setting', bad: flow({ steps: serverStep('<Get><Item><Target><LocURI>./A</LocURI></Target></Item></Get><fault name="answer-lost" times="|often|"/>') }), good: flow({ steps: serverStep('<Get><Item><Target><LocURI>./A</LocURI></Target></Item></Get><fault name="answer-lost" times="always"/>') }) },
  { rule: 'flow-fault-setting', bad: flow({ steps: serverStep('<Get><Item><Target><LocURI>./A</LocURI></Target></Item></Get><fault name="answer-lost" chunk="|2|"/>') }), good: flow({ steps: serverStep('<Get><Item><Target><LocURI>./A</LocURI></Target></Item></Get><fault name="answer-lost" message="2"/>') }) },
  { rule: 'flow-fault-place', bad: flow({ steps: serverStep('<Get><Item><Target><LocURI>./A</LocURI></Target></Item></Get>|<fault name="chunk-lost"/>|') }), good: flow({ steps: serverStep('<Get><Item><Target><LocURI>./A</LocURI></Target></Item></Get><fault name="answer-lost"/>') }) },
  { rule: 'flow-status-value', bad: flow({ steps: serverStep('<expect status="|OK|" of="Get"/>') }), good: flow({ steps: serverStep('<expect status="200" of="Get"/>') }) },
  { rule: 'flow-status-value', bad: flow({ steps: clientStep('<Status><Cmd>Get</Cmd><|Data|>OK</Data></Status>') }), good: flow({ steps: clientStep('<Status><Cmd>Get</Cmd><Data>200</Data></Status>') }) },
];

function read(text: string, files: Readonly<Record<string, string>> = {}, limits = {}): ReturnType<typeof readFlowText> {
  return readFlowText(main, text, memoryFiles({ ...others, [main]: text, ...files }), limits);
}

cases.forEach(({ rule, bad, good, files = {} }, i) => {
  test(`${rule}, case ${i + 1}: told where it is broken, silent where it is kept`, async () => {
    const [before = '', marked, after = ''] = bad.split('|');
    const text = marked === undefined ? before : before + marked + after;
    const { problems } = await read(text, files);
    const found = problems.filter(({ code, uri }) => code === rule && uri === undefined);
    assert.ok(found.length > 0, `${rule} is not among ${JSON.stringify(problems)}`);
    if (marked !== undefined) assert.ok(found.some(({ range }) => text.slice(range.start, range.end) === marked), `${JSON.stringify(found)} instead of ${marked}`);
    for (const { severity, clause, message } of found) {
      const expected: { readonly severity: string; readonly clause?: string } = flowRules[rule];
      assert.deepEqual([severity, clause], [expected.severity, expected.clause]);
      assert.match(message, /^.+\.$/);
    }
    assert.deepEqual((await read(good, files)).problems.map(({ code, message }) => `${code}: ${message}`), []);
  });
});

test('Every rule has a case', () => {
  const elsewhere: readonly FlowRule[] = ['flow-too-large', 'flow-file-unreadable', 'flow-include-depth'];
  const missing = Object.keys(flowRules).filter((rule) => !cases.some((each) => each.rule === rule) && !(elsewhere as readonly string[]).includes(rule));
  assert.deepEqual(missing, []);
});

test('The reference of the format explains every rule and no other', () => {
  const told = new Set(readFileSync('docs/flow.md', 'utf8').match(/`flow-[a-z-]+`/g)?.map((code) => code.slice(1, -1)));
  assert.deepEqual([...told].sort(), Object.keys(flowRules).sort());
});

test('Every flow that the reference shows is read without a problem', async () => {
  const shown = [...readFileSync('docs/flow.md', 'utf8').matchAll(/```xml\n(.*?)```/gs)].map(([, text = '']) => text);
  assert.equal(shown.length, 2);
  for (const text of shown) assert.deepEqual((await readFlowText(projectUri(`${templates}/shown.flow.xml`), text, nodeFiles)).problems, []);
});

test('Wrong words and places are told once, by the schema', async () => {
  const codes = async (text: string): Promise<readonly string[]> => (await read(text)).problems.map(({ code }) => code);
  assert.deepEqual(await codes(flow({ steps: '<step n="1" from="phone" to="client" title="t"/>' })), ['attribute-value']);
  assert.deepEqual(await codes(flow({ steps: '<stop n="1"/>' })), ['unknown-element']);
  assert.deepEqual(await codes(flow({ steps: serverStep('<param name="a" default="1"/>') })), ['misplaced-element']);
  assert.deepEqual(await codes(flow({ steps: '<step n="1" from="user" to="client"/>' })), ['missing-attribute']);
  assert.deepEqual(await codes('<other/>'), ['unknown-element']);
});

for (const name of ['dm-download', 'alternate-download']) {
  test(`The template ${name}.flow.xml is read without any problem`, async () => {
    const { flow: read, problems } = await readFlow(projectUri(`${templates}/${name}.flow.xml`), nodeFiles);
    assert.deepEqual(problems, []);
    assert.deepEqual(read?.steps.map(({ n }) => Number(n)), Array.from({ length: name === 'dm-download' ? 15 : 25 }, (_, i) => i));
  });
}

async function template(name: string): Promise<Flow> {
  const { flow: found } = await readFlow(projectUri(`${templates}/${name}.flow.xml`), nodeFiles);
  assert.ok(found);
  return found;
}

test('The download flow is read as the model says', async () => {
  const found = await template('dm-download');
  assert.deepEqual([found.id, found.clause, found.server?.id, found.package?.written], ['8.1.1', 'FUMO 8.1.1', 'dm.example.com', 'ex-1-1.1.0.fwp']);
  assert.deepEqual(found.parameters.map(({ name, value }) => [name, value]), [['device', 'IMEI:493005100592800'], ['user', 'ask']]);
  assert.deepEqual(found.lets.map(({ name, value, find, otherwise }) => [name, value, find, otherwise]), [
    ['fumo', undefined, 'urn:oma:mo:oma-fumo:1.0', './FwUpdate/Pkg1'],
    ['job', 'job-42', undefined, undefined],
  ]);
  const step = (n: number) => found.steps[n] ?? assert.fail(`no step ${n}`);
  assert.deepEqual([step(2).id, step(2).within, step(3).within, step(10).within], ['8.1.1/2', 30_000, 60_000, 600_000]);
  assert.ok(step(2).group !== undefined && step(2).group === step(3).group);
  assert.equal(step(4).group, undefined);
  assert.deepEqual(step(10).parts.map(({ kind }) => kind), ['command', 'expect-status', 'expect-node']);
  assert.deepEqual((step(13).parts[0] as PartOf<'seen'>).events, ['installed', 'power-cycle']);
  const text = readFileSync(`${templates}/dm-download.flow.xml`, 'utf8');
  for (const { at, n } of found.steps) {
    assert.ok(text.split('\n')[at.line]?.includes(`<step n="${n}"`), n);
    assert.ok(text.slice(at.range.start, at.range.end).startsWith(`<step n="${n}"`), n);
  }
});

test('A fault has a name, its settings and the condition under which it comes', async () => {
  const text = flow({ head: '<param name="flaky" default="false"/>', steps: serverStep(`<fault name="chunk-lost" chunk="2" when="flaky"/>${get}`) });
  const { flow: found } = await readFlowText(main, text, memoryFiles(others));
  const fault = found?.steps[0]?.parts[0] as PartOf<'fault'>;
  assert.deepEqual([fault.name, fault.settings, fault.when, fault.unless], ['chunk-lost', { chunk: '2' }, 'flaky', undefined]);
});

test('Included steps keep their place and are reported under the running flow', async () => {
  const found = await template('alternate-download');
  const three = found.steps[3];
  assert.equal(three?.id, '8.1.2/3');
  assert.equal(three.at.uri, projectUri(`${templates}/dm-download.flow.xml`));
  assert.equal(found.steps[10]?.at.uri, found.uri);
  assert.equal(found.steps[10]?.group?.as, 'Sequence');
  assert.deepEqual(found.lets.map(({ name, value }) => [name, value]), [['fumo', undefined], ['job', 'job-43']]);
  assert.deepEqual(found.parameters.map(({ name }) => name), ['device', 'user', 'consent']);
  assert.deepEqual(found.captures, ['before', 'large', 'state', 'answer', 'result', 'after', 'left', 'chosen', 'report']);
  assert.equal(found.emulate?.ddf.uri, projectUri(`${templates}/device.ddf`));
  assert.deepEqual(found.includes.map(({ written }) => written), ['dm-download.flow.xml']);
});

test('A variant sets a parameter, adds faults and puts its expectations in the place of those there', async () => {
  const variant = `<flow xmlns="urn:fumo-tools:flow:1" id="power-cut" title="t">
  <include href="dm-download.flow.xml"><set param="user" to="accept"/></include>
  <at step="13"><fault name="power-cut" at="40%"/></at>
  <at step="14"><expect that="result = 410 and after = before and left in (70, 80)"/></at>
</flow>`;
  const { flow: found, problems } = await readFlowText(projectUri(`${templates}/variant.flow.xml`), variant, nodeFiles);
  assert.deepEqual(problems, []);
  assert.equal(found?.parameters.find(({ name }) => name === 'user')?.value, 'accept');
  assert.deepEqual(found.steps[13]?.parts.map(({ kind }) => kind), ['seen', 'fault']);
  assert.deepEqual(found.steps[14]?.parts.map(({ kind }) => kind), ['command', 'read', 'read', 'expect-that']);
  assert.match((found.steps[14].parts[3] as PartOf<'expect-that'>).that, /410/);
  assert.equal(found.steps[14].id, 'power-cut/14');
});

test('What is wrong in an included flow says in which document it stands', async () => {
  const broken = flow({ steps: serverStep('<expect that="x = 1"/>') });
  const { problems, flow: found } = await read(flow({ parties: '', head: '<include href="base.flow.xml"/><include href="base.flow.xml" steps="1"/>' }), included(broken));
  const unknown = problems.filter(({ code }) => code === 'flow-name-unknown');
  assert.equal(unknown.length, 1, 'told once, though included twice');
  assert.equal(unknown[0]?.uri, 'mem:/w/base.flow.xml');
  assert.equal(broken.slice(unknown[0].range.start, unknown[0].range.end), 'x');
  assert.equal(found?.steps.length, 2);
});

test('Circles over several flows and includes without end are told and end', async () => {
  const chain = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`mem:/w/${i}.flow.xml`, flow({ head: `<include href="${i + 1}.flow.xml"/>` })]));
  const deep = await read(flow({ head: '<include href="0.flow.xml"/>' }), chain);
  assert.deepEqual(deep.problems.map(({ code }) => code), ['flow-include-depth']);
  const circle = await read(flow({ head: '<include href="a.flow.xml"/>' }), {
    'mem:/w/a.flow.xml': flow({ head: '<include href="b.flow.xml"/>' }),
    'mem:/w/b.flow.xml': flow({ head: '<include href="a.flow.xml"/>', steps: serverStep(get) }),
  });
  assert.deepEqual(circle.problems.map(({ code, uri }) => [code, uri]), [['flow-include-circle', 'mem:/w/b.flow.xml']]);
  assert.equal(circle.flow?.steps.length, 1);
});

test('Steps that multiply by including are bounded', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 6 }, (_, i) => [`mem:/w/${i}.flow.xml`, flow(i === 5 ? { steps: serverStep(get) } : { head: `<include href="${i + 1}.flow.xml"/>`.repeat(40) })]),
  );
  const { problems, flow: found } = await read(flow({ head: '<include href="0.flow.xml"/>'.repeat(40) }), files, { maxSteps: 1000 });
  assert.ok(problems.some(({ code }) => code === 'flow-too-large'));
  assert.ok((found?.steps.length ?? 0) <= 1000, String(found?.steps.length));
});

test('A text beyond the limit is refused', async () => {
  const { problems, flow: found } = await read(flow({}), {}, { maxText: 10 });
  assert.deepEqual(problems.map(({ code }) => code), ['flow-too-large']);
  assert.equal(found, undefined);
});

test('Files that can\'t be read, or aren\'t text, are told at the place that names them', async () => {
  const failing: Files = {
    resolve: (at, reference) => new URL(reference, at).href,
    read: (uri) => (uri.endsWith('p.fwp') ? Promise.reject(new Error('The disk is on fire.')) : Promise.resolve(new Uint8Array([0xff]))),
  };
  const text = flow({ head: '<include href="base.flow.xml"/>' });
  const { problems } = await readFlowText(main, text, failing);
  assert.deepEqual(problems.map(({ code, range }) => [code, text.slice(range.start, range.end)]), [
    ['flow-file-unreadable', 'p.fwp'],
    ['flow-file-unreadable', 'base.flow.xml'],
  ]);
  const gone = await readFlow('mem:/w/none.flow.xml', memoryFiles({}));
  assert.deepEqual([gone.flow, gone.problems.map(({ code }) => code)], [undefined, ['flow-file-missing']]);
  const odd = await readFlowText(main, flow({ parties: '<package file="http://["/>' }), memoryFiles({}));
  assert.deepEqual(odd.problems.map(({ code }) => code), ['flow-file-missing']);
});

test('Whatever is done to the text of a template, reading it never throws and every problem has a place in it', async () => {
  const texts = ['dm-download', 'alternate-download'].map((name) => readFileSync(`${templates}/${name}.flow.xml`, 'utf8'));
  const scrap = fc.constantFrom('', '<', '>', '"', '${', '}', '/>', '</step>', '<step n="3">', '&', "'", '=', '(', ' ', '\u0000', '<!--', ']]>', 'steps="9-0"', '<include href="dm-download.flow.xml"/>', '<at step="2">', 'x');
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...texts), fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(60), scrap), { minLength: 1, maxLength: 6 }), async (text, edits) => {
      let mutated = text;
      for (const [where, length, put] of edits) {
        const at = Math.floor(where * mutated.length);
        mutated = mutated.slice(0, at) + put + mutated.slice(at + length);
      }
      const { problems } = await readFlowText(projectUri(`${templates}/mutated.flow.xml`), mutated, nodeFiles);
      for (const { uri, range } of problems) {
        if (uri === undefined) assert.ok(range.start >= 0 && range.start <= range.end && range.end <= mutated.length, JSON.stringify(range));
      }
    }),
    { numRuns: 150 },
  );
});
