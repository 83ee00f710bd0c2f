// The geometry of a call flow: rows and actors become places. Pure: it knows neither the page nor the run.
import type { PageCarrier, PageRow } from './pageMessages';
import { shortenText, wrapText, type Measure } from './wrapText';

export interface ActorGeometry {
  readonly id: string;
  /** Of the lifeline. */
  readonly x: number;
  readonly left: number;
  readonly width: number;
  readonly lines: readonly string[];
}

/** A line between two lifelines, or a loop from one back to itself. `direction`: 1 to the right, -1 to the left. */
export interface ArrowGeometry {
  readonly kind: 'straight' | 'loop';
  readonly from: number;
  readonly to: number;
  readonly y: number;
  readonly direction: 1 | -1;
}

export interface CarrierGeometry {
  readonly message: PageCarrier;
  /** Which way it went over the drawing. */
  readonly direction: 1 | -1;
  readonly x: number;
  readonly y: number;
  /** `#1`; empty where the package isn't known. */
  readonly label: string;
  readonly summary: string;
  /** Says which earlier step the same message already carried; empty where none. */
  readonly shared: string;
}

/** All `y` count from the row's own top. */
export interface RowGeometry {
  readonly step: string;
  readonly top: number;
  readonly height: number;
  readonly title: { readonly x: number; readonly y: number; readonly lines: readonly string[] };
  readonly arrow: ArrowGeometry;
  readonly carriers: readonly CarrierGeometry[];
  /** A line that stands for carriers left out, or, with 0 of them, closes the list again. */
  readonly fold?: { readonly x: number; readonly y: number; readonly hidden: number };
  readonly note?: { readonly x: number; readonly y: number; readonly lines: readonly string[] };
}

export interface CallFlowLayout {
  readonly width: number;
  readonly height: number;
  readonly headerHeight: number;
  readonly actors: readonly ActorGeometry[];
  readonly rows: readonly RowGeometry[];
}

export interface LayoutInput {
  readonly actors: readonly { readonly id: string; readonly title: string }[];
  readonly rows: readonly PageRow[];
  /** What the page has to give. The drawing may come out wider where the lifelines would stand too close. */
  readonly width: number;
  readonly measure: Measure;
  /** Steps whose carriers are all shown. */
  readonly unfolded: ReadonlySet<string>;
  /** What is said of a message that already carried the step of this number. */
  readonly sharedText: (n: string) => string;
}

/** Sizes in CSS pixels. */
export const sizes = {
  gutter: 30,
  margin: 10,
  narrowestColumn: 98,
  widestColumn: 300,
  actorLine: 16,
  actorPadding: 14,
  titleLine: 18,
  noteLine: 16,
  carrierLine: 21,
  numberRadius: 11,
  loopWidth: 40,
  loopHeight: 20,
  rowPadding: 11,
  narrowestText: 230,
} as const;

/** More carriers than this are folded: the first three and the last two stay. */
const shownWhenFolded = 6;

export function layOutCallFlow(input: LayoutInput): CallFlowLayout {
  const actors = layOutActors(input);
  const width = Math.max(sizes.gutter + actors.reduce((sum, actor) => sum + actor.width, 0) + sizes.margin, 1);
  const firstCarried = new Map<string, string>();
  const rows: RowGeometry[] = [];
  let top = 0;
  for (const row of input.rows) {
    const geometry = layOutRow(row, { ...input, actors, total: width, top, firstCarried });
    rows.push(geometry);
    top += geometry.height;
  }
  const headerLines = Math.max(1, ...actors.map((actor) => actor.lines.length));
  return { width, height: top, headerHeight: headerLines * sizes.actorLine + 14, actors, rows };
}

function layOutActors({ actors, width, measure }: LayoutInput): readonly ActorGeometry[] {
  const room = (width - sizes.gutter - sizes.margin) / Math.max(1, actors.length);
  const words = actors.flatMap(({ title }) => title.split(' ')).map((word) => measure(word, 'actor') + sizes.actorPadding);
  const narrowest = Math.max(sizes.narrowestColumn, ...words.map(Math.ceil));
  const column = Math.floor(Math.max(narrowest, Math.min(sizes.widestColumn, room)));
  return actors.map(({ id, title }, index) => {
    const left = sizes.gutter + index * column;
    return { id, left, width: column, x: left + Math.round(column / 2), lines: wrapText(title, column - sizes.actorPadding, 'actor', measure) };
  });
}

interface RowInput {
  readonly actors: readonly ActorGeometry[];
  readonly total: number;
  readonly top: number;
  readonly measure: Measure;
  readonly unfolded: ReadonlySet<string>;
  readonly sharedText: (n: string) => string;
  /** Message id to the number of the step it carried first; added to. */
  readonly firstCarried: Map<string, string>;
}

function layOutRow(row: PageRow, input: RowInput): RowGeometry {
  const { measure, total } = input;
  const from = lifeline(input.actors, row.from);
  const to = lifeline(input.actors, row.to);
  const loop = from === to;
  const title = layOutTitle(row.title, from, to, input);
  const arrowY = sizes.rowPadding + title.lines.length * sizes.titleLine + 13;
  const direction = to >= from ? 1 : -1;
  let y = arrowY + (loop ? sizes.loopHeight : 0) + sizes.numberRadius + 3;

  const all = input.unfolded.has(row.step);
  const folds = row.messages.length > shownWhenFolded;
  const shown = folds && !all ? [...row.messages.slice(0, 3), ...row.messages.slice(-2)] : row.messages;
  const carriers: CarrierGeometry[] = [];
  let fold: RowGeometry['fold'];
  shown.forEach((message, index) => {
    if (folds && !all && index === 3) {
      fold = { x: textStart(message, input.actors), y: y + sizes.carrierLine / 2, hidden: row.messages.length - shown.length };
      y += sizes.carrierLine;
    }
    carriers.push(layOutCarrier(message, row.n, y + sizes.carrierLine / 2, input));
    y += sizes.carrierLine;
  });
  const last = shown.at(-1);
  if (folds && all && last !== undefined) {
    fold = { x: textStart(last, input.actors), y: y + sizes.carrierLine / 2, hidden: 0 };
    y += sizes.carrierLine;
  }

  const noteX = Math.min(from, to) + 14;
  const noteLines = row.note === undefined ? [] : wrapText(row.note, Math.max(total - noteX - 12, 120), 'note', measure);
  const note = noteLines.length === 0 ? undefined : { x: noteX, y: y + sizes.noteLine / 2 + 2, lines: noteLines };
  if (note !== undefined) y += noteLines.length * sizes.noteLine + 4;

  return {
    step: row.step,
    top: input.top,
    height: Math.round(y + 5),
    title,
    arrow: { kind: loop ? 'loop' : 'straight', from, to, y: arrowY, direction },
    carriers,
    ...(fold && { fold }),
    ...(note && { note }),
  };
}

/** The title stands over the middle of its arrow, and is moved sideways where it would leave the drawing. */
function layOutTitle(text: string, from: number, to: number, { measure, total }: RowInput): RowGeometry['title'] {
  const room = Math.max(Math.abs(to - from) - 20, sizes.narrowestText);
  const lines = wrapText(text, Math.min(room, total - sizes.gutter - sizes.margin), 'title', measure);
  const half = Math.max(...lines.map((line) => measure(line, 'title'))) / 2;
  const middle = (from + to) / 2;
  const x = Math.round(Math.max(sizes.gutter + half, Math.min(middle, total - 8 - half)));
  return { x, y: sizes.rowPadding + sizes.titleLine / 2, lines };
}

function layOutCarrier(message: PageCarrier, n: string, y: number, input: RowInput): CarrierGeometry {
  const x = textStart(message, input.actors);
  const label = message.packageNumber === undefined ? '' : `#${message.packageNumber}`;
  const summary = label !== '' && message.summary.startsWith(label) ? message.summary.slice(label.length).trimStart() : message.summary;
  const taken = 22 + (label === '' ? 0 : input.measure(label, 'carrier') + 8);
  const first = input.firstCarried.get(message.id);
  if (first === undefined) input.firstCarried.set(message.id, n);
  const shared = first === undefined ? '' : ` · ${input.sharedText(first)}`;
  const room = input.total - x - taken - (shared === '' ? 0 : input.measure(shared, 'carrier')) - 12;
  return {
    message,
    direction: lifeline(input.actors, message.to) >= lifeline(input.actors, message.from) ? 1 : -1,
    x,
    y,
    label,
    summary: shortenText(summary, Math.max(room, 60), 'carrier', input.measure),
    shared,
  };
}

function textStart(message: PageCarrier, actors: readonly ActorGeometry[]): number {
  return Math.min(lifeline(actors, message.from), lifeline(actors, message.to)) + 14;
}

/** Of an actor that has no lifeline, the first one's: what is said about it must still be seen. */
function lifeline(actors: readonly ActorGeometry[], id: string): number {
  return (actors.find((actor) => actor.id === id) ?? actors[0])?.x ?? sizes.gutter;
}
