// `fumo demo`: the flow that a new update starts with, run as it is.
import { join } from 'node:path';
import { uriOfPath } from '../launch/fileUri';
import { performRun } from './performRun';
import { readWords } from './readWords';
import { readEncoding } from './run';
import { WrongCall, type CliCommand } from './terminal';

/** From the folder of the server's parts. */
const flow = join('..', '..', 'client', 'templates', 'firmware-update', 'dm-download.flow.xml');

export const demoCommand: CliCommand = {
  name: 'demo',
  usage: 'demo [--json] [--encoding xml|wbxml]',
  summary: 'run scenario 8.1.1 with the flow that a new update starts with',
  help: `The user accepts; nobody is asked.

  --json               one JSON object a line: each step, then the verdict
  --encoding ENCODING  how the device writes its messages, and so how it is answered: xml, the default, or wbxml`,
  run(words, terminal) {
    const { values, positionals } = readWords(words, { json: { type: 'boolean', default: false }, encoding: { type: 'string' } });
    if (positionals.length > 0) throw new WrongCall('The demo takes no flow: see fumo run.');
    const encoding = readEncoding(values.encoding);
    const order = { uri: uriOfPath(join(__dirname, flow)), parameters: { user: 'accept' }, ...(encoding !== undefined && { encoding }) };
    return performRun(order, { json: values.json }, terminal);
  },
};
