// Which step an act belongs to: an act begins a step where its sender, its receiver and its kind are the step's.
import type { PartOf, Step } from '../flow/model';
import type { HttpRequest } from '../net/exchange';
import { firmwareAlertType } from '../syncml/genericAlert';
import type { Alert, Command, Item, Status } from '../syncml/message';
import { readCommand } from '../syncml/readCommand';
import { normaliseUri } from '../tree/uri';
import type { Element } from '../xml/element';
import type { RunAct } from './runAct';

/** The text of a pattern with its values in place; what has no value yet stays as it is. */
export type Fill = (text: string) => string;

/** A command as a step writes it, `${}` and all. */
export function patternOf(part: PartOf<'command'>): Command {
  return commandOf(part.element);
}

/** Reads a command of a flow: one that has no CmdID, since the session will number it. */
export function commandOf(element: Element): Command {
  return readCommand(element, { problems: [], maxNesting: 8 });
}

/** Whose end of the sessions the acts are seen from. */
export type Viewpoint = 'server' | 'client';

/** True where `act` begins `step`, as seen from our server. */
export function begins(step: Step, act: RunAct, fill: Fill, viewpoint: Viewpoint): boolean {
  return viewpoint === 'client' ? beginsAtClient(step, act, fill) : beginsAtServer(step, act, fill);
}

/** The server is somebody else's: its commands and answers are seen where they arrive. */
function beginsAtClient(step: Step, act: RunAct, fill: Fill): boolean {
  const goes = (from: Step['from'], to: Step['to']): boolean => step.from === from && step.to === to;
  const holds = (command: Command): boolean => step.parts.some((part) => part.kind === 'command' && isOfPattern(patternOf(part), command, fill));
  switch (act.kind) {
    case 'receive':
      return goes('server', 'client') && holds(act.command);
    case 'send':
      return goes('client', 'server') && holds(act.command);
    case 'request':
    case 'report':
      return goes('download-agent', 'download-server') && httpParts(step).some((part) => (part.method ?? 'GET') === act.method && part.url !== undefined && fill(part.url) === act.url);
    case 'check-descriptor':
    case 'progress':
    case 'complete':
      return goes('download-server', 'download-agent');
    case 'ask':
      return goes('download-agent', 'user');
    default:
      return beginsAtServer(step, act, fill);
  }
}

function beginsAtServer(step: Step, act: RunAct, fill: Fill): boolean {
  switch (act.kind) {
    case 'arrive':
      return step.from === 'download-agent' && step.to === 'download-server' && httpParts(step).some((part) => isOfRequest(part, act.request, fill));
    case 'respond':
      return step.from === 'download-server' && step.to === 'download-agent';
    case 'check-descriptor':
      return step.from === 'download-agent' && step.to === 'user';
    case 'outcome':
      return step.from === 'update-client' && step.to === act.to && !isRequest(step);
    // These belong to a step that has begun already.
    case 'send':
    case 'request':
    case 'ask':
    case 'progress':
    case 'complete':
    case 'report':
      return false;
    case 'receive':
      return (
        act.actor === 'server' &&
        step.from === 'client' &&
        step.to === 'server' &&
        step.parts.some((part) => part.kind === 'command' && isOfPattern(patternOf(part), act.command, fill))
      );
    case 'prompt':
      return step.from === 'client' && step.to === 'user';
    case 'answer':
      return step.from === 'user' && !isRequest(step);
    case 'hand-over':
      return step.from === act.actor && step.to === act.to;
    case 'install':
      return step.from === 'update-client' && step.to === 'update-client';
  }
}

function isRequest(step: Step): boolean {
  return step.parts.some((part) => part.kind === 'request');
}

function httpParts(step: Step): readonly PartOf<'http'>[] {
  return step.parts.filter((part): part is PartOf<'http'> => part.kind === 'http');
}

function isOfRequest(part: PartOf<'http'>, request: HttpRequest, fill: Fill): boolean {
  return (part.method ?? 'GET') === request.method && part.url !== undefined && pathOf(fill(part.url)) === request.url;
}

/** Path and query of an address: what a server sees of it. */
export function pathOf(url: string): string {
  return url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '');
}

/** True where a command that has arrived is the kind that a pattern speaks of; its values are compared elsewhere. */
export function isOfPattern(pattern: Command, arrived: Command, fill: Fill): boolean {
  if (pattern.name !== arrived.name) return false;
  if (pattern.name === 'Alert' && arrived.name === 'Alert') return isOfAlert(pattern, arrived, fill);
  if (pattern.name === 'Status') return isOfStatus(pattern, arrived as Status, fill);
  const wanted = new Set(itemsOf(pattern).map((item) => uriOf(item, fill)));
  // What is asked for by its type has no address yet.
  if (pattern.name === 'Results' && [...wanted].some((uri) => uri.includes('${'))) return true;
  return itemsOf(arrived).some((item) => wanted.has(uriOf(item, (text) => text)));
}

/** [FUMO 6.2.2] Reports of different operations are different alerts; a type that nobody knows may be meant for any. */
function isOfAlert(pattern: Alert, arrived: Alert, fill: Fill): boolean {
  if (fill(pattern.data ?? '').trim() !== (arrived.data ?? '').trim()) return false;
  const [wanted, actual] = [pattern, arrived].map(({ items }) => firmwareAlertType(fill(items[0]?.meta?.type ?? '')));
  return wanted === undefined || actual === undefined || wanted === actual;
}

function isOfStatus(pattern: Status, arrived: Status, fill: Fill): boolean {
  if (arrived.cmd !== pattern.cmd) return false;
  const targets = pattern.targetRefs.map((uri) => normaliseUri(fill(uri)));
  return targets.length === 0 || arrived.targetRefs.some((uri) => targets.includes(normaliseUri(uri)));
}

export function itemsOf(command: Command): readonly Item[] {
  return 'items' in command ? command.items : [];
}

/** The node that an Item is about: Source where the client names it, Target where the server does. */
export function uriOf(item: Item, fill: Fill): string {
  return normaliseUri(fill(item.source ?? item.target ?? ''));
}
