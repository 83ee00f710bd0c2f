// Watches, hovers and the debug console: a node's URI, a variable, an expression; in the console a few verbs more.
import { Failure } from '#engine/base/failure';
import type { NodeView, Run } from '#engine/emulation/run';
import type { Answer } from '#engine/emulation/runEvent';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { changeLeaf, nodeAt, nodeVariable, nodesBelow } from './treeVariables';
import { pageFrom, type VariableStore } from './variable';

export interface Evaluated {
  readonly body: DebugProtocol.EvaluateResponse['body'];
  /** True where the evaluation has changed something that may be on show. */
  readonly changed: boolean;
}

interface Verb {
  readonly usage: string;
  readonly does: string;
  /** `rest`: what follows the verb. */
  readonly act: (run: Run, rest: string, store: VariableStore) => Evaluated;
}

const answers: readonly Answer[] = ['accept', 'reject', 'cancel', 'silent'];

/** By the first word typed into the console. */
const verbs: Readonly<Record<string, Verb>> = {
  get: {
    usage: 'get URI',
    does: 'shows a node of the device',
    act: (run, rest, store) => shownNode(run, nodeAt(run, rest), store),
  },
  replace: {
    usage: 'replace URI VALUE',
    does: "changes a leaf of the device's tree from outside",
    act: (run, rest) => {
      const [, uri = '', value = ''] = /^(\S*)\s*([^]*)$/.exec(rest) ?? [];
      return { body: text(changeLeaf(run, nodeAt(run, uri).uri, value)), changed: true };
    },
  },
  answer: {
    usage: `answer ${answers.join('|')}`,
    does: 'answers the question that waits',
    act: (run, rest) => {
      const prompt = run.prompt();
      const answer = answers.find((candidate) => candidate === rest);
      if (answer === undefined) throw new Failure('unknown-answer', `An answer is one of ${answers.join(', ')}.`);
      if (prompt === undefined || !run.answer(prompt.id, answer)) throw new Failure('no-question', 'No question waits for an answer.');
      return { body: text(answer), changed: false };
    },
  },
  help: {
    usage: 'help',
    does: 'shows this list',
    act: () => ({ body: text(helpText()), changed: false }),
  },
};

export function evaluate(run: Run, args: DebugProtocol.EvaluateArguments, store: VariableStore): Evaluated {
  const expression = args.expression.trim();
  if (args.context === 'repl') {
    const [, word = '', rest = ''] = /^(\S*)\s*([^]*)$/.exec(expression) ?? [];
    const verb = Object.hasOwn(verbs, word) ? verbs[word] : undefined;
    if (verb !== undefined) return verb.act(run, rest, store);
  }
  const { text: result, node } = run.evaluate(expression);
  return node === undefined ? { body: text(result), changed: false } : shownNode(run, node, store);
}

function shownNode(run: Run, node: NodeView, store: VariableStore): Evaluated {
  const { value, type, count } = nodeVariable(run, node);
  const opens = node.children !== undefined && node.children.length > 0;
  return {
    body: {
      result: value,
      variablesReference: store.reference(opens ? () => nodesBelow(run, node.uri) : undefined),
      ...(type !== undefined && { type }),
      ...(count !== undefined && count > pageFrom && { indexedVariables: count }),
    },
    changed: false,
  };
}

function text(result: string): DebugProtocol.EvaluateResponse['body'] {
  return { result, variablesReference: 0 };
}

function helpText(): string {
  const lines = Object.values(verbs).map(({ usage, does }) => `${usage}: ${does}`);
  return [...lines, 'anything else: a node such as ./DevDetail/FwV, a variable, or an expression of the flow language'].join('\n');
}
