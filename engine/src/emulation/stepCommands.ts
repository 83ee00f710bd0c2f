// The commands that our server sends for a step: the step's elements with their values in place.
import type { Scope } from '../flow/expression';
import { interpolate } from '../flow/interpolate';
import type { Step } from '../flow/model';
import type { Command, Unnumbered } from '../syncml/message';
import type { Element, XmlNode } from '../xml/element';
import { nowhere, withChildren, withValue } from '../xml/element';
import { commandOf } from './stepMatch';

/** Octets that stand for a whole text, by the name in `${}`: the package. */
export type Binaries = Readonly<Record<string, Uint8Array>>;

/** Throws a Failure where a name has no value. */
export function commandsOf(step: Step, scope: Scope, binaries: Binaries): readonly Unnumbered<Command>[] {
  return step.parts.flatMap((part) => (part.kind === 'command' ? [unnumbered(commandOf(filledElement(part.element, scope, binaries)))] : []));
}

/** Where a step sends octets of `name` in a message. */
export function carries(step: Step, name: string): boolean {
  return step.parts.some((part) => part.kind === 'command' && holds(part.element, `\${${name}}`));
}

function holds(element: Element, text: string): boolean {
  return element.children.some((node) => (node.kind === 'text' ? node.value.trim() === text : node.kind === 'element' && holds(node, text)));
}

/** An element with the values in their places; a text that is nothing but a name of octets becomes these. Throws a Failure for a name without value. */
export function filledElement(element: Element, scope: Scope, binaries: Binaries): Element {
  return withChildren(element, element.children.map((node) => filledNode(node, scope, binaries)));
}

function filledNode(node: XmlNode, scope: Scope, binaries: Binaries): XmlNode {
  if (node.kind === 'element') return filledElement(node, scope, binaries);
  if (node.kind !== 'text') return node;
  const name = /^\s*\$\{([\w.-]+)\}\s*$/.exec(node.value)?.[1];
  const octets = name === undefined ? undefined : binaries[name];
  if (octets !== undefined) return { kind: 'opaque', value: octets, range: nowhere };
  return withValue(node, interpolate(node.value, scope));
}

function unnumbered(command: Command): Unnumbered<Command> {
  const { cmdId: _cmdId, at: _at, ...rest } = command;
  return rest;
}
