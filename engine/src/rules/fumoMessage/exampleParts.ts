// Pieces of the examples: commands to a firmware object, and its alerts.
import { prefixedAlertType } from '../../syncml/genericAlert';
import { firstFromClient, fromServer, type Example } from '../examples';

export const x = './FwUpdate/Pkg1';

export const types = {
  download: 'org.openmobilealliance.dm.firmwareupdate.download',
  update: 'org.openmobilealliance.dm.firmwareupdate.update',
  downloadAndUpdate: 'org.openmobilealliance.dm.firmwareupdate.downloadandupdate',
  userRequest: 'org.openmobilealliance.dm.firmwareupdate.userrequest',
} as const;

interface AlertParts {
  /** With a prefix where it has none; `bare` leaves it so. */
  readonly type?: string;
  readonly bare?: boolean;
  /** Null leaves Data away. */
  readonly data?: string | null;
  /** Null leaves Source away. */
  readonly source?: string | null;
  readonly format?: string;
  readonly mark?: string;
  readonly correlator?: string;
}

/** A generic alert, CmdID 3: by itself the report of an update that has succeeded. */
export function alert(parts: AlertParts = {}): string {
  const { type = types.update, bare = false, data = '200', source = x, format = 'int', mark, correlator } = parts;
  const meta = [`<Format xmlns="syncml:metinf">${format}</Format>`, `<Type xmlns="syncml:metinf">${bare ? type : prefixedAlertType(type)}</Type>`];
  if (mark !== undefined) meta.push(`<Mark xmlns="syncml:metinf">${mark}</Mark>`);
  return `<Alert><CmdID>3</CmdID><Data>1226</Data>${correlator === undefined ? '' : `<Correlator>${correlator}</Correlator>`}
  <Item>${source === null ? '' : `<Source><LocURI>${source}</LocURI></Source>`}
    <Meta>${meta.join('')}</Meta>${data === null ? '' : `
    <Data>${data}</Data>`}
  </Item>
</Alert>`;
}

export function alerted(parts: AlertParts = {}): Example {
  return firstFromClient(alert(parts));
}

/** The CmdID follows the Status to the header. */
export function exec(node: string, cmdId = 2, correlator = '<Correlator>job-1</Correlator>'): string {
  return `<Exec><CmdID>${cmdId}</CmdID>${correlator}<Item><Target><LocURI>${x}${node === '' ? '' : `/${node}`}</LocURI></Target></Item></Exec>`;
}

export function replace(node: string, data: string, cmdId = 2, format = 'chr', type = 'text/plain'): string {
  return `<Replace><CmdID>${cmdId}</CmdID><Item><Target><LocURI>${x}/${node}</LocURI></Target><Meta><Format xmlns="syncml:metinf">${format}</Format><Type xmlns="syncml:metinf">${type}</Type></Meta><Data>${data}</Data></Item></Replace>`;
}

export const packageUrl = 'https://dl.example.com/ex-1-1.1.0.dd';

/** The address is set and the download ordered, in the one order that counts. */
export function orderedInSequence(urlNode: string, operation: string): Example {
  return fromServer(`<Sequence><CmdID>2</CmdID>
${replace(`${urlNode}/PkgURL`, packageUrl, 3)}
${exec(operation, 4)}
</Sequence>`);
}
