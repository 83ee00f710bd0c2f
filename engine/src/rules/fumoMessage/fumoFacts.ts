// FumoFacts: what in a message is about firmware: Items addressed to firmware update objects, and their alerts.
import { bareAlertType, firmwareAlertType, type FirmwareAlertType } from '../../syncml/genericAlert';
import { textOf, type Element } from '../../xml/element';
import { isMisspelt } from '../fumoAlertTypes';
import { valueOf, type CommandFacts, type ItemFacts, type MessageFacts } from '../messageFacts';
import type { Subject } from '../subject';
import { fumoPlace, likePlace, type FumoPlace } from './fumoPlace';

export interface FumoItem {
  readonly command: CommandFacts;
  readonly item: ItemFacts;
  readonly place: FumoPlace;
  /** The LocURI that says so, of Target or, where there is none, of Source. */
  readonly uri: Element;
}

export interface FumoAlert {
  readonly command: CommandFacts;
  readonly item: ItemFacts;
  readonly type: Element;
  /** Undefined for one that is misspelt. */
  readonly known?: FirmwareAlertType;
}

export interface FumoFacts {
  readonly items: readonly FumoItem[];
  readonly alerts: readonly FumoAlert[];
  /** Addresses of the objects that are sure to be such. */
  readonly objects: ReadonlySet<string>;
}

const laidOut = new WeakMap<MessageFacts, FumoFacts>();

/** Laid out once a message, whoever asks. */
export function fumoFacts(message: MessageFacts, subject: Subject): FumoFacts {
  const before = laidOut.get(message);
  if (before !== undefined) return before;
  const facts = layOut(message, subject);
  laidOut.set(message, facts);
  return facts;
}

function layOut(message: MessageFacts, { descriptions }: Subject): FumoFacts {
  const alerts: FumoAlert[] = [];
  const objects = new Set<string>();
  const candidates: { readonly command: CommandFacts; readonly item: ItemFacts; readonly uri: Element; readonly text: string }[] = [];
  for (const command of message.commands) {
    const isGeneric = command.name === 'Alert' && valueOf(command.element, 'Data') === '1226';
    for (const item of command.items) {
      const uri = item.targetUri ?? item.sourceUri;
      const text = uri === undefined ? '' : textOf(uri).trim();
      const alert = isGeneric && item.type !== undefined ? alertIn(command, item, item.type) : undefined;
      if (alert !== undefined) {
        alerts.push(alert);
        if (text !== '') objects.add(likePlace(text)?.x ?? text);
      } else if (uri !== undefined) {
        const like = likePlace(text);
        if (like === undefined) continue;
        if (like.sure) objects.add(like.x);
        candidates.push({ command, item, uri, text });
      }
    }
  }
  const items = candidates.flatMap(({ command, item, uri, text }) => {
    const place = fumoPlace(text, objects, descriptions);
    return place === undefined ? [] : [{ command, item, place, uri }];
  });
  return { items, alerts, objects };
}

function alertIn(command: CommandFacts, item: ItemFacts, type: Element): FumoAlert | undefined {
  const text = textOf(type);
  const known = firmwareAlertType(text);
  if (known !== undefined) return { command, item, type, known };
  return isMisspelt(text) && bareAlertType(text) !== '' ? { command, item, type } : undefined;
}
