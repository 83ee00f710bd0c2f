// The text of a message that goes with another: the same header and layout, another body.
import { child, textOf, type Element } from '#engine/xml/element';
import { escapeText } from '#engine/xml/write';
import { indentOf, lineEndOf } from '#engine/xml/layout';
import type { DocumentModel } from './documentModel';

export interface MessageLayout {
  readonly root: Element;
  readonly header: Element;
  readonly body: Element;
}

export function layoutOf({ document: { root } }: DocumentModel): MessageLayout | undefined {
  const header = root?.local === 'SyncML' ? child(root, 'SyncHdr') : undefined;
  const body = root?.local === 'SyncML' ? child(root, 'SyncBody') : undefined;
  return root === undefined || header === undefined || body?.endTag === undefined ? undefined : { root, header, body };
}

/** A tag with the prefix of another element. */
export function tagger({ name, local }: Element): (tag: string, content: string) => string {
  const prefix = name.slice(0, name.length - local.length);
  return (tag, content) => `<${prefix}${tag}>${content}</${prefix}${tag}>`;
}

export interface StatusParts {
  readonly cmdId: number;
  readonly msgRef: string;
  readonly cmdRef: string;
  readonly cmd: string;
}

/** On one line. [DM-REP 6.6.15] */
export function statusText({ cmdId, msgRef, cmdRef, cmd }: StatusParts, like: Element): string {
  const tag = tagger(like);
  const parts = [tag('CmdID', String(cmdId)), tag('MsgRef', escapeText(msgRef)), tag('CmdRef', escapeText(cmdRef)), tag('Cmd', cmd), tag('Data', '200')];
  return tag('Status', parts.join(''));
}

/** A message back to who sent this one. `commands`: each on a line of its own. */
export function answerText({ text }: DocumentModel, { root, header }: MessageLayout, msgId: string, commands: readonly string[]): string {
  const [line, unit] = [lineEndOf(text), indentOf(text)];
  const tag = tagger(root);
  const value = (local: string): string => textOf(child(header, local) ?? header).trim();
  const end = (local: string): string => escapeText(textOf(child(child(header, local) ?? header, 'LocURI') ?? header).trim());
  const parts = [
    ...['VerDTD', 'VerProto', 'SessionID'].map((local) => tag(local, escapeText(value(local)))),
    tag('MsgID', msgId),
    tag('Target', tag('LocURI', end('Source'))),
    tag('Source', tag('LocURI', end('Target'))),
  ];
  const inner = (content: readonly string[]): string => `${line}${content.map((one) => `${unit}${unit}${one}${line}`).join('')}${unit}`;
  const prefix = root.name.slice(0, root.name.length - root.local.length);
  const body = [...commands, `<${prefix}Final/>`];
  const start = text.slice(root.startTag.start, root.startTag.end);
  return `<?xml version="1.0" encoding="UTF-8"?>${line}${start}${line}${unit}${tag('SyncHdr', inner(parts))}${line}${unit}${tag('SyncBody', inner(body))}${line}</${root.name}>${line}`;
}
