// The header of a message as session rules look at it.
import { child, textOf, type Element } from '../../xml/element';
import { metaChild, valueOf, type MessageFacts } from '../messageFacts';
import type { HeaderFacts, Valued } from '../sessionFacts';

/** The child of that name with its text; undefined where there is none or it is empty. */
export function valued(parent: Element | undefined, local: string): Valued | undefined {
  return parent === undefined ? undefined : textIn(child(parent, local));
}

export function textIn(element: Element | undefined): Valued | undefined {
  const value = element === undefined ? '' : textOf(element).trim();
  return element === undefined || value === '' ? undefined : { element, value };
}

export function headerOf({ header }: MessageFacts): HeaderFacts {
  if (header === undefined) return {};
  const address = (local: string): Element | undefined => child(header, local);
  const meta = child(header, 'Meta');
  const cred = child(header, 'Cred');
  return defined({
    sessionId: valued(header, 'SessionID'),
    msgId: valued(header, 'MsgID'),
    verDtd: valued(header, 'VerDTD'),
    verProto: valued(header, 'VerProto'),
    target: valued(address('Target'), 'LocURI'),
    source: valued(address('Source'), 'LocURI'),
    name: valued(address('Source'), 'LocName'),
    respUri: valued(header, 'RespURI'),
    cred: cred === undefined ? undefined : credOf(cred),
    maxMsgSize: textIn(metaChild(meta, 'MaxMsgSize')),
    maxObjSize: textIn(metaChild(meta, 'MaxObjSize')),
  });
}

function credOf(element: Element): NonNullable<HeaderFacts['cred']> {
  const data = child(element, 'Data');
  const meta = child(element, 'Meta');
  // [RepPro 6.1.6] A credential without a type is basic.
  const type = (textIn(metaChild(meta, 'Type'))?.value ?? 'syncml:auth-basic').toLowerCase();
  return { element, type, ...(data !== undefined && { data }) };
}

/** 1200 or 1201, where one stands in the message. [DM-PRO 8.3] */
export function sessionAlertIn({ commands }: MessageFacts): string | undefined {
  for (const { name, element } of commands) {
    const code = name === 'Alert' ? valueOf(element, 'Data') : undefined;
    if (code === '1200' || code === '1201') return code;
  }
  return undefined;
}

/** The members that have a value. */
export function defined<T extends object>(members: T): { readonly [Key in keyof T as undefined extends T[Key] ? never : Key]: T[Key] } & { readonly [Key in keyof T as undefined extends T[Key] ? Key : never]?: Exclude<T[Key], undefined> };
export function defined(members: object): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
