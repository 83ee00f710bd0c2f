// What a flow declares before its steps: parameters, lets, captures, and the files and parties that it runs with.
import { fromBase64 } from '../base/bytes';
import { attribute, childElements, type Element } from '../xml/element';
import { readBehaviour, readOutcome } from './readOutcome';
import { place, usesInAttribute, usesInText, valueOf, type Declarations, type NameUse, type Source } from './draft';
import { oneOf } from './flowRules';
import type { FileReference, Let, Parameter, Place } from './model';
import { isName, readWords, wordIn } from './values';

export function readDeclarations(root: Element, source: Source): Declarations {
  const own = childElements(root).filter(({ namespace }) => namespace === root.namespace);
  const all = (local: string): readonly Element[] => own.filter((element) => element.local === local);
  const names = new Map<string, Place>();
  const declare = (name: string, at: Place): boolean => {
    if (!isName(name)) {
      source.tell('flow-name-invalid', at, `"${name}" can't be a name: names are letters, digits and underscores, begin with no digit and are no word of the expressions.`);
      return false;
    }
    if (names.has(name)) source.tell('flow-name-duplicate', at, `"${name}" is declared twice in this flow.`);
    names.set(name, at);
    return true;
  };
  return {
    parameters: all('param').flatMap((element) => readParameter(element, source, declare)),
    lets: all('let').flatMap((element) => readLet(element, source, declare)),
    captures: all('capture').flatMap((element) => {
      const found = attribute(element, 'names');
      if (found === undefined) return [];
      const at = place(source, found.valueRange);
      return readWords(found.value).flatMap((name) => (declare(name, at) ? [{ name, at: wordIn(found.value, name, at) }] : []));
    }),
    ...readParties(all, source),
    ...readOutcome(all('outcome')[0], source),
  };
}

type Declare = (name: string, at: Place) => boolean;

function readParameter(element: Element, source: Source, declare: Declare): readonly Parameter[] {
  const name = attribute(element, 'name');
  if (name === undefined || !declare(name.value, place(source, name.valueRange))) return [];
  const given = attribute(element, 'default');
  const value = given?.value ?? '';
  const values = readWords(valueOf(element, 'values') ?? '');
  if (given !== undefined && values.length > 0 && !values.includes(value)) {
    source.tell('flow-param-default', place(source, given.valueRange), `The default "${value}" is not among the values of "${name.value}": ${oneOf(values)}.`);
  }
  return [{ name: name.value, value, values, at: place(source, element.startTag) }];
}

function readLet(element: Element, source: Source, declare: Declare): readonly (Let & { readonly uses: readonly NameUse[] })[] {
  const name = attribute(element, 'name');
  if (name === undefined || !declare(name.value, place(source, name.valueRange))) return [];
  const value = attribute(element, 'value')?.value;
  const find = valueOf(element, 'find');
  const otherwise = valueOf(element, 'else');
  const at = place(source, element.startTag);
  if ((value === undefined) === (find === undefined)) source.tell('flow-let-value', at, `"${name.value}" gets its value either by value or by find.`);
  else if (otherwise !== undefined && find === undefined) source.tell('flow-let-value', at, 'An else goes with a find.');
  return [
    {
      name: name.value,
      ...(value === undefined ? {} : { value }),
      ...(find === undefined ? {} : { find }),
      ...(otherwise === undefined ? {} : { otherwise }),
      at,
      uses: [...usesInAttribute(source, element, 'value'), ...usesInAttribute(source, element, 'else')],
    },
  ];
}

function readParties(all: (local: string) => readonly Element[], source: Source): Partial<Pick<Declarations, 'emulate' | 'server' | 'package' | 'downloadServer'>> {
  const file = (element: Element | undefined, name: string): FileReference | undefined => {
    const found = element === undefined ? undefined : attribute(element, name);
    if (found === undefined) return undefined;
    const written = found.value.trim();
    const at = place(source, found.valueRange);
    usesInText(source, written, found.valueRange, 'read').forEach((use) => {
      source.tell('flow-placeholder-malformed', use.at, 'The name of a file can\'t hold ${}.');
    });
    return { uri: source.resolve(written), written, at };
  };
  const [emulate, server, image, store] = ['emulate', 'server', 'package', 'download-server'].map((local) => all(local)[0]);
  const [ddf, tree, accounts, packageFile] = [file(emulate, 'ddf'), file(emulate, 'tree'), file(server, 'accounts'), file(image, 'file')];
  const version = image === undefined ? undefined : valueOf(image, 'version');
  const log = store === undefined ? undefined : valueOf(store, 'log');
  return {
    ...(ddf === undefined || tree === undefined ? {} : { emulate: { ddf, tree, ...readWire(emulate, source), ...readKey(emulate, source), ...readBehaviour(emulate, source) } }),
    ...(server === undefined || accounts === undefined ? {} : { server: { id: valueOf(server, 'id') ?? '', accounts } }),
    ...(packageFile === undefined ? {} : { package: { ...packageFile, ...(version === undefined ? {} : { version }) } }),
    ...(store === undefined
      ? {}
      : { downloadServer: { store: valueOf(store, 'store') ?? '.', ...(log === undefined ? {} : { log }), at: place(source, store.startTag) } }),
  };
}

/** What the device takes, at least 1024 octets, since no message is smaller than its header; and how it writes. */
function readWire(emulate: Element | undefined, source: Source): { readonly maxMsgSize?: number; readonly maxObjSize?: number; readonly encoding?: 'xml' | 'wbxml' } {
  const size = (name: string): number | undefined => {
    const found = emulate === undefined ? undefined : attribute(emulate, name);
    if (found === undefined) return undefined;
    const value = Number(found.value.trim());
    if (/^\d{1,9}$/.test(found.value.trim()) && value >= 1024) return value;
    source.tell('flow-size', place(source, found.valueRange), `A size is a number of octets, 1024 or more, not "${found.value}".`);
    return undefined;
  };
  const [maxMsgSize, maxObjSize] = [size('max-msg-size'), size('max-obj-size')];
  const encoding = emulate === undefined ? undefined : valueOf(emulate, 'encoding');
  return {
    ...(maxMsgSize === undefined ? {} : { maxMsgSize }),
    ...(maxObjSize === undefined ? {} : { maxObjSize }),
    // [SyncML HTTP 5.3.3] The schema tells of any other word.
    ...(encoding === 'xml' || encoding === 'wbxml' ? { encoding } : {}),
  };
}

function readKey(emulate: Element | undefined, source: Source): { readonly trustedKey?: Uint8Array } {
  const found = emulate === undefined ? undefined : attribute(emulate, 'trusted-key');
  const trustedKey = found === undefined ? undefined : fromBase64(found.value);
  if (found === undefined || trustedKey?.length === 32) return trustedKey === undefined ? {} : { trustedKey };
  source.tell('flow-key', place(source, found.valueRange), 'A trusted key is the 32 octets of an Ed25519 public key, in base64.');
  return {};
}
