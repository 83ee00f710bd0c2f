// DownloadDescriptor: what a server says of an object before a device fetches it. OMA download descriptor 1.0.

/** One descriptor. Addresses stand as they are written: objectURI may be relative to where the descriptor came from. */
export interface DownloadDescriptor {
  /** `1.0` where the descriptor doesn't say. [DLOTA DDVersion] */
  readonly version: string;
  /** Where the object is fetched. [DLOTA objectURI] */
  readonly objectUri: string;
  /** Octets of the object as it is stored. [DLOTA size] */
  readonly size: number;
  /** Media types, at least one: the first is the object's own, the others are of what it contains. [DLOTA type] */
  readonly types: readonly string[];
  readonly name?: string;
  readonly vendor?: string;
  readonly description?: string;
  /** Where the status report goes; without it none is sent. [DLOTA installNotifyURI] */
  readonly installNotifyUri?: string;
  /** The page that is offered when all is over, whatever came of it. [DLOTA nextURL] */
  readonly nextUrl?: string;
  /** More about the object, for the user who is asked. [DLOTA infoURL] */
  readonly infoUrl?: string;
  readonly iconUri?: string;
  /** Handed to the installer unchanged, white space included. [DLOTA installParam] */
  readonly installParam?: string;
}

export const descriptorNamespace = 'http://www.openmobilealliance.org/xmlns/dd';

/** The media type of a descriptor. [DLOTA media type] */
export const descriptorMediaType = 'application/vnd.oma.dd+xml';

export const descriptorSuffix = '.dd';

/** The media types of a response that carries descriptor and object together; objectURI is then a `cid:`. [DLOTA combined delivery] */
export const combinedMediaTypes: readonly string[] = ['multipart/related', 'application/vnd.wap.multipart.related'];

/** How the value of an attribute is read. */
export type AttributeForm = 'version' | 'size' | 'media-type' | 'object-uri' | 'notify-uri' | 'uri' | 'text' | 'parameter';

/** One attribute: a child element of `media`. Attributes come in any order. */
export interface DescriptorAttribute {
  /** The name of the element. */
  readonly name: string;
  /** Where its value stands in the model. */
  readonly key: keyof DownloadDescriptor;
  readonly form: AttributeForm;
  readonly required: boolean;
  readonly repeats: boolean;
}

function once(name: string, key: keyof DownloadDescriptor, form: AttributeForm, required = false): DescriptorAttribute {
  return { name, key, form, required, repeats: false };
}

/** Every attribute of version 1.0, in the order in which a descriptor is written. */
export const descriptorAttributes: readonly DescriptorAttribute[] = [
  once('DDVersion', 'version', 'version'),
  once('name', 'name', 'text'),
  once('vendor', 'vendor', 'text'),
  once('description', 'description', 'text'),
  { name: 'type', key: 'types', form: 'media-type', required: true, repeats: true },
  once('size', 'size', 'size', true),
  once('objectURI', 'objectUri', 'object-uri', true),
  once('installNotifyURI', 'installNotifyUri', 'notify-uri'),
  once('installParam', 'installParam', 'parameter'),
  once('nextURL', 'nextUrl', 'uri'),
  once('infoURL', 'infoUrl', 'uri'),
  once('iconURI', 'iconUri', 'uri'),
];

/** Elements of version 2.0, which is another format: none of them means anything in a descriptor of version 1. */
export const elementsOfVersion2: ReadonlySet<string> = new Set([
  ...['product', 'mediaObject', 'meta', 'server', 'progressiveDownloadFlag', 'objectID', 'objectVersion', 'objectSize'],
  ...['reservedSize', 'environment', 'updatedDDURI', 'suppressUserConfirmation', 'license', 'orderingNumber'],
]);

/** Whether a media type is that of a descriptor, parameters aside. */
export function isDescriptorType(mediaType: string | undefined): boolean {
  return mediaType?.split(';')[0]?.trim().toLowerCase() === descriptorMediaType;
}

/**
 * The absolute address of a URI of the descriptor, which counts from where the descriptor was fetched; undefined where
 * the two make no address. [DLOTA objectURI]
 */
export function addressIn(uri: string, fetchedFrom?: string): string | undefined {
  try {
    return new URL(uri.trim(), fetchedFrom).href;
  } catch {
    return undefined;
  }
}
