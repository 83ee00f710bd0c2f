// All acts that reach the Gate of a run, and what a person calls each.
import type { DeviceAct } from '../device/deviceSetup';
import { summariseCommand } from '../syncml/summary';

export type RunAct = DeviceAct;

export function describeAct(act: RunAct): string {
  switch (act.kind) {
    case 'send':
      return `the ${act.actor} sends ${summariseCommand(act.command)}`;
    case 'receive':
      return `the ${act.actor} receives ${summariseCommand(act.command)}`;
    case 'prompt':
      return `the client asks the user "${act.question.text}"`;
    case 'answer':
      return `the user's answer is ${act.answer}`;
    case 'hand-over':
      return `the client hands over to the Firmware Update Client for ${act.operation.object}`;
    case 'install':
      return 'the Firmware Update Client begins to install';
  }
}
