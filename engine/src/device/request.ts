// A request for an update by the user or the device itself: a generic alert in package #1. [FUMO 7]
import { requestType, type Requester } from '../fumo/firmwareObject';
import type { DueAlert } from '../session/commandTarget';

/** What is asked for. Lost with the power: nobody expects a certain answer. [FUMO 7.1] */
export interface UpdateRequest {
  readonly by: Requester;
  /** The server that is asked, by its identifier. */
  readonly serverId: string;
  /** The URI of the FUMO object that the request is about, x; where it is missing, all firmware of the device. [FUMO 7.1.3] */
  readonly object?: string;
  /** What a vendor has to say with it. [FUMO 7.1.4] */
  readonly data?: string;
}

/** The alert that carries a request. `prefixed`: with `Reversed-Domain-Name: ` before the Type. */
export function requestAlert(request: UpdateRequest, prefixed: boolean): DueAlert {
  const type = requestType(request.by);
  return {
    id: requestId(request),
    alert: {
      name: 'Alert',
      data: '1226',
      items: [
        {
          ...(request.object !== undefined && { source: request.object }),
          meta: { format: 'chr', type: prefixed ? `Reversed-Domain-Name: ${type}` : type, mark: 'informational' },
          // [FUMO 7.1.4] Data must be there, though it may be empty.
          data: request.data ?? '',
        },
      ],
    },
  };
}

/** Tells requests of one device apart; no report has the same. */
export function requestId({ by, object }: UpdateRequest): string {
  return ['request', by, object ?? ''].join(' ');
}
