// The values of a FUMO object's State node. [FUMO 5.1.10]

export interface FirmwareState {
  readonly value: number;
  readonly name: string;
  readonly meaning: string;
  /** Nothing more happens by itself but cleaning up. */
  readonly terminal: boolean;
}

const table = [
  { value: 10, name: 'Idle / Start', meaning: 'No update is pending.', terminal: false },
  { value: 20, name: 'Download Failed', meaning: 'The download of the package has failed.', terminal: true },
  { value: 30, name: 'Download Progressing', meaning: 'The download has begun.', terminal: false },
  { value: 40, name: 'Download Complete', meaning: 'The package is on the device.', terminal: false },
  { value: 50, name: 'Ready to Update', meaning: 'The package is there and waits for the order to install it.', terminal: false },
  { value: 60, name: 'Update Progressing', meaning: 'The installation has begun.', terminal: false },
  { value: 70, name: 'Update Failed / Have Data', meaning: 'The installation has failed; the package is still there.', terminal: true },
  { value: 80, name: 'Update Failed / No Data', meaning: 'The installation has failed; the package has been removed.', terminal: true },
  { value: 90, name: 'Update Successful / Have Data', meaning: 'The new firmware runs; the package is still there.', terminal: true },
  { value: 100, name: 'Update Successful / No Data', meaning: 'The new firmware runs; the package has been removed.', terminal: true },
] as const satisfies readonly FirmwareState[];

export type State = (typeof table)[number]['value'];

export const firmwareStates: readonly FirmwareState[] = table;

export function isState(value: number): value is State {
  return table.some((row) => row.value === value);
}

/** `Ready to Update`; undefined for a value that FUMO doesn't define. */
export function stateName(value: number): string | undefined {
  return table.find((row) => row.value === value)?.name;
}
