// A run as a text: every step as it ends, the messages that carried it, what was said, the verdict. Long values are
// shortened, so that a transcript can be read.
import type { Run } from '#engine/emulation/run';
import type { CallFlowMessage, CallFlowRow, Verdict } from '#engine/emulation/runEvent';
import type { VirtualMachine } from '../../virtualMachine';

export interface Transcript {
  readonly text: string;
  readonly verdict: Verdict;
  readonly rows: readonly CallFlowRow[];
  readonly messages: readonly CallFlowMessage[];
}

/** Starts the run and writes down what it tells until its verdict. */
export async function transcribe(run: Run, machine: VirtualMachine): Promise<Transcript> {
  const lines: string[] = [];
  const start = machine.clock.now();
  const stamp = (): string => `[${((machine.clock.now() - start) / 1000).toFixed(1)} s]`;
  const states = new Map<string, string>();
  run.listen((event) => {
    if (event.type === 'output') lines.push(`${stamp()} ${event.category === 'important' ? '! ' : ''}${event.text}`);
    if (event.type === 'row' && states.get(event.row.step) !== event.row.state) {
      states.set(event.row.step, event.row.state);
      lines.push(`${stamp()} ${event.row.state.toUpperCase()} ${event.row.step} ${event.row.from} -> ${event.row.to}: ${event.row.title}`);
    }
  });
  const verdict = await machine.whileTimeFlies(run.start());
  const { rows } = run.callFlow().callFlow;
  const messages = [...new Map(rows.flatMap((row) => row.messages).map((message) => [message.id, message])).values()];
  messages.sort((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)));
  for (const row of rows) lines.push(`${row.step} ${row.state}${row.messages.map((message) => ` ${message.id}`).join('')}${row.note === undefined ? '' : ` — ${row.note}`}`);
  for (const message of messages) {
    const remarks = message.remarks.map((remark) => `  ! ${remark}\n`).join('');
    lines.push('', `${message.id} ${message.from} -> ${message.to}, package #${message.packageNumber ?? '?'}, ${message.size} octets`, `${remarks}${shortened(message.text)}`);
  }
  lines.push(`VERDICT ${JSON.stringify(verdict)}`);
  return { text: `${lines.join('\n')}\n`, verdict, rows, messages };
}

function shortened(text: string): string {
  return text.replace(/(<Data>(?:<\?wbxml [^?]*\?>)?)([A-Za-z0-9+/=\s]{120,})(<\/Data>)/g, (_, open: string, data: string, close: string) => `${open}${data.slice(0, 24)}... (${data.length} characters)${close}`);
}
