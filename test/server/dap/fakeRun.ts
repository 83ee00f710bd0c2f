// A run without an engine behind it: a tree, three steps and messages made up, to see what the adapter makes of them.
import { Failure } from '#engine/base/failure';
import type { Files } from '#engine/base/files';
import { utf8 } from '#engine/base/bytes';
import type { NodeView, Run, RunView } from '#engine/emulation/run';
import type { Answer, CallFlowMessage, CallFlowRow, RunEvent, StepState, StopReason, Verdict } from '#engine/emulation/runEvent';
import type { Flow, Step } from '#engine/flow/model';
import { Refusal } from '#engine/syncml/refusal';
import { element, text } from '#engine/xml/element';

export const flowUri = 'file:///made-up/update.flow.xml';
export const flowPath = '/made-up/update.flow.xml';

/** Steps on the lines 1, 4 and 5 (counted from 0). */
export const flowText = `<flow xmlns="urn:fumo-tools:flow:1" id="x" title="Made up">
  <step n="0" from="server" to="client" title="Asks">
    <Get/>
  </step>
  <step n="1" from="client" to="server" title="Answers"/>
  <step n="2" from="client" to="user" title="Asks the user"/>
</flow>
`;

function step(n: string, line: number, from: Step['from'], to: Step['to'], title: string, parts: Step['parts'] = []): Step {
  return { id: `x/${n}`, n, from, to, title, within: 60_000, parts, at: { uri: flowUri, range: { start: 0, end: 0 }, line } };
}

const place = { uri: flowUri, range: { start: 0, end: 0 }, line: 2 };
const uri = element('LocURI', [text('./DevDetail/FwV')]);
const get = element('Get', [element('Item', [element('Target', [uri])]), element('Item', [element('Target', [uri])])]);

export const fakeFlow: Flow = {
  uri: flowUri,
  id: 'x',
  title: 'Made up',
  parameters: [],
  includes: [],
  lets: [],
  captures: [],
  steps: [
    step('0', 1, 'server', 'client', 'Asks', [
      { kind: 'command', name: 'Get', element: get, at: place },
      { kind: 'expect-status', status: '200', of: 'Get', at: place },
    ]),
    step('1', 4, 'client', 'server', 'Answers'),
    step('2', 5, 'client', 'user', 'Asks the user'),
  ],
};

export function fakeFiles(texts: Readonly<Record<string, string>> = { [flowUri]: flowText }): Files {
  return {
    read: (at) => Promise.resolve(texts[at] === undefined ? undefined : utf8(texts[at])),
    resolve: (base, reference) => new URL(reference, base).href,
  };
}

type Body = RunEvent extends infer E ? (E extends RunEvent ? Omit<E, 'seq'> : never) : never;

/** Does its steps one after the other; the last one asks, and ends when it is answered. */
export class FakeRun implements Run {
  readonly flow = fakeFlow;
  /** How often it was started and stopped. */
  readonly calls: string[] = [];
  private readonly leaves = new Map([['./DevDetail/FwV', '1.0.3']]);
  private readonly rows = new Map<string, CallFlowRow>();
  private readonly listeners = new Set<(event: RunEvent) => void>();
  private stops: readonly string[] = [];
  private mode: 'run' | Exclude<StopReason, 'breakpoint'> = 'run';
  private at: Step | undefined;
  private goOn: (() => void) | undefined;
  private settleAnswer: (answer: Answer) => void = () => undefined;
  private question = false;
  private over: (verdict: Verdict) => void = () => undefined;
  private seq = 0;

  constructor(private readonly failure?: Failure) {}

  readonly stepper = {
    stopAt: (steps: readonly string[]): void => {
      this.stops = steps;
    },
    stopOnEntry: (): void => {
      this.mode = 'entry';
    },
    proceed: (): void => {
      this.leave('run');
    },
    next: (): void => {
      this.leave('step');
    },
    pause: (): void => {
      this.mode = 'pause';
    },
  };

  listen(listener: (event: RunEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async start(): Promise<Verdict> {
    this.calls.push('start');
    if (this.failure !== undefined) throw this.failure;
    const ended = new Promise<Verdict>((resolve) => (this.over = resolve));
    void this.play();
    return ended;
  }

  stop(): Promise<void> {
    this.calls.push('stop');
    this.finish({ verdict: 'stopped', reason: 'The run was stopped.' });
    return Promise.resolve();
  }

  view(): RunView {
    const current = this.at ?? this.flow.steps[0];
    const row = current === undefined ? undefined : this.rows.get(current.id);
    const message = row?.messages[0];
    return {
      ...(this.goOn !== undefined && this.at !== undefined && { stoppedAt: { step: this.at, actor: this.at.from } }),
      ...(current !== undefined && { step: current }),
      ...(message !== undefined && { message }),
      tree: this.tree(),
      firmware: { uri: './FwUpdate', state: 10, stateName: 'Idle/Start', version: this.leaves.get('./DevDetail/FwV') ?? '' },
      variables: { answer: '200' },
      actors: [
        { actor: 'server', doing: 'waits' },
        { actor: 'client', doing: 'waits' },
        { actor: 'user', doing: '' },
      ],
    };
  }

  callFlow(): ReturnType<Run['callFlow']> {
    return { seq: this.seq, callFlow: { flow: 'x', title: 'Made up', actors: ['server', 'client', 'user'], rows: [...this.rows.values()] } };
  }

  prompt(): ReturnType<Run['prompt']> {
    return this.question ? { id: 'q1', text: 'Update?', step: 'x/2', seconds: 60 } : undefined;
  }

  answer(id: string, answer: Answer): boolean {
    if (!this.question || id !== 'q1') return false;
    this.question = false;
    this.settleAnswer(answer);
    return true;
  }

  setLeaf(at: string, value: string): void {
    if (!this.leaves.has(at)) throw new Refusal(404, `There is no node ${at}.`);
    this.leaves.set(at, value);
  }

  snapshot(): never {
    throw new Failure('run-not-started', 'A run that is made up has no state to keep.');
  }

  evaluate(expression: string): { readonly text: string; readonly node?: NodeView } {
    if (expression === './DevDetail/FwV') return { text: this.leaves.get(expression) ?? '', node: this.leaf() };
    if (expression === '.') return { text: '', node: this.tree() };
    if (expression === 'answer') return { text: '200' };
    throw new Failure('expression-unknown', `There is no {variable} ${expression}.`);
  }

  private async play(): Promise<void> {
    for (const [i, current] of this.flow.steps.entries()) {
      await Promise.resolve();
      this.at = current;
      await this.gate(current);
      if (this.listeners.size === 0) return;
      this.row(current, 'current', i);
      if (current.to === 'user') await this.ask(current.id);
      this.row(current, 'done', i);
    }
    this.finish({ verdict: 'success', result: 200, versionBefore: '1.0.3', versionAfter: '1.1.0' });
  }

  private async gate(current: Step): Promise<void> {
    const reason = this.stops.includes(current.id) ? 'breakpoint' : this.mode;
    if (reason === 'run') return;
    this.mode = 'run';
    const open = new Promise<void>((resolve) => (this.goOn = resolve));
    this.tell({ type: 'stopped', reason, step: current.id, actor: current.from });
    await open;
  }

  private leave(mode: 'run' | 'step'): void {
    const { goOn } = this;
    this.mode = mode;
    this.goOn = undefined;
    if (goOn === undefined) return;
    this.tell({ type: 'continued' });
    goOn();
  }

  private async ask(at: string): Promise<void> {
    this.question = true;
    const answered = new Promise<Answer>((resolve) => (this.settleAnswer = resolve));
    this.tell({ type: 'prompt', prompt: { id: 'q1', text: 'Update?', step: at, seconds: 60 } });
    this.tell({ type: 'prompt-closed', id: 'q1', answer: await answered });
  }

  private row(of: Step, state: StepState, i: number): void {
    const message: CallFlowMessage = {
      id: `m${i + 1}`,
      from: of.from,
      to: of.to,
      packageNumber: 2,
      summary: '#2 Get ./DevDetail/FwV',
      sessionId: '1',
      text: '<SyncML><SyncHdr><MsgID>1</MsgID></SyncHdr><SyncBody><Get><CmdID>1</CmdID></Get><Final/></SyncBody></SyncML>',
      size: 99,
      remarks: [],
    };
    const { id, n, from, to, title, at } = of;
    const row: CallFlowRow = { step: id, n, from, to, title, state, visibility: 'wire', uri: at.uri, line: at.line, messages: to === 'user' ? [] : [message] };
    this.rows.set(id, row);
    this.tell({ type: 'row', row });
  }

  private finish(verdict: Verdict): void {
    this.tell({ type: 'ended', verdict });
    this.over(verdict);
  }

  private tell(body: Body): void {
    const event: RunEvent = { ...body, seq: ++this.seq };
    for (const listener of this.listeners) listener(event);
  }

  private leaf(): NodeView {
    const value = this.leaves.get('./DevDetail/FwV') ?? '';
    return { name: 'FwV', uri: './DevDetail/FwV', format: 'chr', type: 'text/plain', acl: 'Get=*', value };
  }

  private tree(): NodeView {
    const many = Array.from({ length: 250 }, (_, i) => ({ name: `n${i}`, uri: `./Many/n${i}`, format: 'int', value: String(i) }));
    return {
      name: '.',
      uri: '.',
      format: 'node',
      children: [
        { name: 'DevDetail', uri: './DevDetail', format: 'node', children: [this.leaf()] },
        { name: 'Many', uri: './Many', format: 'node', children: many },
      ],
    };
  }
}
