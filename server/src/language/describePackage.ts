// Writes the download descriptor of a package file that a flow names: its address, its size, its type. [DLOTA 6]
import { mediaTypes, suffixOf } from '#engine/download/downloadServerSetup';
import { writeDescriptor } from '#engine/download/writeDescriptor';
import { writeXml } from '#engine/xml/write';
import type { NamedFile } from './namedFile';
import type { Change, Refactoring, RefactoringPlace } from './refactoring';

export const describePackage: Refactoring = {
  id: 'describe-package',
  kind: 'refactor.extract',
  creates: true,
  title(place) {
    const file = packageAt(place);
    return file === undefined ? undefined : `Write the download descriptor of ${file.written}`;
  },
  async changes(place): Promise<readonly Change[]> {
    const file = packageAt(place);
    const bytes = file === undefined ? undefined : await place.files.read(file.uri);
    if (file === undefined || bytes === undefined) return [];
    const name = file.uri.slice(file.uri.lastIndexOf('/') + 1);
    const type = mediaTypes[suffixOf(name)] ?? 'application/octet-stream';
    const document = writeDescriptor({ version: '1.0', objectUri: name, size: bytes.length, types: [type] });
    return [{ kind: 'create', uri: descriptorOf(file.uri), text: writeXml(document, { indent: '  ', declaration: true }) }];
  },
};

function descriptorOf(uri: string): string {
  return `${uri.replace(/\.[^./]*$/, '')}.dd`;
}

/** The package that is named where the selection begins, if it is there and has no descriptor yet. */
function packageAt({ model, facts, index, range }: RefactoringPlace): (NamedFile & { readonly uri: string }) | undefined {
  if (model.kind !== 'flow') return undefined;
  const found = facts.files.find((file) => file.role === 'package' && file.range.start <= range.start && range.start <= file.range.end);
  const { uri } = found ?? {};
  return found === undefined || uri === undefined || !index.exists(uri) || index.exists(descriptorOf(uri)) ? undefined : { ...found, uri };
}
