// One exchange that is given up where nothing comes for too long, and what is made of its failures.
import type { Clock } from '../base/clock';
import { Failure } from '../base/failure';
import { BrokenBody } from '../net/brokenBody';
import type { Exchange, ExchangeWatch, HttpRequest, HttpResponse } from '../net/exchange';
import type { HttpOutcome } from './statusCodes';

export interface Patience {
  readonly exchange: Exchange;
  readonly clock: Clock;
  /** Milliseconds without an octet. */
  readonly within: number;
  /** The time of the clock at which all is over. */
  readonly until: number;
}

/**
 * Sends a request. Where time runs out the exchange is broken off and a Failure `answer-late` thrown, whose cause is
 * the BrokenBody with what has come, if there is one.
 */
export function watchedExchange(request: HttpRequest, watch: Pick<ExchangeWatch, 'maxBody' | 'arrived'>, patience: Patience): Promise<HttpResponse> {
  const { exchange, clock, within, until } = patience;
  return new Promise((resolve, reject) => {
    let breakOff: (() => void) | undefined;
    let late: Failure | undefined;
    let withdraw = (): void => undefined;
    const wait = (): void => {
      withdraw();
      const ms = Math.max(0, Math.min(within, until - clock.now()));
      withdraw = clock.after(ms, () => {
        const failure = late ?? new Failure('answer-late', `${request.url} has given nothing for ${ms} ms.`);
        if (late !== undefined || breakOff === undefined) {
          reject(failure);
          return;
        }
        late = failure;
        // Breaking off gives out what has come. Should even that give nothing, the time runs once more.
        wait();
        breakOff();
      });
    };
    wait();
    const watching: ExchangeWatch = {
      ...watch,
      arrived: (octets) => {
        if (late === undefined) wait();
        watch.arrived?.(octets);
      },
      started: (stop) => {
        breakOff = stop;
      },
    };
    exchange(request, watching)
      .then(resolve, (thrown: unknown) => {
        const cause = thrown instanceof Error ? thrown : new Error(String(thrown));
        const ours = late !== undefined && cause instanceof Failure && cause.code !== 'exchange-closed';
        reject(ours ? new Failure(late?.code ?? '', late?.message ?? '', cause) : cause);
      })
      .finally(() => {
        withdraw();
      });
  });
}

/** What came before the connection ended, where something did. */
export function brokenBodyIn(failure: Failure): BrokenBody | undefined {
  if (failure instanceof BrokenBody) return failure;
  return failure.cause instanceof BrokenBody ? failure.cause : undefined;
}

/** By the code of a Failure; whatever else is wrong with a connection is a loss of it. */
const outcomes: Readonly<Record<string, HttpOutcome>> = {
  'answer-late': 'timed-out',
  'connection-refused': 'unreachable',
  'host-not-found': 'unreachable',
  'host-unreachable': 'unreachable',
  'bad-url': 'bad-address',
};

export function outcomeOf({ code }: Failure): HttpOutcome {
  return outcomes[code] ?? 'reset';
}
