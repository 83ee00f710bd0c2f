// The user alerts that the Management Client shows: 1100 and 1101. [DM-PRO 10]
import { readAlertOptions } from '../syncml/alertOptions';
import type { Outcome } from '../session/commandTarget';
import { itemText } from '../syncml/itemText';
import type { Alert } from '../syncml/message';
import type { DevicePorts, DeviceSetup, UserAnswer } from './deviceSetup';

/** Status of a 1101 by what the user did. [DM-PRO 10.2.2] */
const confirmation: Readonly<Record<UserAnswer, number>> = { accept: 200, reject: 304, cancel: 214, silent: 408 };

/** Shows what the alert asks for and waits for the user as long as it says. */
export async function interact(alert: Alert, setup: DeviceSetup, ports: DevicePorts): Promise<Outcome> {
  // [DM-PRO 10.2] The first Item holds the options, the second the text; both are required.
  const [options, text] = alert.items;
  switch (alert.data) {
    case '1100':
      if (text === undefined) return { status: 412 };
      await ports.gate.pass({ actor: 'client', kind: 'prompt', question: { text: itemText(text), seconds: 0 } });
      return { status: 200 };
    case '1101': {
      if (options === undefined || text === undefined) return { status: 412 };
      const seconds = readAlertOptions(itemText(options)).options.maxDt ?? setup.answerSeconds;
      const question = { text: itemText(text), seconds };
      await ports.gate.pass({ actor: 'client', kind: 'prompt', question });
      const answer = await withinTime(ports.user.answer(question), seconds, ports);
      await ports.gate.pass({ actor: 'user', kind: 'answer', answer });
      return { status: confirmation[answer] };
    }
    default:
      // [DM-REP 7] This device has no means of text input and of lists.
      return { status: 406 };
  }
}

function withinTime(answer: Promise<UserAnswer>, seconds: number, ports: DevicePorts): Promise<UserAnswer> {
  return new Promise((resolve, reject) => {
    const withdraw = ports.clock.after(seconds * 1000, () => {
      resolve('silent');
    });
    answer.then(
      (given) => {
        withdraw();
        resolve(given);
      },
      (cause: unknown) => {
        withdraw();
        reject(cause instanceof Error ? cause : new Error(String(cause)));
      },
    );
  });
}
