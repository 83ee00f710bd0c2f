// `fumo run`: runs an update flow.
import { resolve } from 'node:path';
import { uriOfPath } from '../launch/fileUri';
import type { RunOrder } from '../launch/openRun';
import { readFault } from '../launch/readFault';
import { performRun } from './performRun';
import { readWords, wholeNumber } from './readWords';
import { WrongCall, type CliCommand } from './terminal';

export const runCommand: CliCommand = {
  name: 'run',
  usage: 'run FLOW [--json] [--user ANSWER] [--param NAME=VALUE]... [--fault NAME@STEP]... [--personality NAME]... [--encoding xml|wbxml] [--show-secrets] [--install-time MS] [--server-port N] [--device-port N] [--download-port N] [--host HOST] [--device ADDRESS | --server URL] [--expect]',
  summary: 'run an update flow between the DM server and the emulated device',
  help: `Prints each step as it happens and ends with the verdict.

  --json              one JSON object a line: each step, then the verdict
  --user ANSWER       what the user answers: accept, reject, cancel or silent; the same as --param user=ANSWER
  --param NAME=VALUE  a value for one of the flow's parameters
  --fault NAME@STEP   something that goes wrong at a step, settings after it: power-cut@13,at=40%; docs/faults.md has all
  --personality NAME  something that the device does otherwise than the specifications ask; docs/personalities.md has all
  --encoding ENCODING how the device writes its messages, and so how it is answered: xml or wbxml (what the flow says, else xml)
  --show-secrets      show credentials, nonces and secrets, which are masked otherwise
  --install-time MS   milliseconds that the emulated installation takes (2000)
  --server-port N     port of the DM server; 0, the default, lets the system choose
  --device-port N     port on which the device takes notifications; 0, the default, lets the system choose
  --download-port N   port of the download server; 0, the default, lets the system choose
  --host HOST         interface that all of them listen on (127.0.0.1)
  --device ADDRESS    the device is somebody else's: only the servers run. ADDRESS is where it takes notifications,
                      udp://HOST:PORT; "real" for a device that nobody notifies
  --server URL        the servers are somebody else's, the DM server at this URL: only the device runs
  --expect            exit code 0 where the run ends as its flow says by <outcome>, a success where it says nothing

Exit code: 0 for an update that succeeded (with --expect: for a run that ended as its flow says), 1 for a run that ended
in any other way, 2 for a wrong call or a flow that can't be run.`,
  run(words, terminal) {
    const { values, positionals } = readWords(words, {
      json: { type: 'boolean', default: false },
      user: { type: 'string' },
      param: { type: 'string', multiple: true, default: [] },
      fault: { type: 'string', multiple: true, default: [] },
      personality: { type: 'string', multiple: true, default: [] },
      encoding: { type: 'string' },
      'show-secrets': { type: 'boolean', default: false },
      'install-time': { type: 'string' },
      'server-port': { type: 'string' },
      'device-port': { type: 'string' },
      'download-port': { type: 'string' },
      host: { type: 'string' },
      device: { type: 'string' },
      server: { type: 'string' },
      expect: { type: 'boolean', default: false },
    });
    const [flow, ...more] = positionals;
    if (flow === undefined || more.length > 0) throw new WrongCall('One flow is to be named.');
    const encoding = readEncoding(values.encoding);
    const installTime = wholeNumber('install-time', values['install-time'], Number.MAX_SAFE_INTEGER);
    const serverPort = wholeNumber('server-port', values['server-port'], 65535);
    const devicePort = wholeNumber('device-port', values['device-port'], 65535);
    const downloadPort = wholeNumber('download-port', values['download-port'], 65535);
    return performRun(
      {
        uri: uriOfPath(resolve(terminal.directory, flow)),
        parameters: { ...readParameters(values.param), ...(values.user !== undefined && { user: values.user }) },
        ...(values.fault.length > 0 && { faults: values.fault.map((given) => readFault(given, (message) => new WrongCall(`--fault ${message}`))) }),
        ...(values.personality.length > 0 && { personality: values.personality }),
        ...(encoding !== undefined && { encoding }),
        ...(values['show-secrets'] && { showSecrets: true }),
        ...(installTime !== undefined && { installTime }),
        ...(serverPort !== undefined && { serverPort }),
        ...(devicePort !== undefined && { devicePort }),
        ...(downloadPort !== undefined && { downloadPort }),
        ...(values.host !== undefined && { host: values.host }),
        ...readEnds(values.device, values.server),
      },
      { json: values.json, expect: values.expect },
      terminal,
    );
  },
};

/** Throws a WrongCall for any other word. */
export function readEncoding(given: string | undefined): RunOrder['encoding'] {
  if (given === undefined || given === 'xml' || given === 'wbxml') return given;
  throw new WrongCall(`--encoding takes xml or wbxml, not "${given}".`);
}

/** Which end is somebody else's. */
function readEnds(device: string | undefined, server: string | undefined): Pick<RunOrder, 'realDevice' | 'realServer'> {
  if (device !== undefined && server !== undefined) throw new WrongCall('--device and --server leave nothing to run.');
  if (device !== undefined && device !== 'real' && !/^udp:\/\/.+:\d{1,5}$/.test(device)) throw new WrongCall(`--device takes udp://HOST:PORT or real, not "${device}".`);
  if (server !== undefined && !/^https?:\/\/./.test(server)) throw new WrongCall(`--server takes the URL of a DM server, not "${server}".`);
  return {
    ...(device !== undefined && { realDevice: device === 'real' ? {} : { notify: device } }),
    ...(server !== undefined && { realServer: { url: server } }),
  };
}

function readParameters(given: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    given.map((entry) => {
      const at = entry.indexOf('=');
      if (at < 1) throw new WrongCall(`--param takes NAME=VALUE, not "${entry}".`);
      return [entry.slice(0, at), entry.slice(at + 1)];
    }),
  );
}
