// The values that a node takes, where a description says so in the way of Microsoft's: a list, flags or ranges. [MS-DDF 2]
import { child, childElements, textOf, type Element } from '../xml/element';

export interface AllowedValues {
  /** `flag`: numbers whose bits may be joined; `range`: `values` are pairs, the least number and the greatest. */
  readonly kind: 'enum' | 'flag' | 'range';
  readonly values: readonly string[];
  /** What stands between several values that are given at once. */
  readonly delimiter?: string;
}

/** Undefined where they are described otherwise: by patterns, schemas, policy templates. */
export function readAllowedValues(element: Element): AllowedValues | undefined {
  const list = child(element, 'List');
  const delimiter = list === undefined ? undefined : attribute(list, 'Delimiter');
  const more = delimiter === undefined || delimiter === '' ? {} : { delimiter };
  const type = attribute(element, 'ValueType');
  if (type === 'ENUM' || type === 'Flag') {
    const values = childElements(element).flatMap((one) => (one.local === 'Enum' ? (valueIn(one) ?? []) : []));
    return values.length === 0 ? undefined : { kind: type === 'ENUM' ? 'enum' : 'flag', values, ...more };
  }
  if (type !== 'Range') return undefined;
  const pairs = [...(valueIn(element) ?? '').matchAll(/\[\s*([+-]?\d{1,15})\s*-\s*([+-]?\d{1,15})\s*\]/g)].flatMap(([, least = '', most = '']) => [least, most]);
  return pairs.length === 0 ? undefined : { kind: 'range', values: pairs, ...more };
}

/** Whether a value is one of those that are allowed. */
export function allows({ kind, values, delimiter }: AllowedValues, value: string): boolean {
  const given = (delimiter === undefined ? [value] : value.split(delimiter)).map((one) => one.trim());
  return given.every((one) => {
    if (kind === 'enum') return values.includes(one) || (/^(?:true|false)$/i.test(one) && values.includes(one.toLowerCase()));
    if (!/^[+-]?\d{1,15}$/.test(one)) return false;
    const number = BigInt(one);
    if (kind === 'flag') {
      const mask = values.reduce((bits, flag) => (/^[+-]?\d{1,15}$/.test(flag) ? bits | BigInt(flag) : bits), 0n);
      return values.includes(one) || (number & ~mask) === 0n;
    }
    for (let at = 0; at + 1 < values.length; at += 2) if (BigInt(values[at] ?? 0) <= number && number <= BigInt(values[at + 1] ?? 0)) return true;
    return false;
  });
}

/** For a sentence: `0, 1, 2` or `0 to 100`. */
export function sayAllowed({ kind, values }: AllowedValues): string {
  if (kind !== 'range') return values.slice(0, 8).join(', ') + (values.length > 8 ? ', …' : '');
  const pairs: string[] = [];
  for (let at = 0; at + 1 < values.length && pairs.length < 4; at += 2) pairs.push(`${values[at] ?? ''} to ${values[at + 1] ?? ''}`);
  return pairs.join(', ');
}

function valueIn(element: Element): string | undefined {
  const value = child(element, 'Value');
  return value === undefined ? undefined : textOf(value).trim();
}

function attribute(element: Element, name: string): string | undefined {
  return element.attributes.find((one) => one.name === name)?.value;
}
