// Whether what a device is like after an update agrees with the result that it has reported. [FUMO 5.1.10, 6.2.4]
import type { Operation } from './firmwareObject';
import { isSuccess, resultCode } from './resultCodes';
import { stateName } from './states';

/** A report, and what was read of the device with it. */
export interface Reported {
  readonly operation: Operation;
  readonly result: number;
  /** x/State */
  readonly state?: number;
  /** `./DevDetail/FwV` before and after. */
  readonly before?: string;
  readonly after?: string;
  /** The version that the package brings, where that is known. */
  readonly offered?: string;
}

/** The States that a result leaves; 10 is where every end comes to when the device has cleaned up. [FUMO 6, figure] */
function statesAfter({ operation, result }: Reported): readonly number[] {
  if (operation === 'download') return isSuccess(result) ? [40, 50] : [20, 10];
  if (isSuccess(result)) return [90, 100, 10];
  return operation === 'update' ? [70, 80, 10] : [20, 70, 80, 10];
}

/** A sentence for each thing that contradicts the result. A State of a vendor's own contradicts nothing. */
export function contradictions(reported: Reported): readonly string[] {
  const { operation, result, state, before, after, offered } = reported;
  const said = `the device has reported ${result}${resultCode(result) === undefined ? '' : ` (${resultCode(result)?.name ?? ''})`}`;
  const found: string[] = [];
  const name = state === undefined ? undefined : stateName(state);
  if (state !== undefined && name !== undefined && !statesAfter(reported).includes(state)) {
    found.push(`State is ${state} (${name}), and ${said}; after that it is ${statesAfter(reported).join(' or ')}. [FUMO 5.1.10]`);
  }
  if (after === undefined || resultCode(result) === undefined) return found;
  const installs = operation !== 'download' && isSuccess(result);
  if (installs && offered !== undefined && after !== offered) found.push(`FwV is ${after}, and ${said} for a package of ${offered}. [FUMO 6.2.4]`);
  if (!installs && before !== undefined && after !== before) found.push(`FwV was ${before} and is ${after}, and ${said}. [FUMO 6.2.4]`);
  return found;
}
