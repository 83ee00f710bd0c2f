// Which firmware object a report is about, also where the client names the node that was executed. [FUMO 6.2.1]
import { firmwareAlertType } from '../syncml/genericAlert';

/** The URI without the node of the command that `type` reports on; other URIs stay as they are. */
export function objectOfReport(source: string, type: string): string {
  const command = firmwareAlertType(type)?.command;
  return command !== undefined && source.endsWith(`/${command}`) ? source.slice(0, -(command.length + 1)) : source;
}
