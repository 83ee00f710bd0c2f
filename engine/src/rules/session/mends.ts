// Mends that several session rules have: what to write, the rule has left with its finding.
import { child, childElements, element as newElement, text as newText, type Element } from '../../xml/element';
import { editXml, type XmlEdit } from '../../xml/edit';
import { elementAt } from '../elementAt';
import type { Fix, FixSubject } from '../fix';
import type { Subject } from '../subject';

type Mend = (found: FixSubject, subject: Subject) => Fix | undefined;

function mending(title: (data: string) => string, edit: (at: Element, data: string, parent: Element | undefined) => XmlEdit | undefined): Mend {
  return ({ range, data = '' }, { document, text }) => {
    const at = elementAt(document, range);
    const mend = at === undefined ? undefined : edit(at.element, data, at.parent);
    return mend === undefined ? undefined : { title: title(data), edits: editXml(text, [mend]) };
  };
}

/** Puts what was left in place of what the element says. */
export const write: Mend = mending(
  (value) => `Write ${value}`,
  (of, value) => (value === '' ? undefined : { kind: 'value', of, value }),
);

/** Takes the element away. */
export function remove(name: string): Mend {
  return mending(
    () => `Remove ${name}`,
    (node) => ({ kind: 'remove', node }),
  );
}

/** Puts Final last in SyncBody. */
export const addFinal: Mend = mending(
  () => 'Add Final',
  (parent) => ({ kind: 'insert', parent, node: newElement('Final') }),
);

/** Puts a Correlator in an Alert, before its Items. */
export const addCorrelator: Mend = mending(
  () => 'Add the Correlator',
  (parent, value) => {
    const before = child(parent, 'Item');
    return value === '' || before === undefined ? undefined : { kind: 'insert', parent, node: newElement('Correlator', [newText(value)]), before };
  },
);

/** Says in the Meta of an Item how large its object is. */
export const addSize: Mend = mending(
  (size) => `Add Size ${size}`,
  (item, size) => {
    const node = newElement('Size', [newText(size)], { namespace: 'syncml:metinf', attributes: { xmlns: 'syncml:metinf' } });
    const meta = child(item, 'Meta');
    if (size === '') return undefined;
    if (meta !== undefined) return { kind: 'insert', parent: meta, node };
    const before = childElements(item).find(({ local }) => local === 'Data');
    return before === undefined ? undefined : { kind: 'insert', parent: item, node: newElement('Meta', [node]), before };
  },
);
