// The client's side of the HTTP binding: one message out, one in, within its time. [SyncML HTTP 5]
import type { Clock } from '../base/clock';
import { Failure } from '../base/failure';
import { fromUtf8 } from '../base/bytes';
import type { Exchange, HttpResponse } from '../net/exchange';
import { acceptOf } from './accept';
import { hmacField } from './authentication';
import { mediaTypes, type Encoding } from './encoding';

export interface Posting {
  readonly exchange: Exchange;
  readonly clock: Clock;
  /** Milliseconds that an answer may take. */
  readonly within: number;
}

/** A message as it is posted. */
export interface Parcel {
  readonly bytes: Uint8Array;
  readonly encoding: Encoding;
  /** The digest over it that goes beside it. [DM-SEC 5.4.3] */
  readonly hmac?: string | undefined;
}

/**
 * Posts a message. Throws a Failure where no answer comes, comes too late, or is another HTTP status than 200: one with
 * the code `media-type-refused` where the server doesn't read such messages.
 */
export async function post(posting: Posting, url: string, { bytes: body, encoding, hmac }: Parcel): Promise<HttpResponse> {
  // [SyncML HTTP 5.3] What a request must say of itself.
  const headers = {
    'content-type': mediaTypes[encoding],
    accept: acceptOf(encoding),
    'accept-charset': 'UTF-8',
    'user-agent': 'FUMO-Tools OMA-DM/1.2',
    'cache-control': 'no-store, private',
    ...(hmac === undefined ? {} : { [hmacField]: hmac }),
  };
  const response = await timed(posting, url, posting.exchange({ method: 'POST', url, headers, body }));
  if (response.status !== 200) {
    const said = fromUtf8(response.body.subarray(0, 200)).trim();
    throw new Failure(
      // [SyncML HTTP 5.3.3] 415: the server doesn't know the media type.
      response.status === 415 ? mediaTypeRefused : 'http-status',
      `The server answered HTTP ${response.status}${said === '' || !isText(response) ? '' : ` ("${said}")`} instead of a message. [SyncML HTTP 5.2]`,
    );
  }
  return response;
}

export const mediaTypeRefused = 'media-type-refused';

function isText(response: HttpResponse): boolean {
  return response.headers['content-type']?.startsWith('text/plain') === true;
}

function timed<T>({ clock, within }: Posting, url: string, work: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const withdraw = clock.after(within, () => {
      reject(new Failure('answer-late', `${url} has not answered within ${within} ms.`));
    });
    work.then(resolve, reject).finally(withdraw);
  });
}
