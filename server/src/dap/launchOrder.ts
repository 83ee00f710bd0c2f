// What a launch asks for, checked: the attributes come from a file that a person wrote.
import { Failure } from '#engine/base/failure';
import type { LaunchAttributes } from '#server/messages';
import { uriOfPath } from '../launch/fileUri';
import type { RunOrder } from '../launch/openRun';
import { readFault } from '../launch/readFault';

export interface LaunchOrder {
  readonly run: RunOrder;
  readonly stopOnEntry: boolean;
  /** What counts is whether the run ends as its flow says. */
  readonly expect: boolean;
  /** Without debugging: breakpoints and `stopOnEntry` don't count. */
  readonly noDebug: boolean;
}

/** Throws a Failure `bad-launch` that names the attribute. */
export function readLaunch(given: { readonly [K in keyof LaunchAttributes]?: unknown }): LaunchOrder {
  if (typeof given.flow !== 'string' || !/^([a-z][a-z0-9+.-]*:|[\\/])/i.test(given.flow)) {
    throw new Failure('bad-launch', 'The attribute "flow" names the update flow by an absolute path.');
  }
  const installTime = numberIn(given.installTime, 'installTime', Number.MAX_SAFE_INTEGER);
  const encoding = encodingIn(given.encoding);
  const serverPort = numberIn(given.serverPort, 'serverPort', 65535);
  const devicePort = numberIn(given.devicePort, 'devicePort', 65535);
  const downloadPort = numberIn(given.downloadPort, 'downloadPort', 65535);
  const host = textIn(given.host, 'host');
  const personality = textsIn(given.personality, 'personality');
  const faults = textsIn(given.faults, 'faults').map((fault) => readFault(fault, (message) => new Failure('bad-launch', `The attribute "faults" ${message}`)));
  return {
    run: {
      uri: uriOfPath(given.flow),
      parameters: readParameters(given.params),
      ...(encoding !== undefined && { encoding }),
      ...(given.showSecrets === true && { showSecrets: true }),
      ...(installTime !== undefined && { installTime }),
      ...(serverPort !== undefined && { serverPort }),
      ...(devicePort !== undefined && { devicePort }),
      ...(downloadPort !== undefined && { downloadPort }),
      ...(host !== undefined && { host }),
      ...(personality.length > 0 && { personality }),
      ...(faults.length > 0 && { faults }),
      ...endsIn(given.realDevice, given.realServer),
    },
    stopOnEntry: given.stopOnEntry === true,
    expect: given.expect === true,
    noDebug: given.noDebug === true,
  };
}

function numberIn(value: unknown, name: string, highest: number): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= highest) return value;
  throw new Failure('bad-launch', `The attribute "${name}" is a whole number from 0 to ${highest}.`);
}

function encodingIn(value: unknown): RunOrder['encoding'] {
  if (value === undefined || value === null) return undefined;
  if (value === 'xml' || value === 'wbxml') return value;
  throw new Failure('bad-launch', 'The attribute "encoding" is xml or wbxml.');
}

function textIn(value: unknown, name: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string' && value.trim() !== '') return value.trim();
  throw new Failure('bad-launch', `The attribute "${name}" is a text.`);
}

/** One text counts as a list of one. */
function textsIn(value: unknown, name: string): readonly string[] {
  if (value === undefined || value === null) return [];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.map((one) => {
    if (typeof one === 'string' && one.trim() !== '') return one.trim();
    throw new Failure('bad-launch', `The attribute "${name}" is a list of texts.`);
  });
}

/** Which end is somebody else's. */
function endsIn(device: unknown, server: unknown): Pick<RunOrder, 'realDevice' | 'realServer'> {
  const address = textIn(device, 'realDevice');
  const url = textIn(server, 'realServer');
  if (address !== undefined && url !== undefined) throw new Failure('bad-launch', 'The attributes "realDevice" and "realServer" leave nothing to run.');
  if (address !== undefined && address !== 'real' && !/^udp:\/\/.+:\d{1,5}$/.test(address)) throw new Failure('bad-launch', 'The attribute "realDevice" is udp://HOST:PORT, or real.');
  if (url !== undefined && !/^https?:\/\/./.test(url)) throw new Failure('bad-launch', 'The attribute "realServer" is the URL of a Management Server.');
  return {
    ...(address !== undefined && { realDevice: address === 'real' ? {} : { notify: address } }),
    ...(url !== undefined && { realServer: { url } }),
  };
}

/** Numbers and truth values are taken as they are written. */
function readParameters(params: unknown): Readonly<Record<string, string>> {
  if (params === undefined || params === null) return {};
  if (typeof params !== 'object' || Array.isArray(params)) throw new Failure('bad-launch', 'The attribute "params" is an object of names and values.');
  return Object.fromEntries(
    Object.entries(params).map(([name, value]: [string, unknown]) => {
      if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
        throw new Failure('bad-launch', `The value of the parameter "${name}" is a text.`);
      }
      return [name, String(value)];
    }),
  );
}
