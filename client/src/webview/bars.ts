// What stands around the drawing: how the run is, the question that waits, the verdict.
import type { AnswerArguments, PromptBody, VerdictBody } from '#server/messages';
import type { PageCallFlow, PageLabels } from './pageMessages';
import { fill } from './svg';

/** The short number of a step in this call flow. */
function numberOf(callFlow: PageCallFlow, step: string): string {
  return callFlow.rows.find((row) => row.step === step)?.n ?? step;
}

export function showStatus(element: HTMLElement, callFlow: PageCallFlow, labels: PageLabels): void {
  const { verdict, prompt, stoppedAt, live } = callFlow;
  let kind = 'running';
  let text = labels.running;
  if (verdict !== undefined) {
    kind = verdictKind(verdict);
    text = verdictTitle(verdict, labels);
  } else if (!live) {
    kind = 'ended';
    text = labels.ended;
  } else if (prompt !== undefined) {
    kind = 'asking';
    text = labels.asking;
  } else if (stoppedAt !== undefined) {
    kind = 'stopped';
    text = fill(labels.stoppedAt, numberOf(callFlow, stoppedAt));
  }
  element.className = kind;
  // A live region speaks at every change, also one to the same words.
  if (element.textContent !== text) element.textContent = text;
}

export function showPrompt(
  element: HTMLElement,
  prompt: PromptBody | undefined,
  labels: PageLabels,
  answer: (id: string, answer: AnswerArguments['answer']) => void,
): void {
  element.hidden = prompt === undefined;
  if (prompt === undefined) {
    element.replaceChildren();
    delete element.dataset['id'];
    return;
  }
  if (element.dataset['id'] === prompt.id) return;
  element.dataset['id'] = prompt.id;
  const question = paragraph('question', prompt.text);
  const buttons = document.createElement('div');
  buttons.className = 'buttons';
  const button = (name: AnswerArguments['answer'], text: string): HTMLButtonElement => {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = text;
    made.className = name;
    made.addEventListener('click', () => {
      answer(prompt.id, name);
    });
    return made;
  };
  buttons.append(button('accept', labels.accept), button('reject', labels.reject), button('cancel', labels.cancel));
  element.replaceChildren(question, paragraph('seconds', fill(labels.secondsLeft, prompt.seconds)), buttons);
}

export function showVerdict(element: HTMLElement, verdict: VerdictBody | undefined, callFlow: PageCallFlow, labels: PageLabels): void {
  element.hidden = verdict === undefined;
  if (verdict === undefined) {
    element.replaceChildren();
    return;
  }
  element.className = verdictKind(verdict);
  const facts: string[] = [];
  if (verdict.step !== undefined) facts.push(fill(labels.atStep, numberOf(callFlow, verdict.step)));
  if (verdict.result !== undefined) facts.push(fill(labels.result, verdict.result));
  const { versionBefore, versionAfter } = verdict;
  const versions = [versionBefore, versionAfter].filter((version, index, all) => version !== undefined && version !== all[index - 1]);
  if (versions.length > 0) facts.push(fill(labels.firmware, versions.join(' → ')));
  element.replaceChildren(
    paragraph('name', verdictTitle(verdict, labels)),
    ...(facts.length > 0 ? [paragraph('facts', facts.join(' · '))] : []),
    ...(verdict.reason === undefined ? [] : [paragraph('reason', verdict.reason)]),
  );
}

function verdictKind({ verdict }: VerdictBody): 'success' | 'failed' | 'ended' {
  return verdict === 'success' || verdict === 'failed' ? verdict : 'ended';
}

function verdictTitle({ verdict }: VerdictBody, labels: PageLabels): string {
  if (verdict === 'success') return labels.success;
  return verdict === 'failed' ? labels.failed : fill(labels.endedWith, verdict);
}

function paragraph(name: string, text: string): HTMLParagraphElement {
  const made = document.createElement('p');
  made.className = name;
  made.textContent = text;
  return made;
}
