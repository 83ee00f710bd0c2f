// A message as variables: what is known of it, then its header and its commands, opened out.
import { actorTitles } from '#engine/base/actor';
import type { CallFlowMessage } from '#engine/emulation/runEvent';
import { childElements } from '#engine/xml/element';
import { parseXml } from '#engine/xml/parse';
import { elementVariables } from './elementVariables';
import { optional, variable, type Variable } from './variable';

export function messageVariables(message: CallFlowMessage): readonly Variable[] {
  return [
    variable('summary', message.summary),
    variable('from', actorTitles[message.from]),
    variable('to', actorTitles[message.to]),
    ...optional('package', message.packageNumber === undefined ? undefined : `#${message.packageNumber}`),
    variable('session', message.sessionId),
    variable('size', `${message.size} octets`),
    ...message.remarks.map((remark, i) => variable(`remark ${i + 1}`, remark)),
    ...partsOf(message.text),
    variable('text', message.text),
  ];
}

/** SyncHdr, and the commands of SyncBody, each under its own name. Nothing where the text is no XML. */
function partsOf(text: string): readonly Variable[] {
  const root = parseXml(text).document.root;
  if (root === undefined) return [];
  return elementVariables(childElements(root).flatMap((part) => (part.local === 'SyncBody' ? childElements(part) : [part])));
}
