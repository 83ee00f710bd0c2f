// Keeps the drawing of a call flow in step with what it shows: only rows that changed are drawn again.
import { layOutCallFlow, sizes, type CallFlowLayout } from './layout';
import type { PageCallFlow, PageLabels } from './pageMessages';
import { drawRow } from './rowDrawing';
import { fill, svg } from './svg';
import type { Measure } from './wrapText';

export interface DrawingInput {
  readonly callFlow: PageCallFlow;
  readonly labels: PageLabels;
  readonly width: number;
  readonly measure: Measure;
  readonly unfolded: ReadonlySet<string>;
}

export class CallFlowDrawing {
  private readonly header: SVGSVGElement;
  private readonly lines: SVGGElement;
  private readonly list: SVGGElement;
  private readonly drawn = new Map<string, { readonly key: string; readonly state: string; element: SVGGElement }>();

  constructor(
    header: HTMLElement,
    private readonly canvas: SVGSVGElement,
  ) {
    this.header = svg('svg', { 'aria-hidden': 'true' });
    header.replaceChildren(this.header);
    this.lines = svg('g', { class: 'lifelines', 'aria-hidden': 'true' });
    this.list = svg('g', { role: 'list' });
    canvas.replaceChildren(this.lines, this.list);
  }

  /** The ids of the steps on the page, from top to bottom. */
  update(input: DrawingInput): readonly string[] {
    const { callFlow } = input;
    const layout = layOutCallFlow({
      ...input,
      actors: callFlow.actors,
      rows: callFlow.rows,
      sharedText: (n) => fill(input.labels.carriedWith, n),
    });
    const width = Math.max(layout.width, input.width);
    this.drawFrame(layout, width, input);
    const rows = new Map(callFlow.rows.map((row) => [row.step, row]));
    const titles = new Map(callFlow.actors.map(({ id, title }) => [id, title]));
    for (const [step, { element }] of this.drawn) {
      if (rows.has(step)) continue;
      element.remove();
      this.drawn.delete(step);
    }
    for (const geometry of layout.rows) {
      const row = rows.get(geometry.step);
      if (row === undefined) continue;
      const stopped = callFlow.stoppedAt === row.step;
      const key = JSON.stringify([row, { ...geometry, top: 0 }, width, stopped, input.labels.revealLine]);
      const before = this.drawn.get(row.step);
      if (before?.key === key) {
        before.element.setAttribute('transform', `translate(0 ${geometry.top})`);
        continue;
      }
      const element = drawRow({ row, geometry, width, stopped, labels: input.labels, actorTitle: (id) => titles.get(id) ?? id });
      if (before?.state === 'waiting' && row.state !== 'waiting' && row.state !== 'skipped') element.classList.add('arrives');
      if (before === undefined) this.list.append(element);
      else replaceKeepingFocus(before.element, element);
      this.drawn.set(row.step, { key, state: row.state, element });
    }
    return layout.rows.map(({ step }) => step);
  }

  clear(): void {
    this.list.replaceChildren();
    this.drawn.clear();
  }

  row(step: string): SVGGElement | undefined {
    return this.drawn.get(step)?.element;
  }

  private drawFrame(layout: CallFlowLayout, width: number, { callFlow, labels }: DrawingInput): void {
    setSize(this.header, layout.width, layout.headerHeight + 8);
    setSize(this.canvas, width, layout.height + 10);
    this.list.setAttribute('aria-label', `${labels.list}: ${callFlow.title}`);
    this.header.replaceChildren(
      ...layout.actors.map((actor) =>
        svg(
          'g',
          { class: 'actor' },
          svg('rect', { x: actor.left + 4.5, y: 4.5, width: actor.width - 9, height: layout.headerHeight, rx: 4 }),
          svg(
            'text',
            {},
            ...actor.lines.map((text, index) =>
              svg('tspan', { x: actor.x, y: 4.5 + layout.headerHeight / 2 + (index - (actor.lines.length - 1) / 2) * sizes.actorLine }, text),
            ),
          ),
        ),
      ),
    );
    this.lines.replaceChildren(...layout.actors.map(({ x }) => svg('line', { x1: x, x2: x, y1: 0, y2: layout.height + 10 })));
  }
}

function setSize(element: SVGSVGElement, width: number, height: number): void {
  element.setAttribute('width', String(width));
  element.setAttribute('height', String(height));
}

/** A person who stands on a button of a row keeps standing on it when the row changes. */
function replaceKeepingFocus(before: SVGGElement, after: SVGGElement): void {
  const buttons = [...before.querySelectorAll('.button')];
  const focused = buttons.findIndex((button) => button === document.activeElement);
  const stops = buttons.findIndex((button) => button.getAttribute('tabindex') === '0');
  before.replaceWith(after);
  const now = [...after.querySelectorAll<SVGElement>('.button')];
  now[stops]?.setAttribute('tabindex', '0');
  if (focused >= 0) now[Math.min(focused, now.length - 1)]?.focus();
}
