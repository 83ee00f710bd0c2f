// What a launch asks for, checked: the attributes come from a file that a person wrote.
import { Failure } from '#engine/base/failure';
import type { LaunchAttributes } from '#server/messages';
import { uriOfPath } from '../launch/fileUri';
import type { RunOrder } from '../launch/openRun';

export interface LaunchOrder {
  readonly run: RunOrder;
  readonly stopOnEntry: boolean;
  /** Without debugging: breakpoints and `stopOnEntry` don't count. */
  readonly noDebug: boolean;
}

/** Throws a Failure `bad-launch` that names the attribute. */
export function readLaunch(given: { readonly [K in keyof LaunchAttributes]?: unknown }): LaunchOrder {
  if (typeof given.flow !== 'string' || !/^([a-z][a-z0-9+.-]*:|[\\/])/i.test(given.flow)) {
    throw new Failure('bad-launch', 'The attribute "flow" names the update flow by an absolute path.');
  }
  const installTime = numberIn(given.installTime, 'installTime', Number.MAX_SAFE_INTEGER);
  const serverPort = numberIn(given.serverPort, 'serverPort', 65535);
  const devicePort = numberIn(given.devicePort, 'devicePort', 65535);
  return {
    run: {
      uri: uriOfPath(given.flow),
      parameters: readParameters(given.params),
      ...(installTime !== undefined && { installTime }),
      ...(serverPort !== undefined && { serverPort }),
      ...(devicePort !== undefined && { devicePort }),
    },
    stopOnEntry: given.stopOnEntry === true,
    noDebug: given.noDebug === true,
  };
}

function numberIn(value: unknown, name: string, highest: number): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= highest) return value;
  throw new Failure('bad-launch', `The attribute "${name}" is a whole number from 0 to ${highest}.`);
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
