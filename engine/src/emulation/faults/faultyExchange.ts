// The device's way to its servers, with what goes wrong on it.
import type { Clock } from '../../base/clock';
import type { Exchange, HttpRequest, HttpResponse } from '../../net/exchange';
import { openMessage } from '../../session/door';
import type { Step } from '../../flow/model';
import type { MessageBook } from '../messageBook';
import { begins, isOfPattern, patternOf } from '../stepMatch';
import type { StepRecords } from '../stepRecords';
import type { Variables } from '../variables';
import type { Fault, FaultBoard } from './faultBoard';
import { answerActs, mixedUp, refused, requestActs, type NetworkState, type Pair } from './exchangeActs';
import { answerSurgeries, chunkIn, operate, requestSurgeries, surgeries, type Surgery, type SurgeryMemory } from './messageSurgery';

export interface FaultyExchangePorts {
  readonly board: FaultBoard;
  readonly records: StepRecords;
  readonly variables: Variables;
  readonly messages: MessageBook;
  readonly clock: Clock;
  readonly network: NetworkState;
  /** Whether an address is that of the Management Server. */
  isManagement(url: string): boolean;
}

const requestActNames = new Set(Object.keys(requestActs));
const answerActNames = new Set([...Object.keys(answerActs), 'chunk-lost']);

export function faultyExchange(inner: Exchange, ports: FaultyExchangePorts): Exchange {
  const { board, network, clock } = ports;
  if (board.isEmpty) return inner;
  const memory: SurgeryMemory = {};
  /** The server's steps that the last answer carried. */
  let carried: readonly Step[] = [];

  return async (request, watch) => {
    if (network.isGone(request.url, clock.now())) throw refused(request.url);
    const management = ports.isManagement(request.url);
    const own = management ? clientSteps(request, ports) : downloadSteps(request, ports);
    const pairOf = (fault: Fault): Pair => ({ request, watch, fault, clock, network, send });
    const send = async (onward: HttpRequest): Promise<HttpResponse> => {
      const response = await inner(network.rangeless.has(request.url) ? withoutRange(onward) : onward, watch);
      return network.mixedUp.has(request.url) ? mixedUp(response) : response;
    };

    // A server's step lies between the answer that carries it and the request that answers it.
    const between = new Set([...own, ...carried]);
    carried = [];
    const onTheWay = board.strike(requestActNames, between);
    const act = onTheWay === undefined ? undefined : requestActs[onTheWay.preset.name];
    if (onTheWay !== undefined && act !== undefined) return act(pairOf(onTheWay));
    const response = await send(operatedOn(operatedOn(request, requestSurgeries, between), surgeries, new Set(own)));

    if (management) carried = ports.messages.lastCarried.filter((step) => step.from === 'server');
    const answered = new Set([...own, ...carried]);
    const back = board.strike(answerActNames, answered);
    if (back !== undefined) return answerActs[back.preset.name === 'chunk-lost' ? 'answer-lost' : back.preset.name]?.(response, pairOf(back)) ?? response;
    const changed = operatedOn(operatedOn(response, answerSurgeries, answered), surgeries, new Set(carried));
    if (management && board.steps.some((step) => carried.includes(step))) remember(response, memory);
    return changed;

    /** The message as a fault has changed it, where one can. */
    function operatedOn<M extends HttpRequest | HttpResponse>(message: M, table: Readonly<Record<string, Surgery>>, steps: ReadonlySet<Step>): M {
      let body: Uint8Array | undefined;
      const fault = board.strike(new Set(Object.keys(table)), steps, (candidate) => {
        body = operate(message.body, message.headers['content-type'], (read) => table[candidate.preset.name]?.(read, candidate, memory));
        return body !== undefined;
      });
      return fault === undefined || body === undefined ? message : { ...message, body };
    }
  };
}

function remember(response: HttpResponse, memory: SurgeryMemory): void {
  const { message } = openMessage(response.body, response.headers['content-type'], Infinity);
  const chunk = message === undefined ? undefined : chunkIn(message);
  if (chunk !== undefined) memory.chunk = chunk;
}

/** The client's steps that a message to the Management Server carries. */
function clientSteps(request: HttpRequest, { records, variables }: FaultyExchangePorts): readonly Step[] {
  const { message } = openMessage(request.body, request.headers['content-type'], Infinity);
  if (message === undefined) return [];
  return records.all
    .filter(({ step, state }) => step.from === 'client' && step.to === 'server' && (state === 'waiting' || state === 'current'))
    .map(({ step }) => step)
    .filter((step) => step.parts.some((part) => part.kind === 'command' && message.commands.some((command) => isOfPattern(patternOf(part), command, variables.fillOrKeep))));
}

/** The step of a request to the download server, and that of its answer. */
function downloadSteps(request: HttpRequest, { records, variables }: FaultyExchangePorts): readonly Step[] {
  const arrived = { ...request, url: request.url.replace(/^https?:\/\/[^/]*/i, '') };
  return records.all.flatMap(({ step }, index) => {
    if (!begins(step, { actor: 'download-server', kind: 'arrive', request: arrived }, variables.fillOrKeep, 'server')) return [];
    const next = records.all[index + 1]?.step;
    return next?.from === 'download-server' && next.to === 'download-agent' ? [step, next] : [step];
  });
}

function withoutRange(request: HttpRequest): HttpRequest {
  const { range: _range, 'if-range': _ifRange, ...headers } = request.headers;
  return { ...request, headers };
}
