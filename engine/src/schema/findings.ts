// How what is wrong with an element is said.
import type { Problem, Severity } from '../base/problem';
import type { Element } from '../xml/element';
import type { ElementRule } from './schema';

/** What is wrong with the content of an element. */
export interface StructureProblem extends Problem {
  /** The element whose content it is, by the name that its schema has for it. */
  readonly inside?: string;
  /** The child that is missing or wrong there, where it is a certain one. */
  readonly child?: string;
}

export function expected(allowed: ReadonlySet<string>, rule: ElementRule): string {
  return allowed.size === 0 ? `${rule.name} holds no elements` : `${rule.name} may hold ${list([...allowed])}`;
}

export function list(names: readonly string[]): string {
  return names.length > 12 ? `${names.slice(0, 12).join(', ')} \u2026` : names.join(', ');
}

/** `child` is a child of the rule's element: the one that is wrong, or lacking. */
export function found(code: string, severity: Severity, message: string, element: Element, rule?: ElementRule, child?: string): StructureProblem {
  const place = rule === undefined ? {} : { inside: rule.name };
  return { code, severity, message, range: element.nameRange, ...clauseOf(rule), ...place, ...(child === undefined ? {} : { child }) };
}

export function clauseOf(rule: ElementRule | undefined): { readonly clause?: string } {
  return rule?.clause === undefined ? {} : { clause: rule.clause };
}
