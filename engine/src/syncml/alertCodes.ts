// The alert codes of device management. [DM-REP 7]

export interface AlertCode {
  readonly code: number;
  readonly name: string;
  readonly direction: 'server-to-client' | 'client-to-server' | 'both';
  readonly meaning: string;
  /** What its Items hold. */
  readonly payload: string;
  /** The status values that may answer it. */
  readonly statuses: readonly number[];
  readonly clause: string;
}

const userStatuses = [200, 214, 406, 408, 412, 416];

export const alertCodes: readonly AlertCode[] = [
  {
    code: 1100,
    name: 'Display',
    direction: 'server-to-client',
    meaning: 'Shows the user a text.',
    payload: 'Two Items: options, text.',
    statuses: userStatuses,
    clause: 'DM-PRO 10.2.1',
  },
  {
    code: 1101,
    name: 'Confirm or reject',
    direction: 'server-to-client',
    meaning: 'Asks the user a question: 200 is yes, 304 is no, 214 is cancelled.',
    payload: 'Two Items: options, question.',
    statuses: [200, 214, 304, 406, 408, 412, 416],
    clause: 'DM-PRO 10.2.2',
  },
  {
    code: 1102,
    name: 'Text input',
    direction: 'server-to-client',
    meaning: 'Asks the user for a text, which comes back in the Item of the Status.',
    payload: 'Two Items: options, prompt.',
    statuses: userStatuses,
    clause: 'DM-PRO 10.2.3',
  },
  {
    code: 1103,
    name: 'Single choice',
    direction: 'server-to-client',
    meaning: 'Lets the user choose one of a list; the number of the choice, counted from 1, comes back in the Item of the Status.',
    payload: 'Three Items or more: options, title, choices.',
    statuses: userStatuses,
    clause: 'DM-PRO 10.2.4',
  },
  {
    code: 1104,
    name: 'Multiple choice',
    direction: 'server-to-client',
    meaning: 'Lets the user choose any of a list; each chosen number comes back in an Item of the Status.',
    payload: 'Three Items or more: options, title, choices.',
    statuses: userStatuses,
    clause: 'DM-PRO 10.2.4',
  },
  {
    code: 1200,
    name: 'Server-initiated management',
    direction: 'client-to-server',
    meaning: 'Opens a session that a notification asked for; stands in package #1.',
    payload: 'None.',
    statuses: [200],
    clause: 'DM-PRO 8.3',
  },
  {
    code: 1201,
    name: 'Client-initiated management',
    direction: 'client-to-server',
    meaning: 'Opens a session of the client’s own; stands in package #1.',
    payload: 'None.',
    statuses: [200],
    clause: 'DM-PRO 8.3',
  },
  {
    code: 1222,
    name: 'Next message',
    direction: 'both',
    meaning: 'Asks for the next message of a package that isn’t complete.',
    payload: 'None.',
    statuses: [200],
    clause: 'DM-PRO 6',
  },
  {
    code: 1223,
    name: 'Session abort',
    direction: 'both',
    meaning: 'Ends the session at once; the server answers it, a client need not.',
    payload: 'None.',
    statuses: [200],
    clause: 'DM-PRO 8.1',
  },
  {
    code: 1224,
    name: 'Client event',
    direction: 'client-to-server',
    meaning: 'Tells the server of something that happened in the client.',
    payload: 'One Item or more, each with Meta Type and Format, and Data.',
    statuses: [200, 406],
    clause: 'DM-REP 7',
  },
  {
    code: 1225,
    name: 'No end of data',
    direction: 'both',
    meaning: 'Says that the last chunk of a large object never came; the object is not taken.',
    payload: 'An Item that names the Source or Target of the broken command.',
    statuses: [200],
    clause: 'DM-PRO 7',
  },
  {
    code: 1226,
    name: 'Generic alert',
    direction: 'client-to-server',
    meaning: 'Reports an event of a management object, such as the end of an asynchronous Exec; its type says which.',
    payload: 'One Item or more, each with Meta Type, Format and perhaps Mark, Data, and mostly a Source; Correlator where the Exec had one.',
    statuses: [200, 202, 401, 407, 412, 415, 500],
    clause: 'DM-PRO 8.7.1',
  },
];

/** By its number, as number or as text; `undefined` for what DM doesn't define. */
export function alertCode(code: number | string): AlertCode | undefined {
  return alertCodes.find((entry) => String(entry.code) === String(code).trim());
}

export function alertName(code: number | string): string | undefined {
  return alertCode(code)?.name;
}
