// Whether a device can take what a descriptor announces. [DLOTA transaction]
import { child, textOf } from '../xml/element';
import { parseXml } from '../xml/parse';
import type { DownloadDescriptor } from './descriptor';
import type { DownloadSetup } from './downloadSetup';
import { isAmong } from './headerFields';
import { readDescriptorText } from './readDescriptor';
import type { DownloadStatusCode } from './statusCodes';

export interface Objection {
  readonly status: DownloadStatusCode;
  readonly reason: string;
}

/** `notifyUri`: where a report is due, as far as it can be told. */
export type Checked =
  | { readonly descriptor: DownloadDescriptor; readonly objection?: undefined; readonly notifyUri?: string }
  | { readonly descriptor?: DownloadDescriptor; readonly objection: Objection; readonly notifyUri?: string };

/** Checks the text of a descriptor: version, what it must have, memory, types, in this order. Undefined text: no UTF-8. */
export function checkDescriptor(text: string | undefined, setup: Pick<DownloadSetup, 'freeMemory' | 'maxPackage' | 'maxDescriptor' | 'acceptedTypes'>): Checked {
  if (text === undefined) return { objection: { status: 906, reason: 'The descriptor is not in UTF-8.' } };
  const { descriptor, refusal = 906, problems } = readDescriptorText(text, { maxText: setup.maxDescriptor });
  if (descriptor === undefined) {
    const fault = problems.find(({ severity }) => severity === 'error')?.message ?? 'The descriptor can\u2019t be read.';
    const notifyUri = text.length > setup.maxDescriptor ? undefined : notifyUriIn(text);
    return { objection: { status: refusal, reason: fault }, ...(notifyUri === undefined ? {} : { notifyUri }) };
  }
  const objection = objectionTo(descriptor, setup);
  const { installNotifyUri } = descriptor;
  const notified = installNotifyUri === undefined ? {} : { notifyUri: installNotifyUri };
  return objection === undefined ? { descriptor, ...notified } : { descriptor, objection, ...notified };
}

function objectionTo({ size, types }: DownloadDescriptor, { freeMemory, maxPackage, acceptedTypes }: Pick<DownloadSetup, 'freeMemory' | 'maxPackage' | 'acceptedTypes'>): Objection | undefined {
  const room = Math.min(freeMemory, maxPackage);
  // [DLOTA 901]
  if (size > room) return { status: 901, reason: `The object has ${size} octets; there is room for ${room}.` };
  // [DLOTA 953] The first type is the object's, the others are of what it contains: all must be supported.
  const strange = types.find((type) => !isAmong(type, acceptedTypes));
  return strange === undefined ? undefined : { status: 953, reason: `The device doesn't take ${strange}.` };
}

/** Even a descriptor that is refused may say whom to tell. */
function notifyUriIn(text: string): string | undefined {
  const { root } = parseXml(text).document;
  const element = root && child(root, 'installNotifyURI');
  const uri = element === undefined ? '' : textOf(element).trim();
  return uri === '' ? undefined : uri;
}
