// What stands under a name of a Download Server: a file, a descriptor made from a package, or both in one.
import { fromUtf8, toHex, utf8 } from '../base/bytes';
import { readPackage } from '../fumo/package';
import { writeXml } from '../xml/write';
import { addressIn, descriptorMediaType, descriptorSuffix, isDescriptorType, type DownloadDescriptor } from './descriptor';
import { mediaTypes, suffixOf, type DownloadFile, type DownloadServerSetup } from './downloadServerSetup';
import { fileNameOf, pathOf } from './fileName';
import { writeMultipart } from './multipart';
import { readDescriptorText } from './readDescriptor';
import { boundaryFor, type Representation } from './representation';
import { writeDescriptor } from './writeDescriptor';

/** Octets with what is to be said of them. */
interface Content extends DownloadFile {
  readonly mediaType: string;
}

/** Finds what a name stands for; undefined where it stands for nothing. */
export async function contentNamed(name: string, combined: boolean, setup: DownloadServerSetup): Promise<Content | undefined> {
  const found = (await fileNamed(name, setup)) ?? (await descriptorNamed(name, setup));
  if (found === undefined || !combined || !isDescriptorType(found.mediaType)) return found;
  return (await withObject(name, found, setup)) ?? found;
}

/** A digest of the content makes a strong validator: other octets never have the same. [RFC 9110 8.8.1] */
export function represent({ bytes, modified, mediaType }: Content, setup: DownloadServerSetup, known: WeakMap<Uint8Array, string>): Representation {
  const { validators = ['etag', 'last-modified'], ranges = true, hasher } = setup;
  let etag: string | undefined;
  if (validators.includes('etag')) {
    etag = known.get(bytes) ?? `"${toHex(hasher.sha256(bytes).subarray(0, 16))}"`;
    known.set(bytes, etag);
  }
  return {
    mediaType,
    length: bytes.length,
    octets: ({ first, last }) => bytes.subarray(first, last + 1),
    ranges,
    ...(etag === undefined ? {} : { etag }),
    ...(validators.includes('last-modified') ? { modified } : {}),
  };
}

async function fileNamed(name: string, { files, types = mediaTypes }: DownloadServerSetup): Promise<Content | undefined> {
  const mediaType = types[suffixOf(name)] ?? types['*'];
  const file = mediaType === undefined ? undefined : await files.read(name);
  return file === undefined || mediaType === undefined ? undefined : { ...file, mediaType };
}

/** The descriptor of a package: `NAME.dd` of `NAME` or of `NAME` with one of the suffixes. */
async function descriptorNamed(name: string, setup: DownloadServerSetup): Promise<Content | undefined> {
  const { descriptors } = setup;
  if (descriptors === undefined || suffixOf(name) !== descriptorSuffix) return undefined;
  const stem = name.slice(0, -descriptorSuffix.length);
  const own = descriptors.suffixes.includes(suffixOf(stem)) ? [''] : [];
  for (const suffix of [...own, ...descriptors.suffixes]) {
    const packageName = stem + suffix;
    const object = await fileNamed(packageName, setup);
    if (object === undefined || object.bytes.length === 0) continue;
    const made = descriptorOf(packageName, object, setup);
    const descriptor = descriptors.adapt?.(made, packageName) ?? made;
    return { bytes: textOf(descriptor), modified: object.modified, mediaType: descriptorMediaType };
  }
  return undefined;
}

function descriptorOf(packageName: string, { bytes, mediaType }: Content, { reports, ...setup }: DownloadServerSetup): DownloadDescriptor {
  const { header } = readPackage(bytes);
  const base = `${setup.origin()}${setup.prefix}`;
  const fileName = packageName.slice(packageName.lastIndexOf('/') + 1);
  const named = header?.model === undefined || header.to === undefined ? fileName : `${header.model} firmware ${header.to}`;
  const job = fileName.slice(0, fileName.length - suffixOf(fileName).length);
  return {
    version: '1.0',
    name: named,
    types: [mediaType],
    size: bytes.length,
    objectUri: `${base}${pathOf(packageName)}`,
    ...(reports === undefined ? {} : { installNotifyUri: `${base}${reports.path}${pathOf(job)}` }),
  };
}

/** [DLOTA combined delivery] Undefined where the descriptor doesn't name one of our files. */
async function withObject(name: string, found: Content, setup: DownloadServerSetup): Promise<Content | undefined> {
  const { descriptor } = readDescriptorText(fromUtf8(found.bytes));
  const base = `${setup.origin()}${setup.prefix}`;
  const address = descriptor && addressIn(descriptor.objectUri, `${base}${pathOf(name)}`);
  if (descriptor === undefined || address?.startsWith(`${base}/`) !== true) return undefined;
  const objectName = fileNameOf(address.slice(base.length).replace(/[?#].*$/s, ''));
  const object = objectName === undefined ? undefined : await fileNamed(objectName, setup);
  if (object === undefined) return undefined;
  const boundary = boundaryFor(object.bytes);
  const parts = [
    { headers: { 'content-type': descriptorMediaType, 'content-id': '<descriptor@download>' }, body: textOf({ ...descriptor, objectUri: 'cid:object@download' }) },
    { headers: { 'content-type': object.mediaType, 'content-id': '<object@download>', 'content-transfer-encoding': 'binary' }, body: object.bytes },
  ];
  return {
    bytes: writeMultipart(parts, boundary),
    modified: Math.max(found.modified, object.modified),
    mediaType: `multipart/related; type="${descriptorMediaType}"; start="<descriptor@download>"; boundary="${boundary}"`,
  };
}

function textOf(descriptor: DownloadDescriptor): Uint8Array {
  return utf8(writeXml(writeDescriptor(descriptor), { declaration: true, indent: '  ' }));
}
