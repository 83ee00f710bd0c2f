// The template's folder as files in memory, with changes: what a person's workspace would hold.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { utf8 } from '#engine/base/bytes';
import type { Files } from '#engine/base/files';
import { readFlow } from '#engine/flow/readFlow';
import { prepareRun } from '#engine/emulation/prepareRun';
import type { Run, RunSetup } from '#engine/emulation/run';
import assert from 'node:assert/strict';

const template = join(process.cwd(), 'client/templates/firmware-update');
const root = 'memory:/update/';

export type Changes = Readonly<Record<string, Uint8Array | string | ((text: string) => string) | undefined>>;

/** Files of the template below `memory:/update/`; a change gives a file another content, or (undefined) takes it away. */
export function flowFolder(changes: Changes = {}): Files {
  const files = new Map<string, Uint8Array>();
  for (const name of readdirSync(template, { recursive: true, encoding: 'utf8' })) {
    if (statSync(join(template, name)).isFile()) files.set(name.replaceAll('\\', '/'), readFileSync(join(template, name)));
  }
  for (const [name, change] of Object.entries(changes)) {
    if (change === undefined) files.delete(name);
    else if (typeof change === 'function') {
      const before = new TextDecoder().decode(files.get(name));
      const after = change(before);
      assert.notEqual(after, before, `the change of ${name} changes nothing`);
      files.set(name, utf8(after));
    } else files.set(name, typeof change === 'string' ? utf8(change) : change);
  }
  return {
    read: (uri) => Promise.resolve(uri.startsWith(root) ? files.get(uri.slice(root.length)) : undefined),
    resolve: (base, reference) => new URL(reference, base.replace('memory:', 'http://memory')).href.replace('http://memory', 'memory:'),
  };
}

export type RunOptions = Partial<Omit<RunSetup, 'flow' | 'files' | 'machine'>> & { readonly flow?: string };

/** A run of a flow of the folder, ready to be started; no problem may stand in its way. */
export async function preparedRun(machine: RunSetup['machine'], changes: Changes = {}, options: RunOptions = {}): Promise<Run> {
  const files = flowFolder(changes);
  const read = await readFlow(`${root}${options.flow ?? 'dm-download.flow.xml'}`, files);
  assert.deepEqual(read.problems.filter((problem) => problem.severity === 'error'), []);
  assert.ok(read.flow);
  const { run, problems } = await prepareRun({ ...options, flow: read.flow, files, machine, parameters: options.parameters ?? { user: 'accept' } });
  assert.deepEqual(problems.filter((problem) => problem.severity === 'error'), []);
  assert.ok(run);
  return run;
}
