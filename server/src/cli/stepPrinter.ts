// Steps and verdict of a run on a terminal, as they happen: for people, or one JSON object a line.
import type { CallFlowMessage, CallFlowRow, RunEvent, Verdict } from '#engine/emulation/runEvent';
import { partiesOf, verdictLine } from '../launch/words';
import { SettledRows } from './settledRows';

export interface StepPrinter {
  /** Takes every event of the run; gives the lines that are to be printed now. */
  lines(event: RunEvent): readonly string[];
  verdict(verdict: Verdict): string;
}

const indent = ' '.repeat(10);

export function textPrinter(): StepPrinter {
  const rows = new SettledRows();
  let latest = '';
  return {
    lines(event) {
      if (event.type === 'output') return [`${indent}. ${event.text}`];
      return rows.take(event).flatMap(({ row, first, messages }) => {
        // Messages that come late say whose they are, once another step has been told.
        const late = first || latest === row.step ? '' : `${row.step}: `;
        if (first) latest = row.step;
        return [...(first ? headOf(row) : []), ...messages.flatMap((message) => messageLines(message, late))];
      });
    },
    verdict: (verdict) => `\n${verdictLine(verdict)}`,
  };
}

function headOf(row: CallFlowRow): readonly string[] {
  const state = row.state === 'done' ? '' : ` (${row.state})`;
  return [`${row.step.padEnd(10)}${partiesOf(row)}: ${row.title}${state}`, ...(row.note === undefined ? [] : [`${indent}! ${row.note}`])];
}

function messageLines(message: CallFlowMessage, late: string): readonly string[] {
  return [`${indent}  ${late}${message.summary} (${message.size} octets)`, ...message.remarks.map((remark) => `${indent}  ! ${remark}`)];
}

/** `message`: the commands of the messages that carried the step so far, message by message; empty where none did. */
export function jsonPrinter(): StepPrinter {
  const rows = new SettledRows();
  return {
    lines: (event) =>
      rows.take(event).flatMap(({ row, first }) => {
        const { step, from, to, title, state, note, messages } = row;
        const message = messages.map(({ summary }) => summary).join('; ');
        return first ? [JSON.stringify({ step, from, to, title, message, ...(state !== 'done' && { state }), ...(note !== undefined && { note }) })] : [];
      }),
    verdict: (verdict) => JSON.stringify(verdict),
  };
}
