// The names of a flow: what each one stands for, and what kind of code it takes.
import { runNames } from '#engine/flow/checkFlow';
import type { Flow, Step } from '#engine/flow/model';
import type { Element } from '#engine/xml/element';
import { codesCapturedIn, isStateNode, type CodeKind } from './codeKind';

export interface FlowName {
  readonly name: string;
  readonly kind: 'parameter' | 'let' | 'capture' | 'run';
  /** One sentence. */
  readonly doc: string;
}

const runDocs: Readonly<Record<string, string>> = {
  'package.bytes': 'The octets of the firmware package.',
  'package.size': 'The size of the firmware package in octets.',
  'package.sha256': 'The SHA-256 of the firmware package, in hexadecimal digits.',
  'package.version': 'The version that the firmware package brings.',
  'download.base': 'The address of the download server, without a slash at its end.',
};

/** Every name that `${}` may hold in this flow, included ones among them. */
export function namesOf(flow: Flow): readonly FlowName[] {
  const given = [...(flow.package === undefined ? [] : runNames.package), ...(flow.downloadServer === undefined ? [] : runNames['download-server'])];
  return [
    ...flow.parameters.map(({ name, value, values }): FlowName => {
      const choice = values.length === 0 ? '' : ` It is one of ${values.join(', ')}.`;
      return { name, kind: 'parameter', doc: `A parameter, \`${value}\` where none is given.${choice}` };
    }),
    ...flow.lets.map(({ name, value, find, otherwise }): FlowName => {
      const doc = find === undefined ? `Stands for \`${value ?? ''}\`.` : `The place of the management object \`${find}\`${otherwise === undefined ? '' : `, \`${otherwise}\` where there is none`}.`;
      return { name, kind: 'let', doc };
    }),
    ...flow.captures.map((name): FlowName => {
      const step = flow.steps.find((each) => fills(each, name));
      return { name, kind: 'capture', doc: step === undefined ? 'A capture.' : `A capture, filled in step ${step.n}: ${step.title}.` };
    }),
    ...given.map((name): FlowName => ({ name, kind: 'run', doc: runDocs[name] ?? 'Given by the run.' })),
  ];
}

function fills({ parts }: Step, name: string): boolean {
  return parts.some((part) => {
    switch (part.kind) {
      case 'read':
        return part.into === name;
      case 'answer':
        return part.into === name;
      case 'command':
        return mentions(part.element, name);
      case 'http':
        return part.content.some((element) => mentions(element, name));
      default:
        return false;
    }
  });
}

function mentions(element: Element, name: string): boolean {
  return element.children.some((node) => (node.kind === 'text' ? node.value.includes(`\${${name}}`) : node.kind === 'element' && mentions(node, name)));
}

/** What kind of code each name takes, where it takes one. */
export function codeKindsOf(flow: Flow): ReadonlyMap<string, CodeKind> {
  const kinds = new Map<string, CodeKind>();
  for (const { parts } of flow.steps) {
    for (const part of parts) {
      if (part.kind === 'read' && isStateNode(part.node)) kinds.set(part.into, 'state');
      if (part.kind === 'command') codesCapturedIn(part.element, (name, kind) => kinds.set(name, kind));
    }
  }
  return kinds;
}

/**
 * The name that a number in an expression is compared with: `result = 200`, `left in (90, 100)`. `at` is where the
 * number begins.
 */
export function comparedWith(expression: string, at: number): string | undefined {
  const before = /([A-Za-z_][\w.]*)\s*(?:=|!=|<=?|>=?|&lt;=?|&gt;=?|\bin)\s*(?:\([\s\d,]*)?$/.exec(expression.slice(0, at));
  if (before?.[1] !== undefined) return before[1];
  return /^\d+\s*(?:=|!=)\s*([A-Za-z_][\w.]*)/.exec(expression.slice(at))?.[1];
}
