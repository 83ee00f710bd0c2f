// Where a fault can stand: what kind of step a step is.
import { childElements, textOf, type Element } from '../../xml/element';
import type { Part, Step } from '../model';

/** Kinds of steps, each with what a person calls it. */
export const faultPlaces = {
  job: "the authority's order",
  notification: 'the notification',
  opening: 'the opening of a session',
  read: 'a Get of the server',
  question: "the server's question to the user",
  package: 'the package in a message',
  address: 'another Replace or Add of the server',
  order: 'the Exec of Update',
  'download-order': 'the Exec of Download or DownloadAndUpdate',
  reply: "the client's answer",
  report: 'the report',
  prompt: "what the user is shown of the server's question",
  user: "the user's answer to the server",
  'consent-prompt': 'what the user is shown of the download',
  consent: "the user's answer to the download",
  'hand-over': 'the hand-over to the Firmware Update Client after a session',
  'download-hand-over': 'the hand-over to the Download User Agent',
  'package-hand-over': 'the hand-over of a package that was downloaded',
  install: 'the installation',
  outcome: 'what the Firmware Update Client tells',
  'descriptor-request': 'the request for the descriptor',
  descriptor: 'the descriptor',
  'package-request': 'the request for the package',
  'package-response': 'the package from the download server',
  notice: 'the installation notification',
} as const;

export type FaultPlace = keyof typeof faultPlaces;

export const allPlaces = Object.keys(faultPlaces) as readonly FaultPlace[];

/** Steps that a DM message carries. */
export const messagePlaces: readonly FaultPlace[] = ['opening', 'read', 'question', 'package', 'address', 'order', 'download-order', 'reply', 'report'];
/** Steps that an exchange with the download server carries. */
export const downloadPlaces: readonly FaultPlace[] = ['descriptor-request', 'descriptor', 'package-request', 'package-response'];

/** Steps inside the device. */
export const insidePlaces: readonly FaultPlace[] = ['prompt', 'user', 'consent-prompt', 'consent', 'hand-over', 'download-hand-over', 'package-hand-over', 'install', 'outcome'];

type Ends = Pick<Step, 'from' | 'to'> & { readonly parts: readonly Part[] };

/** What a step is. `next`: the step after it. */
export function placesOf(step: Ends, next: Ends | undefined): readonly FaultPlace[] {
  const found = byEnds[`${step.from} ${step.to}`]?.(step, next);
  return found === undefined ? [] : [...new Set(found)];
}

const byEnds: Readonly<Record<string, (step: Ends, next: Ends | undefined) => readonly FaultPlace[]>> = {
  'authority server': () => ['job'],
  'server client': (step) => [...(step.parts.some((part) => part.kind === 'notification') ? (['notification'] as const) : []), ...commandsOf(step).flatMap(sent)],
  'client server': (step) => commandsOf(step).flatMap(received),
  'client user': () => ['prompt'],
  'download-agent user': () => ['consent-prompt'],
  'user client': (step) => (asks(step) ? [] : ['user']),
  'user download-agent': () => ['consent'],
  'client update-client': () => ['hand-over'],
  'client download-agent': () => ['download-hand-over'],
  'download-agent update-client': () => ['package-hand-over'],
  'update-client update-client': () => ['install'],
  'update-client download-agent': () => ['outcome'],
  'update-client client': (step) => (asks(step) ? [] : ['outcome']),
  'download-agent download-server': (step, next) => {
    if (step.parts.some((part) => part.kind === 'http' && part.method === 'POST')) return ['notice'];
    return [next !== undefined && isDescriptor(next) ? 'descriptor-request' : 'package-request'];
  },
  'download-server download-agent': (step) => [isDescriptor(step) ? 'descriptor' : 'package-response'],
};

/** A request for an update: nothing of an update that could fail yet. */
function asks(step: Ends): boolean {
  return step.parts.some((part) => part.kind === 'request');
}

function commandsOf(step: Ends): readonly Element[] {
  return step.parts.flatMap((part) => (part.kind === 'command' ? [part.element] : []));
}

function sent(command: Element): readonly FaultPlace[] {
  switch (command.local) {
    case 'Get':
      return ['read'];
    case 'Alert':
      return ['question'];
    case 'Exec':
      return [/\/Update$/.test(targetOf(command)) ? 'order' : 'download-order'];
    case 'Replace':
    case 'Add':
      return [holds(command, 'package.bytes') ? 'package' : 'address'];
    default:
      return childElements(command).filter(({ local }) => /^[A-Z]/.test(local)).flatMap(sent);
  }
}

function targetOf(command: Element): string {
  const target = [command, ...childElements(command), ...childElements(command).flatMap(childElements)].find(({ local }) => local === 'Target');
  return target === undefined ? '' : childElements(target).map(textOf).join('').trim();
}

function received(command: Element): readonly FaultPlace[] {
  if (command.local === 'Replace') return ['opening'];
  if (command.local !== 'Alert') return ['reply'];
  const code = childElements(command).find(({ local }) => local === 'Data');
  return [code !== undefined && textOf(code).trim() === '1226' ? 'report' : 'opening'];
}

function holds(element: Element, name: string): boolean {
  return element.children.some((node) => (node.kind === 'text' ? node.value.includes(`\${${name}}`) : node.kind === 'element' && holds(node, name)));
}

function isDescriptor(step: Ends): boolean {
  return step.parts.some((part) => part.kind === 'http' && (part.content.some(({ local }) => local === 'media') || part.type === 'application/vnd.oma.dd+xml'));
}
