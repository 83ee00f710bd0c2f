// `fumo demo`: the flow that a new update starts with, run as it is.
import { join } from 'node:path';
import { uriOfPath } from '../launch/fileUri';
import { performRun } from './performRun';
import { readWords } from './readWords';
import { WrongCall, type CliCommand } from './terminal';

/** From the folder of the bundles. */
const flow = join('..', 'client', 'templates', 'firmware-update', 'dm-download.flow.xml');

export const demoCommand: CliCommand = {
  name: 'demo',
  usage: 'demo [--json]',
  summary: 'run scenario 8.1.1 with the flow that a new update starts with',
  help: `The user accepts; nobody is asked.

  --json  one JSON object a line: each step, then the verdict`,
  run(words, terminal) {
    const { values, positionals } = readWords(words, { json: { type: 'boolean', default: false } });
    if (positionals.length > 0) throw new WrongCall('The demo takes no flow: see fumo run.');
    return performRun({ uri: uriOfPath(join(__dirname, flow)), parameters: { user: 'accept' } }, values.json, terminal);
  },
};
