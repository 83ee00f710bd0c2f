// Atomic: all that it holds is done, or nothing is. [DM-REP 6.6.3]
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Command, Unnumbered } from '#engine/syncml/message';
import { alert, get, Pair, replace, ScriptedConductor, ScriptedTarget } from './pair';
import { withoutAuth } from './scriptedPeer';

/** A device that undoes by forgetting what was written, and notes it. */
class UndoingTarget extends ScriptedTarget {
  readonly undertakings: string[] = [];
  canUndo = true;

  override begin = (): { keep(): void; undo(): boolean } => {
    const before = new Map(this.written);
    this.undertakings.push('begun');
    return {
      keep: () => this.undertakings.push('kept'),
      undo: () => {
        this.undertakings.push('undone');
        this.written.clear();
        for (const [uri, item] of before) this.written.set(uri, item);
        return this.canUndo;
      },
    };
  };
}

function container(name: 'Atomic' | 'Sequence', ...commands: readonly Unnumbered<Command>[]): Unnumbered<Command> {
  return { name, commands: commands.map((command) => ({ ...command, cmdId: '' })) };
}

const exec: Unnumbered<Command> = { name: 'Exec', items: [{ target: './Do' }] };
const question = alert('1101', {}, { data: 'Go on?' });

/** What the client answers to these commands. */
async function answers(device: ScriptedTarget, commands: readonly Unnumbered<Command>[], maxMsgSize = 65536): Promise<string> {
  const conductor = new ScriptedConductor([commands]);
  const pair = new Pair({ account: withoutAuth, target: device, conductor, setup: { maxMsgSize: 65536 }, serverSetup: { maxMsgSize } });
  assert.deepEqual(await pair.run(), { how: 'finished' }, pair.lines.join('\n') + pair.remarks().join('\n'));
  return pair.lines.filter((line) => line.startsWith('3>')).join(' / ');
}

test('an Atomic whose commands all go well is kept, and each has its Status [DM-REP 6.6.3]', async () => {
  const device = new UndoingTarget();
  const said = await answers(device, [container('Atomic', replace('./A', '1'), replace('./B', '2')), replace('./C', '3')]);
  assert.equal(said, '3> hdr=200 Atomic4=200 Replace5=200@./A Replace6=200@./B Replace7=200@./C Final');
  assert.deepEqual([...device.written.keys()], ['./A', './B', './C']);
  assert.deepEqual(device.undertakings, ['begun', 'kept']);
});

test('where one command fails the Atomic is 507, what was done before is undone (216), what follows is not done (215) [DM-REP 6.6.3]', async () => {
  const device = new UndoingTarget();
  device.refuse = ({ item }) => (item.target === './B' ? 425 : undefined);
  const said = await answers(device, [container('Atomic', replace('./A', '1'), replace('./B', '2'), replace('./C', '3')), replace('./D', '4')]);
  // What stands beside the Atomic has nothing to do with it.
  assert.equal(said, '3> hdr=200 Atomic4=507 Replace5=216@./A Replace6=425@./B Replace7=215@./C Replace8=200@./D Final');
  assert.deepEqual([...device.written.keys()], ['./D']);
  assert.deepEqual(device.undertakings, ['begun', 'undone']);
});

test('what can not be undone is told with 516 [DM-REP 6.6.3]', async () => {
  const device = new UndoingTarget();
  device.canUndo = false;
  device.refuse = ({ item }) => (item.target === './B' ? 404 : undefined);
  assert.equal(await answers(device, [container('Atomic', replace('./A', '1'), replace('./B', '2'))]), '3> hdr=200 Atomic4=507 Replace5=516@./A Replace6=404@./B Final');
});

test('Get, Exec and another Atomic fail inside an Atomic, and with them all of it [DM-REP 6.6.3, 6.6.6]', async () => {
  for (const [inner, name, more] of [
    [get('./A'), 'Get6=500@./A', ''],
    [exec, 'Exec6=500@./Do', ''],
    [container('Atomic', replace('./X', '1')), 'Atomic6=500', ' Replace7=215@./X'],
  ] as const) {
    const device = new UndoingTarget();
    const said = await answers(device, [container('Atomic', replace('./A', '1'), inner)]);
    assert.equal(said, `3> hdr=200 Atomic4=507 Replace5=216@./A ${name}${more} Final`);
    assert.deepEqual(device.orders, ['Replace ./A']);
    assert.equal(device.written.size, 0);
  }
});

test('a user who says No or cancels within an Atomic has all of it undone [DM-PRO 10.2.2]', async () => {
  for (const [answer, outside] of [
    [304, 200],
    // A cancel goes for all that is still to come.
    [214, 215],
  ] as const) {
    const device = new UndoingTarget();
    device.answer = () => ({ status: answer });
    const said = await answers(device, [container('Atomic', replace('./A', '1'), question, replace('./B', '2')), replace('./C', '3')]);
    assert.equal(said, `3> hdr=200 Atomic4=507 Replace5=216@./A Alert6=${answer} Replace7=215@./B Replace8=${outside}@./C Final`);
    assert.equal(device.written.has('./A'), false);
  }
});

test('a Sequence within an Atomic keeps its order and falls with it [DM-REP 6.6.3, 6.6.14]', async () => {
  const device = new UndoingTarget();
  device.refuse = ({ item }) => (item.target === './B' ? 413 : undefined);
  const said = await answers(device, [container('Atomic', container('Sequence', replace('./A', '1'), replace('./B', '2'), replace('./C', '3')), replace('./D', '4'))]);
  assert.equal(said, '3> hdr=200 Atomic4=507 Sequence5=200 Replace6=216@./A Replace7=413@./B Replace8=215@./C Replace9=215@./D Final');
  assert.equal(device.written.size, 0);
});

test('an Atomic within a Sequence that fails does not end the Sequence, a cancel within it does [DM-REP 6.6.14, DM-PRO 10.2]', async () => {
  const failing = new UndoingTarget();
  failing.refuse = ({ item }) => (item.target === './A' ? 404 : undefined);
  const commands = [container('Sequence', container('Atomic', replace('./A', '1'), question), replace('./B', '2'))];
  assert.equal(await answers(failing, commands), '3> hdr=200 Sequence4=200 Atomic5=507 Replace6=404@./A Alert7=215 Replace8=200@./B Final');
  const cancelled = new UndoingTarget();
  cancelled.answer = () => ({ status: 214 });
  assert.equal(await answers(cancelled, commands), '3> hdr=200 Sequence4=200 Atomic5=507 Replace6=216@./A Alert7=214 Replace8=215@./B Final');
});

test('an Atomic whose answers do not fit in one message is not begun: 517 [DM-REP 6.6.3]', async () => {
  const device = new UndoingTarget();
  const many = Array.from({ length: 30 }, (_, i) => replace(`./A/${'x'.repeat(60)}/${i}`, '1'));
  const said = await answers(device, [container('Atomic', ...many)], 4000);
  assert.match(said, /hdr=200 Atomic4=517 Replace5=215@/);
  assert.equal(said.match(/=215@/g)?.length, 30);
  assert.deepEqual([device.orders, device.undertakings], [[], ['begun', 'undone']]);
});

test('an abort within an Atomic undoes it [DM-PRO 8.1]', async () => {
  const device = new UndoingTarget();
  const conductor = new ScriptedConductor([[container('Atomic', replace('./A', '1'), alert('1223'), replace('./B', '2'))]]);
  const pair = new Pair({ account: withoutAuth, target: device, conductor });
  assert.equal((await pair.run()).how, 'aborted');
  assert.deepEqual([device.written.size, device.undertakings], [0, ['begun', 'undone']]);
});
