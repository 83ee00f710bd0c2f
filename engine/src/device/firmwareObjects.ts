// The FUMO objects of a device's tree: found by their MO identifier, moved from state to state by the table.
import { utf8 } from '../base/bytes';
import { firmwareNodes, fumoIdentifiers, operations, type Operation } from '../fumo/firmwareObject';
import { isState, type State } from '../fumo/states';
import { transition, type StateEvent, type Strictness } from '../fumo/transitions';
import { findByType, nodeAt, textAt, withValue, type Tree } from '../tree/tree';

/** The URIs of all FUMO objects, x. [FUMO 5] */
export function firmwareObjects(tree: Tree): readonly string[] {
  return fumoIdentifiers.flatMap((identifier) => findByType(tree, identifier));
}

/** Where a URI lies in a FUMO object: the object and the path below it. */
export function insideFirmwareObject(tree: Tree, uri: string): { readonly object: string; readonly path: string } | undefined {
  const object = firmwareObjects(tree).find((candidate) => uri === candidate || uri.startsWith(`${candidate}/`));
  return object === undefined ? undefined : { object, path: uri.slice(object.length + 1) };
}

export function operationOf(path: string): Operation | undefined {
  return (operations as Readonly<Record<string, Operation>>)[path];
}

/** x/State; a value that FUMO doesn't define counts as Idle, as it would for a device that starts afresh. */
export function stateOf(tree: Tree, object: string): State {
  const value = Number(nodeAt(tree, `${object}/${firmwareNodes.state}`)?.value);
  return isState(value) ? value : 10;
}

/** The tree with x/State where `event` leads; undefined where it may not happen now. */
export function afterEvent(tree: Tree, object: string, event: StateEvent, strictness: Strictness): Tree | undefined {
  const next = transition(stateOf(tree, object), event, strictness);
  return next === undefined ? undefined : withValue(tree, `${object}/${firmwareNodes.state}`, String(next));
}

/** The address in the PkgURL of a download operation; empty where there is none. [FUMO 5.1.5, 5.1.9] */
export function packageUrlOf(tree: Tree, object: string, operation: Exclude<Operation, 'update'>): string {
  const node = operation === 'download' ? firmwareNodes.downloadPkgUrl : firmwareNodes.downloadAndUpdatePkgUrl;
  return (textAt(tree, `${object}/${node}`) ?? '').trim();
}

/** The octets in x/Update/PkgData; empty where there are none. */
export function packageOf(tree: Tree, object: string): Uint8Array {
  const value = nodeAt(tree, `${object}/${firmwareNodes.pkgData}`)?.value;
  return value instanceof Uint8Array ? value : utf8(value ?? '');
}

/** Without the package: [FUMO App. B] recommends to remove it after the update, whatever came of it. */
export function withoutPackage(tree: Tree, object: string): Tree {
  const uri = `${object}/${firmwareNodes.pkgData}`;
  return nodeAt(tree, uri) === undefined ? tree : withValue(tree, uri, new Uint8Array());
}
