// Which table a number in a document belongs to: status codes, alert codes, firmware states, result codes.
import { bareAlertType, firmwareAlertTypes } from '#engine/syncml/genericAlert';
import { childElements, child, textOf, type Element } from '#engine/xml/element';
import { childText, valueIn } from './place';

export type CodeKind = 'status' | 'alert' | 'state' | 'result';

/** Of the text of the innermost element of `path`, outermost first. */
export function codeKindOf(path: readonly Element[]): CodeKind | undefined {
  const [element, parent, command] = path.slice(-3).reverse();
  if (element === undefined || parent === undefined) return undefined;
  if (element.local === 'Value') return childText(parent, 'NodeName') === 'State' ? 'state' : undefined;
  if (element.local === 'DefaultValue') return childText(command, 'NodeName') === 'State' ? 'state' : undefined;
  if (element.local !== 'Data') return undefined;
  if (parent.local === 'Status') return 'status';
  if (parent.local === 'Alert') return 'alert';
  if (parent.local !== 'Item') return undefined;
  if (command?.local === 'Alert') return isFirmwareReport(command, parent) ? 'result' : undefined;
  return isStateNode(addressOf(parent)) ? 'state' : undefined;
}

/** Of the value of an attribute of a flow's element. */
export function codeKindOfAttribute(element: Element, name: string): CodeKind | undefined {
  if (element.local !== 'expect') return undefined;
  if (name === 'status') return 'status';
  return (name === 'is' || name === 'passes') && isStateNode(valueIn(element, 'node')) ? 'state' : undefined;
}

/** Whether a URI names the State node of a firmware update object. [FUMO 5.1.10] */
export function isStateNode(uri: string): boolean {
  return /(^|\/)State$/.test(uri.replace(/\?.*$/, ''));
}

/** [FUMO 6.2.2, DM-PRO 8.7.1] */
function isFirmwareReport(alert: Element, item: Element): boolean {
  const meta = child(item, 'Meta');
  const code = childText(alert, 'Data');
  const type = bareAlertType(childText(meta, 'Type') || childText(meta === undefined ? undefined : child(meta, 'MetInf'), 'Type'));
  return code === '1226' && firmwareAlertTypes.some((one) => one.kind === 'report' && one.type === type);
}

export function addressOf(item: Element): string {
  return ['Target', 'Source'].map((side) => childText(child(item, side), 'LocURI')).find((uri) => uri !== '') ?? '';
}

/** Visits every text that is one `${name}` alone below a command, with the kind of code that stands there. */
export function codesCapturedIn(command: Element, visit: (name: string, kind: CodeKind) => void): void {
  const walk = (path: readonly Element[], element: Element): void => {
    const here = [...path, element];
    const name = /^\s*\$\{\s*([A-Za-z_]\w*)\s*\}\s*$/.exec(textOf(element))?.[1];
    const kind = name === undefined ? undefined : codeKindOf(here);
    if (name !== undefined && kind !== undefined) visit(name, kind);
    for (const inner of childElements(element)) walk(here, inner);
  };
  walk([], command);
}
