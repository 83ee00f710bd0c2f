// All acts that reach the Gate of a run, and what a person calls each.
import type { DeviceAct } from '../device/deviceSetup';
import type { RespondAct } from '../download/downloadAct';
import type { HttpRequest } from '../net/exchange';
import { summariseCommand } from '../syncml/summary';

/** A request has reached our download server and is about to be carried out. */
export interface ArriveAct {
  readonly actor: 'download-server';
  readonly kind: 'arrive';
  readonly request: HttpRequest;
}

export type RunAct = DeviceAct | ArriveAct | RespondAct;

export function describeAct(act: RunAct): string {
  switch (act.kind) {
    case 'send':
      return `the ${act.actor} sends ${summariseCommand(act.command)}`;
    case 'receive':
      return `the ${act.actor} receives ${summariseCommand(act.command)}`;
    case 'prompt':
    case 'ask':
      return `the ${act.actor} asks the user "${act.question.text}"`;
    case 'answer':
      return `the user's answer is ${act.answer}`;
    case 'hand-over':
      return `the ${act.actor} hands over to the ${act.to} for ${act.operation.object}`;
    case 'install':
      return 'the Firmware Update Client begins to install';
    case 'outcome':
      return `the Firmware Update Client tells the ${act.to} its outcome, ${act.report.result}`;
    case 'request':
      return `the Download User Agent sends ${act.method} ${act.url}`;
    case 'check-descriptor':
      return 'the Download User Agent checks the descriptor';
    case 'progress':
      return `${act.received} octets of the package have come`;
    case 'complete':
      return `the package has come, ${act.size} octets`;
    case 'report':
      return `the Download User Agent reports ${act.report.code}`;
    case 'arrive':
      return `${act.request.method} ${act.request.url} reaches the Download Server`;
    case 'respond':
      return `the Download Server answers ${act.method} ${act.url} with ${act.response.status}`;
  }
}
