// The question that the Download User Agent asks before it fetches. [DLOTA transaction]
import type { DownloadDescriptor } from './descriptor';
import type { DownloadAnswer, DownloadQuestion } from './downloadAct';
import type { DownloadPorts } from './downloadSetup';

/** Shows name, vendor, size and description, and waits for the answer as long as it may. */
export async function askUser(descriptor: DownloadDescriptor, url: string, seconds: number, ports: DownloadPorts): Promise<DownloadAnswer> {
  const question = questionOf(descriptor, seconds);
  await ports.gate.pass({ actor: 'download-agent', kind: 'ask', url, question });
  const answer = await withinTime(ports.user.answer(question), seconds, ports);
  await ports.gate.pass({ actor: 'user', kind: 'answer', answer });
  return answer;
}

export function questionOf(descriptor: DownloadDescriptor, seconds: number): DownloadQuestion {
  const { name, vendor, description, size, types, infoUrl, iconUri } = descriptor;
  const what = `${name ?? 'An object without a name'}${vendor === undefined ? '' : ` from ${vendor}`}, ${size} octets`;
  const text = `${what}${description === undefined ? '' : `: ${description}`}`;
  return {
    text,
    seconds,
    size,
    types,
    ...(name === undefined ? {} : { name }),
    ...(vendor === undefined ? {} : { vendor }),
    ...(description === undefined ? {} : { description }),
    ...(infoUrl === undefined ? {} : { infoUrl }),
    ...(iconUri === undefined ? {} : { iconUri }),
  };
}

function withinTime(answer: Promise<DownloadAnswer>, seconds: number, { clock }: DownloadPorts): Promise<DownloadAnswer> {
  return new Promise((resolve, reject) => {
    const withdraw = clock.after(seconds * 1000, () => {
      resolve('silent');
    });
    answer.then(resolve, reject).finally(withdraw);
  });
}
