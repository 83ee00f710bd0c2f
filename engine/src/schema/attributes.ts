// The attributes of an element against its rule.
import type { Problem } from '../base/problem';
import type { Element } from '../xml/element';
import type { ElementRule } from './schema';

/** Namespace declarations and attributes with a prefix, such as `xml:lang`, may stand anywhere. */
export function checkAttributes(element: Element, rule: ElementRule, problems: Problem[]): void {
  for (const { name, value, nameRange, valueRange } of element.attributes) {
    if (name === 'xmlns' || name.includes(':')) continue;
    const known = rule.attributes.find((candidate) => candidate.name === name);
    if (known === undefined) {
      const others = rule.attributes.map((candidate) => candidate.name);
      const message = `${rule.name} has no attribute ${name}${others.length > 0 ? `; it may have ${others.join(', ')}` : ''}.`;
      problems.push({ code: 'attribute-unknown', severity: 'error', message, range: nameRange });
    } else if (known.values.length > 0 && !known.values.includes(value) && !value.includes('${')) {
      const message = `${name} of ${rule.name} is one of ${known.values.join(', ')}, not ${value === '' ? 'empty' : value}.`;
      const range = valueRange.end > valueRange.start ? valueRange : nameRange;
      problems.push({ code: 'attribute-value', severity: 'error', message, range });
    }
  }
  for (const { name, required } of rule.attributes) {
    if (!required || element.attributes.some((attribute) => attribute.name === name)) continue;
    problems.push({ code: 'missing-attribute', severity: 'error', message: `${rule.name} lacks the attribute ${name}.`, range: element.nameRange });
  }
}
