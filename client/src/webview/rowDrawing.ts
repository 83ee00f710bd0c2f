// Draws one step of the call flow: title, numbered arrow, the messages that carried it.
import type { CarrierGeometry, RowGeometry } from './layout';
import { sizes } from './layout';
import type { PageLabels, PageRow } from './pageMessages';
import { fill, svg } from './svg';

export interface RowInput {
  readonly row: PageRow;
  readonly geometry: RowGeometry;
  readonly width: number;
  readonly stopped: boolean;
  readonly labels: PageLabels;
  readonly actorTitle: (id: string) => string;
}

/** A list item with its buttons. What a button does stands in `data-act`: `reveal`, `open`, `fold`. */
export function drawRow(input: RowInput): SVGGElement {
  const { row, geometry, width, stopped } = input;
  const state = stopped ? `${row.state} stopped` : row.state;
  return svg(
    'g',
    {
      class: `row ${state} ${row.visibility}`,
      role: 'listitem',
      'aria-label': rowLabel(input),
      'aria-current': stopped || row.state === 'current' ? 'step' : undefined,
      'data-step': row.step,
      transform: `translate(0 ${geometry.top})`,
    },
    svg('rect', { class: 'band', x: 0, y: 0, width, height: geometry.height }),
    drawMarker(row, geometry, stopped),
    drawArrow(input),
    drawNumber(input),
    ...geometry.carriers.map((carrier) => drawCarrier(carrier, input)),
    drawFold(input),
    drawNote(geometry),
  );
}

function rowLabel({ row, labels, actorTitle, stopped }: RowInput): string {
  const said = [fill(labels.stepOf, row.n, actorTitle(row.from), actorTitle(row.to), row.title)];
  said.push(stopped ? fill(labels.stoppedAt, row.n) : labels.states[row.state]);
  if (row.visibility === 'inferred') said.push(labels.inferred);
  if (row.note !== undefined) said.push(row.note);
  return said.join('. ');
}

/** In the gutter: where the run stands, what is done, what went wrong. */
function drawMarker(row: PageRow, { arrow }: RowGeometry, stopped: boolean): SVGElement | undefined {
  const at = `translate(${sizes.gutter / 2} ${arrow.y})`;
  if (stopped) return svg('path', { class: 'marker', d: 'M-7 -6H1L8 0L1 6H-7Z', transform: at });
  if (row.state === 'done') return svg('path', { class: 'marker', d: 'M-5 0L-1.5 3.5L5 -3.5', transform: at });
  if (row.state === 'failed') return svg('path', { class: 'marker', d: 'M-4 -4L4 4M4 -4L-4 4', transform: at });
  if (row.state === 'skipped') return svg('path', { class: 'marker', d: 'M-4 0H4', transform: at });
  if (row.state === 'current') return svg('circle', { class: 'marker', r: 4, transform: at });
  return undefined;
}

function drawArrow(input: RowInput): SVGGElement {
  const { row, geometry, labels } = input;
  const { arrow, title } = geometry;
  const way = arrow.direction;
  const start = arrow.from + way * sizes.numberRadius;
  const right = arrow.from + way * sizes.loopWidth;
  const bottom = arrow.y + sizes.loopHeight;
  const tip = arrow.kind === 'loop' ? { x: arrow.from + way, y: bottom, way: -way } : { x: arrow.to - way, y: arrow.y, way };
  const line =
    arrow.kind === 'loop'
      ? `M${start} ${arrow.y}H${right - way * 6}Q${right} ${arrow.y} ${right} ${arrow.y + 6}V${bottom - 6}Q${right} ${bottom} ${right - way * 6} ${bottom}H${tip.x + way * 7}`
      : `M${start} ${arrow.y}H${tip.x - way * 7}`;
  const left = Math.min(arrow.from, arrow.to, arrow.kind === 'loop' ? right : arrow.to);
  const end = Math.max(arrow.from, arrow.to, arrow.kind === 'loop' ? right : arrow.to);
  const first = row.messages.find((message) => message.from === row.from) ?? row.messages[0];
  return svg(
    'g',
    {
      class: 'button arrow',
      role: 'button',
      tabindex: -1,
      'data-act': first === undefined ? 'reveal' : 'open',
      'data-message': first?.id,
      'aria-label': `${row.title}. ${first === undefined ? labels.revealLine : labels.openMessage}`,
    },
    svg('title', {}, first === undefined ? labels.revealLine : labels.openMessage),
    svg('rect', { class: 'hit', x: left - 4, y: 4, width: end - left + 8, height: bottomOf(geometry) - 2, rx: 4 }),
    svg('path', { class: 'line', d: line, pathLength: row.visibility === 'inferred' ? undefined : 1 }),
    svg('path', { class: 'head', d: `M${tip.x} ${tip.y}l${-tip.way * 9} -4.5v9z` }),
    svg(
      'text',
      { class: 'title', x: title.x, y: title.y },
      ...title.lines.map((text, index) => svg('tspan', { x: title.x, y: title.y + index * sizes.titleLine }, text)),
    ),
  );
}

function bottomOf({ arrow }: RowGeometry): number {
  return arrow.y + (arrow.kind === 'loop' ? sizes.loopHeight : 0) + 6;
}

function drawNumber({ row, geometry, labels }: RowInput): SVGGElement {
  const { from, y } = geometry.arrow;
  // Two digits fit the circle; a name such as 10a gets a longer badge.
  const half = Math.max(sizes.numberRadius, row.n.length * 4 + 4);
  return svg(
    'g',
    { class: 'button number', role: 'button', tabindex: -1, 'data-act': 'reveal', 'aria-label': `${row.n}. ${labels.revealLine}` },
    svg('title', {}, labels.revealLine),
    svg('rect', { class: 'badge', x: from - half, y: y - sizes.numberRadius, width: 2 * half, height: 2 * sizes.numberRadius, rx: sizes.numberRadius }),
    svg('text', { x: from, y }, row.n),
  );
}

function drawCarrier(carrier: CarrierGeometry, { labels, width, actorTitle }: RowInput): SVGGElement {
  const { message, x, y, direction, label, summary, shared } = carrier;
  const whole = [label, message.summary.startsWith(label) ? message.summary.slice(label.length).trimStart() : message.summary].join(' ').trim();
  const details = [`${actorTitle(message.from)} → ${actorTitle(message.to)}`, fill(labels.octets, message.size), ...message.remarks];
  return svg(
    'g',
    {
      class: shared === '' ? 'button carrier' : 'button carrier shared',
      role: 'button',
      tabindex: -1,
      'data-act': 'open',
      'data-message': message.id,
      'aria-label': `${whole}${shared}. ${labels.openMessage}`,
    },
    svg('title', {}, [`${whole}${shared}`, ...details].join('\n')),
    svg('rect', { class: 'hit', x: x - 4, y: y - sizes.carrierLine / 2 + 1, width: Math.max(width - x - 4, 40), height: sizes.carrierLine - 2, rx: 3 }),
    svg('path', { class: 'way', d: direction === 1 ? 'M0 0H11M7.5 -3L11 0L7.5 3' : 'M11 0H0M3.5 -3L0 0L3.5 3', transform: `translate(${x} ${y})` }),
    svg('text', { x: x + 18, y }, label === '' ? undefined : svg('tspan', { class: 'package' }, `${label}  `), `${summary}${shared}`),
  );
}

function drawFold({ geometry: { fold }, labels }: RowInput): SVGGElement | undefined {
  if (fold === undefined) return undefined;
  const text = fold.hidden === 0 ? labels.fewer : fill(labels.more, fold.hidden);
  return svg(
    'g',
    { class: 'button fold', role: 'button', tabindex: -1, 'data-act': 'fold', 'aria-label': text, 'aria-expanded': String(fold.hidden === 0) },
    svg('rect', { class: 'hit', x: fold.x - 4, y: fold.y - sizes.carrierLine / 2 + 1, width: 180, height: sizes.carrierLine - 2, rx: 3 }),
    svg('text', { x: fold.x + 18, y: fold.y }, text),
  );
}

function drawNote({ note }: RowGeometry): SVGTextElement | undefined {
  if (note === undefined) return undefined;
  return svg('text', { class: 'note' }, ...note.lines.map((text, index) => svg('tspan', { x: note.x, y: note.y + index * sizes.noteLine }, text)));
}
