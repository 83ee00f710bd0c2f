// The call flow page: takes messages from the extension, keeps the drawing and the bars up to date, gives back what a
// person does.
import { showPrompt, showStatus, showVerdict } from './bars';
import { CallFlowDrawing } from './callFlowDrawing';
import type { FromPage, PageCallFlow, PageLabels, PageState, ToPage } from './pageMessages';
import { keepOneTabStop, keepRovingFocus } from './rovingFocus';
import { without } from './without';
import type { Measure, TextStyle } from './wrapText';

const host = acquireVsCodeApi<PageState>();
const say = (message: FromPage): void => {
  host.postMessage(message);
};

function part<T extends Element>(id: string): T {
  const element = document.querySelector<T>(`#${id}`);
  if (element === null) throw new Error(`The page has no #${id}.`);
  return element;
}

const scroller = part<HTMLElement>('scroller');
const canvas = part<SVGSVGElement>('flow');
const drawing = new CallFlowDrawing(part('actors'), canvas);
const unfolded = new Set<string>();
const measure = textMeasure();

let callFlow: PageCallFlow | undefined;
let labels: PageLabels | undefined;
let followed: string | undefined;

const restored = host.getState();
if (restored !== undefined) {
  labels = restored.labels;
  // Whatever went when it was kept, the window has been reloaded since.
  callFlow = ended(restored.callFlow);
}

/** Widths as the page's own font gives them; the sizes stand in the style sheet too. */
function textMeasure(): Measure {
  const context = document.createElement('canvas').getContext('2d');
  const fonts: Readonly<Record<TextStyle, string>> = { title: '500 13px', actor: '600 12px', carrier: '12px', note: '12px' };
  return (text, style) => {
    if (context === null) return text.length * 7;
    context.font = `${fonts[style]} ${getComputedStyle(document.body).fontFamily}`;
    return context.measureText(text).width;
  };
}

let awaited = false;
/** Draws once for all that came in one go. */
function redraw(): void {
  if (awaited) return;
  awaited = true;
  queueMicrotask(() => {
    awaited = false;
    draw();
  });
}

function draw(): void {
  if (labels === undefined) return;
  const empty = part<HTMLElement>('empty');
  empty.textContent = labels.empty;
  empty.hidden = callFlow !== undefined;
  part<HTMLElement>('run').hidden = callFlow === undefined;
  if (callFlow === undefined) return;
  part('name').textContent = callFlow.title;
  showStatus(part('status'), callFlow, labels);
  showPrompt(part('prompt'), callFlow.prompt, labels, (id, answer) => {
    say({ type: 'answer', id, answer });
  });
  showVerdict(part('verdict'), callFlow.verdict, callFlow, labels);
  const steps = drawing.update({ callFlow, labels, width: scroller.clientWidth, measure, unfolded });
  keepOneTabStop(canvas);
  follow(callFlow);
  host.setState({ labels, callFlow });
  say({ type: 'drawn', steps });
}

/** Keeps the step under way in sight, unless the person has scrolled away from the one before. */
function follow({ rows, stoppedAt, verdict }: PageCallFlow): void {
  const now = stoppedAt ?? rows.findLast(({ state }) => state === 'current' || state === 'failed')?.step;
  const target = verdict === undefined ? now : 'verdict';
  if (target === undefined || target === followed) return;
  const before = followed === undefined ? undefined : drawing.row(followed);
  const wasSeen = before === undefined || isInSight(before);
  followed = target;
  if (!wasSeen) return;
  const element = verdict === undefined ? drawing.row(target) : part('verdict');
  element?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

function isInSight(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  const view = scroller.getBoundingClientRect();
  return bottom > view.top && top < view.bottom;
}

/** Nothing waits and nothing stands still any more. */
function ended(whole: PageCallFlow): PageCallFlow {
  return { ...without(without(whole, 'prompt'), 'stoppedAt'), live: false };
}

function take(message: ToPage): void {
  if (message.type === 'whole') {
    labels = message.labels;
    if (message.callFlow !== undefined) {
      if (callFlow?.title !== message.callFlow.title) {
        drawing.clear();
        unfolded.clear();
      }
      if (message.callFlow.verdict === undefined) followed = undefined;
      callFlow = message.callFlow;
    }
  } else if (callFlow !== undefined) {
    callFlow = changed(callFlow, message);
  }
  redraw();
}

function changed(before: PageCallFlow, message: Exclude<ToPage, { type: 'whole' }>): PageCallFlow {
  switch (message.type) {
    case 'row': {
      const { row } = message;
      const known = before.rows.some(({ step }) => step === row.step);
      return { ...before, rows: known ? before.rows.map((old) => (old.step === row.step ? row : old)) : [...before.rows, row] };
    }
    case 'stoppedAt':
      return message.step === null ? without(before, 'stoppedAt') : { ...before, stoppedAt: message.step };
    case 'prompt':
      return message.prompt === null ? without(before, 'prompt') : { ...before, prompt: message.prompt };
    case 'verdict':
      return { ...before, verdict: message.verdict };
    case 'live':
      return message.live ? { ...before, live: true } : ended(before);
  }
}

keepRovingFocus(canvas, (button) => {
  const step = button.closest('[data-step]')?.getAttribute('data-step') ?? '';
  const row = callFlow?.rows.find((one) => one.step === step);
  if (row === undefined) return;
  const { act, message } = button.dataset;
  if (act === 'open' && message !== undefined) say({ type: 'openMessage', message });
  else if (act === 'reveal') say({ type: 'revealStep', uri: row.uri, line: row.line });
  else if (act === 'fold') {
    if (!unfolded.delete(step)) unfolded.add(step);
    redraw();
  }
});

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  take(data);
});
new ResizeObserver(redraw).observe(scroller);
// Another theme can bring another font.
new MutationObserver(redraw).observe(document.body, { attributes: true, attributeFilter: ['class', 'style'] });
redraw();
say({ type: 'ready' });
