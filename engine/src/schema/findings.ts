// How what is wrong with an element is said.
import type { Problem, Severity } from '../base/problem';
import type { Element } from '../xml/element';
import type { ElementRule } from './schema';

export function expected(allowed: ReadonlySet<string>, rule: ElementRule): string {
  return allowed.size === 0 ? `${rule.name} holds no elements` : `${rule.name} may hold ${list([...allowed])}`;
}

export function list(names: readonly string[]): string {
  return names.length > 12 ? `${names.slice(0, 12).join(', ')} \u2026` : names.join(', ');
}

export function found(code: string, severity: Severity, message: string, element: Element, rule?: ElementRule): Problem {
  return { code, severity, message, range: element.nameRange, ...clauseOf(rule) };
}

export function clauseOf(rule: ElementRule | undefined): { readonly clause?: string } {
  return rule?.clause === undefined ? {} : { clause: rule.clause };
}
