// `fumo run`: runs an update flow.
import { resolve } from 'node:path';
import { uriOfPath } from '../launch/fileUri';
import type { RunOrder } from '../launch/openRun';
import { performRun } from './performRun';
import { readWords, wholeNumber } from './readWords';
import { WrongCall, type CliCommand } from './terminal';

export const runCommand: CliCommand = {
  name: 'run',
  usage: 'run FLOW [--json] [--user ANSWER] [--param NAME=VALUE]... [--fault NAME@STEP]... [--install-time MS] [--server-port N] [--device-port N]',
  summary: 'run an update flow between the DM server and the emulated device',
  help: `Prints each step as it happens and ends with the verdict.

  --json              one JSON object a line: each step, then the verdict
  --user ANSWER       what the user answers: accept, reject, cancel or silent; the same as --param user=ANSWER
  --param NAME=VALUE  a value for one of the flow's parameters
  --fault NAME@STEP   something that goes wrong at a step, settings after it: power-cut@13,at=40%; docs/faults.md has all
  --install-time MS   milliseconds that the emulated installation takes (2000)
  --server-port N     port of the DM server; 0, the default, lets the system choose
  --device-port N     port on which the device takes notifications; 0, the default, lets the system choose

Exit code: 0 for an update that succeeded, 1 for a run that ended with any other verdict, 2 for a wrong call or a flow
that can't be run.`,
  run(words, terminal) {
    const { values, positionals } = readWords(words, {
      json: { type: 'boolean', default: false },
      user: { type: 'string' },
      param: { type: 'string', multiple: true, default: [] },
      fault: { type: 'string', multiple: true, default: [] },
      'install-time': { type: 'string' },
      'server-port': { type: 'string' },
      'device-port': { type: 'string' },
    });
    const [flow, ...more] = positionals;
    if (flow === undefined || more.length > 0) throw new WrongCall('One flow is to be named.');
    const installTime = wholeNumber('install-time', values['install-time'], Number.MAX_SAFE_INTEGER);
    const serverPort = wholeNumber('server-port', values['server-port'], 65535);
    const devicePort = wholeNumber('device-port', values['device-port'], 65535);
    return performRun(
      {
        uri: uriOfPath(resolve(terminal.directory, flow)),
        parameters: { ...readParameters(values.param), ...(values.user !== undefined && { user: values.user }) },
        ...(values.fault.length > 0 && { faults: values.fault.map(readFault) }),
        ...(installTime !== undefined && { installTime }),
        ...(serverPort !== undefined && { serverPort }),
        ...(devicePort !== undefined && { devicePort }),
      },
      values.json,
      terminal,
    );
  },
};

function readParameters(given: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    given.map((entry) => {
      const at = entry.indexOf('=');
      if (at < 1) throw new WrongCall(`--param takes NAME=VALUE, not "${entry}".`);
      return [entry.slice(0, at), entry.slice(at + 1)];
    }),
  );
}

/** `answer-lost@11`, `power-cut@13,at=40%,for=10s` */
function readFault(given: string): NonNullable<RunOrder['faults']>[number] {
  const [place = '', ...settings] = given.split(',');
  const [name = '', step = '', ...more] = place.split('@');
  if (name === '' || step === '' || more.length > 0) throw new WrongCall(`--fault takes NAME@STEP, not "${given}".`);
  return {
    name,
    step,
    settings: Object.fromEntries(
      settings.map((setting) => {
        const at = setting.indexOf('=');
        if (at < 1) throw new WrongCall(`The settings of --fault are NAME=VALUE, not "${setting}".`);
        return [setting.slice(0, at), setting.slice(at + 1)];
      }),
    ),
  };
}
