// Snapshot and restore of a device whose tree has ten thousand nodes.
import { nodeClock } from '#server/node/nodeClock';
import { nodesOf, withNode, withValue, type TreeNode } from '#engine/tree/tree';
import { fleetOf } from './fleet';
import { mediansInTurns, tell } from './measure';

const turns = 51;
const nodes = 10_000;

function interior(name: string, children: readonly TreeNode[]): TreeNode {
  return { name, format: 'node', children: new Map(children.map((child) => [child.name, child])) };
}

function branch(): TreeNode {
  const leaf = (i: number, j: number): TreeNode => ({ name: `Leaf${j}`, format: 'chr', type: 'text/plain', value: `value ${i} ${j}` });
  return interior('Large', Array.from({ length: 99 }, (_, i) => interior(`Node${i}`, Array.from({ length: 100 }, (_, j) => leaf(i, j)))));
}

async function main(): Promise<void> {
  const clock = nodeClock();
  const device = fleetOf('http://127.0.0.1/dm', 'xml', { clock, exchange: () => Promise.reject(new Error('Nobody is asked.')) })(0);
  device.setTree(withNode(device.tree, './Large', branch()));
  const count = [...nodesOf(device.tree)].length;
  if (count < nodes) throw new Error(`The tree has ${count} nodes.`);
  // Between the snapshot and its restoring the tree goes on.
  const taken: ReturnType<typeof device.snapshot>[] = [];
  let changes = 0;
  const [taking = NaN, , restoring = NaN] = await mediansInTurns(
    turns,
    () => {
      taken.push(device.snapshot());
      return Promise.resolve();
    },
    () => {
      for (let i = 0; i < 10; i++) device.setTree(withValue(device.tree, `./Large/Node${i}/Leaf${i}`, `changed ${changes++}`));
      return Promise.resolve();
    },
    () => {
      const last = taken.pop();
      if (last !== undefined) device.restore(last);
      return Promise.resolve();
    },
  );
  for (const [name, seconds] of [['snapshot', taking], ['restore', restoring]] as const) {
    const value = seconds * 1000;
    tell({ name: `${name} of a device with ${count} nodes`, value, unit: 'ms', goal: '<= 1 ms', met: value <= 1 });
  }
  clock.clear();
}

void main();
