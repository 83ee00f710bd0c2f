// Workspace symbols: nodes, steps, commands, names and descriptions of all files, found by some of their letters.
import type { Range } from '#engine/base/problem';
import { nameOfUri } from '../launch/fileUri';
import type { FileFacts } from './facts';
import { shortened, type SymbolKind } from './outlineSymbol';
import { segmentsOfNode } from './treeFacts';
import type { WorkspaceIndex } from './workspaceIndex';

export interface WorkspaceSymbolFound {
  readonly kind: SymbolKind;
  readonly name: string;
  /** What it stands in. */
  readonly container: string;
  readonly uri: string;
  readonly range: Range;
}

/** Symbols in an answer; who looks for more types more letters. */
const most = 500;

/** Those whose names hold the letters of the query in their order, the closest first. */
export function workspaceSymbols(query: string, index: WorkspaceIndex): readonly WorkspaceSymbolFound[] {
  const wanted = query.trim().toLowerCase().replace(/\s+/g, '');
  const found: { readonly symbol: Candidate; readonly weight: number }[] = [];
  for (const facts of index.files()) {
    for (const symbol of symbolsIn(facts)) {
      const weight = weigh(symbol.name.toLowerCase(), wanted);
      if (weight !== undefined) found.push({ symbol, weight });
    }
  }
  return found.sort((a, b) => a.weight - b.weight || (a.symbol.name < b.symbol.name ? -1 : 1)).slice(0, most).map(({ symbol }) => ({ ...symbol, container: symbol.container() }));
}

/** The less, the closer; undefined where the letters don't stand there in their order. */
function weigh(name: string, wanted: string): number | undefined {
  if (wanted === '') return 0;
  const whole = name.indexOf(wanted);
  if (whole >= 0) return whole === 0 ? name.length - wanted.length : 100 + whole;
  let at = 0;
  for (const letter of name) if (letter === wanted.charAt(at)) at++;
  return at === wanted.length ? 1000 + name.length : undefined;
}

/** The container is made out only for those that are shown. */
interface Candidate extends Omit<WorkspaceSymbolFound, 'container'> {
  readonly container: () => string;
}

function* symbolsIn({ uri, kind, nodes, message, names, steps }: FileFacts): Generator<Candidate> {
  const container = (): string => nameOfUri(uri);
  for (const node of nodes) {
    if (node.name === '') continue;
    const within = (): string => `${container()}: ${['.', ...segmentsOfNode(node).slice(0, -1)].join('/')}`;
    yield { kind: kind === 'description' ? 'interior' : 'leaf', name: node.name, container: within, uri, range: node.nameRange };
  }
  for (const { declares, n, title = '', range } of steps) if (declares) yield { kind: 'step', name: shortened(`${n} ${title}`), container, uri, range };
  for (const { declares, name, range } of names) if (declares !== undefined) yield { kind: 'declaration', name, container, uri, range };
  for (const { id, summary, nameRange } of message?.commands ?? []) yield { kind: 'command', name: shortened(summary), container: () => `${container()}: command ${id.value}`, uri, range: nameRange };
}
