// The Download User Agent: from PkgURL to a package, or to the reason why there is none. [DLOTA transaction, FUMO 5.1.5]
import { fromUtf8Strictly } from '../base/bytes';
import type { ResponseHead } from '../net/exchange';
import { isHttp } from './addresses';
import { askUser } from './askUser';
import { checkDescriptor } from './checkDescriptor';
import { isCombined, readCombined, type CombinedDelivery } from './combinedDelivery';
import { addressIn, combinedMediaTypes, descriptorMediaType, isDescriptorType, type DownloadDescriptor } from './descriptor';
import type { DownloadPorts, DownloadResult, DownloadSetup } from './downloadSetup';
import { freshState, type DownloadState, type PartialObject } from './downloadState';
import { fetchObject, type Fetched } from './fetchObject';
import { isAmong, mediaTypeOf } from './headerFields';
import { downloadStatus, failedExchange, fumoResultOf, type DownloadStatusCode } from './statusCodes';
import type { FetchOutcome } from './takeIn';

/**
 * Downloads what `setup.packageUrl` leads to. Ends in bounded time on the clock with a result, whatever the server
 * does; throws only where the exchange has been closed or a port fails. No report is sent: the caller does that when
 * it has installed, with `reportInstallation`. `kept`: the state that a download broken off by a power cut had.
 */
export async function runDownload(setup: DownloadSetup, ports: DownloadPorts, kept?: DownloadState): Promise<DownloadResult> {
  const transaction = new Transaction(setup, ports, kept?.packageUrl === setup.packageUrl ? kept : freshState(setup.packageUrl));
  return transaction.run();
}

/** Octets as they were delivered, and what the server called them. */
interface Delivered {
  readonly url: string;
  readonly bytes: Uint8Array;
  readonly contentType?: string;
}

/** What a server that says nothing of the type is taken to mean. [RFC 9110 8.3] */
const unknownType = 'application/octet-stream';

class Transaction {
  private descriptor: DownloadDescriptor | undefined;
  private notifyUri: string | undefined;

  constructor(
    private readonly setup: DownloadSetup,
    private readonly ports: DownloadPorts,
    private state: DownloadState,
  ) {}

  async run(): Promise<DownloadResult> {
    const { descriptor } = this.state;
    if (descriptor !== undefined) return this.follow(descriptor.content, descriptor.url, undefined);
    const { packageUrl } = this.setup;
    const accept = [descriptorMediaType, ...combinedMediaTypes.slice(0, 1), ...this.setup.acceptedTypes].join(', ');
    const fetched = await this.fetch(packageUrl, 'descriptor', accept, (head) => this.roomFor(head));
    if (fetched.kind === 'too-large') return this.refuseTooMuch(fetched.head);
    if (fetched.kind === 'failed') return this.lose(fetched.outcome, fetched.reason);
    const { received: bytes, contentType } = fetched.object;
    // [FUMO 5.1.5] The type of the response tells a descriptor from a package.
    if (isDescriptorType(contentType)) return this.check(bytes, fetched.url, undefined);
    if (contentType !== undefined && isCombined(contentType)) {
      const combined = readCombined(contentType, bytes);
      if (combined === undefined) return this.end(906, `${packageUrl} gives parts, but no descriptor among them.`);
      return this.check(combined.descriptor, fetched.url, combined);
    }
    return this.takeStraight({ url: fetched.url, bytes, ...(contentType === undefined ? {} : { contentType }) });
  }

  /** Checks a descriptor, then does what it says. */
  private async check(bytes: Uint8Array, url: string, combined: CombinedDelivery | undefined): Promise<DownloadResult> {
    const text = fromUtf8Strictly(bytes);
    await this.ports.gate.pass({ actor: 'download-agent', kind: 'check-descriptor', url, document: text ?? '' });
    const checked = checkDescriptor(text, this.setup);
    this.descriptor = checked.descriptor;
    this.notifyUri = checked.notifyUri;
    if (checked.objection !== undefined) return this.end(checked.objection.status, checked.objection.reason);
    const { descriptor } = checked;
    // An object that came along is gone after a power cut: all of it is asked for again then.
    const { packageUrl } = this.setup;
    this.keep(combined === undefined ? { packageUrl, descriptor: { content: descriptor, url }, accepted: false } : freshState(packageUrl));
    return this.follow(descriptor, url, combined);
  }

  private async follow(descriptor: DownloadDescriptor, url: string, combined: CombinedDelivery | undefined): Promise<DownloadResult> {
    this.descriptor = descriptor;
    this.notifyUri = descriptor.installNotifyUri;
    if (!this.state.accepted) {
      const answer = await askUser(descriptor, url, this.setup.answerSeconds, this.ports);
      // [DLOTA 902] Silence is no consent.
      if (answer !== 'accept') return this.end(902, answer === 'silent' ? 'The user has not answered.' : 'The user refused.');
      this.keep({ ...this.state, accepted: true });
    }
    const along = combined?.partOf(descriptor.objectUri);
    if (along !== undefined) return this.compare({ url: descriptor.objectUri, ...along }, descriptor);
    const address = addressIn(descriptor.objectUri, url);
    if (address === undefined || !isHttp(address)) return this.lose('bad-address', `${descriptor.objectUri} is nowhere to be fetched.`);
    const [type = unknownType] = descriptor.types;
    const accept = (head: ResponseHead): number => (isSameType(head.headers['content-type'], type) ? descriptor.size : 0);
    const fetched = await this.fetch(address, 'object', [...new Set(descriptor.types)].join(', '), accept);
    if (fetched.kind === 'failed') return this.lose(fetched.outcome, fetched.reason);
    if (fetched.kind === 'too-large') {
      const came = fetched.head?.headers['content-type'];
      if (!isSameType(came, type)) return this.end(905, `The object is ${came ?? ''}; the descriptor says ${type}.`);
      return this.end(905, `The object has more than the ${descriptor.size} octets that the descriptor says.`);
    }
    const { received: bytes, contentType } = fetched.object;
    return this.compare({ url: fetched.url, bytes, ...(contentType === undefined ? {} : { contentType }) }, descriptor);
  }

  /** [DLOTA 905] The object must be what the descriptor says. */
  private compare(object: Delivered, { size, types: [type = unknownType] }: DownloadDescriptor): Promise<DownloadResult> | DownloadResult {
    const { bytes, contentType } = object;
    if (bytes.length !== size) return this.end(905, `The object has ${bytes.length} octets; the descriptor says ${size}.`);
    if (!isSameType(contentType, type)) return this.end(905, `The object is ${contentType ?? ''}; the descriptor says ${type}.`);
    return this.complete(object, mediaTypeOf(contentType) ?? mediaTypeOf(type) ?? unknownType);
  }

  private takeStraight(object: Delivered): Promise<DownloadResult> | DownloadResult {
    const type = mediaTypeOf(object.contentType) ?? unknownType;
    if (!isAmong(type, this.setup.acceptedTypes)) return this.end(953, `The device doesn't take ${type}.`);
    if (object.bytes.length === 0) return this.lose('unusable', `${object.url} is empty.`);
    return this.complete(object, type);
  }

  private async complete({ url, bytes }: Delivered, mediaType: string): Promise<DownloadResult> {
    await this.ports.gate.pass({ actor: 'download-agent', kind: 'complete', url, size: bytes.length, mediaType });
    return { ...this.end(900, `${bytes.length} octets have been fetched.`), object: { bytes, mediaType } };
  }

  private fetch(url: string, of: 'descriptor' | 'object', accept: string, maxSize: (head: ResponseHead) => number): Promise<Fetched> {
    const took = async (partial: PartialObject | undefined): Promise<void> => {
      if (partial !== undefined && !isDescriptorType(partial.contentType)) {
        const { received, total } = partial;
        await this.ports.gate.pass({
          ...{ actor: 'download-agent', kind: 'progress', url, received: received.length },
          ...(total === undefined ? {} : { total }),
        });
      }
      const { partial: _, ...rest } = this.state;
      this.keep(partial === undefined ? rest : { ...rest, partial });
    };
    return fetchObject({ url, of, accept, maxSize, took }, this.state.partial, this.setup, this.ports);
  }

  /** Octets that are taken in of what is at PkgURL, whatever that turns out to be. */
  private roomFor({ headers: { 'content-type': type } }: ResponseHead): number {
    const { maxDescriptor, maxPackage, freeMemory, acceptedTypes } = this.setup;
    if (isDescriptorType(type)) return maxDescriptor;
    const room = Math.min(maxPackage, freeMemory);
    if (isCombined(type)) return maxDescriptor + room;
    return isAmong(type ?? unknownType, acceptedTypes) ? room : 0;
  }

  private refuseTooMuch(head: ResponseHead | undefined): DownloadResult {
    const type = head?.headers['content-type'];
    if (isDescriptorType(type)) return this.end(906, `The descriptor has more than ${this.setup.maxDescriptor} octets.`);
    if (head !== undefined && !isCombined(type) && !isAmong(type ?? unknownType, this.setup.acceptedTypes)) {
      return this.end(953, `The device doesn't take ${type ?? unknownType}.`);
    }
    return this.end(901, `There is no room for what ${this.setup.packageUrl} gives.`);
  }

  private lose(outcome: FetchOutcome, reason: string): DownloadResult {
    const meaning = outcome === 'unusable' ? undefined : failedExchange(outcome);
    return this.end(meaning?.download ?? 954, reason, meaning?.fumo);
  }

  private end(status: DownloadStatusCode, reason: string, result = fumoResultOf(status)): DownloadResult {
    const { notifyUri, descriptor } = this;
    return {
      status,
      result,
      reason: status === 900 ? reason : `${downloadStatus(status)?.name ?? String(status)}: ${reason}`,
      ...(descriptor === undefined ? {} : { descriptor }),
      // [DLOTA status report] Failures are reported as well; an address that nothing can be posted to is none.
      ...(notifyUri === undefined || !isHttp(notifyUri) ? {} : { report: { url: notifyUri, code: status } }),
    };
  }

  private keep(state: DownloadState): void {
    this.state = state;
    this.ports.keep?.(state);
  }
}

/** A server that says nothing of the type doesn't contradict. */
function isSameType(contentType: string | undefined, type: string): boolean {
  return contentType === undefined || mediaTypeOf(contentType) === mediaTypeOf(type);
}
