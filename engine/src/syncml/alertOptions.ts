// The option string of the user alerts 1100 to 1104: `MINDT=10&MAXDT=60&DR=1`. [DM-PRO 10.3]
import { fromUtf8, utf8 } from '../base/bytes';
import type { Problem, Severity } from '../base/problem';

export interface AlertOptions {
  /** Seconds that the text is shown at least. */
  readonly minDt?: number;
  /** Seconds after which no answer counts as 408 or as the default response. */
  readonly maxDt?: number;
  /** 1101: `0` or `1`; 1102: a text; 1103: an item's number; 1104: numbers joined by `-`. */
  readonly defaultResponse?: string;
  /** Characters of a text input. */
  readonly maxLen?: number;
  readonly inputType?: InputType;
  readonly echoType?: EchoType;
}

export type InputType = 'alphanumeric' | 'numeric' | 'date' | 'time' | 'phone' | 'ip-address';
export type EchoType = 'text' | 'password';

const inputTypes: Readonly<Record<string, InputType>> = {
  A: 'alphanumeric',
  N: 'numeric',
  D: 'date',
  T: 'time',
  P: 'phone',
  I: 'ip-address',
};
const echoTypes: Readonly<Record<string, EchoType>> = { T: 'text', P: 'password' };

const numberFields = { MINDT: 'minDt', MAXDT: 'maxDt', MAXLEN: 'maxLen' } as const;

/** Reads what it can; ranges count in `text`. An option given twice counts as given first. */
export function readAlertOptions(text: string): { options: AlertOptions; problems: Problem[] } {
  const options: { -readonly [K in keyof AlertOptions]: AlertOptions[K] } = {};
  const problems: Problem[] = [];
  const given = new Set<string>();
  let start = 0;
  for (const pair of text.split('&')) {
    const range = { start, end: start + pair.length };
    const note = (code: string, severity: Severity, message: string): void => {
      problems.push({ code, severity, message, range, clause: 'DM-PRO 10.3' });
    };
    start = range.end + 1;
    if (pair.trim() === '') continue;
    const equals = pair.indexOf('=');
    if (equals < 0) {
      note('ui-option-syntax', 'error', `"${pair.trim().slice(0, 40)}" is no option: options are written NAME=value and joined by &.`);
      continue;
    }
    const written = pair.slice(0, equals).trim();
    const name = written.toUpperCase();
    const value = decode(pair.slice(equals + 1).trim());
    if (value === undefined) {
      note('ui-option-syntax', 'error', `An escape in the value of ${written.slice(0, 40)} is not % and two hexadecimal digits.`);
      continue;
    }
    if (given.has(name)) {
      note('ui-option-duplicate', 'warning', `${name} is given twice; the first one counts.`);
      continue;
    }
    if (Object.hasOwn(optionNames, name)) {
      given.add(name);
      if (name !== written) note('ui-option-unknown', 'information', `${written} is written ${name}; some clients pass it over.`);
    }
    switch (name) {
      case 'MINDT':
      case 'MAXDT':
      case 'MAXLEN':
        if (/^[0-9]{1,9}$/.test(value) && Number(value) > 0) options[numberFields[name]] = Number(value);
        else note('ui-mindt-number', 'error', `${name} is a positive whole number, not "${value.slice(0, 40)}".`);
        break;
      case 'DR':
        options.defaultResponse = value;
        break;
      case 'IT': {
        const inputType = Object.hasOwn(inputTypes, value) ? inputTypes[value] : undefined;
        if (inputType !== undefined) options.inputType = inputType;
        else note('ui-it-value', 'error', `IT is one of A, N, D, T, P and I, not "${value.slice(0, 40)}".`);
        break;
      }
      case 'ET': {
        const echoType = Object.hasOwn(echoTypes, value) ? echoTypes[value] : undefined;
        if (echoType !== undefined) options.echoType = echoType;
        else note('ui-et-value', 'error', `ET is T or P, not "${value.slice(0, 40)}".`);
        break;
      }
      default:
        // [DM-PRO 10.3] Options that aren't known are passed over.
        note('ui-option-unknown', 'information', `${written.slice(0, 40)} isn't a known option; it is passed over.`);
    }
  }
  return { options, problems };
}

const optionNames = {
  MINDT: 'minDt',
  MAXDT: 'maxDt',
  DR: 'defaultResponse',
  MAXLEN: 'maxLen',
  IT: 'inputType',
  ET: 'echoType',
} as const;

/** The option string; `''` for no options, which makes an empty Item. */
export function writeAlertOptions(options: AlertOptions): string {
  const values: Readonly<Record<keyof typeof optionNames, string | undefined>> = {
    MINDT: options.minDt?.toString(),
    MAXDT: options.maxDt?.toString(),
    DR: options.defaultResponse,
    MAXLEN: options.maxLen?.toString(),
    IT: keyOf(inputTypes, options.inputType),
    ET: keyOf(echoTypes, options.echoType),
  };
  return Object.entries(values)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${encode(value)}`]))
    .join('&');
}

function keyOf<T>(table: Readonly<Record<string, T>>, value: T | undefined): string | undefined {
  return Object.keys(table).find((key) => table[key] === value);
}

function encode(value: string): string {
  let text = '';
  for (const octet of utf8(value)) {
    const character = String.fromCharCode(octet);
    if (character === ' ') text += '+';
    else if (/[A-Za-z0-9._~-]/.test(character)) text += character;
    else text += `%${octet.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return text;
}

function decode(value: string): string | undefined {
  if (/%(?![0-9A-Fa-f]{2})/.test(value)) return undefined;
  return value
    .replace(/\+/g, ' ')
    .replace(/(?:%[0-9A-Fa-f]{2})+/g, (escapes) => fromUtf8(Uint8Array.from(escapes.slice(1).split('%'), (hex) => parseInt(hex, 16))));
}
