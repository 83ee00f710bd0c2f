// The language server as its users feel it: from a key that is pressed to what the editor shows, how soon it is there
// and how much room it takes. Each time is that of a real process, over stdin and stdout.
import { LineIndex } from '#engine/xml/lines';
import { bundle, isBuilt, LanguageProcess, type Place } from './languageProcess';
import { ddfOf, syncmlOf } from './xmlInputs';
import { absolute, tell, withoutPeer } from './xmlRow';

const edits = 200;
const uri = 'untitled:bench';

/** The same places each time. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The time under which 95 of 100 are. */
function p95(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1] ?? NaN;
}

function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[times.length >> 1] ?? NaN;
}

interface Typing {
  readonly languageId: string;
  readonly text: string;
  /** Is asked right after a letter was typed. */
  readonly ask: (server: LanguageProcess, at: Place) => Promise<unknown>;
}

/** Milliseconds from a letter that is typed somewhere to the answer, for each of the edits. What was typed is taken away again. */
async function typing({ languageId, text, ask }: Typing): Promise<readonly number[]> {
  const server = await LanguageProcess.start();
  const lines = new LineIndex(text);
  const next = random(7);
  const times: number[] = [];
  await server.open(uri, languageId, text);
  for (let edit = -20; edit < edits; edit++) {
    const at = lines.position(Math.floor(next() * text.length));
    const after = { line: at.line, character: at.character + 1 };
    const start = performance.now();
    await server.change(at, at, 'x');
    await ask(server, after);
    if (edit >= 0) times.push(performance.now() - start);
    await server.change(at, after, '');
    await server.diagnostics();
  }
  await server.stop();
  return times;
}

async function typingRow(name: string, goal: number, what: Typing): Promise<void> {
  const times = await typing(what);
  tell(absolute(name, p95(times), goal, 'ms', `95 of 100 edits at random places; the median is ${median(times).toPrecision(3)} ms`));
}

async function starting(): Promise<void> {
  const times: number[] = [];
  for (let i = 0; i < 11; i++) {
    const server = await LanguageProcess.start();
    times.push(server.startedIn);
    await server.stop();
  }
  tell(absolute('language server: spawned to initialized', median(times), 150, 'ms', 'the median of 11'));
}

/** Once what there was to do is done. */
async function settled(server: LanguageProcess): Promise<number> {
  await new Promise((settle) => setTimeout(settle, 2000));
  return server.resident();
}

async function memory(): Promise<void> {
  const server = await LanguageProcess.start();
  const idle = await settled(server);
  tell(absolute('language server: resident with an idle workspace', idle, 150, 'MB', 'VmRSS'));
  await server.open('file:///bench/big.ddf', 'dm-ddf', ddfOf(3_000_000));
  tell(absolute('language server: resident with a document of 3 MB open', await settled(server), 250, 'MB', 'VmRSS, two seconds after its diagnostics'));
  await server.stop();
}

async function huge(): Promise<void> {
  const text = ddfOf(30_000_000).replace('</DFProperties>', '</DFPropertiesx>');
  const server = await LanguageProcess.start();
  const start = performance.now();
  const found = await server.open('file:///bench/huge.ddf', 'dm-ddf', text);
  const time = performance.now() - start;
  tell(absolute('document of 30 MB: opened to what keeps it from being well-formed', found === 0 ? Infinity : time, 5000, 'ms', 'the server\u2019s own pace'));
  await server.stop();
}

async function main(): Promise<void> {
  if (!isBuilt()) {
    tell(withoutPeer('language server', `${bundle} is not there: node esbuild.mjs`, NaN, 0));
    return;
  }
  const diagnostics = (server: LanguageProcess): Promise<unknown> => server.diagnostics();
  const message = syncmlOf(50_000);
  const description = ddfOf(3_000_000);
  await typingRow('message of 50 KB: edit to diagnostics', 15, { languageId: 'syncml', text: message, ask: diagnostics });
  await typingRow('DDF of 3 MB: edit to diagnostics', 100, { languageId: 'dm-ddf', text: description, ask: diagnostics });
  await typingRow('DDF of 3 MB: edit to completion', 20, { languageId: 'dm-ddf', text: description, ask: (server, at) => server.completion(at) });
  await typingRow('DDF of 3 MB: edit to hover', 20, { languageId: 'dm-ddf', text: description, ask: (server, at) => server.hover(at) });
  await starting();
  await memory();
  await huge();
}

void main();
