// Texts with the caret marked by `|`, and the flow that a feature is given with them.
import { readFlowText } from '#engine/flow/readFlow';
import { modelOf, type DocumentModel } from '#server/language/documentModel';
import type { Knowledge } from '#server/language/knowledge';
import { flowFolder } from '#test/flowFolder';

export interface AtCursor {
  readonly model: DocumentModel;
  readonly offset: number;
}

/** The last `|` is the caret. */
export function atCursor(marked: string, uri = 'memory:/update/document.xml', languageId?: string): AtCursor {
  const offset = marked.lastIndexOf('|');
  if (offset < 0) throw new Error('There is no | in the text.');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  return { model: modelOf({ uri, text, ...(languageId === undefined ? {} : { languageId }) }), offset };
}

export async function contextOf({ kind, uri, text }: DocumentModel): Promise<Knowledge> {
  const flow = kind === 'flow' ? (await readFlowText(uri, text, flowFolder())).flow : undefined;
  return flow === undefined ? {} : { flow };
}

/** A message of the server's around commands. */
export function message(commands: string): string {
  const header =
    '<VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto><SessionID>1</SessionID><MsgID>1</MsgID><Target><LocURI>IMEI:493005100592800</LocURI></Target><Source><LocURI>http://s</LocURI></Source>';
  return `<SyncML xmlns="SYNCML:SYNCML1.2">\n<SyncHdr>${header}</SyncHdr>\n<SyncBody>${commands}<Final/></SyncBody></SyncML>`;
}

/** A flow around steps, with all that those of the tests need. */
export function flow(steps: string): string {
  return (
    '<flow xmlns="urn:fumo-tools:flow:1" id="t" title="Test">\n' +
    '<param name="user" default="accept" values="accept reject"/><emulate ddf="device.ddf" tree="device.tnds.xml"/>' +
    '<server id="dm.example.com" accounts="accounts.xml"/><package file="ex-1-1.1.0.fwp"/>' +
    '<let name="fumo" find="urn:oma:mo:oma-fumo:1.0" else="./FwUpdate/Pkg1"/><capture names="state answer result"/>\n' +
    `${steps}\n</flow>`
  );
}

export const reading = `<step n="1" from="client" to="server" title="Tells">
  <Results><Item><Source><LocURI>\${fumo}/State</LocURI></Source><Data>\${state}</Data></Item></Results>
  <Status><Cmd>Alert</Cmd><Data>\${answer}</Data></Status>
  <Alert><Data>1226</Data><Item><Source><LocURI>\${fumo}</LocURI></Source><Meta><Type>org.openmobilealliance.dm.firmwareupdate.update</Type></Meta><Data>\${result}</Data></Item></Alert>
</step>`;
